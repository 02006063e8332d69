import { documentLimits } from './document-limits.ts';
import { readFiles } from './read-files.ts';
import { optionalChild, readBoolean, requiredChild } from './read-values.ts';
import type { UpdateFile } from './update-document.ts';
import { readXmlDocument } from './xml-document.ts';
import { childrenNamed, textOf, type XmlElement } from './xml-tree.ts';

/** What an Extended fragment says, handler data apart. */
export interface ExtendedFragment {
  readonly files: readonly UpdateFile[];
  /** Published by an administrator, not by Microsoft. */
  readonly isLocallyPublished: boolean;
}

/** Titles and descriptions end here; an update has one of each. */
const MOST_TITLE = 1_000;

/**
 * The elements of an Extended fragment, several top-level ones without namespaces (wire facts §2.7), below one of their own.
 * Throws METADATA_XML_MALFORMED, METADATA_DOCTYPE and METADATA_LIMIT.
 */
export function extendedElement(extended: string): XmlElement {
  return readXmlDocument(`<Extended>${extended}</Extended>`, documentLimits, 'dropped');
}

/** Reads an Extended fragment. Throws METADATA_… for what is malformed, missing or no value. */
export function readExtended(extended: string): ExtendedFragment {
  const fragment = extendedElement(extended);
  const properties = requiredChild(fragment, 'ExtendedProperties');
  return {
    files: readFiles(optionalChild(fragment, 'Files')),
    isLocallyPublished: readBoolean(properties, 'IsLocallyPublished'),
  };
}

/** The title in a LocalizedProperties fragment, bounded; empty where there is none. Throws METADATA_…. */
export function readTitle(localized: string): string {
  const [title] = childrenNamed(readXmlDocument(localized, documentLimits, 'dropped'), 'Title');
  return title === undefined ? '' : textOf(title).trim().slice(0, MOST_TITLE);
}
