import { fail } from '../../platform/errors/index.ts';
import { documentLimits } from './document-limits.ts';
import { readRelationships, readRevision } from './read-relationships.ts';
import { type ApplicabilityRules, rulesOf } from './read-rules.ts';
import { readBoolean, readUpdateType, requiredChild } from './read-values.ts';
import type { BundleClause, PrerequisiteClause, RevisionIdentity, UpdateType } from './update-document.ts';
import { readXmlDocument } from './xml-document.ts';
import { attributeOf, childElements, childrenNamed, nodesIn, type XmlElement } from './xml-tree.ts';

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
  /** Elements, attributes and pieces of text that are kept of it: what it costs. */
  readonly nodes: number;
}

/** Nodes kept of one fragment; the largest in a real export, manifests apart, has 10,637. */
const MOST_NODES = 250_000;

/**
 * Reads a Core fragment, several top-level elements without namespaces (wire facts §2.7; [MS-WUSP] §3.1.1.1). Throws
 * METADATA_… for what is malformed, missing or no value.
 */
export function readCore(core: string): CoreFragment {
  // A fragment has several roots.
  const fragment = withoutManifests(readXmlDocument(`<Core>${core}</Core>`, documentLimits, 'dropped'));
  const nodes = nodesIn(fragment);
  if (nodes > MOST_NODES)
    fail('METADATA_LIMIT', { what: 'elements and attributes of rules', limit: MOST_NODES });
  const properties = requiredChild(fragment, 'Properties');
  const eulaId = attributeOf(properties, 'EulaID');
  return {
    ...readRevision(requiredChild(fragment, 'UpdateIdentity'), 'UpdateIdentity'),
    updateType: readUpdateType(properties),
    explicitlyDeployable: readBoolean(properties, 'ExplicitlyDeployable'),
    ...(eulaId && { eulaId }),
    ...readRelationships(childrenNamed(fragment, 'Relationships')[0]),
    rules: rulesOf(fragment),
    nodes,
  };
}

/** Where the manifest of a package lists what is in it: no rule asks about that, and real ones have 47 million characters. */
const PACKAGE = ['ApplicabilityRules', 'Metadata', 'CbsPackageApplicabilityMetadata', 'assembly', 'package'];

function withoutManifests(element: XmlElement, path: readonly string[] = PACKAGE): XmlElement {
  const [next, ...rest] = path;
  if (next === undefined)
    return { ...element, children: childElements(element).filter(({ local }) => local !== 'update') };
  if (!childElements(element).some(({ local }) => local === next)) return element;
  const children = element.children.map((child) =>
    typeof child !== 'string' && child.kind === 'element' && child.local === next
      ? withoutManifests(child, rest)
      : child,
  );
  return { ...element, children };
}
