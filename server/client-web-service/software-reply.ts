import type { Marks } from '../../catalog/graph/marks.ts';
import type { NeededRevisions } from '../../catalog/graph/needed.ts';
import type { SyncUpdateParameters } from '../../protocol/wusp/sync-types.ts';
import type { SyncPoint } from '../cookies/session.ts';
import type { World } from '../world.ts';
import { sortCached } from './cached-revisions.ts';
import type { ScanCaller } from './scan-caller.ts';
import type { SyncReply } from './sync-reply.ts';
import type { Page } from './update-info.ts';

/** The software part of a scan: what is new, gone and changed for a client. `isTwoGroup` asks for two lists of gone ones. */
export function softwareReply(
  { updateInfos }: World,
  scan: ScanCaller,
  parameters: SyncUpdateParameters,
  needed: NeededRevisions,
  isTwoGroup: boolean,
): SyncReply {
  const { view, clientVersion, membership } = scan;
  const { snapshot } = view;
  const deploymentOf = (node: number) => view.deploymentOf(node, membership);
  const cached = sortCached(snapshot, needed.has, [
    parameters.InstalledNonLeafUpdateIDs ?? [],
    parameters.OtherCachedUpdateIDs ?? [],
  ]);
  const page = pageOf(needed, snapshot.marks, view.settings.pageSize);
  const gone = isTwoGroup ? cached.notDeployed : [...cached.notDeployed, ...cached.notNeeded];
  const reply: SyncReply = { Truncated: page.truncated };
  if (page.nodes.length > 0) {
    const groupsKey = membership.key;
    reply.NewUpdates = updateInfos.added({ view, needed, page, groupsKey, clientVersion }, deploymentOf);
  }
  if (gone.length > 0) reply.OutOfScopeRevisionIDs = gone;
  const changed = changedNodes(scan, scan.session.software, needed.has);
  if (changed.length > 0) {
    reply.ChangedUpdates = changed.map((node) =>
      updateInfos.changed(snapshot, node, deploymentOf(node), clientVersion),
    );
  }
  if (isTwoGroup && cached.notNeeded.length > 0) reply.DeployedOutOfScopeRevisionIds = cached.notNeeded;
  return reply;
}

/** Nodes the client has, and may have, whose deployment or IsLeaf is another than at its sync point. */
export function changedNodes(
  { view, membership }: ScanCaller,
  known: SyncPoint | undefined,
  isNeeded: (node: number) => boolean,
): readonly number[] {
  const isCached = (node: number): boolean => isNeeded(node) && view.snapshot.marks.has(node);
  // In other groups every deployment may be another one.
  if (known === undefined || known.groups !== membership.key) return view.changedAfter(0).filter(isCached);
  const cached = view.changedAfter(known.change).filter(isCached);
  // In several groups an approval for one may make way for that of another, which is older.
  if (membership.lines.length > 1) return cached;
  return cached.filter(
    (node) =>
      view.changeForAll(node) > known.change || view.deploymentOf(node, membership).change > known.change,
  );
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
