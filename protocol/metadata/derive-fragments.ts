import type { DocumentParts } from './document-parts.ts';
import { geoIdOf } from './read-files.ts';
import { languageOf, localizedPropertiesOf } from './read-texts.ts';
import { requiredAttribute } from './read-values.ts';
import type { Fragments } from './update-document.ts';
import { writeFragment } from './write-fragment.ts';
import { childrenNamed, type XmlAttribute, type XmlElement } from './xml-tree.ts';

/** What Core keeps of the properties, in the order a real server writes them. */
const CORE_ATTRIBUTES = ['UpdateType', 'ExplicitlyDeployable', 'AutoSelectOnWebSites', 'OSUpgrade', 'EulaID'];

const NOT_EXTENDED = new Set([
  'UpdateType',
  'ExplicitlyDeployable',
  'AutoSelectOnWebSites',
  'EulaID',
  'PublicationState',
  'PublisherID',
  'CreationDate',
  'IsPublic',
  'LegacyName',
  'DetectoidType',
  'OSUpgrade',
]);

/**
 * Attributes a real server leaves out where they say what their absence says. Seen for the first two
 * (captures 06–08, 10); the third follows from the schema.
 */
const ABSENT_IS_FALSE = new Set(['ExplicitlyDeployable', 'PerUser', 'AutoSelectOnWebSites']);

/** The strings clients receive: [MS-WUSP] §3.1.1.1, Metadata Table. */
export function deriveFragments(parts: DocumentParts): Fragments {
  const { identity, properties, relationships, rules, files, handlerData, collection } = parts;
  return {
    core: joined('lettered', [identity, coreProperties(properties), relationships, rules]),
    extended: joined('plain', [extendedProperties(properties), files, handlerData]),
    localizedProperties: localizedPropertiesOf(collection).map((localized) => ({
      locale: languageOf(localized),
      xml: writeFragment(localized, 'plain'),
    })),
    eula: childrenNamed(collection, 'EulaFile').map(eulaFragment),
  };
}

function joined(naming: 'lettered' | 'plain', elements: readonly (XmlElement | undefined)[]): string {
  let text = '';
  for (const element of elements) if (element) text += writeFragment(element, naming);
  return text;
}

function coreProperties(properties: XmlElement): XmlElement {
  const attributes: XmlAttribute[] = [];
  for (const name of CORE_ATTRIBUTES) {
    const attribute = properties.attributes.find(({ local, uri }) => local === name && uri === '');
    if (attribute && !saysNothing(attribute)) attributes.push(attribute);
  }
  return { ...properties, attributes, children: [] };
}

function extendedProperties(properties: XmlElement): XmlElement {
  const attributes = properties.attributes.filter(
    (attribute) => attribute.uri !== '' || !(NOT_EXTENDED.has(attribute.local) || saysNothing(attribute)),
  );
  return { ...properties, local: 'ExtendedProperties', attributes };
}

function saysNothing({ local, raw }: XmlAttribute): boolean {
  return ABSENT_IS_FALSE.has(local) && (raw === 'false' || raw === '0');
}

function eulaFragment(eulaFile: XmlElement): Fragments['eula'][number] {
  const geoId = geoIdOf(eulaFile);
  return {
    locale: requiredAttribute(eulaFile, 'Language').trim(),
    ...(geoId && { geoId }),
    xml: writeFragment(eulaFile, 'plain'),
  };
}
