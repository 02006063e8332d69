import { PIECE_BYTES, pieceLength } from './piece-digests.ts';
import type { VerifiedFile } from './verify-file.ts';

/**
 * Reads all of a verified file, piece by piece, so that every byte is proven once more to be the one that was verified.
 * Rejects as its `read` does, which deletes a file that was changed, and with the reason of `signal`.
 */
export async function readThrough(
  { size, read }: Pick<VerifiedFile, 'size' | 'read'>,
  signal?: AbortSignal,
): Promise<void> {
  const count = Math.max(1, Math.ceil(size / PIECE_BYTES));
  for (let index = 0; index < count; index += 1) {
    signal?.throwIfAborted();
    await read(index * PIECE_BYTES, pieceLength(size, index));
  }
}
