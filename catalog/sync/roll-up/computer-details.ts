import { createHash } from 'node:crypto';
import { ticksOf } from '../../../protocol/soap/date-time.ts';
import type { ComputerRollupDetails } from '../../../protocol/wsusss/roll-up-computers.ts';
import type { ComputerInfo } from '../../../protocol/wusp/client-types.ts';
import type { Catalog } from '../../catalog.ts';
import type { KnownComputer } from './known-computers.ts';
import { NEVER } from './never.ts';

/** Characters [MS-WSUSSS] §3.1.4.15.3.3 allows; clients are not held to them when they register. */
const MOST = { name: 64, architecture: 50, version: 20, text: 256 } as const;
/** Groups told of. */
const MOST_GROUPS = 1_000;

/** What the upstream server is told of a computer as such; undefined for one of a server that has not told. */
export function detailsOf(catalog: Catalog, computer: KnownComputer): ComputerRollupDetails | undefined {
  const { computerId, parentServerId } = computer;
  if (parentServerId !== null) return catalog.downstreamComputers.find(computerId)?.details ?? undefined;
  const known = catalog.computers.find(computerId);
  if (known === undefined) return undefined;
  const info = known.info === null ? {} : (JSON.parse(known.info) as Partial<ComputerInfo>);
  return {
    ...hardwareOf(info),
    ...windowsOf(info),
    TargetGroupIdList: catalog.view().membershipOf(computerId).groupIds.slice(0, MOST_GROUPS),
    RequestedTargetGroupNames: groupNames(known.requestedGroups),
    // Addresses of clients are not kept.
    IPAddress: '',
    FullDomainName: cut(known.dnsName, MOST.text),
  };
}

/** Tells whether details are those that were sent to that upstream server last. */
export function digestOf(details: ComputerRollupDetails, upstreamId: string): string {
  return createHash('sha256')
    .update(`${upstreamId}\n${JSON.stringify(details)}`)
    .digest('base64');
}

function hardwareOf(info: Partial<ComputerInfo>) {
  const { BiosReleaseDate: released } = info;
  return {
    ComputerMake: cut(info.ComputerManufacturer, MOST.name),
    ComputerModel: cut(info.ComputerModel, MOST.name),
    BiosVersion: cut(info.BiosVersion, MOST.name),
    BiosName: cut(info.BiosName, MOST.name),
    // Clients write what they like here, and the upstream server takes nothing but times.
    BiosReleaseDate: released !== undefined && ticksOf(released) !== undefined ? released : NEVER,
    ProcessorArchitecture: cut(info.ProcessorArchitecture, MOST.architecture),
  };
}

function windowsOf(info: Partial<ComputerInfo>) {
  return {
    OSMajorVersion: counted(info.OSMajorVersion),
    OSMinorVersion: counted(info.OSMinorVersion),
    OSBuildNumber: counted(info.OSBuildNumber),
    OSServicePackMajorNumber: counted(info.OSServicePackMajorNumber),
    OSServicePackMinorNumber: counted(info.OSServicePackMinorNumber),
    OSLocale: cut(info.OSLocale, MOST.text),
    // Product note 57.
    OSFamily: 'Windows',
    OSDescription: cut(info.OSDescription, MOST.text),
    SuiteMask: info.SuiteMask ?? 0,
    OldProductType: info.OldProductType ?? 0,
    NewProductType: info.NewProductType ?? 0,
    SystemMetrics: info.SystemMetrics ?? 0,
    ClientVersion: clientVersion(info),
  };
}

function clientVersion(info: Partial<ComputerInfo>): string {
  const { ClientVersionMajorNumber: major, ClientVersionMinorNumber: minor } = info;
  const { ClientVersionBuildNumber: build, ClientVersionQfeNumber: fix } = info;
  return cut([major, minor, build, fix].map((part) => part ?? 0).join('.'), MOST.version);
}

/** Names a client asked for, with `;` between several. */
function groupNames(requested: string): readonly string[] {
  const names = requested.split(';').map((name) => name.trim());
  return names.filter((name) => name !== '' && name.length <= MOST.text).slice(0, MOST_GROUPS);
}

function cut(text: string | undefined, most: number): string {
  return (text ?? '').slice(0, most);
}

/** The upstream server takes no version below 0. */
function counted(number: number | undefined): number {
  return Math.max(0, number ?? 0);
}
