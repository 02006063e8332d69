import { Buffer } from 'node:buffer';
import { createHash } from 'node:crypto';

/** Bytes of a piece; the last one of a file may have fewer. */
export const PIECE_BYTES = 1024 * 1024;
const DIGEST_BYTES = 32;

/** The SHA-256 of each piece of a file: 32 bytes in a MiB, and any part of the file can be proven by itself. */
export interface PieceDigests {
  readonly size: number;
  readonly digests: Buffer;
}

/** What one pass over a file found. */
export interface FileDigests {
  readonly sha1: Buffer;
  readonly sha256: Buffer;
  readonly pieces: PieceDigests;
  /** The last piece: of a small file all there is, which needs no second reading. */
  readonly last: Buffer;
}

/** How many bytes the piece `index` has. */
export function pieceLength(size: number, index: number): number {
  return Math.min(PIECE_BYTES, size - index * PIECE_BYTES);
}

/** Reads a file of `size` bytes once, piece by piece, and digests it. Rejects as `read` does. */
export async function digestFile(
  size: number,
  read: (offset: number, length: number) => Promise<Buffer>,
): Promise<FileDigests> {
  const [sha1, sha256] = [createHash('sha1'), createHash('sha256')];
  const count = Math.ceil(size / PIECE_BYTES);
  const digests = Buffer.alloc(count * DIGEST_BYTES);
  let last: Buffer = Buffer.alloc(0);
  for (let index = 0; index < count; index += 1) {
    last = await read(index * PIECE_BYTES, pieceLength(size, index));
    sha1.update(last);
    sha256.update(last);
    digests.set(digestOf(last), index * DIGEST_BYTES);
  }
  return { sha1: sha1.digest(), sha256: sha256.digest(), pieces: { size, digests }, last };
}

/** Whether `piece` is still the piece `index`. */
export function isPiece({ digests }: PieceDigests, index: number, piece: Buffer): boolean {
  const expected = digests.subarray(index * DIGEST_BYTES, (index + 1) * DIGEST_BYTES);
  return digestOf(piece).equals(expected);
}

const digestOf = (bytes: Buffer): Buffer => createHash('sha256').update(bytes).digest();
