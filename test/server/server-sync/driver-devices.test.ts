import t from 'tap';
import { importDrivers } from '../../catalog/upstream/driver-updates.ts';
import { importUpdates } from '../../helpers/documents.ts';
import { categories, devices, listDrivers, startMicrosoft } from './driver-calls.ts';

t.test('drivers are listed by hardware id in any case, each once, in order of arrival', async (t) => {
  const upstream = await startMicrosoft(t);
  importDrivers(
    upstream.catalog,
    { id: 5, devices: ['PCI\\VEN_1&DEV_2', 'PCI\\VEN_1'] },
    { id: 4, devices: ['USB\\X'] },
    { id: 3, devices: ['PCI\\VEN_1'] },
    { id: 2, devices: ['PCI\\VEN_1&DEV_3'] },
  );
  const filter = { PnpHardwareIds: devices(['usb\\x', 'pci\\ven_1', 'Pci\\Ven_1&Dev_2', 'PCI\\VEN_1']) };
  t.hasStrict(await listDrivers(upstream, filter), { revisions: '5.1 4.1 3.1', sets: '', removed: '' });
});

t.test('without hardware ids no driver is listed, and an id nobody has is passed over', async (t) => {
  const upstream = await startMicrosoft(t);
  importDrivers(upstream.catalog, { id: 1 });
  const nothing = { revisions: '', sets: '', removed: '' };
  t.hasStrict(await listDrivers(upstream, {}), nothing);
  t.hasStrict(await listDrivers(upstream, { PnpHardwareIds: [] }), nothing);
  t.hasStrict(await listDrivers(upstream, { PnpHardwareIds: devices(['PCI\\NOBODY']) }), nothing);
  t.hasStrict(await listDrivers(upstream, { PnpHardwareIds: devices(['PCI\\NOBODY', 'PCI\\A']) }), {
    revisions: '1.1',
  });
});

t.test('only the newest revision counts, by what it is for', async (t) => {
  const upstream = await startMicrosoft(t);
  importDrivers(
    upstream.catalog,
    { id: 1, devices: ['PCI\\A', 'PCI\\B'] },
    { id: 2, devices: ['PCI\\A'] },
    { id: 1, revision: 2, devices: ['PCI\\B'] },
  );
  t.hasStrict(await listDrivers(upstream, { PnpHardwareIds: devices(['PCI\\A']) }), { revisions: '2.1' });
  t.hasStrict(await listDrivers(upstream, { PnpHardwareIds: devices(['PCI\\B']) }), { revisions: '1.2' });
});

t.test('a driver that expired is listed, so that the other server hears of it', async (t) => {
  const upstream = await startMicrosoft(t);
  importDrivers(upstream.catalog, { id: 1 }, { id: 1, revision: 2, expired: true });
  t.hasStrict(await listDrivers(upstream, { PnpHardwareIds: devices(['PCI\\A']) }), { revisions: '1.2' });
});

t.test('a driver that needs a newer protocol than the cookie names is withheld', async (t) => {
  const upstream = await startMicrosoft(t);
  const { server, catalog } = upstream;
  importDrivers(catalog, { id: 1, protocol: '1.20' }, { id: 2, protocol: '1.21' }, { id: 3 });
  const filter = { PnpHardwareIds: devices(['PCI\\A']) };
  t.hasStrict(await listDrivers(upstream, filter), { revisions: '1.1 3.1' });
  const newer = { ...upstream, cookie: await server.serverSession({ protocolVersion: '1.21' }) };
  t.hasStrict(await listDrivers(newer, filter), { revisions: '1.1 2.1 3.1' });
});

