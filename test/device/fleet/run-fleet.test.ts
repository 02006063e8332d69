import path from 'node:path';
import t, { type Test } from 'tap';
import { type FleetOptions, runFleet } from '../../../device/fleet/run-fleet.ts';
import { policyFromFlags } from '../../../device/policy/policy-flags.ts';
import { loadProfile } from '../../../device/profile/read-profile.ts';
import { systemClock } from '../../../platform/clock.ts';
import { systemRandomness } from '../../../platform/randomness.ts';
import { startDouble } from '../../helpers/device-double.ts';
import { openTrust } from '../../helpers/device-http.ts';
import { startPlain } from '../../helpers/tls-server.ts';

const update = (kb: number, product: string): string =>
  `  - { title: "Mock: KB${kb}", kb: ${kb}, classification: Updates, products: ${product}, files: [{ size: 9 KB }], approvals: All Computers }\n`;
const SEED = `updates:\n${update(9000001, 'Windows 11')}${update(9000002, 'Windows Server 2025')}`;
const { double } = await startDouble(t, SEED);
const { ca, urls, catalog } = double;
const profiles = ['windows-11-24h2', 'windows-10-22h2', 'windows-server-2025', 'windows-11-arm64-laptop'].map(
  loadProfile,
);

/** A fleet of `count` devices without delay, over the double unless told otherwise. */
function fleetOf(t: Test, count: number, changes: Partial<FleetOptions> & { readonly server?: string } = {}) {
  const { server = urls.https, ...options } = changes;
  const trust = openTrust(t, { roots: ca.pem, pin: { kind: 'authority', certificates: ca.pem } });
  return runFleet({
    count,
    profiles,
    policy: policyFromFlags({ server }),
    trustOf: () => trust,
    signing: {
      roots: ca.pem,
      revocation: 'off',
      askStatus: async () => ({ kind: 'good' }),
      onWarning: () => {},
    },
    clock: systemClock,
    randomness: systemRandomness,
    pause: async () => {},
    jitter: 0,
    parallel: 8,
    extent: 'scan',
    downloads: path.join(t.testdir({}), 'downloads'),
    ...options,
  });
}

t.test('forty devices of four profiles scan and report, and the sums are right', async (t) => {
  const progress: number[] = [];
  const report = await fleetOf(t, 40, { onDone: (done) => progress.push(done) });
  t.match(report, {
    devices: 40,
    failed: 0,
    failures: [],
    installed: 0,
    contentBytes: 0,
    whole: { count: 40 },
  });
  t.same(
    progress,
    Array.from({ length: 40 }, (_, at) => at + 1),
  );
  const counts = new Map(report.operations.map(({ operation, count }) => [operation, count]));
  t.equal(
    [...counts.values()].reduce((sum, count) => sum + count, 0),
    report.calls,
  );
  for (const operation of [
    'GetConfig',
    'GetAuthorizationCookie',
    'GetCookie',
    'RegisterComputer',
    'ReportEventBatch',
  ])
    t.equal(counts.get(operation), 40, operation);
  for (const { median, p90, p99, most } of [report.whole, ...report.operations])
    t.ok(0 < median && median <= p90 && p90 <= p99 && p99 <= most);
  // Two profiles of Windows 11 and one server, ten devices each.
  t.equal(report.offered, 30);
  t.same(
    catalog.computers
      .all()
      .map(({ dnsName }) => dnsName)
      .sort(),
    Array.from({ length: 40 }, (_, at) => `fleet-${String(at + 1).padStart(5, '0')}.mock.test`),
  );
  t.ok(
    catalog.computers.all().every(({ lastStatusAt }) => lastStatusAt !== null),
    'each reported its status',
  );
});

t.test('a fleet that runs downloads, verifies and installs', async (t) => {
  const report = await fleetOf(t, 8, { extent: 'run' });
  t.match(report, { devices: 8, failed: 0, offered: 6, installed: 6 });
  t.ok(report.contentBytes > 6 * 9_000);
});

t.test('devices that fail stop no others, and are counted by what they ended with', async (t) => {
  const failing = await fleetOf(t, 8, { extent: 'run', exitCodeOf: () => 1603 });
  t.match(failing, { devices: 8, failed: 6, installed: 0 });
  t.match(failing.failures, [
    { code: '0x8024200B WU_E_UH_INSTALLERFAILURE', reason: /exit code 1603/, count: 6 },
  ]);
  const { origin, requests } = await startPlain(t, (_, response) => response.writeHead(503).end());
  const busy = await fleetOf(t, 12, { server: origin });
  t.match(busy, { devices: 12, failed: 12, offered: 0 });
  t.match(busy.failures, [{ code: /^0x802440(22|2D) /, count: 12 }]);
  t.ok(requests.length >= 12);
});

t.test('a fleet that is cancelled begins no further device, and ends', async (t) => {
  const controller = new AbortController();
  const report = await fleetOf(t, 40, {
    parallel: 2,
    signal: controller.signal,
    onDone: (done) => done === 4 && controller.abort(),
  });
  t.ok(report.devices >= 4 && report.devices <= 6, `${report.devices} devices began`);
  t.same(
    report.failures.map(({ code }) => code).filter((code) => !code.includes('WU_E_CALL_CANCELLED')),
    [],
  );
  const never = await fleetOf(t, 40, { signal: AbortSignal.abort(), jitter: 1_000 });
  t.match(never, { devices: 0, failed: 0, calls: 0 });
});
