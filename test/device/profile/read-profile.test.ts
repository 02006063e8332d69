import path from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import t from 'tap';
import {
  ARCHITECTURES,
  type DeviceProfile,
  EDITIONS,
  type ProfileDevice,
  type ProfileProduct,
  SUITES,
} from '../../../device/profile/profile.ts';
import { loadProfile, profileSchema, readProfile } from '../../../device/profile/read-profile.ts';
import { refusalOf } from '../../helpers/seeds.ts';

interface Schema {
  readonly properties: Readonly<Record<string, { readonly enum?: readonly string[] }>>;
  readonly $defs: Readonly<Record<string, Schema & { readonly enum?: readonly string[] }>>;
}

const schema = profileSchema() as Schema;
const read = (text: string, name = 'a.yaml'): DeviceProfile => readProfile(text, name);
const refused = (text: string, name = 'a.yaml'): string => refusalOf(() => read(text, name));
const keys = (value: object | undefined): readonly string[] => Object.keys(value ?? {}).sort();
const GUID = '00000000-0000-0000-0000-000000000001';

const product: Required<ProfileProduct> = {
  code: `{${GUID}}`,
  version: '1.2.3',
  language: 1031,
  features: ['A'],
  components: [`{${GUID}}`],
  patches: [`{${GUID}}`],
};

const device: Required<ProfileDevice> & { readonly driver: Required<NonNullable<ProfileDevice['driver']>> } =
  {
    hardwareIds: ['PCI\\VEN_0001&DEV_0002', '*PNP0C0A', 'PRINTENUM\\Some Printer'],
    compatibleIds: ['PCI\\CC_0200'],
    driver: {
      date: '2025-02-28',
      version: '1.2.3.4',
      provider: 'p',
      class: 'Net',
      manufacturer: 'm',
      model: 'm',
      matchingId: 'PCI\\CC_0200',
      rank: 1,
    },
  };

/** A profile with every field there is. */
const whole: Required<DeviceProfile> & {
  readonly windows: Required<DeviceProfile['windows']>;
  readonly computer: Required<NonNullable<DeviceProfile['computer']>>;
} = {
  name: 'whole',
  windows: {
    version: '10.0.26100.1',
    edition: 'Professional',
    release: '24H2',
    type: 'workstation',
    servicePack: '1.0',
    suites: ['single user'],
    clustered: true,
    installDate: '2025-01-15',
  },
  architecture: 'x64',
  processors: 2,
  computer: {
    name: 'a.b.test',
    manufacturer: 'm',
    model: 'm',
    biosVersion: '1',
    biosName: 'n',
    biosDate: '2024-02-29',
    firmware: 'f',
    hardwareIds: [GUID],
    agentVersion: '1407.2503.12012.0',
  },
  languages: ['en-US', 'zh-Hans-CN'],
  region: 'DE',
  registry: {
    'HKLM\\SOFTWARE\\A': { '': 'x', N: 1, L: ['a'], B: { type: 'REG_BINARY', data: '00ff' } },
    'HKEY_LOCAL_MACHINE\\SOFTWARE\\B': {},
  },
  files: {
    'C:\\a.dll': '1.2.3.4',
    'C:\\b': {
      version: '1.2',
      size: 1,
      created: '2025-01-01',
      modified: '2025-01-01T10:00:00Z',
      language: 7,
    },
  },
  products: [product],
  packages: ['A-Package~31bf3856ad364e35~amd64~~10.0.26100.1', 'B~31bf3856ad364e35~wow64~de-DE~1.0.0.0'],
  apps: ['Mock.Notes_1.0.0.0_x64__mockpublisher'],
  releases: { 'Client.OS.RS2.AMD64': '10.0.26100.1' },
  licenses: { A: 1, B: 'x' },
  metrics: { '80': -1 },
  attributes: { A: '1' },
  wmi: [{ namespace: 'root\\cimv2', query: 'SELECT * FROM A', rows: 0 }],
  devices: [device],
  installed: [GUID],
};

t.test('a profile can say all there is to say of a device, in YAML and in JSON', async (t) => {
  t.same(read(JSON.stringify(whole), 'a.json'), whole);
  t.same(read(JSON.stringify(whole)), whole, 'JSON is YAML, too');
});