t.test('with an anchor an id asked for as a delta brings what arrived since, any other id all', async (t) => {
  const upstream = await startMicrosoft(t);
  importDrivers(upstream.catalog, { id: 1, devices: ['PCI\\A'] }, { id: 2, devices: ['PCI\\B'] });
  const first = await listDrivers(upstream, { PnpHardwareIds: devices(['PCI\\A', 'PCI\\B']) });
  importDrivers(upstream.catalog, { id: 3, devices: ['PCI\\A'] }, { id: 4, devices: ['PCI\\B'] });
  const since = (...ids: readonly (readonly { Id: string; Delta: boolean }[])[]) =>
    listDrivers(upstream, { Anchor: first.anchor, PnpHardwareIds: ids.flat() });
  t.hasStrict(await since(devices(['PCI\\A', 'PCI\\B'], true)), { revisions: '3.1 4.1' });
  t.hasStrict(await since(devices(['PCI\\A'], true), devices(['PCI\\B'])), { revisions: '2.1 3.1 4.1' });
  t.hasStrict(await since(devices(['PCI\\A'], true), devices(['pci\\a'])), { revisions: '1.1 3.1' });
});

t.test('the anchor of the answer is where the next delta begins', async (t) => {
  const upstream = await startMicrosoft(t);
  importDrivers(upstream.catalog, { id: 1 });
  const all = { PnpHardwareIds: devices(['PCI\\A'], true) };
  const first = await listDrivers(upstream, all);
  t.equal(first.revisions, '1.1', 'without an anchor everything is new');
  t.hasStrict(await listDrivers(upstream, { ...all, Anchor: '' }), { revisions: '1.1' });
  const second = await listDrivers(upstream, { ...all, Anchor: first.anchor });
  t.same(second, { ...first, revisions: '' });
  importDrivers(upstream.catalog, { id: 2 });
  t.hasStrict(await listDrivers(upstream, { ...all, Anchor: second.anchor }), { revisions: '2.1' });
});

t.test('categories leave out what is in none of them, and those within a family count', async (t) => {
  const upstream = await startMicrosoft(t);
  importUpdates(upstream.catalog, { id: 50, type: 'Category' }, { id: 51, type: 'Category', in: [50] });
  importUpdates(upstream.catalog, { id: 52, type: 'Category' }, { id: 53, type: 'Category' });
  importDrivers(upstream.catalog, { id: 1, in: [51] }, { id: 2, in: [52] }, { id: 3 });
  const within = (numbers: readonly number[]) =>
    listDrivers(upstream, { PnpHardwareIds: devices(['PCI\\A']), Categories: categories(numbers) });
  t.hasStrict(await within([51]), { revisions: '1.1' });
  t.hasStrict(await within([50]), { revisions: '1.1' });
  t.hasStrict(await within([51, 52]), { revisions: '1.1 2.1' });
  t.hasStrict(await within([53]), { revisions: '' });
  t.hasStrict(await within([]), { revisions: '1.1 2.1 3.1' });
});

t.test('an unknown category is passed over, and where all are unknown nothing is listed', async (t) => {
  const upstream = await startMicrosoft(t);
  importUpdates(upstream.catalog, { id: 51, type: 'Category' });
  importDrivers(upstream.catalog, { id: 1, in: [51] }, { id: 2 });
  const filter = { PnpHardwareIds: devices(['PCI\\A']) };
  t.hasStrict(await listDrivers(upstream, { ...filter, Categories: categories([777, 51]) }), {
    revisions: '1.1',
  });
  t.hasStrict(await listDrivers(upstream, { ...filter, Categories: categories([777, 778]) }), {
    revisions: '',
  });
});

t.test('a category asked for as a whole brings what came before the anchor too', async (t) => {
  const upstream = await startMicrosoft(t);
  importUpdates(upstream.catalog, { id: 51, type: 'Category' }, { id: 52, type: 'Category' });
  importDrivers(upstream.catalog, { id: 1, in: [51] }, { id: 2, in: [52] });
  const PnpHardwareIds = devices(['PCI\\A'], true);
  const { anchor: Anchor } = await listDrivers(upstream, { PnpHardwareIds });
  importDrivers(upstream.catalog, { id: 3, in: [51] });
  const Categories = [...categories([51], true), ...categories([52])];
  t.hasStrict(await listDrivers(upstream, { Anchor, PnpHardwareIds, Categories }), { revisions: '2.1 3.1' });
});
