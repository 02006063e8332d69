import { fail } from '../../../platform/errors/index.ts';
import { serverSync } from '../../../protocol/wsusss/server-sync.ts';
import type { SyncContext } from '../sync-context.ts';
import { applyDeployments } from './apply-deployments.ts';

/**
 * [MS-WSUSSS] §3.2.4.3: a replica takes over what its upstream server decides. The anchor moves when every approval could
 * be taken; one whose revision is not here comes again with the next run.
 */
export async function syncDeployments({
  catalog,
  options,
  session,
  store,
  tally,
  enter,
}: SyncContext): Promise<void> {
  enter('deployments');
  const { url } = options;
  const { deploymentAnchor, revisionAnchor = '' } = catalog.upstreams.state(url);
  const { GetDeploymentsResult: result } = await session.call(serverSync.operations.GetDeployments, {
    ...(deploymentAnchor !== undefined && { deploymentAnchor }),
    syncAnchor: revisionAnchor,
  });
  if (result === undefined || result.Groups === undefined)
    return fail('SYNC_NOT_A_SERVER', { url, reason: 'its answer to GetDeployments has no target groups' });
  const { approvals, problems } = await store(() => {
    const applied = applyDeployments(catalog, result, deploymentAnchor === undefined);
    if (applied.problems.length === 0) catalog.upstreams.note(url, { deploymentAnchor: result.Anchor });
    return applied;
  });
  tally.add({ approvals });
  for (const problem of problems) tally.problem(problem);
}
