/** A driver a device uses: [MS-WUSP] §2.2.2.2.4, InstalledDriver. What a client left out is absent. */
export interface DeviceDriver {
  /** The hardware or compatible id the driver was installed for. */
  readonly matchingId?: string | undefined;
  /** xs:dateTime or xs:date. */
  readonly driverVerDate: string;
  /** The 64 bits of the four-part version, signed or not. */
  readonly driverVerVersion: bigint;
  readonly class?: string | undefined;
  readonly manufacturer?: string | undefined;
  readonly provider?: string | undefined;
  readonly matchingComputerHardwareId?: string | undefined;
  /** 0xSSGGTHHH, signed or not: signature, feature and identifier score; 0 when the client does not know. */
  readonly driverRank: number;
}

/** An extension driver of a device: [MS-WUSP] §2.2.2.2.4, extensionDriver. */
export type DeviceExtension = Pick<
  DeviceDriver,
  'driverVerDate' | 'driverVerVersion' | 'driverRank' | 'matchingComputerHardwareId'
>;

/** One device of a SystemSpec: [MS-WUSP] §2.2.2.2.4, Device. */
export interface DeviceSpec {
  /** From the most specific to the most general. */
  readonly hardwareIds: readonly string[];
  readonly compatibleIds: readonly string[];
  readonly installed?: DeviceDriver | undefined;
  readonly extensions: readonly DeviceExtension[];
  /** UpdateIDs of the drivers the client got from an update server and can go back from. */
  readonly recoveryIds: readonly string[];
}
