import { uuidFromName } from '../../platform/randomness.ts';
import type { Registry } from '../state/registry.ts';
import { type Computer, computerOf } from './computer.ts';
import { installedAt } from './install-date.ts';
import { ARCHITECTURES, type ArchitectureName, type DeviceProfile, EDITIONS } from './profile.ts';
import { geoIdOf } from './regions.ts';
import { branchOf, isServer, versionOf } from './windows-names.ts';

const DEFENDER = 'HKLM\\SOFTWARE\\Microsoft\\Windows Defender';
/** From this build on the attributes of Windows 11 are sent. */
const FIRST_WINDOWS_11 = 22_000;
/** Buckets devices are put into for rollouts. */
const CLIENT_BUCKETS = 1_000;

type Attributes = Readonly<Record<string, string>>;

/** A processor of each architecture, believable and not of this machine. */
const PROCESSORS: Readonly<Record<ArchitectureName, Attributes>> = {
  x64: processor(
    'GenuineIntel',
    'Intel64 Family 6 Model 154 Stepping 3',
    '12th Gen Intel(R) Core(TM) i5-1235U',
    2496,
  ),
  x86: processor('GenuineIntel', 'x86 Family 6 Model 158 Stepping 9', 'Intel(R) Core(TM) i5-7500', 3408),
  arm64: processor('Qualcomm Technologies Inc', 'ARMv8 (64-bit) Family 8 Model 1', 'Snapdragon(R) X', 2956),
  arm: processor('Qualcomm Technologies Inc', 'ARM Family 7', 'Snapdragon(TM) 410', 1190),
};

/** What no device here is or has, as every device says it. */
const ABSENT = [
  'HotpatchError',
  'IsA9CapablePC',
  'IsCloudDomainJoined',
  'IsContainerMgrInstalled',
  'IsDeviceRetailDemo',
  'IsFlightingEnabled',
  'IsMDMEnrolled',
  'IsWindows365Device',
  'VBSState',
] as const;

/**
 * What the update service calls a device by, in the names a native client sends (capture 06; online service facts §3.4 and
 * §8.3). UpdateServiceUrl is not among them: it follows from the policy at the time of a scan.
 */
export function attributesOf(profile: DeviceProfile, registry: Registry): Attributes {
  const computer = computerOf(profile);
  return {
    ...windowsAttributes(profile),
    ...computerAttributes(computer),
    ...PROCESSORS[profile.architecture],
    ProcessorCores: String(profile.processors ?? 4),
    ...agentAttributes(computer),
    ...(registry.hasKey(DEFENDER) && DEFENDER_ATTRIBUTES),
    ...Object.fromEntries(ABSENT.map((name) => [name, '0'])),
    ...(versionOf(profile)[2] >= FIRST_WINDOWS_11 && windows11Attributes(profile)),
  };
}

function windowsAttributes(profile: DeviceProfile): Attributes {
  const { windows, architecture, languages } = profile;
  const [branch, geoId, language = ''] = [branchOf(profile), geoIdOf(profile), languages[0]];
  return {
    OSVersion: windows.version,
    DL_OSVersion: windows.version,
    LCUVer: windows.version,
    OSSkuId: String(EDITIONS[windows.edition]),
    sku: String(EDITIONS[windows.edition]),
    ProductType: isServer(profile) ? 'ServerNT' : 'WinNT',
    InstallationType: isServer(profile) ? 'Server' : 'Client',
    DeviceFamily: isServer(profile) ? 'Windows.Server' : 'Windows.Desktop',
    OSArchitecture: ARCHITECTURES[architecture].release,
    InstallDate: String(installedAt(profile)),
    InstallLanguage: language,
    OSUILocale: language,
    ...(branch !== undefined && { CurrentBranch: branch }),
    ...(geoId !== undefined && { DefaultUserRegion: String(geoId) }),
    ActivationChannel: 'Retail',
    BranchReadinessLevel: 'CB',
    FlightRing: 'Retail',
    FlightingBranchName: '',
    IsEdgeWithChromiumInstalled: '1',
    TelemetryLevel: '1',
    UpdateManagementGroup: '2',
  };
}

function computerAttributes({ name, manufacturer, model, firmware }: Computer): Attributes {
  const isVirtual = /virtual|qemu|kvm|vmware|xen/i.test(`${manufacturer} ${model}`);
  return {
    OEMName_Uncleaned: manufacturer,
    OEMModel: model,
    FirmwareVersion: firmware,
    ClientHash2: String(Number.parseInt(uuidFromName(`bucket ${name}`).slice(0, 8), 16) % CLIENT_BUCKETS),
    IsVirtualDevice: isVirtual ? '1' : '0',
    PrimaryDiskTotalCapacity: '262144',
    TotalPhysicalRAM: '8192',
    SecureBootCapable: '1',
    TPMVersion: '2',
  };
}

function agentAttributes({ agentVersion }: Computer): Attributes {
  return { App: 'WU_OS', AppVer: agentVersion, WuClientVer: agentVersion, AttrDataVer: '320' };
}

const DEFENDER_ATTRIBUTES: Attributes = {
  DefenderServiceExists: '1',
  DefenderFilterExists: '1',
  /** Starts by itself. */
  DefenderStarted: '2',
  DefenderCampRing: '4',
  DefenderEngineRing: '4',
  DefenderDisableAntiSpywarePolicies: '0',
  DefenderDisableAntiVirusPolicies: '0',
  DefenderUUPFlags: '0',
};

function windows11Attributes({ name, windows, architecture }: DeviceProfile): Attributes {
  const store = 'C:\\WINDOWS\\System32\\DriverStore\\FileRepository';
  const folder = `hidbthle.inf_${ARCHITECTURES[architecture].release.toLowerCase()}_${uuidFromName(`hidbthle ${name}`).replaceAll('-', '').slice(0, 16)}`;
  return {
    HidOverGattReg: `${store}\\${folder}\\Microsoft.Bluetooth.Profiles.HidOverGatt.dll`,
    HidparseDriversVer: windows.version,
    MinWhcpVersion_Kernel: '2022.10',
  };
}

function processor(manufacturer: string, identifier: string, model: string, megahertz: number): Attributes {
  return {
    ProcessorManufacturer: manufacturer,
    ProcessorIdentifier: identifier,
    ProcessorModel: model,
    ProcessorClockSpeed: String(megahertz),
  };
}
