import t, { type Test } from 'tap';
import { evaluate } from '../../../device/applicability/evaluate.ts';
import type { Changes } from '../../../device/install/proposal.ts';
import { satisfy } from '../../../device/install/satisfy.ts';
import type { DeviceProfile } from '../../../device/profile/profile.ts';
import { stateOf } from '../../../device/profile/state-of.ts';
import { applyChanges } from '../../../device/state/apply-change.ts';
import { PLAIN, UPDATE_ID } from '../../helpers/device-rules.ts';
import { updateOf } from '../../helpers/installing.ts';

type Wanted = 'true' | 'false';

/** What makes `rule` come out as wanted, checked by doing it; the elements that stand against it where nothing does. */
function change(
  t: Test,
  rule: string,
  wanted: Wanted,
  profile: Partial<DeviceProfile> = {},
  metadata = '',
): Changes | string {
  const { rules } = updateOf(rule, '', metadata);
  const state = stateOf({ ...PLAIN, ...profile });
  const unchangeable = new Set<string>();
  if (rules.isInstalled === undefined) throw new Error('no rule');
  const context = { state, metadata: rules.metadata, updateId: UPDATE_ID };
  const changes = satisfy(rules.isInstalled, wanted, { ...context, unchangeable });
  if (changes === undefined) return [...unchangeable].join(', ');
  applyChanges(state, changes);
  t.equal(evaluate(rules.isInstalled, { ...context, unknown: new Set() }), wanted, rule);
  return changes;
}

const HKLM = 'Key="HKEY_LOCAL_MACHINE"';
const VENDOR = `${HKLM} Subkey="SOFTWARE\\Vendor"`;
const KEY = 'HKEY_LOCAL_MACHINE\\SOFTWARE\\Vendor';
const CODE = '{0cdbafe3-08e1-47df-9e91-c86a540c9c08}';
const PATCH = '{6bcea20c-eca1-40c0-b7b1-861f13a0bf16}';
const NEW = { version: '1.0.0.0', features: [], components: [], patches: [] };
const sz = (name: string, data: string) =>
  ({ kind: 'registry value', key: KEY, name, value: { type: 'REG_SZ', data } }) as const;
const dword = (name: string, data: number) =>
  ({ kind: 'registry value', key: KEY, name, value: { type: 'REG_DWORD', data } }) as const;
const file = (path: string, facts: object) => ({ kind: 'file', path, facts });

