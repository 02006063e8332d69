import { isUtf8 } from 'node:buffer';
import { isXmlCharacter, resolveReferences } from './xml-text.ts';

/** What a message may cost at most. Bytes are limited where the body is received. */
export interface ReaderLimits {
  readonly depth: number;
  readonly elements: number;
  readonly attributes: number;
}

/** Enough for every recorded message (a driver pass has about 2,000 elements, six deep) with wide room. */
export const defaultReaderLimits: ReaderLimits = { depth: 64, elements: 250_000, attributes: 64 };

/** The message is not the XML this protocol allows; `message` says what and at which byte. */
export class XmlError extends Error {
  override readonly name = 'XmlError';
  readonly offset: number;

  constructor(what: string, offset: number) {
    super(`${what} at byte ${offset}`);
    this.offset = offset;
  }
}

/** One attribute of the element just opened, its prefix resolved. */
export interface XmlAttribute {
  readonly local: string;
  readonly uri: string;
  readonly value: string;
}

const LT = 0x3c;
const GT = 0x3e;
const SLASH = 0x2f;
const BANG = 0x21;
const QUESTION = 0x3f;
const COLON = 0x3a;
const AMP = 0x26;
const EQUALS = 0x3d;
const NO_ATTRIBUTES: readonly XmlAttribute[] = [];
const XML_NAMESPACE = 'http://www.w3.org/XML/1998/namespace';

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
  #at = 0;
  #tagAt = 0;
  #depth = 0;
  #elements = 0;
  #selfClosed = false;
  readonly #nameAt: number[] = [];
  readonly #nameEnd: number[] = [];
  readonly #defaults: string[] = [''];
  readonly #bindingsBefore: number[] = [];
  readonly #bindings: { prefix: string; uri: string }[] = [{ prefix: 'xml', uri: XML_NAMESPACE }];

  constructor(bytes: Buffer, limits: ReaderLimits = defaultReaderLimits) {
    if (!isUtf8(bytes)) throw new XmlError('the message is not UTF-8', 0);
    this.#bytes = bytes;
    this.#limits = limits;
    if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) this.#at = 3;
    this.#declaration();
  }

  /** Namespace that an element without prefix gets inside the element opened last. */
  get defaultUri(): string {
    return this.#defaults[this.#depth] ?? '';
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
        if (byte === AMP || byte < 0x20 || byte > 0x7e) plain = false;
        byte = bytes[++this.#at];
      }
      if (byte === undefined) throw new XmlError('the message ends inside text', this.#at);
      if (this.#at > from) {
        result += plain ? bytes.toString('latin1', from, this.#at) : this.#decoded(from, this.#at);
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
    const outside = this.#depth - 1;
    while (this.#depth > outside) {
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

  #declaration(): void {
    if (this.#bytes.toString('latin1', this.#at, this.#at + 6) !== '<?xml ') return;
    const end = this.#bytes.indexOf('?>', this.#at);
    if (end === -1) throw new XmlError('the XML declaration is not closed', this.#at);
    const declaration = this.#bytes.toString('latin1', this.#at, end);
    const encoding = /encoding\s*=\s*["']([^"']*)["']/.exec(declaration)?.[1];
    if (encoding !== undefined && encoding.toLowerCase() !== 'utf-8') {
      throw new XmlError(`the encoding ${encoding} is not UTF-8`, this.#at);
    }
    this.#at = end + 2;
  }

  #space(): void {
    const bytes = this.#bytes;
    for (;;) {
      let byte = bytes[this.#at];
      while (byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09) byte = bytes[++this.#at];
      if (byte !== LT) return;
      const next = bytes[this.#at + 1];
      if (next === QUESTION) throw new XmlError('a processing instruction', this.#at);
      if (next !== BANG) return;
      this.#commentOrCdata(false);
    }
  }

  #commentOrCdata(cdataAllowed: boolean): string {
    const bytes = this.#bytes;
    const opening = bytes.toString('latin1', this.#at, this.#at + 9);
    if (opening.startsWith('<!--')) {
      const end = bytes.indexOf('-->', this.#at + 4);
      if (end === -1) throw new XmlError('a comment is not closed', this.#at);
      this.#at = end + 3;
      return '';
    }
    if (cdataAllowed && opening === '<![CDATA[') {
      const end = bytes.indexOf(']]>', this.#at + 9);
      if (end === -1) throw new XmlError('a CDATA section is not closed', this.#at);
      const text = bytes.toString('utf8', this.#at + 9, end);
      this.#checkCharacters(text, this.#at);
      this.#at = end + 3;
      return text;
    }
    throw new XmlError(
      opening.startsWith('<!DOCTYPE') ? 'a DOCTYPE is not allowed' : 'markup not allowed here',
      this.#at,
    );
  }

  #textRun(): void {
    const end = this.#bytes.indexOf(LT, this.#at);
    if (end === -1) throw new XmlError('the message ends too early', this.#bytes.length);
    if (end > this.#at) this.#decoded(this.#at, end);
    this.#at = end;
  }

  #decoded(from: number, to: number): string {
    const raw = this.#bytes.toString('utf8', from, to);
    const text = raw.includes('\r') ? raw.replace(/\r\n?/g, '\n') : raw;
    this.#checkCharacters(text, from);
    const resolved = text.includes('&') ? resolveReferences(text) : text;
    if (resolved === undefined)
      throw new XmlError('an entity or character reference that XML does not define', from);
    return resolved;
  }

  #checkCharacters(text: string, at: number): void {
    for (let i = 0; i < text.length; i++) {
      const code = text.charCodeAt(i);
      const bad = code < 0x20 ? !isXmlCharacter(code) : code === 0xfffe || code === 0xffff;
      if (bad) throw new XmlError('a character XML forbids', at);
    }
  }

  #count(): void {
    if (++this.#elements > this.#limits.elements) {
      throw new XmlError(`more than ${this.#limits.elements} elements`, this.#at);
    }
  }

  #startTag(): void {
    const bytes = this.#bytes;
    this.#count();
    if (this.#depth >= this.#limits.depth)
      throw new XmlError(`elements nested deeper than ${this.#limits.depth}`, this.#at);
    this.#tagAt = this.#at;
    const nameAt = this.#at + 1;
    const nameEnd = this.#nameUntil(nameAt);
    this.#at = nameEnd;
    this.#nameAt[this.#depth] = nameAt;
    this.#nameEnd[this.#depth] = nameEnd;
    this.#bindingsBefore[this.#depth] = this.#bindings.length;
    this.#depth++;
    this.#defaults[this.#depth] = this.#defaults[this.#depth - 1] ?? '';
    this.#selfClosed = false;
    if (bytes[nameEnd] === GT) {
      this.attributes = NO_ATTRIBUTES;
      this.#at = nameEnd + 1;
    } else {
      this.#attributeList();
    }
    this.#resolveName(nameAt, nameEnd);
  }

  #resolveName(from: number, to: number): void {
    const colon = this.#bytes.subarray(from, to).indexOf(COLON);
    if (colon === -1) {
      this.local = this.#bytes.toString('latin1', from, to);
      this.uri = this.defaultUri;
      return;
    }
    this.local = this.#bytes.toString('latin1', from + colon + 1, to);
    this.uri = this.#uriOf(this.#bytes.toString('latin1', from, from + colon), from);
  }

  #uriOf(prefix: string, at: number): string {
    for (let i = this.#bindings.length - 1; i >= 0; i--) {
      const binding = this.#bindings[i];
      if (binding?.prefix === prefix) return binding.uri;
    }
    throw new XmlError(`the prefix ${prefix} is not declared`, at);
  }

  /** End of the name that starts at `from`. Names are ASCII here: every name of the protocol is. */
  #nameUntil(from: number): number {
    const bytes = this.#bytes;
    let at = from;
    for (;;) {
      const byte = bytes[at] ?? 0;
      const letter = (byte >= 0x61 && byte <= 0x7a) || (byte >= 0x41 && byte <= 0x5a) || byte === 0x5f;
      const later = at > from && ((byte >= 0x30 && byte <= 0x3a) || byte === 0x2d || byte === 0x2e);
      if (!letter && !later) break;
      at++;
    }
    if (at === from) throw new XmlError('a tag without a name', from);
    return at;
  }

  #attributeList(): void {
    const bytes = this.#bytes;
    const raw: { name: string; value: string; at: number }[] = [];
    for (;;) {
      const before = this.#at;
      while (this.#isSpace(bytes[this.#at])) this.#at++;
      const byte = bytes[this.#at];
      if (byte === GT) {
        this.#at++;
        break;
      }
      if (byte === SLASH && bytes[this.#at + 1] === GT) {
        this.#selfClosed = true;
        this.#at += 2;
        break;
      }
      if (this.#at === before) throw new XmlError('a tag that is not well-formed', this.#at);
      raw.push(this.#attribute());
      if (raw.length > this.#limits.attributes)
        throw new XmlError(`more than ${this.#limits.attributes} attributes`, this.#at);
    }
    this.attributes = raw.length === 0 ? NO_ATTRIBUTES : this.#resolveAttributes(raw);
  }

  #isSpace(byte: number | undefined): boolean {
    return byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;
  }

  #attribute(): { name: string; value: string; at: number } {
    const bytes = this.#bytes;
    const at = this.#at;
    const nameEnd = this.#nameUntil(at);
    this.#at = nameEnd;
    while (this.#isSpace(bytes[this.#at])) this.#at++;
    if (bytes[this.#at] !== EQUALS) throw new XmlError('an attribute without a value', at);
    this.#at++;
    while (this.#isSpace(bytes[this.#at])) this.#at++;
    const quote = bytes[this.#at];
    if (quote !== 0x22 && quote !== 0x27) throw new XmlError('an attribute value without quotes', this.#at);
    const end = bytes.indexOf(quote, this.#at + 1);
    if (end === -1) throw new XmlError('an attribute value is not closed', this.#at);
    const from = this.#at + 1;
    if (bytes.subarray(from, end).includes(LT)) throw new XmlError('a < inside an attribute value', from);
    this.#at = end + 1;
    return { name: bytes.toString('latin1', at, nameEnd), value: this.#decoded(from, end), at };
  }

  #resolveAttributes(raw: readonly { name: string; value: string; at: number }[]): readonly XmlAttribute[] {
    const kept: { name: string; value: string; at: number }[] = [];
    const seen = new Set<string>();
    for (const attribute of raw) {
      if (seen.has(attribute.name))
        throw new XmlError(`the attribute ${attribute.name} occurs twice`, attribute.at);
      seen.add(attribute.name);
      if (attribute.name === 'xmlns') this.#defaults[this.#depth] = attribute.value;
      else if (attribute.name.startsWith('xmlns:')) {
        this.#bindings.push({ prefix: attribute.name.slice(6), uri: attribute.value });
      } else kept.push(attribute);
    }
    return kept.map(({ name, value, at }) => {
      const colon = name.indexOf(':');
      if (colon === -1) return { local: name, uri: '', value };
      return { local: name.slice(colon + 1), uri: this.#uriOf(name.slice(0, colon), at), value };
    });
  }

  #endTag(): false {
    const bytes = this.#bytes;
    const at = this.#at;
    if (this.#depth === 0) throw new XmlError('an end tag without a start tag', at);
    const from = this.#nameAt[this.#depth - 1] ?? 0;
    const length = (this.#nameEnd[this.#depth - 1] ?? 0) - from;
    for (let i = 0; i < length; i++) {
      if (bytes[at + 2 + i] !== bytes[from + i]) throw this.#wrongEnd(at, from, length);
    }
    this.#at = at + 2 + length;
    while (this.#isSpace(bytes[this.#at])) this.#at++;
    if (bytes[this.#at] !== GT) throw this.#wrongEnd(at, from, length);
    this.#at++;
    return this.#leave();
  }

  #wrongEnd(at: number, from: number, length: number): XmlError {
    return new XmlError(`expected the end of ${this.#bytes.toString('latin1', from, from + length)}`, at);
  }

  #leave(): false {
    this.#selfClosed = false;
    this.#depth--;
    this.#bindings.length = this.#bindingsBefore[this.#depth] ?? 1;
    return false;
  }
}
