import type { ComputerInfo } from '../../protocol/wusp/client-types.ts';
import { type Computer, computerOf } from '../profile/computer.ts';
import { type DeviceProfile, EDITIONS } from '../profile/profile.ts';
import { productName } from '../profile/windows-names.ts';
import type { DeviceState } from '../state/device-state.ts';
import type { DeviceIdentity } from './identity.ts';

/** PROCESSOR_ARCHITECTURE_… by its name on the wire. */
const ARCHITECTURES: Readonly<Record<number, string>> = {
  0: 'X86',
  5: 'ARM',
  6: 'IA64',
  9: 'AMD64',
  12: 'ARM64',
};
/** The suites the native client tells of: VER_SUITE_SINGLEUSERTS alone (capture 04). */
const TOLD_SUITES = 0x100;

/** What a device registers with: [MS-WUSP] §2.2.2.2.3, in the words of a native client (capture 04). */
export function computerInfoOf(
  profile: DeviceProfile,
  state: DeviceState,
  { dnsName, agentVersion }: DeviceIdentity,
): ComputerInfo {
  const computer = computerOf(profile);
  const [OSMajorVersion, OSMinorVersion, OSBuildNumber] = state.os.version;
  const [OSServicePackMajorNumber, OSServicePackMinorNumber] = state.os.servicePack;
  return {
    DnsName: dnsName,
    OSMajorVersion,
    OSMinorVersion,
    OSBuildNumber,
    OSServicePackMajorNumber,
    OSServicePackMinorNumber,
    OSLocale: state.languages[0] ?? 'en-US',
    ComputerManufacturer: computer.manufacturer,
    ComputerModel: computer.model,
    ...firmware(computer),
    ProcessorArchitecture: ARCHITECTURES[state.processor.architecture] ?? 'Unknown',
    SuiteMask: state.os.suiteMask & TOLD_SUITES,
    OldProductType: state.os.productType,
    NewProductType: EDITIONS[profile.windows.edition],
    SystemMetrics: 0,
    ...clientVersion(agentVersion),
    OSDescription: productName(profile),
    OEM: computer.manufacturer,
    DeviceType: computer.model,
    FirmwareVersion: computer.firmware,
    MobileOperator: 'Not Present',
  };
}

function firmware({
  biosVersion,
  biosName,
  biosDate,
}: Computer): Pick<ComputerInfo, 'BiosVersion' | 'BiosName' | 'BiosReleaseDate'> {
  return { BiosVersion: biosVersion, BiosName: biosName, BiosReleaseDate: `${biosDate}T00:00:00Z` };
}

type ClientVersion = Pick<
  ComputerInfo,
  | 'ClientVersionMajorNumber'
  | 'ClientVersionMinorNumber'
  | 'ClientVersionBuildNumber'
  | 'ClientVersionQfeNumber'
>;

function clientVersion(version: string): ClientVersion {
  const [major = 0, minor = 0, build = 0, qfe = 0] = version.split('.').map(Number);
  return {
    ClientVersionMajorNumber: major,
    ClientVersionMinorNumber: minor,
    ClientVersionBuildNumber: build,
    ClientVersionQfeNumber: qfe,
  };
}
