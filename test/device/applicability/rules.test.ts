import t from 'tap';
import type { DeviceProfile } from '../../../device/profile/profile.ts';
import { judge, UPDATE_ID } from '../../helpers/device-rules.ts';

type Row = readonly [verdict: 'true' | 'false' | 'unknown', rule: string];

function table(name: string, profile: Partial<DeviceProfile>, rows: readonly Row[], metadata = ''): void {
  t.test(name, async (t) => {
    for (const [verdict, rule] of rows) t.equal(judge(rule, profile, metadata).verdict, verdict, rule);
  });
}

const HKLM = 'Key="HKEY_LOCAL_MACHINE"';

table('the version of Windows is compared the way VerifyVersionInfo does it', {}, [
  ['true', '<b.WindowsVersion MajorVersion="10" MinorVersion="0"/>'],
  ['true', '<b.WindowsVersion Comparison="EqualTo" MajorVersion="10" BuildNumber="26100"/>'],
  ['false', '<b.WindowsVersion Comparison="EqualTo" MajorVersion="10" BuildNumber="22631"/>'],
  ['true', '<b.WindowsVersion Comparison="GreaterThanOrEqualTo" MajorVersion="6" MinorVersion="3"/>'],
  [
    'false',
    '<b.WindowsVersion Comparison="LessThan" MajorVersion="10" MinorVersion="0" BuildNumber="14393"/>',
  ],
  ['true', '<b.WindowsVersion Comparison="GreaterThan" BuildNumber="26099"/>'],
  ['true', '<b.WindowsVersion Comparison="LessThanOrEqualTo" ServicePackMajor="0"/>'],
  ['false', '<b.WindowsVersion Comparison="GreaterThanOrEqualTo" ServicePackMajor="1"/>'],
  ['true', '<b.WindowsVersion ProductType="1"/>'],
  ['false', '<b.WindowsVersion Comparison="GreaterThanOrEqualTo" MajorVersion="10" ProductType="3"/>'],
  ['false', '<b.WindowsVersion Comparison="LessThan" ProductType="3"/>'],
  ['true', '<b.WindowsVersion SuiteMask="272" AllSuitesMustBePresent="true"/>'],
  ['false', '<b.WindowsVersion SuiteMask="144" AllSuitesMustBePresent="true"/>'],
  ['true', '<b.WindowsVersion SuiteMask="144"/>'],
  ['unknown', '<b.WindowsVersion Comparison="About" MajorVersion="10"/>'],
  ['unknown', '<b.WindowsVersion MajorVersion="ten"/>'],
]);

table(
  'a server of three suites says so',
  {
    windows: {
      version: '6.1.7601.1',
      edition: 'ServerDatacenter',
      type: 'server',
      servicePack: '1.0',
      suites: ['datacenter', 'enterprise'],
    },
  },
  [
    ['true', '<b.WindowsVersion MajorVersion="6" MinorVersion="1" ServicePackMajor="1" ProductType="3"/>'],
    ['true', '<b.WindowsVersion SuiteMask="130" AllSuitesMustBePresent="true"/>'],
    ['true', '<b.WindowsVersion Comparison="LessThan" MajorVersion="10" MinorVersion="0"/>'],
    [
      'true',
      `<b.RegSz ${HKLM} Subkey="SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion" Value="CurrentVersion" Comparison="EqualTo" Data="6.1"/>`,
    ],
    ['false', '<ProductReleaseInstalled Name="Server.OS.RS2.AMD64" Version="6.1.7601.1"/>'],
  ],
);

