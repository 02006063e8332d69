import path from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import t from 'tap';
import { type DevicePolicy, readPolicy } from '../../../device/policy/policy.ts';
import { loadPolicy, policySchema, readPolicyFile } from '../../../device/policy/policy-file.ts';
import { type PolicyFlags, policyFromFlags } from '../../../device/policy/policy-flags.ts';
import { DOWNLOAD_MODES, POLICY_VALUES } from '../../../device/policy/policy-values.ts';
import { applyChanges, type RegistryChange } from '../../../device/policy/reg-file.ts';
import { createRegistry } from '../../../device/state/registry.ts';
import { refusalOf } from '../../helpers/seeds.ts';
import { issue } from '../../helpers/tls-certificates.ts';

const schema = policySchema() as {
  readonly properties: Readonly<Record<string, { readonly enum?: readonly unknown[] }>>;
};
const afterAll = (...all: readonly (readonly RegistryChange[])[]): DevicePolicy => {
  const registry = createRegistry();
  for (const changes of all) applyChanges(registry, changes);
  return readPolicy(registry);
};
const policyOf = (text: string): DevicePolicy => afterAll(readPolicyFile(text, 'policy.yaml'));
const fromFlags = (flags: PolicyFlags): DevicePolicy => afterAll(policyFromFlags(flags));
const SERVERS = 'WUServer: http://wsus.test:8530\nWUStatusServer: http://wsus.test:8530/\n';
const REG = [
  'Windows Registry Editor Version 5.00',
  '[HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\Microsoft\\Windows\\WindowsUpdate]',
  '"WUServer"="http://reg.test:8530"',
  '"WUStatusServer"="http://reg.test:8530"',
  '[HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\Microsoft\\Windows\\WindowsUpdate\\AU]',
  '"UseWUServer"=dword:00000001',
].join('\r\n');

t.test('a file in YAML decides by the names Windows has', async (t) => {
  const policy = policyOf(
    `${SERVERS}UseWUServer: true\nUpdateServiceUrlAlternate: https://cdn.test\nFillEmptyContentUrls: 1\n` +
      'AcceptTrustedPublisherCerts: 1\nDODownloadMode: lan\nAUOptions: 3\nNoAutoUpdate: false\n' +
      'DeferQualityUpdates: true\nDeferQualityUpdatesPeriodInDays: 7\n' +
      'TargetReleaseVersion: true\nTargetReleaseVersionInfo: 24H2\nProductVersion: Windows 11\n' +
      'DetectionFrequencyEnabled: true\nDetectionFrequency: 4\n' +
      'DoNotEnforceEnterpriseTLSCertPinningForUpdateDetection: true\n',
  );
  t.match(policy, {
    wsus: {
      server: 'http://wsus.test:8530',
      statusServer: 'http://wsus.test:8530',
      contentServer: 'https://cdn.test',
      fillsEmptyUrls: true,
    },
    isPinningEnforced: false,
    acceptsTrustedPublishers: true,
    downloadMode: 'lan',
    automaticOption: 3,
    isAutomatic: true,
    deferral: { feature: 0, quality: 7 },
    detectionHours: 4,
    problems: [],
  });
});

t.test('what Windows would not obey is not obeyed here', async (t) => {
  t.equal(policyOf(SERVERS).wsus, undefined, 'without UseWUServer');
  t.match(policyOf('WUServer: http://a.test\nUseWUServer: 1').problems, [/do not both name a server/]);
});

t.test('a target group switches groups on where nothing is said of it', async (t) => {
  for (const text of [
    'TargetGroup: A;B',
    'TargetGroup: [A, B]',
    'TargetGroups: [A, B]',
    'TargetGroup: A\nTargetGroups: B',
  ])
    t.same(policyOf(text).targetGroups, ['A', 'B'], text);
  t.same(policyOf('TargetGroup: A\nTargetGroupEnabled: false').targetGroups, []);
});

