import type { SharedDeployment } from '../../catalog/store/deployments.ts';
import { ALL_COMPUTERS, type TargetGroup } from '../../catalog/store/groups.ts';
import { dateTimeOf } from '../../protocol/soap/date-time.ts';
import { SoapFault } from '../../protocol/soap/fault.ts';
import { serverActions } from '../../protocol/wsusss/deployment-actions.ts';
import type { ServerSyncDeployment, ServerSyncTargetGroup } from '../../protocol/wsusss/deployments.ts';
import { openServerSession } from '../cookies/server-cookie.ts';
import type { Caller, World } from '../world.ts';
import { readAnchor } from './anchors.ts';
import type { RequestOf, ResponseOf } from './operation.ts';

const NO_PARENT = '00000000-0000-0000-0000-000000000000';
/** No deadline: [MS-WSUSSS] §3.1.4.10.3.5. */
const NEVER = '9999-12-31T23:59:59.9999999';
const GUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const ANONYMOUS = 'WUS Server';

/** [MS-WSUSSS] §3.1.4.10: groups, hidden updates and licences whole, deployments between the two anchors. */
export function getDeployments(
  world: World,
  _caller: Caller,
  request: RequestOf<'GetDeployments'>,
): ResponseOf<'GetDeployments'> {
  openServerSession(world, request.cookie);
  const from = readAnchor(request.deploymentAnchor, 'deploymentAnchor');
  const until = readAnchor(request.syncAnchor, 'syncAnchor');
  if (until === undefined) throw new SoapFault('InvalidParameters', 'syncAnchor');
  const { catalog } = world;
  if (!catalog.configuration.current().servesDeployments)
    throw new SoapFault('InternalServerError', 'this server hands on no deployments');
  return catalog.database.transaction((): ResponseOf<'GetDeployments'> => {
    const { made, dead } = catalog.deployments.changedBetween(from?.moment ?? 0, until.moment);
    return {
      GetDeploymentsResult: {
        Anchor: request.syncAnchor ?? '',
        Groups: catalog.groups.all().map(groupElement),
        Deployments: made.map(deploymentElement),
        // One made and ended since would be a deployment nobody knows.
        DeadDeployments: from === undefined ? [] : dead,
        HiddenUpdates: catalog.revisions.declined(),
        AcceptedEulas: catalog.eulas.accepted().filter((id) => GUID.test(id)),
      },
    };
  })();
}

function groupElement({ groupId, parentId, name, isBuiltin }: TargetGroup): ServerSyncTargetGroup {
  const parent = parentId ?? (groupId === ALL_COMPUTERS ? NO_PARENT : ALL_COMPUTERS);
  return { TargetGroupID: groupId, ParentGroupId: parent, Name: name, IsBuiltin: isBuiltin };
}

function deploymentElement(deployment: SharedDeployment): ServerSyncDeployment {
  const { action, isAssigned, lastChange } = deployment;
  return {
    UpdateId: deployment.updateId,
    RevisionNumber: deployment.revisionNumber,
    Action: serverActions[action] ?? 0,
    AdminName: deployment.adminName ?? ANONYMOUS,
    Deadline: deployment.deadline ?? NEVER,
    IsAssigned: isAssigned,
    GoLiveTime: deployment.goLiveTime ?? dateTimeOf(lastChange),
    DeploymentGuid: deployment.deploymentGuid,
    TargetGroupId: deployment.groupId,
    DownloadPriority: deployment.downloadPriority,
  };
}
