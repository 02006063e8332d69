import { createHash } from 'node:crypto';
import type { CatalogView } from '../../catalog/catalog.ts';
import type { Marks } from '../../catalog/graph/marks.ts';
import type { NeededRevisions } from '../../catalog/graph/needed.ts';
import type { Snapshot } from '../../catalog/graph/snapshot.ts';
import type { Encodable, Written } from '../../protocol/soap/encode.ts';
import { SoapFault } from '../../protocol/soap/fault.ts';
import type { TypeOf } from '../../protocol/soap/types.ts';
import type { clientService } from '../../protocol/wusp/client.ts';
import type { Cookie } from '../../protocol/wusp/common.ts';
import type { SyncUpdateParameters } from '../../protocol/wusp/sync-types.ts';
import type { Session } from '../cookies/session.ts';
import { caughtUp, openSession, sealSession } from '../cookies/session-cookie.ts';
import type { Caller, World } from '../world.ts';
import { versionNumber, versionOf } from './protocol-version.ts';
import { isRegistered } from './registration.ts';
import type { Page } from './update-info.ts';

type Request = TypeOf<typeof clientService.operations.SyncUpdates.request>;
type Response = Encodable<TypeOf<typeof clientService.operations.SyncUpdates.response>>;

/** Two group ids and a comma; more are named by their digest. */
const LONGEST_GROUPS_KEY = 73;

/** DriverSyncNotNeeded and DeployedOutOfScopeRevisionIds need a client and a server of these versions: §2.2.2.2.4. */
const CATEGORY_SCAN_SINCE = { client: versionOf(1, 7), server: versionOf(3, 2) };

/** [MS-WUSP] §3.1.5.7: the step of a scan. Drivers are not matched yet: the driver pass finds none. */
export function syncUpdates(world: World, _caller: Caller, request: Request): Response {
  const session = openSession(world, request.cookie);
  const view = world.catalog.view();
  const parameters = validated(world, view, session, request.parameters);
  const clientVersion = versionNumber(session.protocolVersion) ?? 0;
  const serverVersion = versionNumber(world.settings.protocolVersion) ?? 0;
  const hasCategoryScan =
    clientVersion >= CATEGORY_SCAN_SINCE.client && serverVersion >= CATEGORY_SCAN_SINCE.server;
  const groups = world.catalog.targeting.groupsOf(session.computerId);
  const part = parameters.SkipSoftwareSync
    ? { Truncated: false }
    : softwarePart(world, view, session, parameters, { clientVersion, hasCategoryScan, groups });
  const isWhole = !parameters.SkipSoftwareSync && filterOf(parameters) === undefined;
  // Only a whole scan hears of every change, so only then has the client caught up.
  const next = isWhole ? caughtUp(session, view.changeSequence, groupsKeyOf(groups)) : session;
  const result: Part = part;
  result.NewCookie = sealSession(world, next);
  if (hasCategoryScan) result.DriverSyncNotNeeded = String(!isWhole);
  return { SyncUpdatesResult: result };
}

/** The categories of a filtered scan. An empty list is no filter: §2.2.2.2.4, FilterCategoryIds. */
function filterOf({
  FilterCategoryIds: ids,
}: SyncUpdateParameters): SyncUpdateParameters['FilterCategoryIds'] {
  return ids === undefined || ids.length === 0 ? undefined : ids;
}

function validated(
  { catalog, settings }: World,
  view: CatalogView,
  session: Session,
  parameters: SyncUpdateParameters | undefined,
): SyncUpdateParameters {
  if (parameters === undefined) throw new SoapFault('InvalidParameters', 'parameters');
  if (session.configLastChange !== view.configLastChange) throw new SoapFault('ConfigChanged');
  if (!isRegistered(catalog, session.computerId)) throw new SoapFault('RegistrationRequired');
  if (parameters.SystemSpec !== undefined && !parameters.SkipSoftwareSync) {
    throw new SoapFault('InvalidParameters', 'parameters.SystemSpec');
  }
  const installed = parameters.InstalledNonLeafUpdateIDs?.length ?? 0;
  if (settings.maxInstalledIds > 0 && installed > settings.maxInstalledIds) {
    // Capture 17: duplicates and leaf ids count, and the message is the bare name.
    throw new SoapFault('InvalidParameters', 'parameters.InstalledNonLeafUpdateIDs');
  }
  return parameters;
}

/** A reply in the making: its fields are set as they turn out to be needed, since the others stay away. */
interface Part {
  NewUpdates?: Written;
  OutOfScopeRevisionIDs?: readonly number[];
  ChangedUpdates?: readonly Written[];
  Truncated: boolean;
  NewCookie?: Cookie;
  DeployedOutOfScopeRevisionIds?: readonly number[];
  DriverSyncNotNeeded?: string;
}

