import t from 'tap';
import { type DevicePolicy, readPolicy } from '../../../device/policy/policy.ts';
import { applyChanges, parseRegFile } from '../../../device/policy/reg-file.ts';
import { createRegistry } from '../../../device/state/registry.ts';
import { policyValues } from '../../../scripts/trust/policy.ts';
import { registryFile } from '../../../scripts/trust/registry-file.ts';

const POLICY = 'HKLM\\SOFTWARE\\Policies\\Microsoft\\Windows\\WindowsUpdate';
type Values = Readonly<Record<string, string | number>>;

/** The policy of a device with these values: of the update client, of its AU key, of Delivery Optimization. */
function policyOf(values: Values, automatic: Values = {}, delivery: Values = {}): DevicePolicy {
  const registry = createRegistry();
  for (const [key, all] of [
    [POLICY, values],
    [`${POLICY}\\AU`, automatic],
    ['HKLM\\SOFTWARE\\Policies\\Microsoft\\Windows\\DeliveryOptimization', delivery],
  ] as const)
    for (const [name, data] of Object.entries(all))
      registry.set(
        key,
        name,
        typeof data === 'number' ? { type: 'REG_DWORD', data } : { type: 'REG_SZ', data },
      );
  return readPolicy(registry);
}

const SERVERS = { WUServer: 'http://wsus.test:8530/', WUStatusServer: 'http://wsus.test:8530' };
const USE = { UseWUServer: 1 };

t.test(
  'a device nobody decided for goes to the online service, with what Windows does by itself',
  async (t) => {
    t.same(policyOf({}), {
      targetGroups: [],
      isPinningEnforced: true,
      pinStore: [],
      acceptsTrustedPublishers: false,
      isOffline: false,
      sources: { feature: 'online', quality: 'online', driver: 'online', other: 'online' },
      takesDrivers: true,
      isAccessDisabled: false,
      deferral: { feature: 0, quality: 0 },
      isAutomatic: true,
      automaticOption: 4,
      detectionHours: 22,
      problems: [],
      ineffective: [],
    });
  },
);

t.test('a WSUS needs both addresses and the switch', async (t) => {
  const { wsus, sources } = policyOf({ ...SERVERS, UpdateServiceUrlAlternate: 'https://cdn.test' }, USE);
  t.same(wsus, {
    server: 'http://wsus.test:8530',
    statusServer: 'http://wsus.test:8530',
    contentServer: 'https://cdn.test',
    fillsEmptyUrls: false,
  });
  t.equal(sources.quality, 'wsus');
  t.equal(policyOf(SERVERS).wsus, undefined, 'without the switch');
  const half = policyOf({ WUServer: SERVERS.WUServer }, USE);
  t.equal(half.wsus, undefined);
  t.match(half.problems, [/do not both name a server/]);
});

t.test('what names no server is a problem', async (t) => {
  for (const url of ['wsus.test', 'ftp://wsus.test', 'http://', 'file:///C:/x']) {
    const { wsus, problems } = policyOf({ ...SERVERS, WUServer: url }, USE);
    t.equal(wsus, undefined, url);
    t.match(problems[0], /WUServer is no http: or https: URL/);
  }
});

t.test('updates can come from another source by their class', async (t) => {
  const values = {
    ...SERVERS,
    SetPolicyDrivenUpdateSourceForFeatureUpdates: 0,
    SetPolicyDrivenUpdateSourceForQualityUpdates: 1,
  };
  const byClass = policyOf(values, { ...USE, UseUpdateClassPolicySource: 1 });
  t.same(byClass.sources, { feature: 'online', quality: 'wsus', driver: 'wsus', other: 'wsus' });
  t.equal(policyOf(values, USE).sources.feature, 'wsus', 'only where classes are told apart');
});

t.test('target groups are separated by semicolons and count when they are switched on', async (t) => {
  t.same(policyOf({ TargetGroupEnabled: 1, TargetGroup: 'Ring 1; Kiosks;;Ring 1' }).targetGroups, [
    'Ring 1',
    'Kiosks',
  ]);
  t.same(policyOf({ TargetGroup: 'Ring 1' }).targetGroups, []);
});

t.test('numbers count within their range, and other types not at all', async (t) => {
  const hours = (value: number | string): DevicePolicy =>
    policyOf({}, { DetectionFrequencyEnabled: 1, DetectionFrequency: value });
  t.equal(hours(4).detectionHours, 4);
  t.equal(hours(0).detectionHours, 22);
  t.match(hours(23).problems, ['DetectionFrequency is 23, not 1 to 22']);
  t.match(hours('4').problems, ['DetectionFrequency is no REG_DWORD']);
  t.equal(policyOf({}, { DetectionFrequency: 4 }).detectionHours, 22, 'not switched on');
});

t.test('deferrals, a target release and Delivery Optimization', async (t) => {
  const policy = policyOf(
    {
      ...{ DeferFeatureUpdates: 1, DeferFeatureUpdatesPeriodInDays: 60 },
      ...{ DeferQualityUpdates: 1, DeferQualityUpdatesPeriodInDays: 31 },
      ...{ TargetReleaseVersion: 1, TargetReleaseVersionInfo: '24H2', ProductVersion: 'Windows 11' },
    },
    { NoAutoUpdate: 1, AUOptions: 3 },
    { DODownloadMode: 99 },
  );
  t.same(policy.deferral, { feature: 60, quality: 0 });
  t.match(policy.problems, ['DeferQualityUpdatesPeriodInDays is 31, not 0 to 30']);
  t.match(policy.ineffective, [
    /^TargetReleaseVersion is set/,
    /^TargetReleaseVersionInfo/,
    /^ProductVersion/,
  ]);
  t.match(policy, { isAutomatic: false, automaticOption: 3, downloadMode: 'simple' });
  t.match(policyOf({}, {}, { DODownloadMode: 7 }).problems, ['DODownloadMode is 7, which is no mode']);
});

t.test('the registry file `mock-wu trust` prints makes a device go to that server', async (t) => {
  const server = 'https://wsus.test:8531';
  const kit = { server, root: { sha1: 'ab'.repeat(20) }, policy: policyValues(server) };
  const registry = createRegistry();
  const file = registryFile(kit as Parameters<typeof registryFile>[0]);
  applyChanges(registry, parseRegFile(Buffer.from(file), 'mock-wu.reg'));
  t.match(readPolicy(registry), { wsus: { server, statusServer: server }, isOffline: false, problems: [] });
  const whole = file.replace(/^;(?=["[])/gm, '');
  applyChanges(registry, parseRegFile(Buffer.from(whole), 'mock-wu.reg'));
  t.match(
    readPolicy(registry),
    { acceptsTrustedPublishers: true, isOffline: true },
    'with the optional ones',
  );
});
