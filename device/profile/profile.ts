import type { InstalledDriver } from '../state/device-state.ts';
import type { FileFacts } from '../state/file-table.ts';
import type { RegistryValue } from '../state/registry.ts';

/** What a simulated device is, in as few words as it takes; `stateOf` adds what follows from them. */
export interface DeviceProfile {
  readonly name: string;
  readonly windows: WindowsProfile;
  readonly architecture: ArchitectureName;
  readonly computer?: ProfileComputer;
  /** 4 when left out. */
  readonly processors?: number;
  /** BCP 47; the first is the one Windows was installed with. */
  readonly languages: readonly string[];
  /** ISO 3166-1, two letters; that of the first language when left out. */
  readonly region?: string;
  /** Values by key and name; the default value has the empty name. */
  readonly registry?: Readonly<Record<string, Readonly<Record<string, ProfileValue>>>>;
  /** By full path. */
  readonly files?: Readonly<Record<string, ProfileFile>>;
  readonly products?: readonly ProfileProduct[];
  /** `name~token~architecture~language~version` */
  readonly packages?: readonly string[];
  /** Full names of Store packages, `name_version_architecture_resources_publisher`. */
  readonly apps?: readonly string[];
  /** Versions by product of the unified update platform. */
  readonly releases?: Readonly<Record<string, string>>;
  /** Software licensing values. */
  readonly licenses?: Readonly<Record<string, number | string>>;
  /** GetSystemMetrics by index. */
  readonly metrics?: Readonly<Record<string, number>>;
  readonly attributes?: Readonly<Record<string, string>>;
  /** Queries this device can answer, with the number of rows. */
  readonly wmi?: readonly { readonly namespace: string; readonly query: string; readonly rows: number }[];
  readonly devices?: readonly ProfileDevice[];
  /** UpdateIDs of what was installed before. */
  readonly installed?: readonly string[];
}

export interface WindowsProfile {
  /** Four numbers. */
  readonly version: string;
  /** EditionID, such as `Professional`. */
  readonly edition: keyof typeof EDITIONS;
  /** `24H2` */
  readonly release?: string;
  /** `workstation` when left out. */
  readonly type?: 'workstation' | 'domain controller' | 'server';
  /** Two numbers; 0.0 when left out. */
  readonly servicePack?: string;
  readonly suites?: readonly (keyof typeof SUITES)[];
  readonly clustered?: boolean;
  /** yyyy-mm-dd; 2025-01-15 when left out. */
  readonly installDate?: string;
}

/** What a computer says of itself when it registers and reports ([MS-WUSP] §2.2.2.2.3). `computerOf` has the defaults. */
export interface ProfileComputer {
  /** DNS name. */
  readonly name?: string;
  readonly manufacturer?: string;
  readonly model?: string;
  readonly biosVersion?: string;
  readonly biosName?: string;
  /** yyyy-mm-dd. */
  readonly biosDate?: string;
  readonly firmware?: string;
  /** GUIDs of this kind of computer, at which drivers can be aimed. */
  readonly hardwareIds?: readonly string[];
  /** Version of the update agent, four numbers. */
  readonly agentVersion?: string;
}

export type ArchitectureName = keyof typeof ARCHITECTURES;
/** A number is a REG_DWORD, a text a REG_SZ, a list of texts a REG_MULTI_SZ. */
export type ProfileValue = number | string | readonly string[] | RegistryValue;
/** A version, or all that is known; moments in ISO 8601. */
export type ProfileFile =
  | string
  | (Omit<FileFacts, 'created' | 'modified'> & { readonly created?: string; readonly modified?: string });

export interface ProfileProduct {
  readonly code: string;
  readonly version: string;
  readonly language?: number;
  readonly features?: readonly string[];
  readonly components?: readonly string[];
  readonly patches?: readonly string[];
}

export interface ProfileDevice {
  /** The most specific first. */
  readonly hardwareIds: readonly string[];
  readonly compatibleIds?: readonly string[];
  readonly driver?: InstalledDriver;
}

/** PROCESSOR_ARCHITECTURE_… and the name products have in the unified update platform. */
export const ARCHITECTURES = {
  x86: { number: 0, release: 'X86' },
  arm: { number: 5, release: 'ARM' },
  x64: { number: 9, release: 'AMD64' },
  arm64: { number: 12, release: 'ARM64' },
} as const;

/** PRODUCT_… numbers by EditionID. */
export const EDITIONS = {
  Core: 101,
  Professional: 48,
  Education: 121,
  Enterprise: 4,
  EnterpriseS: 125,
  IoTEnterprise: 188,
  ServerStandard: 7,
  ServerDatacenter: 8,
} as const;

/** VER_SUITE_… bits. */
export const SUITES = {
  enterprise: 0x2,
  terminal: 0x10,
  embedded: 0x40,
  datacenter: 0x80,
  'single user': 0x100,
  personal: 0x200,
  blade: 0x400,
} as const;
