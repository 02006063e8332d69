import type { Catalog } from '../catalog.ts';
import type { ApprovalAction } from '../deployment-action.ts';
import { type NamedOnce, namedUpdates } from '../reports/named-updates.ts';

/** What is decided on some updates for some groups. */
export interface Decision {
  /** UpdateIDs, KB numbers or exact titles. */
  readonly updates: readonly string[];
  /** Names or ids; All Computers when left out. */
  readonly groups?: readonly string[];
  readonly action: ApprovalAction;
  /** xs:dateTime. */
  readonly deadline?: string;
  /** An older revision than clients are offered. */
  readonly revisionNumber?: number;
  /** Accepts the licences in the name of all clients. */
  readonly acceptEula?: boolean;
}

/** An approval that was made. */
export interface MadeApproval extends NamedOnce, Pick<Decision, 'action' | 'deadline' | 'revisionNumber'> {
  readonly deploymentId: number;
  /** Its name. */
  readonly group: string;
}

/** How many approvals of an update were taken back. */
export interface RemovedApprovals extends NamedOnce {
  readonly approvals: number;
}

/**
 * Approves updates for groups: all that are named, or none. Throws CATALOG_GROUP_UNKNOWN, CATALOG_APPROVAL_REFUSED,
 * CATALOG_REPLICA, and what naming an update throws.
 */
export function approveUpdates(catalog: Catalog, decision: Decision): readonly MadeApproval[] {
  const { updates, groups = ['All Computers'], acceptEula, ...rest } = decision;
  return catalog.write(() =>
    namedUpdates(catalog, updates).flatMap(({ updateId, title }) =>
      groups.map((given) => {
        const approval = { group: catalog.groups.require(given).name, ...rest };
        const all = { updateId, ...approval, ...(acceptEula && { acceptEula }) };
        return { deploymentId: catalog.approvals.approve(all), updateId, title, ...approval };
      }),
    ),
  );
}

/** Takes approvals back, of these groups or of all; throws as `approveUpdates` does. */
export function removeApprovals(
  catalog: Catalog,
  updates: readonly string[],
  groups?: readonly string[],
): readonly RemovedApprovals[] {
  const names = groups?.map((group) => catalog.groups.require(group).name) ?? [undefined];
  return catalog.write(() =>
    namedUpdates(catalog, updates).map(({ updateId, title }) => {
      const counts = names.map((group) => catalog.approvals.unapprove(updateId, group));
      return { updateId, title, approvals: counts.reduce((sum, one) => sum + one, 0) };
    }),
  );
}

/** Hides updates from clients, or shows them again; throws as `approveUpdates` does. */
export function declineUpdates(
  catalog: Catalog,
  names: readonly string[],
  isDeclined: boolean,
): readonly NamedOnce[] {
  return catalog.write(() => {
    const found = namedUpdates(catalog, names);
    const { decline, undecline } = catalog.approvals;
    for (const { updateId } of found) (isDeclined ? decline : undecline)(updateId);
    return found;
  });
}
