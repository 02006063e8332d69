import type { CatalogView } from '../../catalog/catalog.ts';
import type { Marks } from '../../catalog/graph/marks.ts';
import type { NeededRevisions } from '../../catalog/graph/needed.ts';
import type { Snapshot } from '../../catalog/graph/snapshot.ts';
import type { Encodable, Written } from '../../protocol/soap/encode.ts';
import { SoapFault } from '../../protocol/soap/fault.ts';
import type { TypeOf } from '../../protocol/soap/types.ts';
import type { clientService } from '../../protocol/wusp/client.ts';
import type { SyncUpdateParameters } from '../../protocol/wusp/sync-types.ts';
import type { Session } from '../cookies/session.ts';
import { openSession, sealSession } from '../cookies/session-cookie.ts';
import type { Caller, World } from '../world.ts';
import { versionNumber, versionOf } from './protocol-version.ts';
import { isRegistered } from './registration.ts';

type Request = TypeOf<typeof clientService.operations.SyncUpdates.request>;
type Response = Encodable<TypeOf<typeof clientService.operations.SyncUpdates.response>>;

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
    ? NOTHING
    : softwarePart(world, view, session, parameters, { clientVersion, hasCategoryScan, groups });
  const isWhole = !parameters.SkipSoftwareSync && filterOf(parameters) === undefined;
  return {
    SyncUpdatesResult: {
      ...part,
      // Only a whole scan hears of every change, so only then has the client caught up.
      NewCookie: sealSession(
        world,
        isWhole ? { ...session, syncPoint: view.changeSequence, groups: groups.join() } : session,
      ),
      ...(hasCategoryScan && {
        DriverSyncNotNeeded: String(!isWhole),
      }),
    },
  };
}

/** The categories of a filtered scan. An empty list is no filter: §2.2.2.2.4, FilterCategoryIds. */
function filterOf({
  FilterCategoryIds: ids,
}: SyncUpdateParameters): SyncUpdateParameters['FilterCategoryIds'] {
  return ids === undefined || ids.length === 0 ? undefined : ids;
}

const NOTHING = { Truncated: false };

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

interface SoftwarePart {
  readonly NewUpdates?: Written;
  readonly OutOfScopeRevisionIDs?: readonly number[];
  readonly ChangedUpdates?: readonly Written[];
  readonly Truncated: boolean;
  readonly DeployedOutOfScopeRevisionIds?: readonly number[];
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
  { snapshot, needed: find, changedAfter }: CatalogView,
  session: Session,
  parameters: SyncUpdateParameters,
  { clientVersion, hasCategoryScan, groups }: Asker,
): SoftwarePart {
  const { catalog, settings, updateInfos } = world;
  const installedNonLeaf = parameters.InstalledNonLeafUpdateIDs ?? [];
  const categories = filterOf(parameters)?.map(
    ({ Id }) => catalog.revisions.updateKeyOf(Id.toLowerCase()) ?? -1,
  );
  const needed = find({ installedNonLeaf, ...(categories && { categories }) });
  const deploymentOf = (node: number) => catalog.targeting.deploymentOf(snapshot, node, groups);

  const cached = sortCached(snapshot, needed, [installedNonLeaf, parameters.OtherCachedUpdateIDs ?? []]);
  const { page, truncated } = pageOf(needed, snapshot.marks, settings.pageSize);
  // In other groups every deployment may be another one.
  const known = session.groups === groups.join() ? session.syncPoint : 0;
  const changed = changedAfter(known).filter((node) => needed.has(node) && snapshot.marks.has(node));
  const isTwoGroup =
    hasCategoryScan && parameters.NeedTwoGroupOutOfScopeUpdates === true && categories !== undefined;
  const gone = isTwoGroup ? cached.notDeployed : [...cached.notDeployed, ...cached.notNeeded];
  return {
    ...(page.length > 0 && {
      NewUpdates: updateInfos.added(snapshot, page, deploymentOf, clientVersion),
    }),
    ...(gone.length > 0 && { OutOfScopeRevisionIDs: gone }),
    ...(changed.length > 0 && {
      ChangedUpdates: changed.map((node) =>
        updateInfos.changed(snapshot, node, deploymentOf(node), clientVersion),
      ),
    }),
    Truncated: truncated,
    ...(isTwoGroup && cached.notNeeded.length > 0 && { DeployedOutOfScopeRevisionIds: cached.notNeeded }),
  };
}

/** The next revisions the client lacks; `cached` holds the nodes it has. */
function pageOf(
  needed: NeededRevisions,
  cached: Marks,
  size: number,
): { page: number[]; truncated: boolean } {
  const page: number[] = [];
  for (const node of needed.nodes) {
    if (cached.has(node)) continue;
    if (page.length === size) return { page, truncated: true };
    page.push(node);
  }
  return { page, truncated: false };
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
  const notDeployed = new Set<number>();
  const notNeeded: number[] = [];
  marks.clear();
  for (const list of lists) {
    for (const revisionId of list) {
      const node = snapshot.nodeOf(revisionId);
      if (node === -1) notDeployed.add(revisionId);
      else if (marks.add(node) && !needed.has(node)) notNeeded.push(revisionId);
    }
  }
  return { notDeployed: [...notDeployed], notNeeded };
}
