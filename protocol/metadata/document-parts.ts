import { fail } from '../../platform/errors/index.ts';
import { clip } from '../../platform/plain-text.ts';
import { UPDATE } from './namespaces.ts';
import { optionalChild, requiredChild } from './read-values.ts';
import type { XmlElement } from './xml-tree.ts';

/** The parts of an update document. Real ones keep this order; it carries no meaning. */
export interface DocumentParts {
  readonly identity: XmlElement;
  readonly properties: XmlElement;
  /** `upd:LocalizedPropertiesCollection`. */
  readonly collection: XmlElement;
  readonly relationships: XmlElement | undefined;
  readonly rules: XmlElement | undefined;
  readonly files: XmlElement | undefined;
  readonly handlerData: XmlElement | undefined;
}

/** Finds the parts under `root`: METADATA_NOT_AN_UPDATE, METADATA_MISSING_ELEMENT, METADATA_REPEATED_ELEMENT. */
export function partsOf(root: XmlElement): DocumentParts {
  if (root.local !== 'Update' || root.uri !== UPDATE) {
    const found = `${clip(root.name)} of ${root.uri === '' ? 'no namespace' : clip(root.uri)}`;
    fail('METADATA_NOT_AN_UPDATE', { found, expected: UPDATE });
  }
  return {
    identity: requiredChild(root, 'UpdateIdentity'),
    properties: requiredChild(root, 'Properties'),
    collection: requiredChild(root, 'LocalizedPropertiesCollection'),
    relationships: optionalChild(root, 'Relationships'),
    rules: optionalChild(root, 'ApplicabilityRules'),
    files: optionalChild(root, 'Files'),
    handlerData: optionalChild(root, 'HandlerSpecificData'),
  };
}
