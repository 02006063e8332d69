import { type Check, matching, oneOf, truth, whole } from './checks.ts';
import { serverLanguages } from './languages.ts';

/** Which server a double stands in for towards downstream servers (server sync facts §1.7). */
export type UpstreamProfile = 'wsus-2025' | 'microsoft';

/** What a server tells the servers below it and allows them; the defaults are those of its profile. */
export interface UpstreamConfiguration {
  readonly profile: UpstreamProfile;
  /** The server protocol: [MS-WSUSSS] §1.7. */
  readonly serverProtocolVersion: string;
  /** Whether files are to be had where Microsoft keeps them only, so that servers below ask for MUUrl. */
  readonly catalogOnlySync: boolean;
  /** Whether files are fetched when an update is approved. */
  readonly lazySync: boolean;
  readonly serverHostsPsfFiles: boolean;
  readonly maxUpdatesPerRequest: number;
  /** 0 of these three: the server has no driver operations. */
  readonly maxDriverSetsPerRequest: number;
  readonly maxComputerIdsPerRequest: number;
  readonly maxPnpHardwareIdsPerRequest: number;
  readonly maxDecryptionUpdatesPerRequest: number;
  /** Life of a server's cookie. */
  readonly serverCookieMinutes: number;
  /** Whether replicas get deployments here. */
  readonly servesDeployments: boolean;
  /** Order of the elements of GetConfigData: the text of [MS-WSUSSS], or the alphabet as a real 2025 server. */
  readonly configDataOrder: 'text' | 'alphabetical';
  /** Whether members of a bundle come with it that the filter itself leaves out. */
  readonly bundleClosure: boolean;
  /** How documents above 5,120 bytes travel. */
  readonly updateBlobs: 'mszip' | 'lzx-stored' | 'plain';
  /** Where a GetUpdateData reply ends, the first update always whole. */
  readonly maxUpdateDataBytes: number;
  /** `all`, or short names with commas between. */
  readonly languages: string;
  readonly doDetailedRollup: boolean;
  readonly maxRollupServers: number;
  readonly maxRollupComputers: number;
  readonly maxOutOfSyncComputers: number;
  readonly maxRollupStatuses: number;
  /** The version this server tells its upstream server it has. */
  readonly serverVersion: string;
}

const WSUS_2025: UpstreamConfiguration = {
  profile: 'wsus-2025',
  serverProtocolVersion: '1.20',
  catalogOnlySync: false,
  lazySync: true,
  serverHostsPsfFiles: false,
  maxUpdatesPerRequest: 100,
  maxDriverSetsPerRequest: 0,
  maxComputerIdsPerRequest: 0,
  maxPnpHardwareIdsPerRequest: 0,
  maxDecryptionUpdatesPerRequest: 100,
  serverCookieMinutes: 240,
  servesDeployments: true,
  configDataOrder: 'text',
  bundleClosure: false,
  updateBlobs: 'mszip',
  maxUpdateDataBytes: 2_000_000,
  languages: 'en',
  doDetailedRollup: true,
  maxRollupServers: 5_000,
  maxRollupComputers: 1_500,
  maxOutOfSyncComputers: 20_000,
  maxRollupStatuses: 500,
  serverVersion: '10.0.26100.1',
};

const MICROSOFT: Partial<UpstreamConfiguration> = {
  profile: 'microsoft',
  serverProtocolVersion: '1.21',
  catalogOnlySync: true,
  serverHostsPsfFiles: true,
  maxDriverSetsPerRequest: 100,
  maxComputerIdsPerRequest: 200,
  maxPnpHardwareIdsPerRequest: 450,
  maxDecryptionUpdatesPerRequest: 500,
  serverCookieMinutes: 60,
  servesDeployments: false,
  languages: 'all',
};

/** What a server of `profile` says where nothing else was configured. */
export function upstreamDefaults(profile: UpstreamProfile = 'wsus-2025'): UpstreamConfiguration {
  return { ...WSUS_2025, ...(profile === 'microsoft' && MICROSOFT) };
}

const LANGUAGE = serverLanguages.map(({ shortName }) => shortName).join('|');

/** What each value may be. */
export const upstreamChecks: Readonly<Record<keyof UpstreamConfiguration, Check>> = {
  profile: oneOf('wsus-2025', 'microsoft'),
  serverProtocolVersion: matching(/^1\.\d{1,4}$/, 'a version of the server protocol such as 1.20'),
  catalogOnlySync: truth,
  lazySync: truth,
  serverHostsPsfFiles: truth,
  maxUpdatesPerRequest: whole(1, 10_000),
  maxDriverSetsPerRequest: whole(0, 10_000),
  maxComputerIdsPerRequest: whole(0, 10_000),
  maxPnpHardwareIdsPerRequest: whole(0, 10_000),
  maxDecryptionUpdatesPerRequest: whole(1, 10_000),
  serverCookieMinutes: whole(1, 525_600),
  servesDeployments: truth,
  configDataOrder: oneOf('text', 'alphabetical'),
  bundleClosure: truth,
  updateBlobs: oneOf('mszip', 'lzx-stored', 'plain'),
  maxUpdateDataBytes: whole(1, 1_000_000_000),
  languages: matching(
    new RegExp(`^(all|(${LANGUAGE})(,(${LANGUAGE}))*)$`),
    '"all" or short names with commas between, such as de,en',
  ),
  doDetailedRollup: truth,
  maxRollupServers: whole(1, 100_000),
  maxRollupComputers: whole(1, 100_000),
  maxOutOfSyncComputers: whole(1, 1_000_000),
  maxRollupStatuses: whole(1, 100_000),
  serverVersion: matching(/^(?=.{1,32}$)\d+(\.\d+){0,3}$/, 'one to four numbers with points between'),
};