t.test('the mode of Delivery Optimization is a word or its number', async (t) => {
  for (const [number, word] of Object.entries(DOWNLOAD_MODES)) {
    t.equal(policyOf(`DODownloadMode: ${word}`).downloadMode, word);
    t.equal(policyOf(`DODownloadMode: ${number}`).downloadMode, word);
    t.equal(fromFlags({ downloadMode: number }).downloadMode, word);
  }
  const words = schema.properties.DODownloadMode?.enum ?? [];
  t.same(new Set(words.map(String)), new Set(Object.entries(DOWNLOAD_MODES).flat()));
});

t.test('the schema is one of JSON Schema 2020-12 and has every value, each described', async (t) => {
  t.equal(new Ajv2020({ allowUnionTypes: true }).validateSchema(schema), true);
  const own = ['$schema', 'TargetGroups', 'PinnedCertificates'];
  t.same(new Set(Object.keys(schema.properties)), new Set([...Object.keys(POLICY_VALUES), ...own]));
  for (const [name, value] of Object.entries(schema.properties)) t.ok('description' in value, name);
});

t.test('a file is told to be of the registry, YAML or JSON by its name and its beginning', async (t) => {
  const folder = t.testdir({
    'a.reg': Buffer.from(`\ufeff${REG}`, 'utf16le'),
    'b.policy': Buffer.from(`\ufeff${REG}`, 'utf16le'),
    'c.txt': REG,
    'd.yaml': `${SERVERS}UseWUServer: 1`,
    'e.json': JSON.stringify({ WUServer: 'http://j.test', WUStatusServer: 'http://j.test', UseWUServer: 1 }),
    'broken.reg': 'WUServer: http://a.test',
    'latin1.yaml': Buffer.from([0x61, 0x3a, 0x20, 0xe4]),
  });
  const server = (name: string): string | undefined =>
    afterAll(loadPolicy(path.join(folder, name))).wsus?.server;
  for (const name of ['a.reg', 'b.policy', 'c.txt']) t.equal(server(name), 'http://reg.test:8530', name);
  t.equal(server('d.yaml'), 'http://wsus.test:8530');
  t.equal(server('e.json'), 'http://j.test');
  t.equal(afterAll(readPolicyFile(REG, 'x')).wsus?.server, 'http://reg.test:8530', 'from a text');
  t.match(
    refusalOf(() => loadPolicy(path.join(folder, 'broken.reg'))),
    /^REG_FILE_SYNTAX: broken\.reg:1/,
  );
  t.match(
    refusalOf(() => loadPolicy(path.join(folder, 'latin1.yaml'))),
    /^POLICY_UNREADABLE: .*not valid/,
  );
  t.match(
    refusalOf(() => loadPolicy(path.join(folder, 'absent'))),
    /^POLICY_UNREADABLE: .*ENOENT/,
  );
  t.match(
    refusalOf(() => loadPolicy(folder)),
    /^POLICY_UNREADABLE: .*no regular file/,
  );
});

