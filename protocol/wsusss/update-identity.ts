import type { RevisionIdentity } from '../metadata/update-document.ts';
import type { UpdateIdentity } from '../wusp/common.ts';

/** A revision as messages name it ([MS-WUSP] §2.2.3.6). */
export function updateIdentityOf({ updateId, revisionNumber }: RevisionIdentity): UpdateIdentity {
  return { UpdateID: updateId, RevisionNumber: revisionNumber };
}
