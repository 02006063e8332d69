import type { UpdateDocument } from '../../protocol/metadata/update-document.ts';
import type { Catalog } from '../catalog.ts';

/**
 * An approval belongs to a revision. When a newer one arrives it gets the same, as the product does by default; an
 * expired one can only be approved for Uninstall, so the others end with it (server sync facts §3.1). The older one
 * keeps its own: a bundle may hold clients to it. Of several revisions in one import the newest takes them; those
 * with a RevisionID from `firstNew` on are of this one.
 */
export function carryApprovals(
  catalog: Catalog,
  revisionId: number,
  document: UpdateDocument,
  firstNew: number,
  now: number,
): void {
  const revisions = catalog.revisions.newestFirst(catalog.revisions.updateKey(document.updateId));
  if (revisions[0] !== revisionId) return;
  if (document.requiresReacceptanceOfEula && document.eulaId !== undefined)
    catalog.eulas.revoke(document.eulaId);
  const previous = revisions.find((known) => known < firstNew);
  if (previous === undefined || !catalog.configuration.current().carryApprovals) return;
  for (const { groupId, action, isAssigned, deadline } of catalog.deployments.explicitOf(previous)) {
    const isExpired = document.publicationState === 'Expired' && action !== 'Uninstall';
    if (isExpired) {
      catalog.deployments.remove(previous, groupId);
      catalog.revisions.noteChange(previous, catalog.changes.next());
    }
    const installs = action === 'Install' || action === 'OptionalInstall';
    const isWithoutLicence = installs && !catalog.eulas.isAccepted(document.eulaId);
    if (isExpired || isWithoutLicence || (action === 'Uninstall' && !document.canUninstall)) continue;
    // A client that moves to another group later must hear of it like of any approval.
    catalog.revisions.noteApproval(revisionId, catalog.changes.next());
    catalog.deployments.replace({
      revisionId,
      groupId,
      action,
      isImplicit: false,
      isAssigned,
      lastChange: now,
      change: catalog.changes.next(),
      ...(deadline !== null && { deadline }),
    });
  }
}