table(
  'what the machine is',
  { metrics: { 86: 1 }, processors: 8, attributes: { CurrentBranch: 'ge_release' } },
  [
    ['true', '<b.Platform PlatformID="Windows"/>'],
    ['true', '<b.Processor Architecture="9"/>'],
    ['false', '<b.Processor Architecture="12"/>'],
    ['false', '<b.Processor Architecture="9" Level="6"/>'],
    ['true', '<b.NumberOfProcessors Comparison="GreaterThan" Number="4"/>'],
    ['true', '<b.SystemMetric Comparison="EqualTo" Index="86" Value="1"/>'],
    ['true', '<b.SystemMetric Comparison="EqualTo" Index="87" Value="0"/>'],
    ['false', '<b.ClusteredOS/>'],
    ['true', '<b.LicenseDword Value="Kernel-ProductInfo" Comparison="EqualTo" Data="48"/>'],
    ['false', '<b.LicenseDword Value="Server-ESU-PA" Comparison="EqualTo" Data="1"/>'],
    ['true', '<b.LicenseValueExists Value="kernel-productinfo"/>'],
    [
      'true',
      '<b.DeviceAttribute Name="OSVersion" Type="Version" Comparison="GreaterThanOrEqualTo" Value="10.0.26100.0"/>',
    ],
    [
      'false',
      '<b.DeviceAttribute Name="OSVersion" Type="Version" Comparison="LessThan" Value="10.0.26100.0"/>',
    ],
    [
      'true',
      '<b.DeviceAttribute Name="CurrentBranch" Type="String" Comparison="EqualTo" Value="ge_release"/>',
    ],
    ['false', '<b.DeviceAttribute Name="Absent" Type="String" Comparison="EqualTo" Value="x"/>'],
    [
      'true',
      '<ProductReleaseVersion Name="Client.OS.RS2.AMD64" Version="0.0.0.0" Comparison="greaterthan"/>',
    ],
    ['true', '<ProductReleaseInstalled Name="Client.OS.RS2.AMD64" Version="10.0.26100.3775"/>'],
    ['false', '<ProductReleaseInstalled Name="Client.OS.RS2.AMD64" Version="10.0.26100.9999"/>'],
  ],
);

table('languages: several are MUI, which is no localised Windows', { languages: ['de-DE', 'fr-FR'] }, [
  ['true', '<b.MuiInstalled/>'],
  ['true', '<b.MuiLanguageInstalled Language="fr"/>'],
  ['false', '<b.MuiLanguageInstalled Language="it"/>'],
  ['false', '<b.WindowsLanguage Language="de"/>'],
]);
table('languages: a single one', { languages: ['zh-CN'] }, [
  ['true', '<b.WindowsLanguage Language="zh-cn"/>'],
  ['true', '<b.WindowsLanguage Language="zh"/>'],
  ['false', '<b.WindowsLanguage Language="zh-tw"/>'],
  ['false', '<b.MuiLanguageInstalled Language="zh"/>'],
]);

const NDP = 'Subkey="SOFTWARE\\Microsoft\\NET Framework Setup\\NDP\\v4\\Full"';
const WOW = 'Subkey="Software\\Vendor\\Old"';
const REGISTRY = {
  'HKLM\\SOFTWARE\\Microsoft\\NET Framework Setup\\NDP\\v4\\Full': {
    Release: 533_320,
    Version: '4.8.09032',
    '': 'x',
  },
  'HKLM\\SOFTWARE\\WOW6432Node\\Vendor\\Old': { Version: '1.2', Mark: -1 },
  'HKLM\\SOFTWARE\\Vendor': {
    Where: { type: 'REG_EXPAND_SZ', data: '%ProgramFiles%\\Vendor' },
    Edition: 'Professional Plus',
  },
  'HKLM\\SOFTWARE\\Vendor\\Instances\\A': { State: 1 },
  'HKLM\\SOFTWARE\\Vendor\\Instances\\B': { State: 0 },
} as const;

