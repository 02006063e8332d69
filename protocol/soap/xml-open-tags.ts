import { GT, spaceEnd } from './xml-bytes.ts';
import { XmlError } from './xml-error.ts';

/** Most prefixes declared at one place, those of all open elements together; messages declare two or three. */
const NAMESPACES_IN_FORCE = 256;
const XML_NAMESPACE = 'http://www.w3.org/XML/1998/namespace';
const XMLNS_NAMESPACE = 'http://www.w3.org/2000/xmlns/';

/** The elements that are open at one moment: where their names stand, and which namespaces are in force. */
export class OpenTags {
  /** How many elements are open. */
  depth = 0;
  readonly #bytes: Buffer;
  readonly #nameAt: number[] = [];
  readonly #nameEnd: number[] = [];
  readonly #defaults: string[] = [''];
  readonly #bindingsBefore: number[] = [];
  readonly #bindings: { prefix: string; uri: string }[] = [{ prefix: 'xml', uri: XML_NAMESPACE }];

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  /** Namespace of names without prefix in the innermost element; empty when none. */
  get defaultUri(): string {
    return this.#defaults[this.depth] ?? '';
  }

  /** Opens an element whose name stands from `nameAt` to `nameEnd`. */
  open(nameAt: number, nameEnd: number): void {
    const { depth } = this;
    this.#nameAt[depth] = nameAt;
    this.#nameEnd[depth] = nameEnd;
    this.#bindingsBefore[depth] = this.#bindings.length;
    this.#defaults[depth + 1] = this.#defaults[depth] ?? '';
    this.depth = depth + 1;
  }

  /** Closes the innermost element. */
  close(): void {
    this.depth--;
    this.#bindings.length = this.#bindingsBefore[this.depth] ?? 1;
  }

  /** Declares a namespace on the innermost element: Namespaces in XML 1.0 §3. An empty `prefix` is the default. */
  declare(prefix: string, uri: string, at: number): void {
    const isReserved = prefix === 'xmlns' || uri === XMLNS_NAMESPACE;
    if (isReserved || (prefix === 'xml') !== (uri === XML_NAMESPACE))
      throw new XmlError(`a declaration of ${prefix || 'xmlns'} that XML reserves`, at);
    if (prefix === '') {
      this.#defaults[this.depth] = uri;
      return;
    }
    if (uri === '') throw new XmlError(`the prefix ${prefix} is declared without a namespace`, at);
    if (this.#bindings.length > NAMESPACES_IN_FORCE)
      throw new XmlError(`more than ${NAMESPACES_IN_FORCE} prefixes declared`, at);
    this.#bindings.push({ prefix, uri });
  }

  /** The namespace `prefix` stands for in the innermost element. Throws XmlError when it is not declared. */
  uriOf(prefix: string, at: number): string {
    for (let i = this.#bindings.length - 1; i >= 0; i--) {
      const binding = this.#bindings[i];
      if (binding?.prefix === prefix) return binding.uri;
    }
    throw new XmlError(`the prefix ${prefix} is not declared`, at);
  }

  /** The position after the end tag at `at`. Throws XmlError when it is not that of the innermost element. */
  endTagEnd(at: number): number {
    if (this.depth === 0) throw new XmlError('an end tag without a start tag', at);
    const bytes = this.#bytes;
    const from = this.#nameAt[this.depth - 1] ?? 0;
    const to = this.#nameEnd[this.depth - 1] ?? 0;
    let found = at + 2;
    for (let i = from; i < to; i++) {
      if (bytes[found++] !== bytes[i]) throw this.#wrongEnd(at, from, to);
    }
    if (bytes[found] !== GT) found = spaceEnd(bytes, found);
    if (bytes[found] !== GT) throw this.#wrongEnd(at, from, to);
    return found + 1;
  }

  #wrongEnd(at: number, from: number, to: number): XmlError {
    return new XmlError(`expected the end of ${this.#bytes.toString('latin1', from, to)}`, at);
  }
}
