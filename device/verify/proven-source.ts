import { Buffer } from 'node:buffer';
import type { ByteSource } from '../../protocol/authenticode/byte-source.ts';
import { DeviceFailure } from '../failure.ts';
import { isPiece, PIECE_BYTES, type PieceDigests, pieceLength } from './piece-digests.ts';

/** A piece of a file at hand. */
interface Piece {
  readonly index: number;
  readonly bytes: Buffer;
}

/**
 * A file of which every byte is proven to be the one that was digested before, whatever happened to the file since.
 * Holds one piece, at first `last`. Reading rejects with DeviceFailure WU_E_DM_INCORRECTFILEHASH when the file was
 * changed, and as `read` does.
 */
export function createProvenSource(
  pieces: PieceDigests,
  read: (offset: number, length: number) => Promise<Buffer>,
  last?: Buffer,
): ByteSource {
  const { size } = pieces;
  let held: Piece | undefined = last && {
    index: Math.max(0, Math.ceil(size / PIECE_BYTES) - 1),
    bytes: last,
  };
  const pieceOf = async (index: number): Promise<Buffer> => {
    if (held?.index === index) return held.bytes;
    const bytes = await read(index * PIECE_BYTES, pieceLength(size, index));
    if (!isPiece(pieces, index, bytes)) throw changed(index);
    held = { index, bytes };
    return bytes;
  };
  return {
    size,
    read: async (offset, length) => {
      const parts: Buffer[] = [];
      const end = offset + length;
      for (let at = offset; at < end; ) {
        const index = Math.floor(at / PIECE_BYTES);
        const start = index * PIECE_BYTES;
        const part = (await pieceOf(index)).subarray(at - start, end - start);
        parts.push(part);
        at += part.length;
      }
      const [only] = parts;
      return parts.length === 1 && only !== undefined ? only : Buffer.concat(parts);
    },
  };
}

function changed(index: number): DeviceFailure {
  const reason = `the file was changed after its digest was taken, behind byte ${index * PIECE_BYTES}`;
  return new DeviceFailure('WU_E_DM_INCORRECTFILEHASH', { reason, check: 'sha256' });
}