table('the registry', { registry: REGISTRY }, [
  ['true', `<b.RegKeyExists ${HKLM} Subkey="software\\microsoft\\NET Framework Setup\\NDP"/>`],
  ['true', `<b.RegKeyExists ${HKLM} Subkey="\\SOFTWARE\\Vendor\\"/>`],
  ['false', `<b.RegKeyExists ${HKLM} Subkey="SOFTWARE\\Nobody"/>`],
  ['true', `<b.RegValueExists ${HKLM} ${NDP} Value="release" Type="REG_DWORD"/>`],
  ['false', `<b.RegValueExists ${HKLM} ${NDP} Value="Release" Type="REG_SZ"/>`],
  ['true', `<b.RegValueExists ${HKLM} ${NDP}/>`],
  ['true', `<b.RegDword ${HKLM} ${NDP} Value="Release" Comparison="GreaterThanOrEqualTo" Data="528040"/>`],
  ['false', `<b.RegDword ${HKLM} ${NDP} Value="Version" Comparison="GreaterThanOrEqualTo" Data="0"/>`],
  ['false', `<b.RegDword ${HKLM} ${NDP} Value="Absent" Comparison="LessThan" Data="1"/>`],
  ['true', `<b.RegSzToVersion ${HKLM} ${NDP} Value="Version" Comparison="LessThan" Data="4.8.9033.0"/>`],
  ['false', `<b.RegKeyExists ${HKLM} ${WOW}/>`],
  ['true', `<b.RegKeyExists ${HKLM} ${WOW} RegType32="true"/>`],
  [
    'true',
    `<b.RegDword ${HKLM} ${WOW} RegType32="true" Value="Mark" Comparison="EqualTo" Data="4294967295"/>`,
  ],
  [
    'true',
    `<b.RegSz ${HKLM} Subkey="SOFTWARE\\Vendor" Value="Edition" Comparison="BeginsWith" Data="professional"/>`,
  ],
  ['true', `<b.RegSz ${HKLM} Subkey="SOFTWARE\\Vendor" Value="Edition" Comparison="Contains" Data="Plus"/>`],
  ['true', `<b.RegSz ${HKLM} Subkey="SOFTWARE\\Vendor" Value="Edition" Comparison="EndsWith" Data="plus"/>`],
  ['false', `<b.RegSz ${HKLM} Subkey="SOFTWARE\\Vendor" Value="Where" Comparison="Contains" Data="Vendor"/>`],
  [
    'true',
    `<b.RegExpandSz ${HKLM} Subkey="SOFTWARE\\Vendor" Value="Where" Comparison="EqualTo" Data="C:\\Program Files\\Vendor"/>`,
  ],
  ['unknown', `<b.RegSz ${HKLM} Subkey="SOFTWARE\\Vendor" Value="Edition" Comparison="Like" Data="x"/>`],
  ['unknown', `<b.RegDword ${HKLM} ${NDP} Value="Release" Comparison="EqualTo" Data="many"/>`],
]);

const loop = (trueIf: string, state: number, subkey = 'SOFTWARE\\Vendor\\Instances'): string =>
  `<b.RegKeyLoop ${HKLM} Subkey="${subkey}" TrueIf="${trueIf}"><b.RegDword Key="HKEY_LOOP_TARGET" Subkey="" Value="State" Comparison="EqualTo" Data="${state}"/></b.RegKeyLoop>`;
table('a rule at each key below another', { registry: REGISTRY }, [
  ['true', loop('Any', 1)],
  ['false', loop('Any', 7)],
  ['false', loop('None', 0)],
  ['true', loop('None', 7)],
  ['false', loop('All', 1)],
  ['false', loop('Any', 1, 'SOFTWARE\\Nobody')],
  ['true', loop('None', 1, 'SOFTWARE\\Nobody')],
  ['unknown', loop('Most', 1)],
  [
    'unknown',
    `<b.RegKeyLoop ${HKLM} Subkey="SOFTWARE\\Vendor" TrueIf="Any">${loop('Any', 1)}</b.RegKeyLoop>`,
  ],
]);

const FILES = {
  'C:\\Windows\\System32\\drivers\\afd.sys': {
    version: '10.0.26100.1',
    size: 700,
    modified: '2026-01-02T03:04:05Z',
    language: 1033,
  },
  'C:\\Program Files (x86)\\Common Files\\old.dll': '1.2.3.4',
  'C:\\Program Files\\Vendor\\tool.exe': { version: '7.0', created: '2020-01-01T00:00:00Z' },
} as const;
const VENDOR = `${HKLM} Subkey="SOFTWARE\\Vendor" Value="Where"`;

