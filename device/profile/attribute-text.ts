/** Device attributes as a native client writes them; a state keeps their names in lower case. */
const NAMES = [
  'ActivationChannel',
  'App',
  'AppVer',
  'AttrDataVer',
  'BranchReadinessLevel',
  'ClientHash2',
  'CurrentBranch',
  'DefaultUserRegion',
  'DefenderCampRing',
  'DefenderDisableAntiSpywarePolicies',
  'DefenderDisableAntiVirusPolicies',
  'DefenderEngineRing',
  'DefenderFilterExists',
  'DefenderServiceExists',
  'DefenderStarted',
  'DefenderUUPFlags',
  'DeviceFamily',
  'DL_OSVersion',
  'FirmwareVersion',
  'FlightingBranchName',
  'FlightRing',
  'HidOverGattReg',
  'HidparseDriversVer',
  'HotpatchError',
  'InstallationType',
  'InstallDate',
  'InstallLanguage',
  'IsA9CapablePC',
  'IsCloudDomainJoined',
  'IsContainerMgrInstalled',
  'IsDeviceRetailDemo',
  'IsEdgeWithChromiumInstalled',
  'IsFlightingEnabled',
  'IsMDMEnrolled',
  'IsVirtualDevice',
  'IsWindows365Device',
  'LCUVer',
  'MinWhcpVersion_Kernel',
  'OEMModel',
  'OEMName_Uncleaned',
  'OSArchitecture',
  'OSSkuId',
  'OSUILocale',
  'OSVersion',
  'PrimaryDiskTotalCapacity',
  'ProcessorClockSpeed',
  'ProcessorCores',
  'ProcessorIdentifier',
  'ProcessorManufacturer',
  'ProcessorModel',
  'ProductType',
  'SecureBootCapable',
  'TelemetryLevel',
  'TotalPhysicalRAM',
  'TPMVersion',
  'UpdateManagementGroup',
  'UpdateServiceUrl',
  'VBSState',
  'WuClientVer',
] as const;
const WRITTEN: ReadonlyMap<string, string> = new Map(NAMES.map((name) => [name.toLowerCase(), name]));
/** Rules ask for it, clients do not send it. */
const UNSENT = 'sku';

/** The DeviceAttributes of a request, `Name=Value;` by name (capture 06). */
export function attributeText(attributes: ReadonlyMap<string, string>): string {
  return [...attributes]
    .filter(([name]) => name !== UNSENT)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => `${WRITTEN.get(name) ?? name}=${value.replaceAll(';', ',')};`)
    .join('');
}