const MADE_TRUE: readonly (readonly [rule: string, changes: readonly object[]])[] = [
  [`<b.RegKeyExists ${VENDOR}/>`, [{ kind: 'registry key', key: KEY, isThere: true }]],
  [
    `<b.RegKeyExists ${VENDOR} RegType32="true"/>`,
    [{ kind: 'registry key', key: 'HKEY_LOCAL_MACHINE\\SOFTWARE\\WOW6432Node\\Vendor', isThere: true }],
  ],
  [`<b.RegValueExists ${VENDOR} Value="V"/>`, [sz('V', '')]],
  [`<b.RegValueExists ${VENDOR} Value="V" Type="REG_DWORD"/>`, [dword('V', 1)]],
  [`<b.RegDword ${VENDOR} Value="V" Comparison="GreaterThanOrEqualTo" Data="7"/>`, [dword('V', 7)]],
  [`<b.RegDword ${VENDOR} Value="V" Comparison="GreaterThan" Data="7"/>`, [dword('V', 8)]],
  [`<b.RegDword ${VENDOR} Value="V" Comparison="LessThan" Data="7"/>`, [dword('V', 6)]],
  [`<b.RegDword ${VENDOR} Value="V" Comparison="EqualTo" Data="-1"/>`, [dword('V', 0xffffffff)]],
  [`<b.RegSz ${VENDOR} Value="V" Comparison="Contains" Data="Pro"/>`, [sz('V', 'Pro')]],
  [
    `<b.RegSzToVersion ${VENDOR} Value="V" Comparison="GreaterThanOrEqualTo" Data="16.0.19901.20001"/>`,
    [sz('V', '16.0.19901.20001')],
  ],
  [
    `<b.RegSzToVersion ${VENDOR} Value="V" Comparison="LessThan" Data="2.0"/>`,
    [sz('V', '1.65535.65535.65535')],
  ],
  ['<b.FileExists Path="C:\\x.dll"/>', [file('C:\\x.dll', {})]],
  [
    '<b.FileExists Csidl="37" Path="x.dll" Version="1.2" Size="9" Language="1031"/>',
    [file('C:\\Windows\\System32\\x.dll', { version: '1.2.0.0', size: 9, language: 1031 })],
  ],
  [
    '<b.FileVersion Csidl="37" Path="ntoskrnl.exe" Comparison="GreaterThan" Version="11.0.0.0"/>',
    [file('C:\\Windows\\System32\\ntoskrnl.exe', { version: '11.0.0.1' })],
  ],
  ['<b.FileSize Path="C:\\x" Comparison="LessThan" Size="9"/>', [file('C:\\x', { size: 8 })]],
  [
    '<b.FileModified Path="C:\\x" Comparison="EqualTo" Modified="2026-01-01T00:00:00.0000000Z"/>',
    [file('C:\\x', { modified: Date.UTC(2026, 0, 1) })],
  ],
  [
    '<b.FileCreated Path="C:\\x" Comparison="GreaterThan" Created="2026-01-01T00:00:00Z"/>',
    [file('C:\\x', { created: Date.UTC(2026, 0, 1) + 1 })],
  ],
  [
    `<b.FileVersionPrependRegSz ${VENDOR} Value="Where" Path="x.dll" Comparison="EqualTo" Version="3.0.0.0"/>`,
    [
      sz('Where', `C:\\Program Files\\${UPDATE_ID}`),
      file(`C:\\Program Files\\${UPDATE_ID}\\x.dll`, { version: '3.0.0.0' }),
    ],
  ],
  [
    '<b.LicenseDword Value="Server-ESU-PA" Comparison="EqualTo" Data="1"/>',
    [{ kind: 'license', name: 'server-esu-pa', value: 1 }],
  ],
  ['<b.LicenseValueExists Value="X"/>', [{ kind: 'license', name: 'x', value: 1 }]],
  ['<b.InstalledOnce/>', [{ kind: 'history', updateId: UPDATE_ID, isThere: true }]],
  [
    '<b.DeviceAttribute Name="Ring" Type="String" Comparison="EqualTo" Value="Retail"/>',
    [{ kind: 'attribute', name: 'ring', value: 'Retail' }],
  ],
  [
    '<ProductReleaseInstalled Name="Microsoft.NETFX.amd64" Version="2400.1"/>',
    [{ kind: 'release', name: 'Microsoft.NETFX.amd64', version: '2400.1.0.0' }],
  ],
  [
    '<CbsPackageInstalledByIdentity PackageIdentity="P~1~amd64~~1.0.0.0"/>',
    [{ kind: 'package', identity: 'P~1~amd64~~1.0.0.0', isThere: true }],
  ],
  [`<m.MsiProductInstalled ProductCode="${CODE}"/>`, [{ kind: 'product', code: CODE, product: NEW }]],
  [
    `<m.MsiProductInstalled ProductCode="${CODE}" VersionMin="16.0.1" ExcludeVersionMin="true" VersionMax="17" Language="1033"/>`,
    [{ kind: 'product', code: CODE, product: { ...NEW, version: '16.0.1.1', language: 1033 } }],
  ],
  [
    `<m.MsiPatchInstalledForProduct ProductCode="${CODE}" PatchCode="${PATCH}"/>`,
    [{ kind: 'product', code: CODE, product: { ...NEW, patches: [PATCH] } }],
  ],
  [
    `<m.MsiFeatureInstalledForProduct><m.Feature>A</m.Feature><m.Feature>B</m.Feature><m.Product>${CODE}</m.Product></m.MsiFeatureInstalledForProduct>`,
    [{ kind: 'product', code: CODE, product: { ...NEW, features: ['A'] } }],
  ],
  [
    `<m.MsiComponentInstalledForProduct AllComponentsRequired="true"><m.Component>{A}</m.Component><m.Component>{B}</m.Component><m.Product>${CODE}</m.Product></m.MsiComponentInstalledForProduct>`,
    [{ kind: 'product', code: CODE, product: { ...NEW, components: ['{a}', '{b}'] } }],
  ],
  [
    `<b.RegKeyLoop ${VENDOR} TrueIf="Any"><b.RegDword Key="HKEY_LOOP_TARGET" Subkey="" Value="V" Comparison="EqualTo" Data="1"/></b.RegKeyLoop>`,
    [
      { kind: 'registry key', key: `${KEY}\\${UPDATE_ID}`, isThere: true },
      { ...dword('V', 1), key: `${KEY}\\${UPDATE_ID}\\` },
    ],
  ],
  ['<Or><b.WindowsVersion MajorVersion="6"/><b.FileExists Path="C:\\a"/></Or>', [file('C:\\a', {})]],
  [
    '<Or><Not><b.FileExists Csidl="37" Path="kernel32.dll"/></Not><b.FileExists Path="C:\\a"/></Or>',
    [file('C:\\a', {})],
  ],
  [
    `<And><b.RegSz ${VENDOR} Value="V" Comparison="BeginsWith" Data="HP"/><b.RegSz ${VENDOR} Value="V" Comparison="Contains" Data="x"/></And>`,
    [sz('V', 'HPx')],
  ],
];

