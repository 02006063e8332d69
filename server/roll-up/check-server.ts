import type {
  DownstreamServerRollupClientSummary,
  DownstreamServerRollupInfo,
  DownstreamServerRollupServerSummary,
} from '../../protocol/wsusss/roll-up-servers.ts';
import { checkGuid, checkLeast, checkName, checkOptionalText, refuse } from './checks.ts';

/** Path of one server in a request, for refusals. */
export const SERVER = 'downstreamServers.DownstreamServerRollupInfo';
const SUMMARY = `${SERVER}.ClientSummaries.DownstreamServerRollupClientSummary`;
const ACTIVITY = `${SUMMARY}.ActivitySummaries.DownstreamServerRollupClientActivitySummary`;

/** [MS-WSUSSS] §3.1.4.14.3.2: one to four integers with points between, at most 32 characters. */
const VERSION = /^(?=.{1,32}$)\d+(\.\d+){0,3}$/;
/** Elements of a client summary that are 0 or greater (§3.1.4.14.3.5). */
const COUNTED = [
  'OSMajorVersion',
  'OSMinorVersion',
  'OSBuildNumber',
  'OSServicePackMajorNumber',
  'OSServicePackMinorNumber',
  'Count',
] as const satisfies readonly (keyof DownstreamServerRollupClientSummary)[];

/** A server as it is rolled up, every value looked at but times and parent. */
export interface CheckedServer {
  readonly serverId: string;
  readonly fullDomainName: string;
  readonly version: string;
  readonly summary: DownstreamServerRollupServerSummary;
  readonly clients: readonly DownstreamServerRollupClientSummary[];
}

/** Throws SoapFault InvalidParameters naming what is not as §3.1.4.14.3 says. */
export function checkServer(info: DownstreamServerRollupInfo): CheckedServer {
  const version = info.Version ?? refuse(`${SERVER}.Version`);
  if (!VERSION.test(version)) refuse(`${SERVER}.Version`);
  const summary = info.ServerSummary ?? refuse(`${SERVER}.ServerSummary`);
  for (const [name, value] of Object.entries(summary))
    checkLeast(Number(value), `${SERVER}.ServerSummary.${name}`);
  const clients = info.ClientSummaries ?? [];
  for (const client of clients) checkClients(client);
  return {
    serverId: checkGuid(info.ServerId, `${SERVER}.ServerId`),
    fullDomainName: checkName(info.FullDomainName, `${SERVER}.FullDomainName`),
    version,
    summary,
    clients,
  };
}

function checkClients(client: DownstreamServerRollupClientSummary): void {
  for (const name of COUNTED) checkLeast(client[name], `${SUMMARY}.${name}`);
  checkOptionalText(client.OSLocale, `${SUMMARY}.OSLocale`);
  checkOptionalText(client.ProcessorArchitecture, `${SUMMARY}.ProcessorArchitecture`);
  for (const row of client.ActivitySummaries ?? []) {
    checkGuid(row.UpdateId, `${ACTIVITY}.UpdateId`);
    checkLeast(row.RevisionNumber, `${ACTIVITY}.RevisionNumber`);
    checkLeast(row.InstallSuccessCount, `${ACTIVITY}.InstallSuccessCount`);
    checkLeast(row.InstallFailureCount, `${ACTIVITY}.InstallFailureCount`);
  }
}
