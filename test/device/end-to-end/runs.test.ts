import { rmSync } from 'node:fs';
import t from 'tap';
import type { RegistryChange } from '../../../device/policy/reg-file.ts';
import { runDevice } from '../../../device/run-device.ts';
import { createVirtualClock, systemClock } from '../../../platform/clock.ts';
import { startDouble } from '../../helpers/device-double.ts';
import { failureOf } from '../../helpers/device-http.ts';
import { deadOrigin } from '../../helpers/tls-server.ts';

const HOUR = 3_600_000;
const AUTOMATIC = 'HKLM\\SOFTWARE\\Policies\\Microsoft\\Windows\\WindowsUpdate\\AU';
const decided = (name: string, data: number): readonly RegistryChange[] => [
  { kind: 'set', key: AUTOMATIC, name, value: { type: 'REG_DWORD', data } },
];
const update = (kb: number, more: string): string =>
  `  - { title: "Mock: KB${kb}", kb: ${kb}, classification: Updates, products: Windows 11, files: [{ name: ${kb}.cab, size: 4 KB }], ${more} }\n`;
const { double, deviceFor, contentOf } = await startDouble(
  t,
  `updates:\n${update(9000001, 'approvals: All Computers')}${update(9000002, 'approvals: { group: All Computers, action: optional }')}`,
);
const [KB, OPTIONAL] = ['KB9000001', 'KB9000002'];

t.test('policy decides how far a device goes by itself', async (t) => {
  const found = ['147', '156'];
  const downloaded = [...found, `167 ${KB}`, `162 ${KB}`];
  const cases = [
    [decided('AUOptions', 2), 'left to the user', found],
    [decided('AUOptions', 3), 'left to the user', downloaded],
    [decided('AUOptions', 4), 'installed', [...downloaded, `181 ${KB}`, `183 ${KB}`]],
    [decided('AUOptions', 7), 'left to the user', downloaded],
    [decided('NoAutoUpdate', 1), 'left to the user', found],
  ] as const;
  for (const [registry, outcome, events] of cases) {
    const one = deviceFor(t, { registry });
    const run = await runDevice(one.device);
    t.equal(run.outcome, outcome, JSON.stringify(registry));
    t.same(one.onServer().events, events);
    t.same(run.left.length, outcome === 'installed' ? 1 : 2, 'what nobody chose is left');
  }
});

t.test('what is optional is taken when somebody wants it', async (t) => {
  const one = deviceFor(t);
  const { results } = await runDevice(one.device, { withOptional: true });
  t.same(
    results.map(({ title }) => title),
    [`Mock: ${KB}`, `Mock: ${OPTIONAL}`],
  );
});

t.test('a scan for a category says nothing of all the others', async (t) => {
  const one = deviceFor(t);
  const windows11 = '72e7624a-5b00-45d2-b92f-e561c0a6a160';
  await runDevice(one.device, { categories: [windows11] });
  t.same(one.onServer().events.slice(0, 2), ['147', `167 ${KB}`], 'no 156');
  t.same(one.onServer().status, {});
});

t.test('a device without a WSUS goes to what stands for the online service, or nowhere', async (t) => {
  const policy = 'none';
  const online = deviceFor(t, { policy, options: { onlineServer: double.urls.https } });
  t.equal((await runDevice(online.device)).outcome, 'installed');
  const nowhere = deviceFor(t, { policy });
  t.match(await failureOf(nowhere.device.scan()), { code: 'WU_E_PT_SUS_SERVER_NOT_SET' });
});

t.test('a scan is due some hours after the last, and five after one that failed', async (t) => {
  const clock = createVirtualClock(systemClock.now());
  const one = deviceFor(t, { options: { clock }, policy: { detectionHours: 10 } });
  t.equal(one.device.dueAt(), undefined);
  await one.device.scan();
  const due = one.device.dueAt() ?? 0;
  t.ok(due > clock.now() + 8 * HOUR && due <= clock.now() + 10 * HOUR, 'shortened by a fifth at most');
  t.equal(one.again().device.dueAt(), due, 'another process knows it');
  clock.advance(11 * HOUR);
  const lost = one.again({ policy: { server: await deadOrigin(), detectionHours: 10 } });
  t.match(await failureOf(lost.device.scan()), { code: 'WU_E_PT_ENDPOINT_UNREACHABLE' });
  t.equal(lost.device.dueAt(), clock.now() + 5 * HOUR);
});

t.test('what cannot be downloaded is a failure, though installing is left to the user', async (t) => {
  rmSync(contentOf('9000001.cab'));
  const one = deviceFor(t, { registry: decided('AUOptions', 3) });
  const { outcome, results } = await runDevice(one.device);
  t.equal(outcome, 'failed');
  t.match(results, [{ kind: 'failed', failure: { code: 'WU_E_PT_HTTP_STATUS_NOT_FOUND' } }]);
});
