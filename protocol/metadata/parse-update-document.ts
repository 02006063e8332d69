import { fail } from '../../platform/errors/index.ts';
import { deriveFragments } from './derive-fragments.ts';
import { type DocumentLimits, documentLimits } from './document-limits.ts';
import { partsOf } from './document-parts.ts';
import { readDrivers } from './read-drivers.ts';
import { readEulaFiles, readFiles } from './read-files.ts';
import { readCategoryType, readProperties } from './read-properties.ts';
import { readRelationships, readRevision } from './read-relationships.ts';
import { readTexts } from './read-texts.ts';
import type { UpdateDocument } from './update-document.ts';
import { readXmlDocument } from './xml-document.ts';
import { attributeOf } from './xml-tree.ts';

/**
 * Takes an update document apart and derives its fragments.
 *
 * `xml` is the document as text, with or without byte order mark and XML declaration. Elements are known by
 * their namespace, whatever the prefix; those of other namespaces are carried into the fragments.
 * Throws the METADATA_… errors of platform/errors/metadata.ts, which say what is wrong and where.
 */
export function parseUpdateDocument(xml: string, limits: DocumentLimits = documentLimits): UpdateDocument {
  const parts = partsOf(readXmlDocument(xml, limits));
  const properties = readProperties(parts.properties);
  const texts = readTexts(parts.collection);
  const drivers = readDrivers(parts.rules);
  if (properties.updateType === 'Driver' && drivers.length === 0) fail('METADATA_NO_DRIVER');
  const isCategory = properties.updateType === 'Category';
  const categoryType = isCategory ? readCategoryType(parts.handlerData) : undefined;
  return {
    ...readRevision(parts.identity, 'Update'),
    ...properties,
    defaultLanguage:
      attributeOf(parts.properties, 'DefaultPropertiesLanguage') || (texts[0]?.language ?? 'en'),
    ...(categoryType && { categoryType }),
    ...readRelationships(parts.relationships),
    files: readFiles(parts.files),
    eulaFiles: readEulaFiles(parts.collection),
    texts,
    drivers,
    fragments: deriveFragments(parts),
    xml,
  };
}
