import type { DocumentSpec, RuleNode } from './build-document-spec.ts';
import { group, node, present } from './spec-nodes.ts';
import type { BundleClause, PrerequisiteClause, RevisionIdentity } from './update-document.ts';

/** `upd:Relationships`, in the order of real documents. */
export function relationshipsNode(spec: DocumentSpec): RuleNode | undefined {
  return group(
    'upd:Relationships',
    present([
      group('upd:SupersededUpdates', (spec.supersedes ?? []).map(updateNode)),
      group('upd:Prerequisites', (spec.prerequisites ?? []).map(prerequisiteNode)),
      group('upd:BundledUpdates', (spec.bundles ?? []).map(bundleNode)),
    ]),
  );
}

/** An update with its revision. */
export function revisionNode({ updateId, revisionNumber }: RevisionIdentity): RuleNode {
  return node('upd:UpdateIdentity', { UpdateID: updateId, RevisionNumber: revisionNumber });
}

function updateNode(updateId: string): RuleNode {
  return node('upd:UpdateIdentity', { UpdateID: updateId });
}

function prerequisiteNode({ isCategory, updateIds }: PrerequisiteClause): RuleNode {
  const [only, ...others] = updateIds.map(updateNode);
  if (only !== undefined && others.length === 0 && !isCategory) return only;
  return node('upd:AtLeastOne', isCategory ? { IsCategory: true } : {}, updateIds.map(updateNode));
}

function bundleNode({ revisions }: BundleClause): RuleNode {
  const [only, ...others] = revisions.map(revisionNode);
  if (only !== undefined && others.length === 0) return only;
  return node('upd:AtLeastOne', {}, revisions.map(revisionNode));
}