t.test('the least that makes a rule true is changed', async (t) => {
  for (const [rule, expected] of MADE_TRUE) t.same(change(t, rule, 'true'), expected, rule);
});

t.test('what an installation made true can be made false again', async (t) => {
  for (const [rule] of MADE_TRUE) {
    const { rules } = updateOf(rule, '');
    const state = stateOf(PLAIN);
    const context = { state, metadata: rules.metadata, updateId: UPDATE_ID, unchangeable: new Set<string>() };
    if (rules.isInstalled === undefined) throw new Error('no rule');
    applyChanges(state, satisfy(rules.isInstalled, 'true', context) ?? []);
    const back = satisfy(rules.isInstalled, 'false', context);
    applyChanges(state, back ?? []);
    t.equal(evaluate(rules.isInstalled, { ...context, unknown: new Set() }), 'false', rule);
  }
});

t.test('a removal puts a version back and leaves what the update stands on', async (t) => {
  const [files, registry] = [{ 'C:\\x.dll': '5.0.0.7' }, { 'HKLM\\SOFTWARE\\Vendor': { V: 1 } }];
  const version = '<b.FileVersion Path="C:\\x.dll" Comparison="GreaterThanOrEqualTo" Version="5.0.0.0"/>';
  const off = `<Not><b.RegKeyExists ${HKLM} Subkey="SOFTWARE\\Off"/></Not>`;
  t.same(change(t, `<And><b.RegKeyExists ${VENDOR}/>${version}${off}</And>`, 'false', { files, registry }), [
    file('C:\\x.dll', { version: '4.65535.65535.65535' }),
  ]);
  t.same(
    change(t, `<b.RegDword ${VENDOR} Value="V" Comparison="EqualTo" Data="1"/>`, 'false', { registry }),
    [dword('V', 0)],
  );
  t.same(change(t, `<b.RegValueExists ${VENDOR} Value="V"/>`, 'false', { registry }), [
    { kind: 'registry value', key: KEY, name: 'V' },
  ]);
});

t.test('what no installation changes is named', async (t) => {
  for (const [element, rule] of [
    ['b.WindowsVersion', '<b.WindowsVersion MajorVersion="6"/>'],
    ['b.Processor', '<b.Processor Architecture="12"/>'],
    ['b.WindowsLanguage', '<b.WindowsLanguage Language="de"/>'],
    ['b.SystemMetric', '<b.SystemMetric Comparison="EqualTo" Index="86" Value="1"/>'],
    ['b.WmiQuery', '<b.WmiQuery Namespace="root" WqlQuery="SELECT * FROM X"/>'],
    ['b.LicenseDword', '<b.LicenseDword Value="Kernel-ProductInfo" Comparison="EqualTo" Data="4"/>'],
    ['b.DeviceAttribute', '<b.DeviceAttribute Name="OSSkuId" Type="String" Comparison="EqualTo" Value="4"/>'],
    ['b.FileExists', '<b.FileExists Csidl="9999" Path="x"/>'],
    ['b.RegDword', `<b.RegDword ${VENDOR} Value="V" Comparison="About" Data="1"/>`],
    ['m.MsiPatchInstalled', '<m.MsiPatchInstalled/>'],
    ['CbsPackageInstalled', '<CbsPackageInstalled/>'],
    ['AppxPackageInstalled', '<AppxPackageInstalled/>'],
    ['False', '<False/>'],
  ] as const) {
    t.equal(change(t, rule, 'true'), element, rule);
    t.match(change(t, `<And><b.FileExists Path="C:\\a"/>${rule}</And>`, 'true'), element);
    t.same(change(t, `<Or>${rule}<b.FileExists Path="C:\\a"/></Or>`, 'true'), [file('C:\\a', {})]);
  }
});

