/** Where the properties of an update end for certain; texts in several languages follow. */
const END_OF_PROPERTIES =
  /<\/(?:[A-Za-z][\w.-]*:)?Properties>|<(?:[A-Za-z][\w.-]*:)?LocalizedPropertiesCollection\b/;
const LANGUAGE = /<(?:[A-Za-z][\w.-]*:)?Language>\s*([^<\s]+)\s*<\//g;

/**
 * The languages a stored document says its update is for, in lower case with blanks between, as the revision table has
 * them: the SQL function `update_languages` of the migration that came with them.
 */
export function updateLanguages(xml: unknown): string {
  const [properties = ''] = String(xml).split(END_OF_PROPERTIES, 1);
  return [...properties.matchAll(LANGUAGE)].map(([, language = '']) => language.toLowerCase()).join(' ');
}
