/** What may stand before the root of a document. */
const DECLARATION = /^\uFEFF?(?:\s*<\?xml\s[^>]*\?>\s*)?/;

/** A document from its root on: between servers it travels without a declaration (server sync facts §1.5). */
export function withoutDeclaration(xml: string): string {
  return xml.replace(DECLARATION, '');
}
