import type { Buffer } from 'node:buffer';

/** Why bytes are no ClientHello, or none that is read here. */
export class HelloError extends Error {
  override readonly name = 'HelloError';
}

/** Takes bytes apart from front to back. Everything throws HelloError when there is not enough; `what` names it. */
export interface ByteReader {
  readonly left: number;
  u8(what: string): number;
  u16(what: string): number;
  bytes(length: number, what: string): Buffer;
  /** A vector, RFC 8446 §3.4: its length in one or two bytes, then so many bytes. */
  vector8(what: string): ByteReader;
  vector16(what: string): ByteReader;
  /** Throws when there is anything left. */
  end(what: string): void;
}

/** A reader of `bytes`; what it hands out are views. */
export function createByteReader(bytes: Buffer): ByteReader {
  let offset = 0;
  const take = (length: number, what: string): Buffer => {
    if (length > bytes.length - offset) throw new HelloError(`${what} is cut off`);
    offset += length;
    return bytes.subarray(offset - length, offset);
  };
  const u8 = (what: string): number => take(1, what).readUInt8(0);
  const u16 = (what: string): number => take(2, what).readUInt16BE(0);
  return {
    get left() {
      return bytes.length - offset;
    },
    u8,
    u16,
    bytes: take,
    vector8: (what) => createByteReader(take(u8(what), what)),
    vector16: (what) => createByteReader(take(u16(what), what)),
    end: (what) => {
      if (offset < bytes.length) throw new HelloError(`${what} has bytes behind its end`);
    },
  };
}

/** Most entries of one list; a client that offers every cipher suite there is stays below 400. */
export const MAX_ENTRIES = 1_000;

/** The rest of `reader` as 16-bit numbers. Throws HelloError for half a number and for too many. */
export function numbersIn(reader: ByteReader, what: string): readonly number[] {
  if (reader.left / 2 > MAX_ENTRIES) throw new HelloError(`${what} are too many`);
  const numbers: number[] = [];
  while (reader.left > 0) numbers.push(reader.u16(what));
  return numbers;
}
