import { clientService } from '../../protocol/wusp/client.ts';
import type { Cookie } from '../../protocol/wusp/common.ts';
import { type CachedRevision, deploymentToKeep, type ExtendedInfo } from '../datastore/cached-revision.ts';
import type { Datastore } from '../datastore/datastore.ts';
import type { ServerCalls } from './server-calls.ts';

/**
 * Asks for the numbers another server, or the same in another state, has for what is cached, and keeps what it knows under
 * them: [MS-WUSP] §3.1.5.8. What it does not name is let go; if it is still in scope the scan brings it again, as it brings
 * drivers, which are not asked for.
 */
export async function refreshCache(
  calls: ServerCalls,
  cookie: Cookie,
  store: Datastore,
): Promise<{ readonly asked: number; readonly kept: number }> {
  const cached = [...store.software.values()];
  store.setDrivers([]);
  if (cached.length === 0) return { asked: 0, kept: 0 };
  const { RefreshCacheResult: results = [] } = await calls.call(
    clientService,
    clientService.operations.RefreshCache,
    {
      cookie,
      globalIDs: cached.map(({ core }) => ({ UpdateID: core.updateId, RevisionNumber: core.revisionNumber })),
    },
  );
  const known = new Map(cached.map((one) => [nameOf(one.core.updateId, one.core.revisionNumber), one]));
  const kept: CachedRevision[] = [];
  const infos: (readonly [revisionId: number, info: ExtendedInfo | undefined])[] = [];
  for (const { RevisionID, GlobalID, IsLeaf, Deployment } of results) {
    const name = GlobalID === undefined ? '' : nameOf(GlobalID.UpdateID, GlobalID.RevisionNumber);
    const revision = known.get(name);
    // Each once, whatever the server says.
    known.delete(name);
    if (revision === undefined || Deployment === undefined) continue;
    const deployment = deploymentToKeep(Deployment);
    kept.push({ ...revision, revisionId: RevisionID, isLeaf: IsLeaf, deployment });
    infos.push([RevisionID, store.extended.get(revision.revisionId)]);
  }
  store.replace(kept);
  for (const [revisionId, info] of infos) if (info !== undefined) store.setExtended(revisionId, info);
  return { asked: cached.length, kept: kept.length };
}

function nameOf(updateId: string, revisionNumber: number): string {
  return `${updateId.toLowerCase()} ${revisionNumber}`;
}