table('files, below folders and below what the registry says', { files: FILES, registry: REGISTRY }, [
  ['true', '<b.FileExists Csidl="37" Path="\\drivers\\afd.sys"/>'],
  [
    'true',
    '<b.FileExists Csidl="36" Path="system32\\x\\..\\DRIVERS\\\\afd.sys" Version="10.0.26100.1" Size="700" Language="1033"/>',
  ],
  ['false', '<b.FileExists Csidl="37" Path="drivers\\afd.sys" Size="701"/>'],
  ['false', '<b.FileExists Csidl="37" Path="drivers\\afd.sys" Created="2026-01-01T00:00:00Z"/>'],
  ['true', '<b.FileVersion Csidl="44" Path="old.dll" Comparison="LessThan" Version="1.10.0.0"/>'],
  ['false', '<b.FileVersion Csidl="37" Path="absent.dll" Comparison="LessThan" Version="9.9.9.9"/>'],
  [
    'true',
    '<b.FileModified Csidl="37" Path="drivers\\afd.sys" Comparison="GreaterThan" Modified="2026-01-01T00:00:00.0000000Z"/>',
  ],
  ['true', '<b.FileSize Csidl="37" Path="drivers\\afd.sys" Comparison="EqualTo" Size="700"/>'],
  [
    'false',
    '<b.FileCreated Csidl="37" Path="drivers\\afd.sys" Comparison="EqualTo" Created="2026-01-01T00:00:00Z"/>',
  ],
  ['unknown', '<b.FileVersion Csidl="9999" Path="x" Comparison="EqualTo" Version="1.0.0.0"/>'],
  ['unknown', '<b.FileSize Csidl="37" Path="drivers\\afd.sys" Comparison="EqualTo" Size="much"/>'],
  ['true', '<b.FileExists Path="c:\\program files\\vendor\\TOOL.EXE"/>'],
  [
    'true',
    `<b.FileVersionPrependRegSz ${VENDOR} Path="\\tool.exe" Comparison="GreaterThanOrEqualTo" Version="6.5.0.0"/>`,
  ],
  [
    'true',
    `<b.FileCreatedPrependRegSz ${VENDOR} Path="tool.exe" Comparison="EqualTo" Created="2020-01-01T00:00:00.0000000Z"/>`,
  ],
  ['false', `<b.FileExistsPrependRegSz ${HKLM} Subkey="SOFTWARE\\Nobody" Value="Where" Path="tool.exe"/>`],
]);

const [CODE, PATCH] = ['{0CDBAFE3-08E1-47DF-9E91-C86A540C9C08}', '{6BCEA20C-ECA1-40C0-B7B1-861F13A0BF16}'];
const PRODUCTS = [
  {
    code: CODE,
    version: '16.0.10336.20000',
    language: 1033,
    features: ['WORD'],
    components: ['{A}'],
    patches: [PATCH],
  },
];
const product = (attributes: string): string =>
  `<m.MsiProductInstalled ProductCode="${CODE.toLowerCase()}" ${attributes}/>`;
const parts = (kind: 'Feature' | 'Component', attributes: string, ...names: string[]): string =>
  `<m.Msi${kind}InstalledForProduct ${attributes}>${names.map((one) => `<m.${kind}>${one}</m.${kind}>`).join('')}<m.Product>${CODE}</m.Product><m.Product>{X}</m.Product></m.Msi${kind}InstalledForProduct>`;
const patch = `<m.MsiPatchMetadata><MsiPatch xmlns="http://www.microsoft.com/msi/patch_applicability.xsd" PatchGUID="${PATCH}"><TargetProduct><TargetProductCode>${CODE}</TargetProductCode></TargetProduct></MsiPatch></m.MsiPatchMetadata>`;

table('what Windows Installer installed', { products: PRODUCTS }, [
  ['true', product('')],
  ['true', product('VersionMin="16.0.10336.0" VersionMax="16.0.10336.20000" Language="1033"')],
  ['false', product('VersionMax="16.0.10336.20000" ExcludeVersionMax="true"')],
  ['false', product('VersionMin="16.0.10336.20000" ExcludeVersionMin="true"')],
  ['false', product('VersionMin="17.0"')],
  ['false', product('Language="1031"')],
  ['false', '<m.MsiProductInstalled ProductCode="{X}"/>'],
  ['true', `<m.MsiPatchInstalledForProduct PatchCode="${PATCH.toLowerCase()}" ProductCode="${CODE}"/>`],
  ['false', `<m.MsiPatchInstalledForProduct PatchCode="{B}" ProductCode="${CODE}"/>`],
  ['true', parts('Feature', '', 'WORD', 'EXCEL')],
  ['false', parts('Feature', 'AllFeaturesRequired="true"', 'WORD', 'EXCEL')],
  ['false', parts('Feature', 'AllProductsRequired="true"', 'WORD')],
  ['true', parts('Component', 'AllComponentsRequired="true"', '{a}')],
  ['unknown', '<m.MsiPatchInstalled/>'],
]);
table(
  'a patch and an application by the metadata of the update',
  { products: PRODUCTS },
  [
    ['true', '<m.MsiPatchInstalled/>'],
    ['false', '<m.MsiPatchInstallable/>'],
    ['true', '<m.MsiApplicationInstalled/>'],
    ['false', '<m.MsiApplicationInstallable/>'],
  ],
  `${patch}<m.MsiApplicationMetadata><m.ProductCode Version="1.0">${CODE}</m.ProductCode></m.MsiApplicationMetadata>`,
);

