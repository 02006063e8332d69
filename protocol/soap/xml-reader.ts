import { isUtf8 } from 'node:buffer';
import { readTagRest, type XmlAttribute } from './xml-attributes.ts';
import { AMP, BANG, colonIn, GT, LT, nameEnd, QUESTION, SLASH, spaceEnd } from './xml-bytes.ts';
import { characterData, literal } from './xml-characters.ts';
import { declarationEnd } from './xml-declaration.ts';
import { XmlError } from './xml-error.ts';
import { asciiText } from './xml-names.ts';
import { OpenTags } from './xml-open-tags.ts';

/** What a message may cost at most. Bytes are limited where the body is received. */
export interface ReaderLimits {
  readonly depth: number;
  readonly elements: number;
  readonly attributes: number;
}

/** Enough for every recorded message (a driver pass has about 2,000 elements, six deep) with wide room. */
export const defaultReaderLimits: ReaderLimits = { depth: 64, elements: 250_000, attributes: 64 };

const NO_ATTRIBUTES: readonly XmlAttribute[] = [];

/**
 * A forward-only reader of one message: elements, namespaces, text, in one pass over the bytes.
 * It knows no DTD: a DOCTYPE, an entity beyond XML's five, or a processing instruction is an error.
 * Every method throws XmlError on input that is not well-formed or passes a limit.
 */
export class XmlReader {
  /** Local name of the element opened last. */
  local = '';
  /** Namespace of the element opened last; empty when none. */
  uri = '';
  /** Attributes of the element opened last, namespace declarations left out. */
  attributes: readonly XmlAttribute[] = NO_ATTRIBUTES;

  readonly #bytes: Buffer;
  readonly #limits: ReaderLimits;
  readonly #tags: OpenTags;
  #at = 0;
  #tagAt = 0;
  #elements = 0;
  #selfClosed = false;

  constructor(bytes: Buffer, limits: ReaderLimits = defaultReaderLimits) {
    if (!isUtf8(bytes)) throw new XmlError('the message is not UTF-8', 0);
    this.#bytes = bytes;
    this.#limits = limits;
    this.#tags = new OpenTags(bytes);
    const hasMark = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
    this.#at = declarationEnd(bytes, hasMark ? 3 : 0);
  }

  /** Namespace that an element without prefix gets inside the element opened last. */
  get defaultUri(): string {
    return this.#tags.defaultUri;
  }

  /** Whether the element opened last is `local` of the namespace `uri`. */
  is(local: string, uri: string): boolean {
    return this.local === local && this.uri === uri;
  }

