import type { Buffer } from 'node:buffer';

/** A part of a file, in bytes. */
export interface ByteSpan {
  readonly offset: number;
  readonly length: number;
}

/** A file that is read in parts, so that it may be larger than memory. */
export interface ByteSource {
  /** How many bytes it has. */
  readonly size: number;
  /** Exactly `length` bytes from `offset` on, all of them within the size. Rejects when they cannot be had. */
  read(offset: number, length: number): Promise<Buffer>;
}

/** The bytes from `offset` on, at most `length`; fewer where the file ends, none beyond it. */
export function readAtMost(source: ByteSource, offset: number, length: number): Promise<Buffer> {
  const start = Math.min(offset, source.size);
  return source.read(start, Math.min(length, source.size - start));
}

/** What of a file lies in none of `left`, which are in order and do not overlap. */
export function spansWithout(size: number, left: readonly ByteSpan[]): readonly ByteSpan[] {
  const starts = [0, ...left.map(({ offset, length }) => offset + length)];
  const ends = [...left.map(({ offset }) => offset), size];
  return starts
    .map((offset, index) => ({ offset, length: (ends[index] ?? size) - offset }))
    .filter(({ length }) => length > 0);
}