const REFUSED: readonly (readonly [what: string, text: string, expected: RegExp])[] = [
  [
    'a misspelt value',
    'WUSever: http://a.test',
    /^POLICY_INVALID: p\.yaml:1, WUSever: .* Did you mean WUServer\?/,
  ],
  ['a server without scheme', 'WUServer: wsus.test', /p\.yaml:1, WUServer: .* An address such as/],
  ['another scheme', 'WUServer: ftp://wsus.test', /WUServer: /],
  ['a switch of two', 'UseWUServer: 2', /UseWUServer: 2 is not allowed here \| It must be <= 1/],
  ['a switch that is a text', 'UseWUServer: "1"', /UseWUServer: "1" .* true or 1, false or 0/],
  ['a mode nobody has', 'DODownloadMode: lann', /DODownloadMode: "lann" .* Did you mean lan\?/],
  [
    'a number past its most',
    'DeferQualityUpdatesPeriodInDays: 31',
    /: 31 is not allowed here \| It must be <= 30/,
  ],
  ['an option there is none of', 'AUOptions: 6', /AUOptions: 6 .* Write one of 1, 2, 3, 4, 5, 7/],
  [
    'a group with a semicolon in a list',
    'TargetGroups: [A, "B;C"]',
    /TargetGroups\[1\]: .* without semicolons/,
  ],
  ['a certificate that is none', 'PinnedCertificates: [x]', /PinnedCertificates\[0\]: .* in PEM/],
  [
    'one that looks like one',
    `PinnedCertificates: ["-----BEGIN CERTIFICATE-----\\nAAAA\\n-----END CERTIFICATE-----"]`,
    /PinnedCertificates\[0\]: the certificate cannot be read/,
  ],
  ['a prototype', '__proto__: { UseWUServer: 1 }', /^POLICY_INVALID: .*__proto__/],
  ['nothing', '', /^POLICY_INVALID: p\.yaml.*null is not allowed here/],
  ['no YAML', '{', /^POLICY_SYNTAX: the device policy p\.yaml/],
  ['an alias inside itself', 'a: &a [*a]', /^POLICY_TOO_LARGE: .*nested levels/],
  ['a megabyte', `#${'x'.repeat(1024 * 1024)}`, /^POLICY_TOO_LARGE: .*1048576 bytes/],
];

for (const [what, text, expected] of REFUSED)
  t.test(`${what} is refused with its place and the repair`, async (t) => {
    t.match(
      refusalOf(() => readPolicyFile(text, 'p.yaml')),
      expected,
    );
  });

t.test('flags decide the same, and a server by itself is all a device needs', async (t) => {
  const pinned = issue({ name: 'wsus.test', names: ['wsus.test'] });
  t.match(fromFlags({ server: 'http://wsus.test:8530' }), {
    wsus: { server: 'http://wsus.test:8530', statusServer: 'http://wsus.test:8530' },
    isPinningEnforced: true,
    problems: [],
  });
  const policy = fromFlags({
    server: 'https://wsus.test:8531',
    statusServer: 'http://wsus.test:8530',
    contentServer: 'http://cdn.test',
    targetGroups: ['Pilot', 'Kiosks'],
    downloadMode: 'http',
    pinnedCertificates: [pinned.pem],
    noPinning: true,
    acceptTrustedPublishers: true,
    offline: true,
    noDrivers: true,
    deferFeatureDays: 60,
    deferQualityDays: 0,
    detectionHours: 1,
  });
  t.match(policy, {
    wsus: { statusServer: 'http://wsus.test:8530', contentServer: 'http://cdn.test' },
    targetGroups: ['Pilot', 'Kiosks'],
    downloadMode: 'http',
    isPinningEnforced: false,
    pinStore: [pinned.certificate.raw.toString('base64')],
    acceptsTrustedPublishers: true,
    isOffline: true,
    takesDrivers: false,
    deferral: { feature: 60, quality: 0 },
    detectionHours: 1,
    problems: [],
  });
  t.same(policyFromFlags({}), []);
});

t.test('flags come over a file, and leave the rest of it', async (t) => {
  const file = readPolicyFile(`${SERVERS}UseWUServer: 1\nTargetGroup: A`, 'p.yaml');
  const policy = afterAll(file, policyFromFlags({ server: 'http://other.test' }));
  t.match(policy, { wsus: { server: 'http://other.test' }, targetGroups: ['A'] });
});

t.test('a flag that cannot be is refused by its name', async (t) => {
  const of = (flags: PolicyFlags): string => refusalOf(() => policyFromFlags(flags));
  t.match(of({ server: 'wsus.test' }), /^POLICY_INVALID: --server: "wsus\.test" .* An address such as/);
  t.match(of({ downloadMode: 'peer' }), /^POLICY_INVALID: --download-mode: "peer" .* Write one of/);
  t.match(of({ detectionHours: 23 }), /^POLICY_INVALID: --detection-hours: 23/);
  t.match(of({ targetGroups: ['A;B'] }), /^POLICY_INVALID: --target-group: /);
  t.match(of({ pinnedCertificates: ['x'] }), /^POLICY_INVALID: --pin: /);
});
