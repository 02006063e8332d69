import { XpressCompressor } from '../../protocol/codecs/xpress-compressor.ts';
import { expandXpress } from '../../protocol/codecs/xpress-expand.ts';
import { mostPackedBytes } from '../../protocol/codecs/xpress-tokens.ts';

/** Packs `plain` as one stream of Plain LZ77 ([MS-XCA] §2.3); the result may be longer than what went in. */
export function compressXpress(plain: Uint8Array): Buffer {
  const packed = Buffer.allocUnsafe(mostPackedBytes(plain.length));
  return packed.subarray(0, new XpressCompressor().compress(plain, packed, 0));
}

/**
 * Unpacks one stream of Plain LZ77 ([MS-XCA] §2.4) that holds `size` bytes. Gives exactly these or throws
 * {@link Damage}.
 */
export function decompressXpress(packed: Uint8Array, size: number): Buffer {
  // Filled whole, or not handed out at all.
  const plain = Buffer.allocUnsafe(size);
  expandXpress(packed, plain);
  return plain;
}
