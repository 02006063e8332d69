import { XmlError } from './xml-error.ts';

export const LT = 0x3c;
export const GT = 0x3e;
export const SLASH = 0x2f;
export const BANG = 0x21;
export const QUESTION = 0x3f;
export const AMP = 0x26;
export const EQUALS = 0x3d;
const COLON = 0x3a;

/** Most bytes of one name. The longest of the protocol has 29; messages of errors quote names. */
const NAME_BYTES = 256;

const NO_NAME = 0;
const NAME_PART = 1;
const NAME_START = 2;
const NAME_COLON = 3;

/** What a byte may be in a name. Names are ASCII here: every name of the protocol is. */
const nameClass = Uint8Array.from({ length: 256 }, (_, byte) => {
  const character = String.fromCharCode(byte);
  if (/[A-Za-z_]/.test(character)) return NAME_START;
  if (/[0-9.-]/.test(character)) return NAME_PART;
  return byte === COLON ? NAME_COLON : NO_NAME;
});

/** End of the qualified name that starts at `from`. Throws XmlError when none does. */
export function nameEnd(bytes: Uint8Array, from: number): number {
  if (nameClass[bytes[from] ?? 0] !== NAME_START) throw new XmlError('no name where one belongs', from);
  let at = from + 1;
  let colons = 0;
  for (;;) {
    const found = nameClass[bytes[at] ?? 0];
    if (found === NO_NAME) break;
    if (found === NAME_COLON && (++colons > 1 || nameClass[bytes[at + 1] ?? 0] !== NAME_START))
      throw new XmlError('a name with a colon out of place', at);
    at++;
  }
  if (at - from > NAME_BYTES) throw new XmlError(`a name of more than ${NAME_BYTES} bytes`, from);
  return at;
}

/** Where the colon of the name from `from` to `to` is, or -1. */
export function colonIn(bytes: Uint8Array, from: number, to: number): number {
  for (let at = from; at < to; at++) if (bytes[at] === COLON) return at;
  return -1;
}

/** Position of the first byte at or after `at` that is no white space. */
export function spaceEnd(bytes: Uint8Array, at: number): number {
  let end = at;
  for (let byte = bytes[end]; isSpace(byte); byte = bytes[++end]);
  return end;
}

function isSpace(byte: number | undefined): boolean {
  return byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;
}