t.test('the schema is one of JSON Schema 2020-12, and names the same as the types', async (t) => {
  t.equal(new Ajv2020({ allowUnionTypes: true, strictRequired: false }).validateSchema(schema), true);
  const { windows, computer, product: ofProduct, device: ofDevice, driver, file } = schema.$defs;
  const own = ['$schema', 'base'];
  t.same(
    keys(whole),
    keys(schema.properties).filter((key) => !own.includes(key)),
  );
  t.same(keys(whole.windows), keys(windows?.properties));
  t.same(keys(whole.computer), keys(computer?.properties));
  t.same(keys(product), keys(ofProduct?.properties));
  t.same(keys(device), keys(ofDevice?.properties));
  t.same(keys(device.driver), keys(driver?.properties));
  t.same(['created', 'language', 'modified', 'size', 'version'], keys(file?.properties));
  t.same(new Set(schema.properties.architecture?.enum), new Set(Object.keys(ARCHITECTURES)));
  t.same(windows?.properties.edition?.enum, Object.keys(EDITIONS));
  t.match(windows?.properties.suites, { items: { enum: Object.keys(SUITES) } });
});

t.test('everything in the schema is described, for editors and for those who break a pattern', async (t) => {
  const bare: string[] = [];
  const visit = (value: unknown, at: string): void => {
    if (typeof value !== 'object' || value === null) return;
    const isField = /properties\/[^/]+$/.test(at) && !/(allOf|if)/.test(at);
    if ((isField || 'pattern' in value) && !('description' in value) && !('$ref' in value)) bare.push(at);
    for (const [key, child] of Object.entries(value)) visit(child, `${at}/${key}`);
  };
  visit(schema, '');
  t.same(bare, []);
});

t.test('a text names its device, or its file does, and what was read cannot be changed', async (t) => {
  const text = 'windows: { version: 10.0.22631.1, edition: Core }\narchitecture: x64\nlanguages: [en-US]\n';
  const profile = read(text, 'kiosk.yaml');
  t.equal(profile.name, 'kiosk');
  t.equal(read(`name: other\n${text}`).name, 'other');
  t.ok(Object.isFrozen(profile) && Object.isFrozen(profile.windows));
});

t.test('a base is changed by maps, lists and values over its own', async (t) => {
  const base = loadProfile('windows-11-24h2');
  const defender = 'HKLM\\SOFTWARE\\Microsoft\\Windows Defender\\Signature Updates';
  const text = [
    'base: windows-11-24h2',
    'windows: { version: 10.0.26100.9901 }',
    'languages: [de-DE]',
    'devices: []',
    `registry: { '${defender}': { EngineVersion: 9.9.9.9 } }`,
  ].join('\n');
  const profile = read(text, 'kiosk.yaml');
  t.equal(profile.name, 'kiosk');
  t.same(profile.windows, { ...base.windows, version: '10.0.26100.9901' });
  t.same(profile.languages, ['de-DE']);
  t.same(profile.devices, []);
  t.same(profile.registry?.[defender], { ...base.registry?.[defender], EngineVersion: '9.9.9.9' });
  t.same(profile.packages, base.packages);
  t.notOk('base' in profile);
});

