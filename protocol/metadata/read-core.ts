import { documentLimits } from './document-limits.ts';
import { readRelationships, readRevision } from './read-relationships.ts';
import { type ApplicabilityRules, rulesOf } from './read-rules.ts';
import { readBoolean, readUpdateType, requiredChild } from './read-values.ts';
import type { BundleClause, PrerequisiteClause, RevisionIdentity, UpdateType } from './update-document.ts';
import { readXmlDocument } from './xml-document.ts';
import { attributeOf, childrenNamed } from './xml-tree.ts';

/** What a Core fragment says: all a client needs to judge one revision. */
export interface CoreFragment extends RevisionIdentity {
  readonly updateType: UpdateType;
  readonly explicitlyDeployable: boolean;
  /** The licence that must be accepted. */
  readonly eulaId?: string;
  readonly prerequisites: readonly PrerequisiteClause[];
  readonly bundles: readonly BundleClause[];
  /** Lower-case UpdateIDs this revision replaces. */
  readonly supersedes: readonly string[];
  readonly rules: ApplicabilityRules;
}

/**
 * Reads a Core fragment, several top-level elements without namespaces (wire facts §2.7; [MS-WUSP] §3.1.1.1). Throws
 * METADATA_… for what is malformed, missing or no value.
 */
export function readCore(core: string): CoreFragment {
  // A fragment has several roots.
  const fragment = readXmlDocument(`<Core>${core}</Core>`, documentLimits);
  const properties = requiredChild(fragment, 'Properties');
  const eulaId = attributeOf(properties, 'EulaID');
  return {
    ...readRevision(requiredChild(fragment, 'UpdateIdentity'), 'UpdateIdentity'),
    updateType: readUpdateType(properties),
    explicitlyDeployable: readBoolean(properties, 'ExplicitlyDeployable'),
    ...(eulaId && { eulaId }),
    ...readRelationships(childrenNamed(fragment, 'Relationships')[0]),
    rules: rulesOf(fragment),
  };
}