/** What is known of the client beside its request. */
interface Asker {
  readonly clientVersion: number;
  /** Whether client and server both know category scans. */
  readonly hasCategoryScan: boolean;
  /** Ids of its groups. */
  readonly groups: readonly string[];
}

function softwarePart(
  world: World,
  view: CatalogView,
  session: Session,
  parameters: SyncUpdateParameters,
  { clientVersion, hasCategoryScan, groups }: Asker,
): Part {
  const { catalog, settings, updateInfos } = world;
  const { snapshot } = view;
  const installedNonLeaf = parameters.InstalledNonLeafUpdateIDs ?? [];
  const categories = filterOf(parameters)?.map(
    ({ Id }) => catalog.revisions.updateKeyOf(Id.toLowerCase()) ?? -1,
  );
  const needed = view.needed({ installedNonLeaf, ...(categories && { categories }) });
  const deploymentOf = (node: number) => catalog.targeting.deploymentOf(snapshot, node, groups);

  const cached = sortCached(snapshot, needed, [installedNonLeaf, parameters.OtherCachedUpdateIDs ?? []]);
  const page = pageOf(needed, snapshot.marks, settings.pageSize);
  // In other groups every deployment may be another one.
  const groupsKey = groupsKeyOf(groups);
  const known = session.groups === groupsKey ? session.syncPoint : 0;
  const changed = view.changedAfter(known).filter((node) => needed.has(node) && snapshot.marks.has(node));
  const isTwoGroup =
    hasCategoryScan && parameters.NeedTwoGroupOutOfScopeUpdates === true && categories !== undefined;
  const gone = isTwoGroup ? cached.notDeployed : [...cached.notDeployed, ...cached.notNeeded];
  const part: Part = { Truncated: page.truncated };
  if (page.nodes.length > 0) {
    part.NewUpdates = updateInfos.added({ view, needed, page, groupsKey, clientVersion }, deploymentOf);
  }
  if (gone.length > 0) part.OutOfScopeRevisionIDs = gone;
  if (changed.length > 0) {
    part.ChangedUpdates = changed.map((node) =>
      updateInfos.changed(snapshot, node, deploymentOf(node), clientVersion),
    );
  }
  if (isTwoGroup && cached.notNeeded.length > 0) part.DeployedOutOfScopeRevisionIds = cached.notNeeded;
  return part;
}

/** The groups in one short text: a cookie carries it. */
function groupsKeyOf(groups: readonly string[]): string {
  const text = groups.join();
  return text.length <= LONGEST_GROUPS_KEY ? text : createHash('sha256').update(text).digest('hex');
}

/** The next revisions the client lacks; `cached` holds the nodes it has. */
function pageOf({ nodes: all }: NeededRevisions, cached: Marks, size: number): Page {
  const nodes: number[] = [];
  let from = 0;
  let to = 0;
  for (let at = 0; at < all.length; at++) {
    const node = all[at] ?? 0;
    if (cached.has(node)) continue;
    if (nodes.length === size) return { nodes, truncated: true, ...runOf(from, to, nodes) };
    if (nodes.length === 0) from = at;
    to = at;
    nodes.push(node);
  }
  return { nodes, truncated: false, ...runOf(from, to, nodes) };
}

/** A client that scans from the start has all that came before, so its pages leave nothing out. */
function runOf(from: number, to: number, nodes: readonly number[]): Pick<Page, 'runFrom'> {
  return { runFrom: to - from + 1 === nodes.length ? from : undefined };
}

interface CachedRevisions {
  /** Ids the client has that are no longer deployed at all. */
  readonly notDeployed: readonly number[];
  /** Ids it has that are deployed but not for what it has installed. */
  readonly notNeeded: readonly number[];
}

/** Marks the nodes the client has and tells the ids it should no longer have, each once. */
function sortCached(
  snapshot: Snapshot,
  needed: NeededRevisions,
  lists: readonly (readonly number[])[],
): CachedRevisions {
  const { marks } = snapshot;
  const notDeployed: number[] = [];
  const notNeeded: number[] = [];
  marks.clear();
  for (const list of lists) {
    for (const revisionId of list) {
      const node = snapshot.nodeOf(revisionId);
      if (node === -1) notDeployed.push(revisionId);
      else if (marks.add(node) && !needed.has(node)) notNeeded.push(revisionId);
    }
  }
  return { notDeployed: notDeployed.length > 1 ? [...new Set(notDeployed)] : notDeployed, notNeeded };
}
