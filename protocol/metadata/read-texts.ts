import { fail } from '../../platform/errors/index.ts';
import { clip } from '../../platform/plain-text.ts';
import { optionalChild, requiredChild } from './read-values.ts';
import type { LocalizedText } from './update-document.ts';
import { childrenNamed, textOf, type XmlElement } from './xml-tree.ts';

/** Titles and descriptions, one for each language: METADATA_MISSING_ELEMENT, METADATA_REPEATED_LANGUAGE. */
export function readTexts(collection: XmlElement): LocalizedText[] {
  const texts = localizedPropertiesOf(collection).map(readText);
  if (texts.length === 0) {
    fail('METADATA_MISSING_ELEMENT', { parent: collection.local, element: 'LocalizedProperties' });
  }
  const seen = new Set<string>();
  for (const { language } of texts) {
    if (seen.has(language.toLowerCase())) fail('METADATA_REPEATED_LANGUAGE', { language: clip(language) });
    seen.add(language.toLowerCase());
  }
  return texts;
}

/** The `upd:LocalizedProperties` of `collection`. */
export function localizedPropertiesOf(collection: XmlElement): XmlElement[] {
  return childrenNamed(collection, 'LocalizedProperties');
}

/** The language of one `upd:LocalizedProperties`. */
export function languageOf(localized: XmlElement): string {
  const language = textOf(requiredChild(localized, 'Language')).trim();
  if (language === '') fail('METADATA_MISSING_ELEMENT', { parent: localized.local, element: 'Language' });
  return language;
}

function readText(localized: XmlElement): LocalizedText {
  const description = optionalChild(localized, 'Description');
  return {
    language: languageOf(localized),
    title: textOf(requiredChild(localized, 'Title')),
    ...(description && { description: textOf(description) }),
  };
}
