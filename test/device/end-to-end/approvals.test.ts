import t from 'tap';
import { runDevice } from '../../../device/run-device.ts';
import { type DoubleDevice, startDouble } from '../../helpers/device-double.ts';

const DEADLINE = '2027-01-02T03:04:05Z';
const update = (kb: string, more: string): string =>
  `  - { title: "Mock: ${kb}", kb: ${kb.slice(2)}, classification: Updates, products: Windows 11, ${more} }\n`;
const file = 'files: [{ size: 10 KB }]';
const SEED = `
groups: [Kiosks, Pilot]
updates:
${update('KB9000001', `${file}, uninstallable: true, reboot: never, approvals: Pilot`)}
${update('KB9000002', `${file}, uninstallable: true, reboot: always, approvals: Pilot`)}
${update('KB9000003', 'bundles: [one, two], uninstallable: true, reboot: never, approvals: Pilot')}
  - { title: "Mock: One", key: one, handler: { type: command, defaultResult: succeeded }, uninstallable: true, ${file} }
  - { title: "Mock: Two", key: two, handler: { type: command, defaultResult: succeeded }, uninstallable: true, files: [{ size: 9 KB }] }
${update('KB9000004', `${file}, approvals: [All Computers, { group: Kiosks, action: block }]`)}
${update('KB9000005', `${file}, approvals: { group: Kiosks, action: optional, deadline: "${DEADLINE}" }`)}
`;

const { double, deviceFor, seed, idOf } = await startDouble(t, SEED);
const { approvals } = double.catalog;
const inGroup = (group: string) => ({ policy: { targetGroups: [group] } });
const reasonFor = (one: DoubleDevice, kb: string) => one.withheld().find((text) => text.startsWith(kb));

t.test('what is approved for removal is removed, all parts of it, some with the next restart', async (t) => {
  const removed = ['KB9000001', 'KB9000002', 'KB9000003'];
  const before = deviceFor(t, inGroup('Pilot'));
  t.equal((await runDevice(before.device, { reboots: true })).outcome, 'installed');
  t.same(before.onServer().status.Installed, [...removed, 'KB9000004']);
  for (const kb of removed) approvals.approve({ updateId: idOf(kb), group: 'Pilot', action: 'Uninstall' });

  const after = before.again();
  const { outcome, results } = await runDevice(after.device);
  t.equal(outcome, 'restart required');
  t.same(
    results.map((one) => [one.offer.parts.length, one.kind]),
    [
      [1, 'removed'],
      [1, 'removed'],
      [2, 'removed'],
    ],
  );
  t.same(after.onServer().events.slice(-3), ['222 KB9000001', '224 KB9000002 0x00240005', '222 KB9000003']);
  const waiting = before.again();
  t.equal((await runDevice(waiting.device)).outcome, 'restart required');
  t.same(reasonFor(waiting, 'KB9000002'), 'KB9000002: it is removed and waits for a restart');
  t.same(waiting.onServer().status, {
    Installed: ['KB9000002', 'KB9000004'],
    NotInstalled: ['KB9000001', 'KB9000003', 'KB9000005'],
  });
  waiting.device.reboot();
  t.equal((await runDevice(waiting.device)).outcome, 'up to date');
  t.same(waiting.onServer().status, { Installed: ['KB9000004'], NotInstalled: [...removed, 'KB9000005'] });
});

t.test('an approval that is taken back takes its offer along, and so does declining', async (t) => {
  const one = deviceFor(t);
  const scan = async (): Promise<readonly string[]> => {
    await one.device.scan();
    return one.offers();
  };
  t.same(await scan(), ['install KB9000004']);
  approvals.unapprove(idOf('KB9000004'), 'All Computers');
  t.same(await scan(), []);
  t.equal(reasonFor(one, 'KB9000004'), 'KB9000004: it is not approved');
  approvals.approve({ updateId: idOf('KB9000004'), action: 'OptionalInstall' });
  t.same(await scan(), ['optional KB9000004']);
  approvals.decline(idOf('KB9000004'));
  t.same(await scan(), []);
  t.equal(reasonFor(one, 'KB9000004'), undefined, 'it is forgotten');
  approvals.undecline(idOf('KB9000004'));
  approvals.approve({ updateId: idOf('KB9000004'), action: 'Install' });
  approvals.approve({ updateId: idOf('KB9000004'), action: 'Block', group: 'Kiosks' });
  t.same(await scan(), ['install KB9000004']);
});

t.test('what is blocked for a group is kept from it, and a deadline is told', async (t) => {
  const kiosk = deviceFor(t, inGroup('Kiosks'));
  const { offers } = await kiosk.device.scan();
  t.same(kiosk.offers(), ['optional KB9000005']);
  t.equal(reasonFor(kiosk, 'KB9000004'), 'KB9000004: it is not approved');
  t.equal(Date.parse(offers[0]?.deadline ?? ''), Date.parse(DEADLINE));
});

t.test('a newer revision takes the place of the one before, and is what events are about', async (t) => {
  const one = deviceFor(t);
  await one.device.scan();
  await seed(`updates:\n${update('KB9000004', 'revision: 101, files: [{ size: 11 KB }]')}`);
  const { results } = await runDevice(one.device);
  t.same(
    results.map((done) => [done.kind, done.offer.revision.core.revisionNumber]),
    [['installed', 101]],
  );
  const numbers = double.catalog.events.list(one.kept.record().clientId).map((event) => event.revisionNumber);
  t.same([...new Set(numbers)], [0, 101]);
});