t.test('rules that contradict each other are not satisfied', async (t) => {
  const exists = '<b.FileExists Path="C:\\a"/>';
  t.equal(change(t, `<And>${exists}<Not>${exists}</Not></And>`, 'true'), 'And');
  t.equal(change(t, `<Or>${exists}<Not>${exists}</Not></Or>`, 'false'), 'Or');
  t.equal(change(t, '<Not><True/><True/></Not>', 'true'), 'True, Not');
});

t.test('keys below one are judged all together', async (t) => {
  const registry = { 'HKLM\\SOFTWARE\\Vendor\\A': { V: 1 }, 'HKLM\\SOFTWARE\\Vendor\\B': { V: 2 } };
  const loop = (trueIf: string, data: number) =>
    `<b.RegKeyLoop ${VENDOR} TrueIf="${trueIf}"><b.RegDword Key="HKEY_LOOP_TARGET" Subkey="" Value="V" Comparison="EqualTo" Data="${data}"/></b.RegKeyLoop>`;
  const at = (name: string, data: number) => ({ ...dword('V', data), key: `${KEY}\\${name}\\` });
  t.same(change(t, loop('Any', 7), 'true', { registry }), [at('A', 7)]);
  t.same(change(t, loop('All', 2), 'true', { registry }), [at('A', 2)]);
  t.same(change(t, loop('None', 1), 'true', { registry }), [at('A', 0)]);
  t.same(change(t, loop('Any', 2), 'false', { registry }), [at('B', 1)]);
  t.same(change(t, loop('None', 7), 'false', { registry }), [at('A', 7)]);
  t.equal(change(t, loop('Most', 7), 'true', { registry }), 'b.RegKeyLoop');
});

t.test('a patch goes on the products it is for, and needs one', async (t) => {
  const metadata = `<m.MsiPatchMetadata><MsiPatch PatchGUID="${PATCH}"><TargetProduct><TargetProductCode>${CODE}</TargetProductCode></TargetProduct></MsiPatch></m.MsiPatchMetadata>`;
  const products = [{ code: CODE, version: '16.0' }];
  const patched = { ...NEW, version: '16.0', patches: [PATCH] };
  t.equal(change(t, '<m.MsiPatchInstalled/>', 'true', {}, metadata), 'm.MsiPatchInstalled');
  t.same(change(t, '<m.MsiPatchInstalled/>', 'true', { products }, metadata), [
    { kind: 'product', code: CODE, product: patched },
  ]);
});

t.test('an application comes in the version its metadata names', async (t) => {
  const metadata = `<m.MsiApplicationMetadata><m.ProductCode Version="3.1">${CODE}</m.ProductCode></m.MsiApplicationMetadata>`;
  t.same(change(t, '<m.MsiApplicationInstalled/>', 'true', {}, metadata), [
    { kind: 'product', code: CODE, product: { ...NEW, version: '3.1' } },
  ]);
});

const manifest = (name: string, version: string): string =>
  `<CbsPackageApplicabilityMetadata><assembly xmlns="urn:schemas-microsoft-com:asm.v3"><assemblyIdentity name="${name}" version="${version}" language="neutral" processorArchitecture="amd64" publicKeyToken="31bf"/></assembly></CbsPackageApplicabilityMetadata>`;

t.test(
  'a package comes by the identity in its manifest, and goes with all that took its place',
  async (t) => {
    const metadata = manifest('Package_for_KB1', '2.0.0.4');
    t.same(change(t, '<CbsPackageInstalled/>', 'true', {}, metadata), [
      { kind: 'package', identity: 'package_for_kb1~31bf~amd64~~2.0.0.4', isThere: true },
    ]);
    const packages = ['Package_for_KB1~31bf~amd64~~2.0.0.5', 'Package_for_KB1~31bf~amd64~~2.0.0.3'];
    t.same(change(t, '<CbsPackageInstalled/>', 'false', { packages }, metadata), [
      { kind: 'package', identity: 'package_for_kb1~31bf~amd64~~2.0.0.5', isThere: false },
    ]);
  },
);