  /** Steps to the next child of the current element: true and the child is current, or false and it is closed. */
  child(): boolean {
    if (this.#selfClosed) return this.#leave();
    this.#space();
    const byte = this.#bytes[this.#at];
    if (byte === undefined) throw new XmlError('the message ends too early', this.#at);
    if (byte !== LT) throw new XmlError('text where an element belongs', this.#at);
    if (this.#bytes[this.#at + 1] === SLASH) return this.#endTag();
    this.#startTag();
    return true;
  }

  /** The text of the current element, which must hold nothing else; closes it. */
  text(): string {
    if (this.#selfClosed) {
      this.#leave();
      return '';
    }
    const bytes = this.#bytes;
    let result = '';
    for (;;) {
      const from = this.#at;
      let plain = true;
      let byte = bytes[this.#at];
      while (byte !== undefined && byte !== LT) {
        // A > may end a ]]>, which is not allowed.
        if (byte === AMP || byte === GT || byte < 0x20 || byte > 0x7e) plain = false;
        byte = bytes[++this.#at];
      }
      if (byte === undefined) throw new XmlError('the message ends inside text', this.#at);
      if (this.#at > from) {
        result += plain ? bytes.toString('latin1', from, this.#at) : characterData(bytes, from, this.#at);
      }
      if (bytes[this.#at + 1] === SLASH) {
        this.#endTag();
        return result;
      }
      if (bytes[this.#at + 1] !== BANG) throw new XmlError('an element where text belongs', this.#at);
      result += this.#commentOrCdata(true);
    }
  }

  /** Passes over the current element with all it holds, and closes it. Returns its bytes as they stood. */
  skip(): string {
    const from = this.#tagAt;
    const outside = this.#tags.depth - 1;
    while (this.#tags.depth > outside) {
      if (this.#selfClosed) {
        this.#leave();
        continue;
      }
      this.#textRun();
      if (this.#bytes[this.#at + 1] === SLASH) this.#endTag();
      else if (this.#bytes[this.#at + 1] === BANG) this.#commentOrCdata(true);
      else this.#startTag();
    }
    return this.#bytes.toString('utf8', from, this.#at);
  }

  /**
   * Reads `<name>digits</name>` when exactly that comes next; undefined leaves the position alone.
   * `open` and `close` are the tags' bytes. A re-scan sends more than a thousand of these.
   */
  plainInteger(open: Uint8Array, close: Uint8Array): number | undefined {
    if (this.#selfClosed) return undefined;
    const bytes = this.#bytes;
    let at = this.#at;
    for (let i = 0; i < open.length; i++) if (bytes[at + i] !== open[i]) return undefined;
    at += open.length;
    const first = at;
    let value = 0;
    for (let digit = (bytes[at] ?? 0) - 48; digit >= 0 && digit <= 9; digit = (bytes[++at] ?? 0) - 48) {
      value = value * 10 + digit;
    }
    if (at === first || at - first > 9) return undefined;
    for (let i = 0; i < close.length; i++) if (bytes[at + i] !== close[i]) return undefined;
    this.#count();
    this.#at = at + close.length;
    return value;
  }

  /** Checks that nothing but space and comments follows the root element. */
  end(): void {
    this.#space();
    if (this.#at < this.#bytes.length) throw new XmlError('something follows the root element', this.#at);
  }

  #space(): void {
    const bytes = this.#bytes;
    for (;;) {
      this.#at = spaceEnd(bytes, this.#at);
      if (bytes[this.#at] !== LT) return;
      const next = bytes[this.#at + 1];
      if (next === QUESTION) throw new XmlError('a processing instruction', this.#at);
      if (next !== BANG) return;
      this.#commentOrCdata(false);
    }
  }

  #commentOrCdata(cdataAllowed: boolean): string {
    const bytes = this.#bytes;
    const from = this.#at;
    const opening = bytes.toString('latin1', from, from + 9);
    if (opening.startsWith('<!--')) {
      const end = bytes.indexOf('--', from + 4);
      if (end === -1) throw new XmlError('a comment is not closed', from);
      if (bytes[end + 2] !== GT) throw new XmlError('a -- inside a comment', end);
      literal(bytes, from + 4, end);
      this.#at = end + 3;
      return '';
    }
    if (cdataAllowed && opening === '<![CDATA[') {
      const end = bytes.indexOf(']]>', from + 9);
      if (end === -1) throw new XmlError('a CDATA section is not closed', from);
      this.#at = end + 3;
      return literal(bytes, from + 9, end);
    }
    const isDoctype = opening.startsWith('<!DOCTYPE');
    throw new XmlError(isDoctype ? 'a DOCTYPE is not allowed' : 'markup not allowed here', from);
  }

  #textRun(): void {
    const end = this.#bytes.indexOf(LT, this.#at);
    if (end === -1) throw new XmlError('the message ends too early', this.#bytes.length);
    if (end > this.#at) characterData(this.#bytes, this.#at, end);
    this.#at = end;
  }

  #count(): void {
    if (++this.#elements > this.#limits.elements) {
      throw new XmlError(`more than ${this.#limits.elements} elements`, this.#at);
    }
  }

  #startTag(): void {
    const bytes = this.#bytes;
    const tags = this.#tags;
    this.#count();
    if (tags.depth >= this.#limits.depth)
      throw new XmlError(`elements nested deeper than ${this.#limits.depth}`, this.#at);
    this.#tagAt = this.#at;
    const from = this.#at + 1;
    const to = nameEnd(bytes, from);
    tags.open(from, to);
    if (bytes[to] === GT) {
      this.attributes = NO_ATTRIBUTES;
      this.#selfClosed = false;
      this.#at = to + 1;
    } else {
      const rest = readTagRest(bytes, to, tags, this.#limits.attributes);
      this.attributes = rest.attributes;
      this.#selfClosed = rest.selfClosed;
      this.#at = rest.end;
    }
    const colon = colonIn(bytes, from, to);
    this.local = asciiText(bytes, colon === -1 ? from : colon + 1, to);
    this.uri = colon === -1 ? tags.defaultUri : tags.uriOf(asciiText(bytes, from, colon), from);
  }

  #endTag(): false {
    this.#at = this.#tags.endTagEnd(this.#at);
    return this.#leave();
  }

  #leave(): false {
    this.#selfClosed = false;
    this.#tags.close();
    return false;
  }
}
