import { parseMoment } from '../../platform/clock.ts';
import { type DeviceState, is64Bit, type MsiProduct, wmiKey } from '../state/device-state.ts';
import { createFileTable, type FileFacts, type FileTable } from '../state/file-table.ts';
import { createRegistry, type Registry, type RegistryValue } from '../state/registry.ts';
import { attributesOf } from './attributes.ts';
import { installedAt } from './install-date.ts';
import {
  ARCHITECTURES,
  type DeviceProfile,
  EDITIONS,
  type ProfileFile,
  type ProfileProduct,
  type ProfileValue,
  SUITES,
} from './profile.ts';
import { branchOf, isServer, productName, versionOf } from './windows-names.ts';

const PRODUCT_TYPES = { workstation: 1, 'domain controller': 2, server: 3 } as const;
/** Terminal services and a single user at a time: every Windows since XP without the server role. */
const USUAL_SUITES = SUITES.terminal | SUITES['single user'];
const CURRENT_VERSION = 'HKLM\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion';
/** From this build on Windows itself is updated by the unified update platform. */
const FIRST_UNIFIED_BUILD = 22_621;

/** The folders every Windows has, by environment variable. */
const FOLDERS = {
  systemdrive: 'C:',
  systemroot: 'C:\\Windows',
  windir: 'C:\\Windows',
  system32: 'C:\\Windows\\System32',
  programdata: 'C:\\ProgramData',
  programfiles: 'C:\\Program Files',
  commonprogramfiles: 'C:\\Program Files\\Common Files',
} as const;
const FOLDERS_OF_32_BIT: Readonly<Record<string, string>> = {
  syswow64: 'C:\\Windows\\SysWOW64',
  'programfiles(x86)': 'C:\\Program Files (x86)',
  'commonprogramfiles(x86)': 'C:\\Program Files (x86)\\Common Files',
};

/**
 * The state of a fresh device of `profile`: what Windows of that version and edition says of itself in its registry, files,
 * licences and attributes, and over it what the profile says.
 */
export function stateOf(profile: DeviceProfile): DeviceState {
  const { windows } = profile;
  const version = versionOf(profile);
  const registry = registryOf(profile);
  const [major = 0, minor = 0] = (windows.servicePack ?? '0.0').split('.').map(Number);
  const { number, release } = ARCHITECTURES[profile.architecture];
  const processor = { architecture: number, count: profile.processors ?? 4 };
  return {
    os: {
      version,
      servicePack: [major, minor],
      productType: PRODUCT_TYPES[windows.type ?? 'workstation'],
      suiteMask: (windows.suites ?? []).reduce<number>((mask, name) => mask | SUITES[name], USUAL_SUITES),
      isClustered: windows.clustered ?? false,
    },
    processor,
    languages: profile.languages,
    registry,
    files: filesOf(profile),
    folders: new Map(Object.entries({ ...FOLDERS, ...(is64Bit({ processor }) && FOLDERS_OF_32_BIT) })),
    products: new Map((profile.products ?? []).map((one) => [one.code.toLowerCase(), productOf(one)])),
    apps: new Set((profile.apps ?? []).map((one) => one.toLowerCase())),
    packages: new Set((profile.packages ?? []).map((one) => one.toLowerCase())),
    releases: byLowerCase({
      ...(version[2] >= FIRST_UNIFIED_BUILD && {
        [`${isServer(profile) ? 'Server' : 'Client'}.OS.RS2.${release}`]: windows.version,
      }),
      ...profile.releases,
    }),
    licenses: byLowerCase({ 'Kernel-ProductInfo': EDITIONS[windows.edition], ...profile.licenses }),
    metrics: new Map(Object.entries(profile.metrics ?? {}).map(([index, value]) => [Number(index), value])),
    attributes: byLowerCase({ ...attributesOf(profile, registry), ...profile.attributes }),
    wmi: new Map((profile.wmi ?? []).map(({ namespace, query, rows }) => [wmiKey(namespace, query), rows])),
    drivers: (profile.devices ?? []).map((one) => ({ ...one, compatibleIds: one.compatibleIds ?? [] })),
    history: new Set((profile.installed ?? []).map((one) => one.toLowerCase())),
  };
}

function byLowerCase<Value>(values: Readonly<Record<string, Value>>): Map<string, Value> {
  return new Map(Object.entries(values).map(([name, value]) => [name.toLowerCase(), value]));
}

function registryOf(profile: DeviceProfile): Registry {
  const { windows, registry: own = {} } = profile;
  const [major, minor, build, revision] = versionOf(profile);
  const branch = branchOf(profile);
  const registry = createRegistry();
  const windowsSays: Readonly<Record<string, ProfileValue>> = {
    // Windows 10 and later still say so of themselves.
    CurrentVersion: major >= 10 ? '6.3' : `${major}.${minor}`,
    CurrentMajorVersionNumber: major,
    CurrentMinorVersionNumber: minor,
    CurrentBuild: String(build),
    CurrentBuildNumber: String(build),
    UBR: revision,
    LCUVer: windows.version,
    EditionID: windows.edition,
    ProductName: productName(profile),
    InstallDate: installedAt(profile),
    ...(branch !== undefined && { BuildBranch: branch }),
    InstallationType: isServer(profile) ? 'Server' : 'Client',
    SystemRoot: FOLDERS.systemroot,
    ...(windows.release !== undefined && { DisplayVersion: windows.release }),
  };
  for (const [key, values] of [[CURRENT_VERSION, windowsSays] as const, ...Object.entries(own)]) {
    registry.addKey(key);
    for (const [name, value] of Object.entries(values)) registry.set(key, name, registryValueOf(value));
  }
  return registry;
}

function registryValueOf(value: ProfileValue): RegistryValue {
  if (typeof value === 'number') return { type: 'REG_DWORD', data: value };
  if (typeof value === 'string') return { type: 'REG_SZ', data: value };
  return isList(value) ? { type: 'REG_MULTI_SZ', data: value } : value;
}

function isList(value: readonly string[] | RegistryValue): value is readonly string[] {
  return Array.isArray(value);
}

function filesOf({ windows, files = {} }: DeviceProfile): FileTable {
  const table = createFileTable();
  for (const name of ['ntoskrnl.exe', 'kernel32.dll', 'wuaueng.dll'])
    table.set(`${FOLDERS.system32}\\${name}`, { version: windows.version });
  for (const [path, file] of Object.entries(files)) table.set(path, factsOf(file));
  return table;
}

function factsOf(file: ProfileFile): FileFacts {
  if (typeof file === 'string') return { version: file };
  const { created, modified, ...facts } = file;
  return {
    ...facts,
    ...(created !== undefined && { created: parseMoment(created) }),
    ...(modified !== undefined && { modified: parseMoment(modified) }),
  };
}

function productOf(product: ProfileProduct): MsiProduct {
  const lower = (names: readonly string[] | undefined): readonly string[] =>
    (names ?? []).map((one) => one.toLowerCase());
  return {
    version: product.version,
    ...(product.language !== undefined && { language: product.language }),
    features: product.features ?? [],
    components: lower(product.components),
    patches: lower(product.patches),
  };
}
