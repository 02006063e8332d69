import t from 'tap';
import { runDevice } from '../../../device/run-device.ts';
import { type DoubleDevice, startDouble } from '../../helpers/device-double.ts';

const DEFENDER = 'KB9902602';
const OFFICE = 'Microsoft 365 Apps Update';
const DRIVER = 'Mock Devices Inc.';
const APP = 'Notes app 3.1.0.0';
const GERMAN = 'German language features for Windows 11';

/** What a ready profile meets in the demo catalogue. */
interface Case {
  readonly profile: string;
  readonly groups?: readonly string[];
  /** In the order of the offer. */
  readonly automatic: readonly string[];
  readonly optional?: readonly string[];
  /** The one that takes effect after a restart. */
  readonly waits?: string;
  /** Of what is replaced by what was installed, the double is told by rules of its own. */
  readonly replaced?: { readonly Installed?: readonly string[]; readonly NotInstalled?: readonly string[] };
}

const CASES: readonly Case[] = [
  {
    profile: 'windows-11-24h2',
    automatic: [OFFICE, DEFENDER, APP, 'KB9901001'],
    optional: ['KB9901005', DRIVER],
    waits: 'KB9901001',
    replaced: { Installed: ['KB9900801', 'KB9900901'] },
  },
  {
    profile: 'windows-10-22h2',
    automatic: [DEFENDER, 'KB9901003'],
    replaced: { NotInstalled: ['KB9900802', 'KB9900902'] },
  },
  {
    profile: 'windows-server-2025',
    groups: ['Pilot servers'],
    automatic: [DEFENDER, 'KB9901004'],
    waits: 'KB9901004',
  },
  { profile: 'windows-11-arm64-laptop', groups: ['Pilot'], automatic: [APP, GERMAN] },
];

const { double, deviceFor, idOf } = await startDouble(t);
double.catalog.approvals.approve({ updateId: idOf(`Mock: ${APP}`), action: 'Install' });

/** Devices whose run is over. */
const done = new Map<string, DoubleDevice>();

for (const { profile, groups = [], automatic, optional = [], waits, replaced } of CASES)
  t.test(`${profile} takes what it needs, and the double knows it`, async (t) => {
    const all = [...automatic, ...optional];
    const first = deviceFor(t, { profile, policy: { targetGroups: groups } });
    const run = await runDevice(first.device, { withOptional: true });
    t.equal(run.outcome, waits === undefined ? 'installed' : 'restart required');
    t.same(first.failures(), []);
    t.same(first.warnings(), []);

    t.same(
      first.told.flatMap((one) => (one.kind === 'offer' ? [one.offer.kind] : [])),
      [...automatic.map(() => 'install'), ...optional.map(() => 'optional')],
    );
    const ended = (name: string) => (name === waits ? `201 ${name} 0x00240005` : `183 ${name}`);
    t.same(first.onServer().events, [
      '147',
      '156',
      ...[167, 162, 181].flatMap((id) => all.map((name) => `${id} ${name}`)),
      ...all.map(ended),
    ]);
    t.same(
      first.posts().map((ids) => [...new Set(ids)]),
      [
        [147, 156, 167, 162, 181],
        waits === undefined ? [183] : [...new Set(all.map((name) => (name === waits ? 201 : 183)))],
      ],
      'in two posts, as the native client makes them',
    );

    const second = first.again();
    t.same((await second.device.scan()).offers, [], 'nothing is offered again');
    await second.device.report();
    t.same(second.onServer().status.InstalledPendingReboot ?? [], waits === undefined ? [] : [waits]);
    t.equal(second.device.reboot(), waits === undefined ? 0 : 1);
    t.same((await second.device.scan()).offers, []);
    await second.device.report();
    const { Installed = [], NotInstalled } = replaced ?? {};
    // A server sends a driver only to a device that has none as good.
    const installed = [...all.filter((name) => name !== DRIVER), ...Installed].sort();
    t.same(second.onServer().status, { Installed: installed, ...(NotInstalled && { NotInstalled }) });
    done.set(profile, second);
    t.equal(second.kept.record().events.length, 0, 'nothing is left to report');
  });

t.test('events say of bundles and drivers what the native client says', async (t) => {
  const desktop = done.get('windows-11-24h2')?.onServer();
  const server = done.get('windows-server-2025')?.onServer();
  // Of several parts an update is one in the events.
  t.match(desktop?.said(183, DEFENDER), {
    misc: { Q: '2', D: '1' },
    replacements: [/^Mock: Security Intelligence Update/],
  });
  t.match(desktop?.said(183, DRIVER).misc, { Q: '1', D: '1' });
  const bytes = (name: string) => Number(desktop?.said(162, name).misc.B);
  t.ok(bytes(DEFENDER) > 1_500_000 && bytes(DEFENDER) < 1_700_000, 'the bytes of both parts');
  t.match(server?.said(201, 'KB9901004').misc, { D: '1' });
  t.equal(desktop?.said(147).replacements[0], '0', 'nothing was left in the end');
});
