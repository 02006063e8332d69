import { clip } from '../../platform/plain-text.ts';
import type { Registry } from '../state/registry.ts';
import { ineffectiveValues } from './ineffective.ts';
import { readPinStore } from './pin-store.ts';
import {
  AUTOMATIC_KEY,
  DELIVERY_KEY,
  DOWNLOAD_MODES,
  type DownloadMode,
  POLICY_KEY,
} from './policy-values.ts';

export type { DownloadMode } from './policy-values.ts';

/** Hours between two scans where policy says nothing, and the most it may say. */
const USUAL_HOURS = 22;
const MOST_TARGET_GROUPS = 100;
/** The longest an update can be put off, in days, as the policies for Windows have it. */
const MOST_DEFERRAL = { feature: 365, quality: 30 } as const;

/** The classes of updates whose source can be set each by itself. */
export type UpdateClass = 'feature' | 'quality' | 'driver' | 'other';
const SOURCE_VALUES: Readonly<Record<UpdateClass, string>> = {
  feature: 'SetPolicyDrivenUpdateSourceForFeatureUpdates',
  quality: 'SetPolicyDrivenUpdateSourceForQualityUpdates',
  driver: 'SetPolicyDrivenUpdateSourceForDriverUpdates',
  other: 'SetPolicyDrivenUpdateSourceForOtherUpdates',
};

/** What an administrator decided for a device (online service facts §6.1). */
export interface DevicePolicy {
  /** The WSUS it goes to; the online service where there is none. */
  readonly wsus?: WsusPolicy;
  /** Groups it says it is in. */
  readonly targetGroups: readonly string[];
  /** Whether a WSUS over TLS must have a certificate of the pin store, where that holds any. */
  readonly isPinningEnforced: boolean;
  /** Certificates of the pin store, DER in base64. */
  readonly pinStore: readonly string[];
  /** Whether content signed by a trusted publisher of this company is taken. */
  readonly acceptsTrustedPublishers: boolean;
  /** Never talks to the public services. */
  readonly isOffline: boolean;
  readonly sources: Readonly<Record<UpdateClass, 'online' | 'wsus'>>;
  readonly takesDrivers: boolean;
  readonly isAccessDisabled: boolean;
  /** Days an update is put off after its release. */
  readonly deferral: { readonly feature: number; readonly quality: number };
  readonly isAutomatic: boolean;
  /** 2 notify, 3 download, 4 install by schedule, 5 the user chooses, 7 download and notify. */
  readonly automaticOption: number;
  /** Hours between two scans, before they are shortened at random. */
  readonly detectionHours: number;
  /** Undefined where Delivery Optimization decides itself. */
  readonly downloadMode?: DownloadMode;
  /** What is set and means nothing, in a sentence each. */
  readonly problems: readonly string[];
  /** What is set and this device does nothing about, in a sentence each. */
  readonly ineffective: readonly string[];
}

export interface WsusPolicy {
  /** Origin it scans at, and the one it reports to. */
  readonly server: string;
  readonly statusServer: string;
  /** Where it downloads from in place of the server. */
  readonly contentServer?: string;
  /** Takes that for files without an address, too. */
  readonly fillsEmptyUrls: boolean;
}

