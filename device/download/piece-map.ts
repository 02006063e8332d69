import { digestName } from './content-name.ts';
import { pieceCount } from './pieces.ts';

/**
 * The map beside a file on its way: one line that says of which file it is, then one byte a piece, `0` missing, `1`
 * there. A piece that comes changes one byte in place, so a map is never half written, and its size is known
 * beforehand.
 */
export interface PieceMap {
  /** Bytes of the whole map. */
  readonly size: number;
  /** The map of a file of which nothing is there. */
  readonly empty: Buffer;
  /** Where the byte of the piece `index` lies. */
  positionOf(index: number): number;
  /** Which pieces `bytes` says are missing; undefined when it is no map of this file. */
  missingIn(bytes: Buffer): readonly number[] | undefined;
}

const MISSING = 0x30;
export const THERE = 0x31;

/** The map of the file of `size` bytes with the digest `sha1`. */
export function pieceMapOf(sha1: string, size: number): PieceMap {
  const count = pieceCount(size);
  const head = Buffer.from(`mock-wu pieces 1 ${digestName(sha1)} ${size}\n`);
  return {
    size: head.length + count,
    empty: Buffer.concat([head, Buffer.alloc(count, MISSING)]),
    positionOf: (index) => head.length + index,
    missingIn: (bytes) => {
      if (bytes.length !== head.length + count || !bytes.subarray(0, head.length).equals(head))
        return undefined;
      const missing: number[] = [];
      for (let index = 0; index < count; index++) {
        const byte = bytes[head.length + index];
        if (byte === MISSING) missing.push(index);
        else if (byte !== THERE) return undefined;
      }
      return missing;
    },
  };
}
