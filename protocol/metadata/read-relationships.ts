import { fail } from '../../platform/errors/index.ts';
import { readBoolean, readRevisionNumber, readUpdateId } from './read-values.ts';
import type { BundleClause, PrerequisiteClause, RevisionIdentity } from './update-document.ts';
import { childElements, childrenNamed, type XmlElement } from './xml-tree.ts';

interface Relationships {
  readonly prerequisites: readonly PrerequisiteClause[];
  readonly bundles: readonly BundleClause[];
  readonly supersedes: readonly string[];
}

/**
 * `upd:Relationships` as clauses, an AND of ORs: a bare UpdateIdentity is a clause of its own, an AtLeastOne
 * is one clause ([MS-WUSP] §3.1.1.1, Prerequisite Table and Bundle Table).
 */
export function readRelationships(relationships: XmlElement | undefined): Relationships {
  return {
    prerequisites: clausesOf(relationships, 'Prerequisites').map(({ isCategory, identities, owner }) => ({
      isCategory,
      updateIds: identities.map((identity) => readUpdateId(identity, owner)),
    })),
    bundles: clausesOf(relationships, 'BundledUpdates').map(({ identities, owner }) => ({
      revisions: identities.map((identity) => readRevision(identity, owner)),
    })),
    supersedes: childrenNamed(relationships, 'SupersededUpdates').flatMap((superseded) =>
      childrenNamed(superseded, 'UpdateIdentity').map((identity) => readUpdateId(identity, superseded.local)),
    ),
  };
}

/** UpdateID and RevisionNumber of `identity`, which stands in `owner`. */
export function readRevision(identity: XmlElement, owner: string): RevisionIdentity {
  return {
    updateId: readUpdateId(identity, owner),
    revisionNumber: readRevisionNumber(identity, owner),
  };
}

interface Clause {
  readonly owner: string;
  readonly isCategory: boolean;
  readonly identities: readonly XmlElement[];
}

function clausesOf(relationships: XmlElement | undefined, owner: string): Clause[] {
  const clauses: Clause[] = [];
  for (const group of childrenNamed(relationships, owner)) {
    for (const child of childElements(group)) {
      if (child.uri !== group.uri) continue;
      if (child.local === 'UpdateIdentity') clauses.push({ owner, isCategory: false, identities: [child] });
      if (child.local === 'AtLeastOne') clauses.push(alternatives(child, owner));
    }
  }
  return clauses;
}

function alternatives(atLeastOne: XmlElement, owner: string): Clause {
  const identities = childrenNamed(atLeastOne, 'UpdateIdentity');
  if (identities.length === 0) fail('METADATA_EMPTY_CLAUSE', { parent: owner });
  return { owner, isCategory: readBoolean(atLeastOne, 'IsCategory'), identities };
}
