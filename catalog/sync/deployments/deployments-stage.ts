import { fail } from '../../../platform/errors/index.ts';
import type { RevisionIdentity } from '../../../protocol/metadata/update-document.ts';
import type { ServerSyncDeployment } from '../../../protocol/wsusss/deployments.ts';
import { serverSync } from '../../../protocol/wsusss/server-sync.ts';
import { bringRevisions } from '../metadata/metadata-stage.ts';
import type { SyncContext, UpstreamConfig } from '../sync-context.ts';
import { applyDeployments } from './apply-deployments.ts';

/**
 * [MS-WSUSSS] §3.2.4.3: a replica takes over what its upstream server decides, with the revisions that is about: an approval
 * may be of an older one than the listing has. The anchor moves when every approval could be taken; others come again
 * with the next run.
 */
export async function syncDeployments(context: SyncContext, config: UpstreamConfig): Promise<void> {
  const { catalog, options, session, store, tally, enter } = context;
  enter('deployments');
  const { url } = options;
  const { deploymentAnchor, revisionAnchor = '' } = catalog.upstreams.state(url);
  const { GetDeploymentsResult: result } = await session.call(serverSync.operations.GetDeployments, {
    ...(deploymentAnchor !== undefined && { deploymentAnchor }),
    syncAnchor: revisionAnchor,
  });
  if (result?.Groups === undefined)
    return fail('SYNC_NOT_A_SERVER', { url, reason: 'its answer to GetDeployments has no target groups' });
  await bringRevisions(context, config, 'deployments', (result.Deployments ?? []).map(revisionOf));
  const { approvals, problems } = await store(() => {
    const applied = applyDeployments(catalog, result, deploymentAnchor === undefined);
    if (applied.problems.length === 0) catalog.upstreams.note(url, { deploymentAnchor: result.Anchor });
    return applied;
  });
  tally.add({ approvals });
  for (const problem of problems) tally.problem(problem);
}

function revisionOf({ UpdateId, RevisionNumber }: ServerSyncDeployment): RevisionIdentity {
  return { updateId: UpdateId.toLowerCase(), revisionNumber: RevisionNumber };
}
