import type { FileTable } from './file-table.ts';
import type { Registry } from './registry.ts';

/**
 * What a simulated device is and what is on it: all that applicability rules can ask about. Rules read it and nothing more;
 * only `applyChange` changes it, and what cannot be changed is read-only here.
 */
export interface DeviceState {
  os: OperatingSystem;
  readonly processor: Processor;
  /** BCP 47 names of the languages Windows shows itself in; the first is the one it was installed with. */
  readonly languages: readonly string[];
  readonly registry: Registry;
  readonly files: FileTable;
  /** Folders by environment variable, such as `SystemRoot`, names in lower case. */
  readonly folders: ReadonlyMap<string, string>;
  /** By product code in braces, lower case. */
  readonly products: Map<string, MsiProduct>;
  /** Identities of CBS packages, `name~token~architecture~language~version`, lower case. */
  readonly packages: Set<string>;
  /** Full names of Store packages, `name_version_architecture_resources_publisher`, lower case. */
  readonly apps: Set<string>;
  /** Versions by product of the unified update platform, names in lower case. */
  readonly releases: Map<string, string>;
  /** Software licensing values, names in lower case. */
  readonly licenses: Map<string, number | string>;
  /** GetSystemMetrics by index; what is not here is 0. */
  readonly metrics: ReadonlyMap<number, number>;
  /** Device attributes, names in lower case. */
  readonly attributes: Map<string, string>;
  /** Rows of WMI queries, by namespace and query as `wmiKey` writes them; others are unknown. */
  readonly wmi: ReadonlyMap<string, number>;
  readonly drivers: DeviceNode[];
  /** UpdateIDs that were installed once, lower case. */
  readonly history: Set<string>;
}

export interface OperatingSystem {
  /** Major, minor, build, revision. */
  readonly version: readonly [number, number, number, number];
  readonly servicePack: readonly [number, number];
  /** 1 workstation, 2 domain controller, 3 server. */
  readonly productType: 1 | 2 | 3;
  /** Bits of VER_SUITE_…. */
  readonly suiteMask: number;
  readonly isClustered: boolean;
}

export interface Processor {
  /** PROCESSOR_ARCHITECTURE_…: 0 x86, 5 ARM, 6 IA64, 9 AMD64, 12 ARM64. */
  readonly architecture: number;
  readonly level?: number;
  readonly revision?: number;
  readonly count: number;
}

/** A product Windows Installer installed. */
export interface MsiProduct {
  readonly version: string;
  /** LCID. */
  readonly language?: number;
  /** Names of installed features. */
  readonly features: readonly string[];
  /** Codes of installed components, and of patches, in braces and lower case. */
  readonly components: readonly string[];
  readonly patches: readonly string[];
}

/** A device with the driver it has. */
export interface DeviceNode {
  /** The most specific first. */
  readonly hardwareIds: readonly string[];
  readonly compatibleIds: readonly string[];
  readonly driver?: InstalledDriver;
}

export interface InstalledDriver {
  /** yyyy-mm-dd. */
  readonly date: string;
  readonly version: string;
  readonly provider?: string;
  readonly class?: string;
  readonly manufacturer?: string;
  readonly model?: string;
  /** The id of the device it was installed by; the first when left out. */
  readonly matchingId?: string;
  /** How well it fits, lower is better; 0 when left out. */
  readonly rank?: number;
}

/** Whether Windows itself has 64 bits, and so a 32-bit view of its registry. */
export function is64Bit({ processor }: Pick<DeviceState, 'processor'>): boolean {
  return processor.architecture === 9 || processor.architecture === 12 || processor.architecture === 6;
}

/** The key of a WMI query: white space, case and the kind of slash make no difference. */
export function wmiKey(namespace: string, query: string): string {
  const plain = (text: string): string => text.trim().replace(/\s+/g, ' ').toLowerCase();
  return `${plain(namespace).replaceAll('/', '\\')}|${plain(query)}`;
}
