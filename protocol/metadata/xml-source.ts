import { fail } from '../../platform/errors/index.ts';
import { clip } from '../../platform/plain-text.ts';
import { isXmlCharacter, resolveReferences } from '../soap/xml-text.ts';
import type { DocumentLimits } from './document-limits.ts';
import { type QName, splitName } from './xml-names.ts';

/** Code units the reader looks for. */
export const unit = {
  tab: 0x09,
  lineFeed: 0x0a,
  carriageReturn: 0x0d,
  space: 0x20,
  bang: 0x21,
  quote: 0x22,
  apostrophe: 0x27,
  slash: 0x2f,
  less: 0x3c,
  equals: 0x3d,
  greater: 0x3e,
  question: 0x3f,
  byteOrderMark: 0xfeff,
} as const;

/** Room for the longest sensible XML declaration. */
const DECLARATION_ROOM = 256;
const DECLARATION =
  /^<\?xml\s+version\s*=\s*(["'])1\.\d\1(?:\s+encoding\s*=\s*(["'])[A-Za-z][\w.-]*\2)?(?:\s+standalone\s*=\s*(["'])(?:yes|no)\3)?\s*\?>/;

/** A document being read: its text, how far it is read, and what may be wrong with it. */
export class XmlSource {
  readonly text: string;
  readonly limits: DocumentLimits;
  /** Index of the next code unit to read. */
  at = 0;
  readonly #names = new Map<string, QName>();

  /** Stands behind the byte order mark and the XML declaration, where there are any. */
  constructor(text: string, limits: DocumentLimits) {
    this.text = text;
    this.limits = limits;
    if (text.length > limits.characters) this.tooMany('characters', limits.characters);
    this.#checkCharacters();
    if (text.charCodeAt(0) === unit.byteOrderMark) this.at = 1;
    this.at += DECLARATION.exec(text.slice(this.at, this.at + DECLARATION_ROOM))?.[0].length ?? 0;
  }

  /** The code unit `ahead` of the next one; NaN behind the end. */
  peek(ahead = 0): number {
    return this.text.charCodeAt(this.at + ahead);
  }

  skipSpace(): void {
    while (isSpace(this.text.charCodeAt(this.at))) this.at += 1;
  }

  /** Reads the name of an element or attribute. */
  name(): QName {
    const start = this.at;
    const name = this.text.slice(start, this.#nameEnd(start));
    const qname = this.#names.get(name) ?? splitName(name);
    if (qname === undefined) this.malformed(`the name "${clip(name)}"`, start);
    this.#names.set(name, qname);
    this.at = start + name.length;
    return qname;
  }

  /** The index of `mark`, searched from `from`; malformed with `what` when there is none. */
  find(mark: string, from: number, what: string): number {
    const at = this.text.indexOf(mark, from);
    return at === -1 ? this.malformed(what, this.at) : at;
  }

  /** Refuses `raw`, read at `at`, when it has a reference to anything but a character or XML's own five. */
  checkReferences(raw: string, at: number): void {
    if (!raw.includes('&') || resolveReferences(raw) !== undefined) return;
    this.malformed('a reference to neither a character nor one of the five entities of XML', at);
  }

  /** Throws METADATA_XML_MALFORMED: `what` is wrong at index `at`. */
  malformed(what: string, at: number): never {
    fail('METADATA_XML_MALFORMED', { what, ...this.place(at) });
  }

  /** Throws METADATA_LIMIT. */
  tooMany(what: string, limit: number): never {
    fail('METADATA_LIMIT', { what, limit });
  }

  /** Index `at` for people. */
  place(at: number): { readonly line: number; readonly column: number } {
    const before = this.text.slice(0, at).split('\n');
    return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
  }

  #nameEnd(from: number): number {
    const { text } = this;
    let at = from;
    for (; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (code <= unit.space || code === unit.slash || (code >= unit.less && code <= unit.greater)) break;
    }
    return at;
  }

  #checkCharacters(): void {
    const { text } = this;
    for (let at = 0; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (code >= unit.space && code < 0xd800) continue;
      const point = text.codePointAt(at) ?? 0;
      if (!isXmlCharacter(point)) this.malformed(`the character U+${hexOf(point)}`, at);
      if (point > 0xffff) at += 1;
    }
  }
}

/** Whether `text` is XML white space and nothing else. */
export function isBlank(text: string): boolean {
  for (let at = 0; at < text.length; at++) if (!isSpace(text.charCodeAt(at))) return false;
  return true;
}

/** A code point the way Unicode writes it, without `U+`. */
export function hexOf(point: number): string {
  return point.toString(16).toUpperCase().padStart(4, '0');
}

function isSpace(code: number): boolean {
  return code === unit.space || code === unit.lineFeed || code === unit.carriageReturn || code === unit.tab;
}
