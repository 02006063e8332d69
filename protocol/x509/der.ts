import { Buffer } from 'node:buffer';

/** One element of DER. Everything is a view of the bytes it was read from: signatures are made over exactly those. */
export interface DerElement {
  /** The identifier byte: class, constructed bit and number. */
  readonly tag: number;
  readonly content: Buffer;
  /** Identifier, length and content. */
  readonly raw: Buffer;
}

/** Why bytes are not what a reader expected. */
export class DerError extends Error {
  override readonly name = 'DerError';
}

/** Identifier bytes, X.690 §8.1.2; lists are constructed. */
export const TAG = {
  boolean: 0x01,
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  oid: 0x06,
  enumerated: 0x0a,
  utcTime: 0x17,
  generalizedTime: 0x18,
  sequence: 0x30,
} as const;

/** `[number]` over a primitive type. */
export const primitiveTag = (number: number): number => 0x80 | number;
/** `[number]` over whole elements. */
export const constructedTag = (number: number): number => 0xa0 | number;

/** Enough for 16 MiB; nothing larger is read. */
const MAX_LENGTH_BYTES = 3;
/** Most elements of one list; only the entries of a revocation list are more, and those are not collected. */
const MAX_CHILDREN = 1_000;
/** More than any identifier in use; each part is at most 2^28. */
const MAX_OID_BYTES = 32;

/**
 * The element at `offset`. Throws DerError for tags above 30, indefinite lengths, lengths written longer than
 * need be, and contents that go beyond `bytes`.
 */
export function elementAt(bytes: Buffer, offset: number): DerElement {
  const tag = byteAt(bytes, offset);
  if ((tag & 0x1f) === 0x1f) throw new DerError('a tag has more than one byte');
  const first = byteAt(bytes, offset + 1);
  const extra = first < 0x80 ? 0 : first & 0x7f;
  const length = extra === 0 && first < 0x80 ? first : longLength(bytes, offset + 2, extra);
  const start = offset + 2 + extra;
  const end = start + length;
  if (end > bytes.length) throw new DerError('an element is cut off');
  return { tag, content: bytes.subarray(start, end), raw: bytes.subarray(offset, end) };
}

function longLength(bytes: Buffer, offset: number, count: number): number {
  if (count === 0 || count > MAX_LENGTH_BYTES) throw new DerError('a length is indefinite or too long');
  if (offset + count > bytes.length) throw new DerError('an element is cut off');
  const length = bytes.readUIntBE(offset, count);
  if (length < 0x80 || length < 2 ** (8 * (count - 1)))
    throw new DerError('a length is not written shortest');
  return length;
}

function byteAt(bytes: Buffer, offset: number): number {
  const byte = bytes[offset];
  if (byte === undefined) throw new DerError('an element is cut off');
  return byte;
}

/** The only element of `bytes`. Throws DerError, also for bytes behind it. */
export function wholeElement(bytes: Buffer): DerElement {
  const element = elementAt(bytes, 0);
  if (element.raw.length !== bytes.length) throw new DerError('there are bytes behind the end');
  return element;
}

/** The elements in `content` one by one, however many. Throws DerError. */
export function* elementsIn(content: Buffer): Generator<DerElement, void, undefined> {
  for (let offset = 0; offset < content.length; ) {
    const element = elementAt(content, offset);
    yield element;
    offset += element.raw.length;
  }
}

/** The elements of a constructed element. Throws DerError for more than a thousand. */
export function childrenOf({ content }: DerElement): readonly DerElement[] {
  const children: DerElement[] = [];
  for (const child of elementsIn(content)) {
    if (children.length === MAX_CHILDREN) throw new DerError('a list is too long');
    children.push(child);
  }
  return children;
}

/** `element` if it has that tag. Throws DerError, which names `what` was expected. */
export function expectTag(element: DerElement | undefined, tag: number, what: string): DerElement {
  if (element?.tag !== tag) throw new DerError(`${what} is missing or of another type`);
  return element;
}

/** Upper-case hexadecimal of an INTEGER without leading zeros. */
export function integerText(element: DerElement): string {
  return element.content
    .toString('hex')
    .replace(/^0+(?=.)/, '')
    .toUpperCase();
}

/** Whether a BOOLEAN is there and true. */
export function isTrue(element: DerElement | undefined): boolean {
  return element?.content.some((byte) => byte !== 0) ?? false;
}

/** The bits of a BIT STRING of whole bytes. Throws DerError. */
export function bitsOf(element: DerElement | undefined, what: string): Buffer {
  const { content } = expectTag(element, TAG.bitString, what);
  if (content.length < 1 || content[0] !== 0) throw new DerError(`${what} is not of whole bytes`);
  return content.subarray(1);
}

/** The dotted text of an OBJECT IDENTIFIER, X.690 §8.19. Throws DerError. */
export function oidText(element: DerElement | undefined, what: string): string {
  const { content } = expectTag(element, TAG.oid, what);
  if (content.length === 0 || content.length > MAX_OID_BYTES) throw new DerError(`${what} is no identifier`);
  const isUnended = ((content.at(-1) ?? 0) & 0x80) !== 0;
  if (isUnended) throw new DerError(`${what} ends within a number`);
  const parts: number[] = [];
  let part: number | undefined;
  for (const byte of content) {
    if (part === undefined && byte === 0x80) throw new DerError(`${what} has a number with leading zeros`);
    part = (part ?? 0) * 0x80 + (byte & 0x7f);
    if (byte & 0x80) continue;
    parts.push(part);
    part = undefined;
  }
  const [first = 0, ...rest] = parts;
  const arc = Math.min(2, Math.floor(first / 40));
  return [arc, first - 40 * arc, ...rest].join('.');
}

/** An element around `parts`. */
export function derOf(tag: number, ...parts: readonly Uint8Array[]): Buffer {
  const content = Buffer.concat(parts);
  return Buffer.concat([Buffer.of(tag), lengthBytes(content.length), content]);
}

function lengthBytes(length: number): Buffer {
  if (length < 0x80) return Buffer.of(length);
  const hex = length.toString(16);
  const bytes = Buffer.from(hex.length % 2 === 0 ? hex : `0${hex}`, 'hex');
  return Buffer.concat([Buffer.of(0x80 | bytes.length), bytes]);
}