const manifest = (version: string, parent = ''): string =>
  `<CbsPackageApplicabilityMetadata><assembly xmlns="urn:schemas-microsoft-com:asm.v3"><assemblyIdentity name="Package_for_KB1" version="${version}" language="neutral" processorArchitecture="amd64" publicKeyToken="31bf3856ad364e35"/><package identifier="KB1">${parent}</package></assembly></CbsPackageApplicabilityMetadata>`;
const PARENT =
  '<parent><assemblyIdentity name="Foundation" version="10.0.26100.1" language="neutral" processorArchitecture="amd64" publicKeyToken="31bf3856ad364e35"/></parent>';
const PACKAGES = {
  packages: ['Package_for_KB1~31bf3856ad364e35~amd64~~2.0.0.5', 'Other~0~x86~en-US~1.0.0.0'],
};

table('packages by their identity', PACKAGES, [
  ['true', '<CbsPackageInstalledByIdentity PackageIdentity="other~0~X86~en-us~1.0.0.0"/>'],
  [
    'false',
    '<CbsPackageInstalledByIdentity PackageIdentity="Package_for_KB1~31bf3856ad364e35~amd64~~2.0.0.4"/>',
  ],
  ['unknown', '<CbsPackageInstalled/>'],
]);
table(
  'a package that a later one took the place of',
  PACKAGES,
  [
    ['true', '<CbsPackageInstalled/>'],
    ['false', '<CbsPackageInstallable/>'],
  ],
  manifest('2.0.0.4'),
);
table(
  'a package of a parent that is not there',
  PACKAGES,
  [
    ['false', '<CbsPackageInstalled/>'],
    ['false', '<CbsPackageInstallable/>'],
  ],
  manifest('2.0.0.6', PARENT),
);
table(
  'a package of a parent that is there',
  { packages: ['Foundation~31bf3856ad364e35~amd64~~10.0.26100.1'] },
  [['true', '<CbsPackageInstallable/>']],
  manifest('2.0.0.6', PARENT),
);

const offered =
  '<d.WindowsDriverMetaData HardwareID="PCI\\VEN_1414&amp;DEV_0001" DriverVerDate="2026-05-01" DriverVerVersion="2.0.0.0"/>';
const driven = (date: string, version: string): Partial<DeviceProfile> => ({
  devices: [
    { hardwareIds: ['PCI\\VEN_1414&DEV_0001&REV_1', 'pci\\ven_1414&dev_0001'], driver: { date, version } },
  ],
});
const drivers = (installed: Row[0], superseded: Row[0], installable: Row[0]): readonly Row[] => [
  [installed, '<d.WindowsDriverInstalled/>'],
  [superseded, '<d.WindowsDriverSuperseded/>'],
  [installable, '<d.WindowsDriverInstallable/>'],
];
table('a driver for no device here', {}, drivers('false', 'false', 'false'), offered);
table(
  'a driver older than the offered one',
  driven('2026-04-30', '9.0.0.0'),
  drivers('false', 'false', 'true'),
  offered,
);
table('the offered driver itself', driven('2026-05-01', '2.0'), drivers('true', 'false', 'false'), offered);
table(
  'a driver of the same day and a later version',
  driven('2026-05-01', '2.0.0.1'),
  drivers('false', 'true', 'false'),
  offered,
);
table('a driver offer without metadata', {}, drivers('unknown', 'unknown', 'unknown'));

table(
  'what this device was told of',
  {
    wmi: [{ namespace: 'root/CIMV2', query: 'select *  from Win32_X', rows: 1 }],
    installed: [UPDATE_ID.toUpperCase()],
  },
  [
    ['true', '<b.WmiQuery Namespace="ROOT\\cimv2" WqlQuery="SELECT * FROM Win32_X"/>'],
    ['unknown', '<b.WmiQuery Namespace="ROOT\\cimv2" WqlQuery="SELECT * FROM Win32_Y"/>'],
    ['true', '<b.InstalledOnce/>'],
  ],
);
