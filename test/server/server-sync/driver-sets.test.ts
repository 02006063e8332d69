import t from 'tap';
import { importDrivers } from '../../catalog/upstream/driver-updates.ts';
import { importUpdates } from '../../helpers/documents.ts';
import { categories, computers, devices, listDrivers, startMicrosoft } from './driver-calls.ts';

t.test('a computer has a driver set of what is targeted or distributed to it', async (t) => {
  const upstream = await startMicrosoft(t);
  importDrivers(
    upstream.catalog,
    { id: 1, targets: [1] },
    { id: 2, distribution: [1, 2] },
    { id: 3, targets: [3] },
    { id: 4 },
  );
  const listed = await listDrivers(upstream, { ComputerIds: computers([2, 1]) });
  t.hasStrict(listed, { sets: '2 1', revisions: '1.1 2.1', removed: '' });
});

t.test('a computer may be written with braces in a document and in capitals in a request', async (t) => {
  const upstream = await startMicrosoft(t);
  importDrivers(upstream.catalog, { id: 1, targets: [1] }, { id: 2, targets: [2] });
  upstream.catalog.database.exec(
    `UPDATE driver_computer_hardware_id SET computer_hardware_id = '{' || computer_hardware_id || '}'
     WHERE driver_key = 2`,
  );
  const ComputerIds = computers([1, 2]).map(({ Id, Delta }) => ({ Id: Id.toUpperCase(), Delta }));
  t.hasStrict(await listDrivers(upstream, { ComputerIds }), { sets: '1 2', revisions: '1.1 2.1' });
});

t.test('without computers there are no driver sets, and one nobody knows is passed over', async (t) => {
  const upstream = await startMicrosoft(t);
  importDrivers(upstream.catalog, { id: 1, targets: [1] });
  t.hasStrict(await listDrivers(upstream, { ComputerIds: [] }), { sets: '', revisions: '' });
  const plain = await listDrivers(upstream, { PnpHardwareIds: devices(['PCI\\A']) });
  t.hasStrict(plain, { sets: '', revisions: '1.1' });
  t.hasStrict(await listDrivers(upstream, { ComputerIds: computers([9, 1]) }), { sets: '1' });
});

t.test('a driver that is in a set and for a device is listed once, in its place', async (t) => {
  const upstream = await startMicrosoft(t);
  importDrivers(upstream.catalog, { id: 1 }, { id: 2, targets: [1, 2] }, { id: 3, devices: ['PCI\\B'] });
  const filter = { ComputerIds: computers([1, 2]), PnpHardwareIds: devices(['PCI\\A', 'PCI\\B']) };
  t.hasStrict(await listDrivers(upstream, filter), { sets: '1 2', revisions: '1.1 2.1 3.1' });
});

t.test(
  'after the anchor a set is new when a driver of it arrived, and comes with all its drivers',
  async (t) => {
    const upstream = await startMicrosoft(t);
    importDrivers(upstream.catalog, { id: 1, targets: [1] }, { id: 2, targets: [2] });
    const ComputerIds = computers([1, 2], true);
    const first = await listDrivers(upstream, { ComputerIds });
    t.hasStrict(first, { sets: '1 2', revisions: '1.1 2.1' });
    const since = (ids = ComputerIds) => listDrivers(upstream, { Anchor: first.anchor, ComputerIds: ids });
    t.hasStrict(await since(), { sets: '', revisions: '', removed: '' });
    importDrivers(upstream.catalog, { id: 3, targets: [1] });
    t.hasStrict(await since(), { sets: '1', revisions: '1.1 3.1' });
    t.hasStrict(await since([...computers([1], true), ...computers([2])]), {
      sets: '1 2',
      revisions: '1.1 2.1 3.1',
    });
    t.hasStrict(await since(computers([2], true)), { sets: '', revisions: '' });
    const twice = [...computers([2]), ...computers([2], true)];
    t.hasStrict(await since(twice), { sets: '2', revisions: '2.1' }, 'an id that is there as both is whole');
  },
);

t.test('a set whose drivers expired since the anchor is removed, without revisions', async (t) => {
  const upstream = await startMicrosoft(t);
  importDrivers(upstream.catalog, { id: 1, targets: [1] }, { id: 2, targets: [2] });
  const { anchor: Anchor } = await listDrivers(upstream, { ComputerIds: computers([1, 2]) });
  importDrivers(upstream.catalog, { id: 1, revision: 2, targets: [1], expired: true });
  const listed = await listDrivers(upstream, { Anchor, ComputerIds: computers([1, 2], true) });
  t.hasStrict(listed, { removed: '1', sets: '', revisions: '' });
  const asWhole = await listDrivers(upstream, { Anchor, ComputerIds: computers([1]) });
  t.hasStrict(asWhole, { removed: '1', sets: '', revisions: '' });
});

t.test('a set is removed when the newest revision of its driver names another computer', async (t) => {
  const upstream = await startMicrosoft(t);
  importDrivers(upstream.catalog, { id: 1, targets: [1] });
  const { anchor: Anchor } = await listDrivers(upstream, {});
  importDrivers(upstream.catalog, { id: 1, revision: 2, targets: [2] });
  const listed = await listDrivers(upstream, { Anchor, ComputerIds: computers([1, 2], true) });
  t.hasStrict(listed, { removed: '1', sets: '2', revisions: '1.2' });
});

