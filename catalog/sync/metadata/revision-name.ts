import type { RevisionIdentity } from '../../../protocol/metadata/update-document.ts';

/** A revision as messages name it, and as it is looked up by. */
export function revisionName({ updateId, revisionNumber }: RevisionIdentity): string {
  return `${updateId}.${revisionNumber}`;
}
