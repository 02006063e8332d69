import { XmlError } from './xml-error.ts';

/** More than any declaration has; it is looked for in no more bytes than these. */
const DECLARATION_BYTES = 256;
const DECLARATION =
  /^<\?xml\s+version\s*=\s*(?:"1\.\d+"|'1\.\d+')(?:\s+encoding\s*=\s*["']([A-Za-z][\w.-]*)["'])?(?:\s+standalone\s*=\s*["'](?:yes|no)["'])?\s*\?>/;

/**
 * Where the document goes on after its XML declaration, or `at` when it has none. Throws XmlError when the
 * declaration is not well-formed or names another encoding than UTF-8.
 */
export function declarationEnd(bytes: Buffer, at: number): number {
  const head = bytes.toString('latin1', at, at + DECLARATION_BYTES);
  if (!/^<\?xml[\s?]/.test(head)) return at;
  const [declaration, encoding = 'utf-8'] = DECLARATION.exec(head) ?? [];
  if (declaration === undefined) throw new XmlError('an XML declaration that is not well-formed', at);
  if (encoding.toLowerCase() !== 'utf-8') throw new XmlError(`the encoding ${encoding} is not UTF-8`, at);
  return at + declaration.length;
}