/** What a device says of the version of Windows, everywhere it does. */
function versionsOf(profile: Partial<DeviceProfile>, rule: string, metadata = ''): readonly unknown[] {
  const { rules } = updateOf(rule, '', metadata);
  const state = stateOf({ ...PLAIN, ...profile });
  const context = { state, metadata: rules.metadata, updateId: UPDATE_ID, unchangeable: new Set<string>() };
  if (rules.isInstalled === undefined) throw new Error('no rule');
  applyChanges(state, satisfy(rules.isInstalled, 'true', context) ?? []);
  const current = (name: string): unknown =>
    state.registry.value('HKLM\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion', name)?.data;
  return [
    state.os.version.join('.'),
    current('UBR'),
    current('CurrentBuild'),
    current('LCUVer'),
    state.files.find('C:\\Windows\\System32\\ntoskrnl.exe')?.version,
    state.attributes.get('osversion'),
    state.releases.get('client.os.rs2.amd64'),
  ];
}

t.test('a release of Windows itself is its version, wherever that is told', async (t) => {
  const of = (version: string, release: string | undefined = version) => {
    const [, , build, revision] = version.split('.');
    return [version, Number(revision), build, version, version, version, release];
  };
  const release = (attributes: string) => `<${attributes} Name="Client.OS.RS2.AMD64"/>`;
  t.same(
    versionsOf({}, release('ProductReleaseInstalled Version="10.0.26100.10001"')),
    of('10.0.26100.10001'),
  );
  t.same(
    versionsOf({}, release('ProductReleaseVersion Comparison="greaterthan" Version="10.0.26200.0"')),
    of('10.0.26200.1'),
  );
  t.same(
    versionsOf(
      {},
      '<b.DeviceAttribute Name="OSVersion" Type="Version" Comparison="GreaterThanOrEqualTo" Value="10.0.26100.9999"/>',
    ),
    of('10.0.26100.9999'),
  );
  const windows = { version: '10.0.19045.5854', edition: 'Enterprise' } as const;
  const rollup = manifest('Package_for_RollupFix', '19041.5965.1.9');
  t.same(
    versionsOf({ windows }, '<CbsPackageInstalled/>', rollup).slice(0, 6),
    of('10.0.19045.5965').slice(0, 6),
  );
});

t.test('the best of the offered drivers goes on every device it is better for', async (t) => {
  const offered = (id: string, score: string, date = '2026-05-01') =>
    `<d.WindowsDriverMetaData HardwareID="${id}" DriverVerDate="${date}" DriverVerVersion="2.0.0.0" Provider="Mock" Class="Net" Manufacturer="Mock" Model="${id} ${score}"><d.FeatureScore OperatingSystem="amd64.10.0" FeatureScore="${score}"/></d.WindowsDriverMetaData>`;
  const metadata = `${offered('pci\\b', '10')}${offered('PCI\\A', 'F0')}${offered('PCI\\A', '20')}`;
  const devices = [
    { hardwareIds: ['USB\\X'] },
    { hardwareIds: ['PCI\\A', 'PCI\\B'] },
    { hardwareIds: ['PCI\\Z'], compatibleIds: ['PCI\\B'], driver: { date: '2026-04-30', version: '9.0' } },
    { hardwareIds: ['PCI\\B'], driver: { date: '2026-05-02', version: '1.0' } },
  ];
  const driver = (model: string, matchingId: string) => ({
    date: '2026-05-01',
    version: '2.0.0.0',
    provider: 'Mock',
    class: 'Net',
    manufacturer: 'Mock',
    model,
    matchingId,
  });
  t.match(change(t, '<d.WindowsDriverInstalled/>', 'true', { devices }, metadata), [
    { kind: 'device', index: 1, node: { driver: driver('PCI\\A 20', 'PCI\\A') } },
    { kind: 'device', index: 2, node: { driver: driver('pci\\b 10', 'PCI\\B') } },
  ]);
  t.equal(
    change(t, '<d.WindowsDriverInstalled/>', 'true', { devices: devices.slice(3) }, metadata),
    'd.WindowsDriverInstalled',
    'and not over a newer one',
  );
  const installed = [{ hardwareIds: ['PCI\\B'], driver: { date: '2026-05-01', version: '2.0' } }];
  t.same(change(t, '<d.WindowsDriverInstalled/>', 'false', { devices: installed }, metadata), [
    { kind: 'device', index: 0, node: { hardwareIds: ['PCI\\B'], compatibleIds: [] } },
  ]);
});
