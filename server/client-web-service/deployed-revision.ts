import type { Catalog, CatalogView } from '../../catalog/catalog.ts';
import type { UpdateIdentity } from '../../protocol/wusp/common.ts';

/** The RevisionID this server has for a global identity, when clients may see that revision. */
export function deployedRevision(
  { revisions }: Catalog,
  { snapshot }: CatalogView,
  { UpdateID, RevisionNumber }: UpdateIdentity,
): number | undefined {
  const revisionId = revisions.find(UpdateID.toLowerCase(), RevisionNumber);
  return revisionId === undefined || snapshot.nodeOf(revisionId) === -1 ? undefined : revisionId;
}
