import { fail } from '../../platform/errors/index.ts';
import { dateTimeOf, ticksOf } from '../../protocol/soap/date-time.ts';
import type { ApprovalAction } from '../deployment-action.ts';
import type { Database } from '../store/database.ts';
import { ALL_COMPUTERS } from '../store/groups.ts';

/** What decides whether a revision can be approved. */
export interface ApprovalTarget {
  readonly revisionId: number;
  readonly updateKey: number;
  readonly updateId: string;
  readonly publicationState: string;
  readonly canUninstall: 0 | 1;
  readonly declined: 0 | 1;
  readonly updateType: string;
  readonly eulaId: string | null;
  readonly explicitlyDeployable: 0 | 1;
}

/** Finds what an approval is for. Both throw CATALOG_UPDATE_UNKNOWN. */
export interface ApprovalTargets {
  /** The update in one revision; in its newest where none is named. */
  of(updateId: string, revisionNumber?: number): ApprovalTarget;
  byRevision(revisionId: number): ApprovalTarget;
}

const SELECT = `SELECT revision_id AS revisionId, update_key AS updateKey, update_id AS updateId,
    publication_state AS publicationState, can_uninstall AS canUninstall, declined, update_type AS updateType,
    eula_id AS eulaId, explicitly_deployable AS explicitlyDeployable
  FROM revision JOIN update_identity USING (update_key)`;

export function createApprovalTargets(database: Database): ApprovalTargets {
  const newest = database.prepare<[string], ApprovalTarget>(
    `${SELECT} WHERE update_id = ? ORDER BY revision_number DESC LIMIT 1`,
  );
  const exact = database.prepare<[string, number], ApprovalTarget>(
    `${SELECT} WHERE update_id = ? AND revision_number = ?`,
  );
  const byRevision = database.prepare<[number], ApprovalTarget>(`${SELECT} WHERE revision_id = ?`);
  return {
    of: (updateId, revisionNumber) => {
      const id = updateId.toLowerCase();
      const found = revisionNumber === undefined ? newest.get(id) : exact.get(id, revisionNumber);
      const named = revisionNumber === undefined ? updateId : `${updateId} in revision ${revisionNumber}`;
      return found ?? fail('CATALOG_UPDATE_UNKNOWN', { updateId: named });
    },
    byRevision: (revisionId) =>
      byRevision.get(revisionId) ?? fail('CATALOG_UPDATE_UNKNOWN', { updateId: String(revisionId) }),
  };
}

/** What the rules of the product look at (server sync facts §3.1). */
export interface WantedApproval {
  readonly updateId: string;
  readonly action: ApprovalAction;
  readonly groupId: string;
  readonly deadline: string | undefined;
  readonly isEulaAccepted: boolean;
}

/** Throws CATALOG_APPROVAL_REFUSED with the reason when the product would not take this approval. */
export function checkApproval(wanted: WantedApproval, target: ApprovalTarget): void {
  const { updateId, action, groupId, deadline } = wanted;
  const no = (reason: string): never => fail('CATALOG_APPROVAL_REFUSED', { updateId, action, reason });
  const installs = action === 'Install' || action === 'OptionalInstall';
  if (target.declined === 1) no('it is declined');
  if (target.updateType === 'Category' || target.updateType === 'Detectoid')
    no(`it is a ${target.updateType}`);
  if (target.explicitlyDeployable === 0) no('it is not offered by itself; approve the bundle it belongs to');
  if (target.publicationState === 'Expired' && action !== 'Uninstall') no('its newest revision is expired');
  if (action === 'Uninstall' && target.canUninstall === 0) no('it has no UninstallationBehavior');
  if (deadline !== undefined && inUtc(deadline) === undefined)
    no(`its deadline "${deadline}" is no xs:dateTime such as 2026-12-24T18:00:00Z`);
  if (deadline !== undefined && !installs && action !== 'Uninstall') no('a deadline says nothing there');
  if (action === 'Block' && groupId === ALL_COMPUTERS) no('the group All Computers cannot be blocked');
  if (installs && !wanted.isEulaAccepted)
    no('its licence was not accepted (mock-wu approve --accept-eula does both)');
}

/** An xs:dateTime in UTC, as clients get it; undefined when it is none. */
export function inUtc(deadline: string): string | undefined {
  const ticks = ticksOf(deadline);
  return ticks === undefined ? undefined : dateTimeOf(Number(ticks / 10_000n));
}
