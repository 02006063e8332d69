import { type Version, versionAtStart } from '../applicability/comparisons.ts';
import type { DeviceProfile } from './profile.ts';

const EDITION_NAMES: Readonly<Record<DeviceProfile['windows']['edition'], string>> = {
  Core: 'Home',
  Professional: 'Pro',
  Education: 'Education',
  Enterprise: 'Enterprise',
  EnterpriseS: 'Enterprise LTSC',
  IoTEnterprise: 'IoT Enterprise',
  ServerStandard: 'Standard',
  ServerDatacenter: 'Datacenter',
};
const SERVER_NAMES: Readonly<Record<number, string>> = {
  7601: '2008 R2',
  9200: '2012',
  9600: '2012 R2',
  14393: '2016',
  17763: '2019',
  20348: '2022',
  26100: '2025',
};
const OLD_NAMES: Readonly<Record<string, string>> = { '6.1': '7', '6.2': '8', '6.3': '8.1' };
/** The newest build of each branch. */
const BRANCHES: readonly (readonly [build: number, name: string])[] = [
  [14393, 'rs1_release'],
  [17763, 'rs5_release'],
  [19045, 'vb_release'],
  [20348, 'fe_release'],
  [22000, 'co_release'],
  [22631, 'ni_release'],
  [25398, 'zn_release'],
  [26200, 'ge_release'],
];

/** The four numbers of the version of Windows. */
export function versionOf({ windows }: Pick<DeviceProfile, 'windows'>): Version {
  return versionAtStart(windows.version) ?? [0, 0, 0, 0];
}

export function isServer({ windows }: Pick<DeviceProfile, 'windows'>): boolean {
  return windows.type === 'server' || windows.type === 'domain controller';
}

/** ProductName in the registry and OSDescription on the wire; Windows 11 still calls itself 10 (capture 04). */
export function productName(profile: Pick<DeviceProfile, 'windows'>): string {
  const [major, minor, build] = versionOf(profile);
  const name = isServer(profile)
    ? ['Server', SERVER_NAMES[build]]
    : [major >= 10 ? '10' : OLD_NAMES[`${major}.${minor}`]];
  return ['Windows', ...name, EDITION_NAMES[profile.windows.edition]]
    .filter((one) => one !== undefined)
    .join(' ');
}

/** The branch a build is of, such as ge_release; undefined before Windows 10 and for one newer than all known here. */
export function branchOf(profile: Pick<DeviceProfile, 'windows'>): string | undefined {
  const [major, , build] = versionOf(profile);
  if (major < 10) return undefined;
  return BRANCHES.find(([last]) => build <= last)?.[1];
}