const MINIMUM = 'architecture: x64\nlanguages: [en-US]\nwindows: { version: 10.0.26100.1, edition: Core }\n';
const REFUSED: readonly (readonly [what: string, text: string, expected: RegExp])[] = [
  ['an unknown field', `${MINIMUM}regestry: {}`, /a\.yaml:4, regestry: .* Did you mean registry\?/],
  ['a missing field', 'windows:\n  version: 1.2.3.4\n  editon: Core', /a\.yaml:1: architecture is missing/],
  ['one inside', `${MINIMUM}computer:\n  modell: x`, /a\.yaml:5, computer\.modell: .* Did you mean model\?/],
  ['one of a base', 'base: windows-11-24h2\nfile: {}', /a\.yaml:2, file: .* Did you mean files\?/],
  [
    'a wrong type',
    `${MINIMUM}processors: many`,
    /a\.yaml:4, processors: "many" .* Write a value of type integer/,
  ],
  ['a number as version', `${MINIMUM}releases: { A: 16.0 }`, /releases\.A: 16 .* Write a text\. .*quoted/],
  [
    'an edition nobody has',
    MINIMUM.replace('Core', 'Profesional'),
    /edition: .* Did you mean Professional\?/,
  ],
  ['three numbers', MINIMUM.replace('26100.1', '26100'), /windows\.version: .* four numbers/],
  ['a language with a space', MINIMUM.replace('en-US', 'en US'), /languages\[0\]: .* A language tag/],
  ['no language', MINIMUM.replace('[en-US]', '[]'), /a\.yaml:2, languages: .* fewer than 1/],
  ['a date of long ago', `${MINIMUM}computer: { biosDate: 2024-13-01 }`, /biosDate: .* A date such as/],
  ['a GUID in braces', `${MINIMUM}installed: ['{${GUID}}']`, /installed\[0\]: .* A GUID without braces/],
  ['a code without', `${MINIMUM}products: [{ code: ${GUID}, version: 1.2.3 }]`, /code: .* A GUID in braces/],
  ['a package', `${MINIMUM}packages: [KB5001234]`, /packages\[0\]: .* name~token~architecture/],
  [
    'a key without hive',
    `${MINIMUM}registry: { 'SOFTWARE\\A': {} }`,
    /registry\.SOFTWARE\\A: .* with a hive/,
  ],
  ['a value of no kind', `${MINIMUM}registry: { 'HKLM\\A': { B: true } }`, /B: true .* a REG_DWORD/],
  [
    'data of another type',
    `${MINIMUM}registry: { 'HKLM\\A': { B: { type: REG_BINARY, data: xyz } } }`,
    /two for each byte/,
  ],
  [
    'a file without drive',
    `${MINIMUM}files: { notepad.exe: 1.2.3.4 }`,
    /files\.notepad\.exe: .* A full path/,
  ],
  [
    'a hardware id with commas',
    `${MINIMUM}devices: [{ hardwareIds: ['A,B'] }]`,
    /hardwareIds\[0\]: .* without commas/,
  ],
  [
    'a driver without date',
    `${MINIMUM}devices: [{ hardwareIds: [A], driver: { version: 1.2.3.4 } }]`,
    /date is missing/,
  ],
  ['nothing', '', /null is not allowed here/],
  ['a list', '[]', /\[\] is not allowed here/],
  [
    'a base that is not ready',
    'base: windows-11-24h',
    /^PROFILE_UNKNOWN: .*"windows-11-24h" \| Did you mean windows-11-24h2\?/,
  ],
  ['no YAML', 'windows: {', /^PROFILE_SYNTAX: the device profile a\.yaml/],
  ['a merge key', '<<: { a: 1 }', /^PROFILE_INVALID/],
  ['a tag', 'windows: !!js/function x', /^PROFILE_SYNTAX: .*tag/],
  ['a prototype', `${MINIMUM}__proto__: { processors: 3 }`, /^PROFILE_INVALID: .*__proto__/],
  ['a prototype over a base', 'base: windows-11-24h2\n__proto__: {}', /^PROFILE_INVALID: .*__proto__/],
  ['an alias bomb', bomb(), /^PROFILE_TOO_LARGE: .*expanded aliases/],
  ['a megabyte', `#${'x'.repeat(1024 * 1024)}`, /^PROFILE_TOO_LARGE: .*1048576 bytes/],
];

for (const [what, text, expected] of REFUSED)
  t.test(`${what} is refused with its place and the repair`, async (t) => {
    t.match(refused(text), expected);
  });

t.test('broken JSON is refused as such', async (t) => {
  t.match(refused('{"windows":', 'a.json'), /^PROFILE_SYNTAX: the device profile a\.json/);
});

t.test('a profile is loaded by the name of a ready one or from a file', async (t) => {
  const folder = t.testdir({ 'mine.yaml': 'base: windows-10-22h2', inner: {} });
  t.equal(loadProfile('windows-10-22h2').name, 'windows-10-22h2');
  t.equal(loadProfile(path.join(folder, 'mine.yaml')).name, 'mine');
  const of = (name: string): string => refusalOf(() => loadProfile(name));
  t.match(of('windows-10-22h1'), /^PROFILE_UNKNOWN: .* Did you mean windows-10-22h2/);
  for (const name of ['windows-10-22h2', 'windows-11-24h2', 'windows-11-arm64-laptop', 'windows-server-2025'])
    t.match(of('solaris'), name);
  t.match(of(path.join(folder, 'absent.yaml')), /^PROFILE_UNREADABLE: .*ENOENT/);
  t.match(of(path.join(folder, 'inner')), /^PROFILE_UNREADABLE: .*no regular file/);
});

/** Nine lists, each of nine times the one before. */
function bomb(): string {
  return Array.from({ length: 9 }, (_, level) => {
    const item = level === 0 ? 'x' : `*l${level - 1}`;
    return `l${level}: &l${level} [${Array(9).fill(item).join(', ')}]`;
  }).join('\n');
}
