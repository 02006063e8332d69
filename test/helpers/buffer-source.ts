import type { ByteSource } from '../../protocol/authenticode/byte-source.ts';

/** Bytes in memory as a source, and a list of what was read of them. */
export function bufferSource(
  bytes: Buffer,
): ByteSource & { readonly reads: [offset: number, length: number][] } {
  const reads: [number, number][] = [];
  return {
    size: bytes.length,
    reads,
    read: async (offset, length) => {
      if (offset < 0 || offset + length > bytes.length) throw new RangeError(`${offset} ${length}`);
      reads.push([offset, length]);
      return bytes.subarray(offset, offset + length);
    },
  };
}