/** Reads the policy of a device from its registry. What is not set is as Windows has it. */
export function readPolicy(registry: Registry): DevicePolicy {
  const problems: string[] = [];
  const number = (name: string, key = POLICY_KEY): number | undefined => {
    const value = registry.value(key, name);
    if (value !== undefined && value.type !== 'REG_DWORD') problems.push(`${name} is no REG_DWORD`);
    return value?.type === 'REG_DWORD' ? value.data : undefined;
  };
  const text = (name: string): string | undefined => {
    const value = registry.value(POLICY_KEY, name);
    if (value !== undefined && value.type !== 'REG_SZ') problems.push(`${name} is no REG_SZ`);
    return value?.type === 'REG_SZ' && value.data.trim() !== '' ? value.data.trim() : undefined;
  };
  const isOn = (name: string, key = POLICY_KEY): boolean => number(name, key) === 1;
  const inRange = (name: string, least: number, most: number, key = POLICY_KEY): number | undefined => {
    const value = number(name, key);
    if (value === undefined || (value >= least && value <= most)) return value;
    problems.push(`${name} is ${value}, not ${least} to ${most}`);
    return undefined;
  };
  const origin = (name: string): string | undefined => {
    const url = text(name);
    const found = url === undefined ? undefined : originOf(url);
    if (url !== undefined && found === undefined)
      problems.push(`${name} is no http: or https: URL: ${clip(url, 100)}`);
    return found;
  };
  const wsus = isOn('UseWUServer', AUTOMATIC_KEY)
    ? wsusOf(origin, isOn('FillEmptyContentUrls'), problems)
    : undefined;
  const mode = number('DODownloadMode', DELIVERY_KEY);
  const downloadMode = mode === undefined ? undefined : modeOf(mode);
  if (mode !== undefined && downloadMode === undefined)
    problems.push(`DODownloadMode is ${mode}, which is no mode`);
  const pins = readPinStore(registry);
  return {
    ...(wsus && { wsus }),
    targetGroups: isOn('TargetGroupEnabled') ? groupsOf(text('TargetGroup')) : [],
    isPinningEnforced: !isOn('DoNotEnforceEnterpriseTLSCertPinningForUpdateDetection'),
    pinStore: pins.certificates,
    acceptsTrustedPublishers: isOn('AcceptTrustedPublisherCerts'),
    isOffline: isOn('DoNotConnectToWindowsUpdateInternetLocations'),
    sources: sourcesOf(wsus !== undefined, isOn('UseUpdateClassPolicySource', AUTOMATIC_KEY), number),
    takesDrivers: !isOn('ExcludeWUDriversInQualityUpdate'),
    isAccessDisabled: isOn('DisableWindowsUpdateAccess'),
    deferral: {
      feature: deferred('Feature', isOn, inRange, MOST_DEFERRAL.feature),
      quality: deferred('Quality', isOn, inRange, MOST_DEFERRAL.quality),
    },
    isAutomatic: !isOn('NoAutoUpdate', AUTOMATIC_KEY),
    automaticOption: optionOf(inRange('AUOptions', 1, 7, AUTOMATIC_KEY), problems),
    detectionHours:
      (isOn('DetectionFrequencyEnabled', AUTOMATIC_KEY)
        ? inRange('DetectionFrequency', 1, USUAL_HOURS, AUTOMATIC_KEY)
        : undefined) ?? USUAL_HOURS,
    ...(downloadMode !== undefined && { downloadMode }),
    problems: [...problems, ...pins.problems],
    ineffective: ineffectiveValues(registry),
  };
}

/** Both addresses are needed: without one Windows goes to the online service. */
function wsusOf(
  origin: (name: string) => string | undefined,
  fillsEmptyUrls: boolean,
  problems: string[],
): WsusPolicy | undefined {
  const [server, statusServer] = [origin('WUServer'), origin('WUStatusServer')];
  const contentServer = origin('UpdateServiceUrlAlternate');
  if (server === undefined || statusServer === undefined) {
    problems.push('UseWUServer is 1, but WUServer and WUStatusServer do not both name a server');
    return undefined;
  }
  return { server, statusServer, ...(contentServer !== undefined && { contentServer }), fillsEmptyUrls };
}

function sourcesOf(
  hasWsus: boolean,
  isByClass: boolean,
  number: (name: string) => number | undefined,
): DevicePolicy['sources'] {
  const source = (name: UpdateClass): 'online' | 'wsus' => {
    if (!hasWsus) return 'online';
    return isByClass && number(SOURCE_VALUES[name]) === 0 ? 'online' : 'wsus';
  };
  return {
    feature: source('feature'),
    quality: source('quality'),
    driver: source('driver'),
    other: source('other'),
  };
}

function deferred(
  what: 'Feature' | 'Quality',
  isOn: (name: string) => boolean,
  inRange: (name: string, least: number, most: number) => number | undefined,
  most: number,
): number {
  return isOn(`Defer${what}Updates`) ? (inRange(`Defer${what}UpdatesPeriodInDays`, 0, most) ?? 0) : 0;
}

/** Several groups are separated by semicolons. */
function groupsOf(text = ''): readonly string[] {
  const names = text.split(';').map((name) => name.trim());
  return [...new Set(names.filter((name) => name !== ''))].slice(0, MOST_TARGET_GROUPS);
}

function originOf(url: string): string | undefined {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  return parsed?.protocol === 'http:' || parsed?.protocol === 'https:' ? parsed.origin : undefined;
}

function modeOf(mode: number): DownloadMode | undefined {
  return mode in DOWNLOAD_MODES ? DOWNLOAD_MODES[mode as keyof typeof DOWNLOAD_MODES] : undefined;
}

/** What Windows does when nothing is said: install by schedule. There is no option 6. */
function optionOf(option: number | undefined, problems: string[]): number {
  if (option === 6) problems.push('AUOptions is 6, which is no option');
  return option === undefined || option === 6 ? 4 : option;
}