t.test('a set that has a driver left is not removed', async (t) => {
  const upstream = await startMicrosoft(t);
  importDrivers(upstream.catalog, { id: 1, targets: [1] }, { id: 2, distribution: [1] });
  const { anchor: Anchor } = await listDrivers(upstream, {});
  importDrivers(upstream.catalog, { id: 1, revision: 2, targets: [1], expired: true });
  t.hasStrict(await listDrivers(upstream, { Anchor, ComputerIds: computers([1], true) }), { removed: '' });
  t.hasStrict(await listDrivers(upstream, { ComputerIds: computers([1]) }), { sets: '1', revisions: '2.1' });
});

t.test('a set that was empty at the anchor already is not removed again', async (t) => {
  const upstream = await startMicrosoft(t);
  importDrivers(upstream.catalog, { id: 1, targets: [1] });
  importDrivers(upstream.catalog, { id: 1, revision: 2, targets: [1], expired: true });
  const { anchor: Anchor } = await listDrivers(upstream, {});
  t.hasStrict(await listDrivers(upstream, { Anchor, ComputerIds: computers([1], true) }), { removed: '' });
});

t.test('a set that came and went since the anchor is neither new nor removed', async (t) => {
  const upstream = await startMicrosoft(t);
  importUpdates(upstream.catalog, { id: 9 });
  const { anchor: Anchor } = await listDrivers(upstream, {});
  importDrivers(upstream.catalog, { id: 1, targets: [1] });
  importDrivers(upstream.catalog, { id: 1, revision: 2, targets: [1], expired: true });
  const listed = await listDrivers(upstream, { Anchor, ComputerIds: computers([1], true) });
  t.hasStrict(listed, { removed: '', sets: '', revisions: '' });
});

t.test(
  'a removed set is told to those only that name its computer, and to none without an anchor',
  async (t) => {
    const upstream = await startMicrosoft(t);
    importDrivers(upstream.catalog, { id: 1, targets: [1] });
    const { anchor: Anchor } = await listDrivers(upstream, {});
    importDrivers(upstream.catalog, { id: 1, revision: 2, targets: [1], expired: true });
    t.hasStrict(await listDrivers(upstream, { Anchor, ComputerIds: computers([2], true) }), { removed: '' });
    t.hasStrict(await listDrivers(upstream, { ComputerIds: computers([1]) }), { removed: '' });
  },
);

t.test('a set of which all needs a newer protocol is withheld, and by that not removed', async (t) => {
  const upstream = await startMicrosoft(t);
  importDrivers(upstream.catalog, { id: 1, targets: [1] }, { id: 2, targets: [2], protocol: '1.21' });
  const first = await listDrivers(upstream, { ComputerIds: computers([1, 2]) });
  t.hasStrict(first, { sets: '1', revisions: '1.1' });
  importDrivers(upstream.catalog, { id: 1, revision: 2, targets: [1], protocol: '1.21' });
  const since = { Anchor: first.anchor, ComputerIds: computers([1, 2], true) };
  t.hasStrict(await listDrivers(upstream, since), { sets: '', removed: '', revisions: '' });
  const newer = { ...upstream, cookie: await upstream.server.serverSession({ protocolVersion: '1.21' }) };
  t.hasStrict(await listDrivers(newer, since), { sets: '1', revisions: '1.2' });
});

t.test('categories leave drivers out of sets, and sets out that have no other', async (t) => {
  const upstream = await startMicrosoft(t);
  importUpdates(upstream.catalog, { id: 51, type: 'Category' }, { id: 52, type: 'Category' });
  importDrivers(upstream.catalog, { id: 1, in: [51], targets: [1, 2] }, { id: 2, in: [52], targets: [2, 3] });
  const within = (numbers: readonly number[], delta = false, Anchor = '') =>
    listDrivers(upstream, {
      Anchor,
      ComputerIds: computers([1, 2, 3], Anchor !== ''),
      Categories: categories(numbers, delta),
    });
  const { anchor } = await within([51]);
  t.hasStrict(await within([51]), { sets: '1 2', revisions: '1.1' });
  t.hasStrict(await within([777]), { sets: '', revisions: '' });
  t.hasStrict(await within([51], true, anchor), { sets: '', revisions: '' });
  t.hasStrict(await within([51], false, anchor), { sets: '1 2', revisions: '1.1' });
});

t.test('the id of a driver set depends on its computer alone', async (t) => {
  const listed: string[] = [];
  for (const others of [[], [{ id: 5 }, { id: 6, targets: [6] }]]) {
    const { catalog, server, cookie } = await startMicrosoft(t);
    importDrivers(catalog, ...others, { id: 1, targets: [1] });
    const filter = { ComputerIds: computers([1]) };
    const { GetDriverIdListResult: result } = await server.call('GetDriverIdList', { cookie, filter });
    listed.push(...(result?.NewDriverSets ?? []));
  }
  const id = '14044a33-375d-5b28-bfde-1b88c9f41654';
  t.same(listed, [id, id]);
});
