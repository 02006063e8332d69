import { actionOfServer } from '../../../protocol/wsusss/deployment-actions.ts';
import type {
  ServerSyncDeployment,
  ServerSyncDeploymentResult,
} from '../../../protocol/wsusss/deployments.ts';
import { inUtc } from '../../approvals/approval-target.ts';
import type { Catalog } from '../../catalog.ts';
import type { SharedDeployment } from '../../store/deployments.ts';
import { ALL_COMPUTERS } from '../../store/groups.ts';

/** What taking over the decisions of an upstream server did. */
export interface AppliedDeployments {
  /** Approvals made or changed. */
  readonly approvals: number;
  /** Approvals that could not be taken, each `what: why`. */
  readonly problems: readonly string[];
}

/** From this year on a deadline is none: the protocol writes 9999-12-31 for never. */
const NEVER = '9999-';

/**
 * Takes over groups, approvals, declines and licences, in that order, inside the transaction the caller holds
 * ([MS-WSUSSS] §3.2.4.3). `isWhole`: the answer has every approval there is, so others end. Throws
 * CATALOG_GROUP_REFUSED when the groups are no tree.
 */
export function applyDeployments(
  catalog: Catalog,
  result: ServerSyncDeploymentResult,
  isWhole: boolean,
): AppliedDeployments {
  const {
    Groups = [],
    Deployments = [],
    DeadDeployments = [],
    HiddenUpdates = [],
    AcceptedEulas = [],
  } = result;
  catalog.groups.mirror(
    Groups.map(({ TargetGroupID, ParentGroupId, Name = '', IsBuiltin }) => ({
      groupId: TargetGroupID.toLowerCase(),
      parentId: /^[0-]+$/.test(ParentGroupId) ? ALL_COMPUTERS : ParentGroupId.toLowerCase(),
      name: Name,
      isBuiltin: IsBuiltin,
    })),
  );
  let approvals = 0;
  const problems: string[] = [];
  for (const guid of DeadDeployments) end(catalog, guid.toLowerCase());
  if (isWhole) endOthers(catalog, new Set(Deployments.map((one) => one.DeploymentGuid.toLowerCase())));
  applyHidden(catalog, new Set(HiddenUpdates.map((id) => id.toLowerCase())));
  for (const deployment of Deployments) {
    const outcome = put(catalog, deployment);
    if (outcome === 'changed') approvals++;
    else if (outcome !== 'same')
      problems.push(`the approval of ${deployment.UpdateId}.${deployment.RevisionNumber}: ${outcome}`);
  }
  applyLicences(catalog, new Set(AcceptedEulas.map((id) => id.toLowerCase())));
  return { approvals, problems };
}

function end(catalog: Catalog, guid: string): void {
  const known = catalog.deployments.byGuid(guid);
  if (known === undefined) return;
  catalog.deployments.remove(known.revisionId, known.groupId);
  catalog.revisions.noteChange(known.revisionId, catalog.changes.next());
}

function endOthers(catalog: Catalog, kept: ReadonlySet<string>): void {
  const { made } = catalog.deployments.changedBetween(-1, Number.MAX_SAFE_INTEGER);
  for (const { deploymentGuid } of made) if (!kept.has(deploymentGuid)) end(catalog, deploymentGuid);
}

/** `changed`, `same`, or why it cannot be taken. */
function put(catalog: Catalog, given: ServerSyncDeployment): string {
  const { revisions, deployments, groups, changes, clock } = catalog;
  const revisionId = revisions.find(given.UpdateId.toLowerCase(), given.RevisionNumber);
  if (revisionId === undefined) return 'the revision is not here';
  const groupId = given.TargetGroupId.toLowerCase();
  if (groups.find(groupId)?.groupId !== groupId) return 'its target group is not here';
  const action = actionOfServer(given.Action, given.IsAssigned);
  if (action === undefined) return `there is no action ${given.Action}`;
  const deadline = given.Deadline.startsWith(NEVER) ? undefined : inUtc(given.Deadline);
  const wanted = {
    revisionId,
    groupId,
    action,
    isAssigned: given.IsAssigned,
    deploymentGuid: given.DeploymentGuid.toLowerCase(),
    goLiveTime: given.GoLiveTime,
    downloadPriority: given.DownloadPriority,
    ...(given.AdminName !== undefined && { adminName: given.AdminName }),
    ...(deadline !== undefined && { deadline }),
  };
  const known = deployments.byGuid(wanted.deploymentGuid);
  if (known !== undefined && isSame(known, wanted)) return 'same';
  if (known !== undefined) end(catalog, wanted.deploymentGuid);
  const change = changes.next();
  revisions.noteChange(revisionId, change);
  deployments.replace({ ...wanted, isImplicit: false, lastChange: clock.now(), change });
  return 'changed';
}

type Wanted = Pick<
  SharedDeployment,
  'revisionId' | 'groupId' | 'action' | 'isAssigned' | 'goLiveTime' | 'downloadPriority'
> & { readonly deadline?: string; readonly adminName?: string };

function isSame(known: SharedDeployment, wanted: Wanted): boolean {
  return (
    known.revisionId === wanted.revisionId &&
    known.groupId === wanted.groupId &&
    known.action === wanted.action &&
    known.isAssigned === wanted.isAssigned &&
    known.goLiveTime === wanted.goLiveTime &&
    known.downloadPriority === wanted.downloadPriority &&
    known.adminName === (wanted.adminName ?? null) &&
    known.deadline === (wanted.deadline ?? null)
  );
}

/** The list is whole: what is not on it is shown again. */
function applyHidden({ revisions, changes }: Catalog, hidden: ReadonlySet<string>): void {
  const before = new Set(revisions.declined());
  const change = (updateId: string, isDeclined: boolean): void => {
    const key = revisions.updateKeyOf(updateId);
    const newest = key === undefined ? undefined : revisions.newestFirst(key)[0];
    if (key === undefined || newest === undefined) return;
    revisions.setDeclined(key, isDeclined);
    revisions.noteChange(newest, changes.next());
    changes.nextStructure();
  };
  for (const updateId of hidden) if (!before.has(updateId)) change(updateId, true);
  for (const updateId of before) if (!hidden.has(updateId)) change(updateId, false);
}

function applyLicences({ eulas }: Catalog, accepted: ReadonlySet<string>): void {
  const before = new Set(eulas.accepted());
  for (const id of accepted) if (!before.has(id)) eulas.accept(id);
  for (const id of before) if (!accepted.has(id)) eulas.revoke(id);
}
