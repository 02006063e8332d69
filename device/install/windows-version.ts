import type { Version } from '../applicability/comparisons.ts';
import type { DeviceState } from '../state/device-state.ts';
import type { RegistryValue } from '../state/registry.ts';
import type { Changes } from './proposal.ts';

const CURRENT_VERSION = 'HKEY_LOCAL_MACHINE\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion';
/** What the unified update platform calls Windows itself, such as `Client.OS.RS2.AMD64`, in lower case. */
const WINDOWS = /^(client|server)\.os\.rs2\./;
/** Files of every version of Windows, that carry its version. */
const SYSTEM_FILES = ['ntoskrnl.exe', 'kernel32.dll', 'wuaueng.dll'];

/** Whether a product of the unified update platform is the Windows of this device. */
export function isWindows(name: string, { releases }: Pick<DeviceState, 'releases'>): boolean {
  return WINDOWS.test(name.toLowerCase()) && releases.has(name.toLowerCase());
}

/** All that is another where Windows itself gets another version: what says the old one says the new one. */
export function windowsVersionChanges(state: DeviceState, version: Version): Changes {
  const [old, text] = [state.os.version.join('.'), version.join('.')];
  return [
    { kind: 'windows version', version },
    ...Object.entries(registryValues(version)).map(
      ([name, value]) => ({ kind: 'registry value', key: CURRENT_VERSION, name, value }) as const,
    ),
    ...SYSTEM_FILES.flatMap((name): Changes => {
      const path = `${state.folders.get('system32') ?? 'C:\\Windows\\System32'}\\${name}`;
      const facts = state.files.find(path);
      return facts === undefined ? [] : [{ kind: 'file', path, facts: { ...facts, version: text } }];
    }),
    ...[...state.attributes].flatMap(
      ([name, value]): Changes => (value === old ? [{ kind: 'attribute', name, value: text }] : []),
    ),
    ...[...state.releases.keys()].flatMap(
      (name): Changes => (WINDOWS.test(name) ? [{ kind: 'release', name, version: text }] : []),
    ),
  ];
}

function registryValues([major, minor, build, revision]: Version): Readonly<Record<string, RegistryValue>> {
  const [number, text] = [
    (data: number): RegistryValue => ({ type: 'REG_DWORD', data }),
    (data: string): RegistryValue => ({ type: 'REG_SZ', data }),
  ];
  return {
    CurrentMajorVersionNumber: number(major),
    CurrentMinorVersionNumber: number(minor),
    CurrentBuild: text(String(build)),
    CurrentBuildNumber: text(String(build)),
    UBR: number(revision),
    LCUVer: text(`${major}.${minor}.${build}.${revision}`),
  };
}
