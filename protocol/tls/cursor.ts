import type { Buffer } from 'node:buffer';

/** Why bytes are no ClientHello, or none that is read here. */
export class HelloError extends Error {
  override readonly name = 'HelloError';
}

/**
 * A place in bytes and where reading has to stop. Nothing is copied and no view made for a number: every connection waits
 * for its hello to be read, and a view takes longer to make than ten numbers to read.
 */
export interface Cursor {
  readonly bytes: Buffer;
  offset: number;
  readonly end: number;
}

/** Most entries of one list; a client that offers every cipher suite there is stays below 400. */
export const MAX_ENTRIES = 1_000;

/** A cursor at the beginning of `bytes`. What reads throws HelloError when there is not enough, which names `what`. */
export function cursorOver(bytes: Buffer): Cursor {
  return { bytes, offset: 0, end: bytes.length };
}

/** How many bytes there are to read. */
export function leftOf(cursor: Cursor): number {
  return cursor.end - cursor.offset;
}

/** Goes on by `length` bytes and returns where they begin. */
export function skip(cursor: Cursor, length: number, what: string): number {
  const start = cursor.offset;
  if (length > cursor.end - start) throw new HelloError(`${what} is cut off`);
  cursor.offset = start + length;
  return start;
}

export function readU8(cursor: Cursor, what: string): number {
  return cursor.bytes.readUInt8(skip(cursor, 1, what));
}

export function readU16(cursor: Cursor, what: string): number {
  return cursor.bytes.readUInt16BE(skip(cursor, 2, what));
}

/** A vector, RFC 8446 §3.4: its length in one byte, then so many bytes. */
export function vector8(cursor: Cursor, what: string): Cursor {
  return part(cursor, readU8(cursor, what), what);
}

/** The same with two bytes for the length. */
export function vector16(cursor: Cursor, what: string): Cursor {
  return part(cursor, readU16(cursor, what), what);
}

function part(cursor: Cursor, length: number, what: string): Cursor {
  const offset = skip(cursor, length, what);
  return { bytes: cursor.bytes, offset, end: offset + length };
}

/** Throws when there is anything left. */
export function expectEnd(cursor: Cursor, what: string): void {
  if (cursor.offset < cursor.end) throw new HelloError(`${what} has bytes behind its end`);
}

/** What is left as text, a character a byte. */
export function restAsText(cursor: Cursor): string {
  return cursor.bytes.toString('latin1', cursor.offset, cursor.end);
}

/** What is left as 16-bit numbers. Throws HelloError for half a number and for too many. */
export function restAsNumbers(cursor: Cursor, what: string): readonly number[] {
  if (leftOf(cursor) / 2 > MAX_ENTRIES) throw new HelloError(`${what} are too many`);
  const numbers: number[] = [];
  while (leftOf(cursor) > 0) numbers.push(readU16(cursor, what));
  return numbers;
}
