import { SoapFault } from '../../protocol/soap/fault.ts';
import { versionNumber } from '../../protocol/soap/protocol-version.ts';
import type { TypeOf } from '../../protocol/soap/types.ts';
import type { clientService } from '../../protocol/wusp/client.ts';
import type { UpdateIdentity } from '../../protocol/wusp/common.ts';
import { openSession } from '../cookies/session-cookie.ts';
import type { Caller, World } from '../world.ts';
import { deployedRevision } from './deployed-revision.ts';
import { deploymentElement } from './deployment-element.ts';

type Request = TypeOf<typeof clientService.operations.RefreshCache.request>;
type Response = TypeOf<typeof clientService.operations.RefreshCache.response>;
type Result = NonNullable<Response['RefreshCacheResult']>[number];

/** Most revisions of one request; a real client asked for 5,265 (wire facts §2.6). */
const MOST_IDS = 10_000;

/**
 * [MS-WUSP] §3.1.5.8: the RevisionIDs this server has for revisions a client knows from another one, or from an
 * earlier state of this one. Revisions that are not deployed to the client are left out, and so are members of
 * bundles, as the real server does (wire facts §2.6).
 */
export function refreshCache(world: World, _caller: Caller, request: Request): Response {
  const session = openSession(world, request.cookie);
  if (request.globalIDs === undefined || request.globalIDs.length > MOST_IDS)
    throw new SoapFault('InvalidParameters', 'globalIDs');
  const { catalog } = world;
  const view = catalog.view();
  const membership = view.membershipOf(session.computerId);
  const clientVersion = versionNumber(session.protocolVersion) ?? 0;
  const resultOf = (identity: UpdateIdentity): Result[] => {
    const revisionId = deployedRevision(catalog, view, identity);
    if (revisionId === undefined) return [];
    const node = view.snapshot.nodeOf(revisionId);
    const deployment = view.deploymentOf(node, membership);
    if (deployment.action === 'Bundle') return [];
    return [
      {
        RevisionID: revisionId,
        GlobalID: identity,
        IsLeaf: view.snapshot.isLeaf[node] === 1,
        Deployment: deploymentElement(deployment, clientVersion),
      },
    ];
  };
  return { RefreshCacheResult: request.globalIDs.flatMap(resultOf) };
}
