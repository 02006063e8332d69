import { packXpressBlocks } from './xpress-blocks.ts';
import { XpressCompressor } from './xpress-compressor.ts';

/** Pieces at least as long are packed by themselves and remembered; a page of updates has about 26 KB. */
const REMEMBERED_BYTES = 4096;

/** Packs bodies that come in pieces, some of them the same ones again and again. */
export interface XpressWriter {
  /**
   * `pieces` as blocks of [MS-WUSP] §2.1.1, which together unpack to all of them in order. Blocks may have any size,
   * so a long piece gets blocks of its own; these are remembered for as long as the piece itself is, and its bytes
   * must not change. Short pieces are joined up to the next long one.
   */
  pack(pieces: readonly Buffer[]): readonly Buffer[];
}

/** Makes a writer; what it remembers is its own. */
export function createXpressWriter(): XpressWriter {
  const compressor = new XpressCompressor();
  const remembered = new WeakMap<Buffer, Buffer>();
  const packLong = (piece: Buffer): Buffer => {
    const known = remembered.get(piece);
    if (known !== undefined) return known;
    const packed = packXpressBlocks(piece, compressor);
    remembered.set(piece, packed);
    return packed;
  };
  return {
    pack: (pieces) => {
      const packed: Buffer[] = [];
      let short: Buffer[] = [];
      const flush = (): void => {
        if (short.length > 0) packed.push(packXpressBlocks(joined(short), compressor));
        short = [];
      };
      for (const piece of pieces) {
        if (piece.length < REMEMBERED_BYTES) {
          short.push(piece);
          continue;
        }
        flush();
        packed.push(packLong(piece));
      }
      flush();
      return packed;
    },
  };
}

function joined(pieces: readonly Buffer[]): Buffer {
  const [only] = pieces;
  return only !== undefined && pieces.length === 1 ? only : Buffer.concat(pieces);
}
