import { createSeededRandomness } from '../../platform/randomness.ts';

/** `bytes` bytes that pack well but not trivially: numbered lines. */
export function sampleText(bytes: number): Buffer {
  const lines = Array.from(
    { length: Math.ceil(bytes / 10) },
    (_, n) => `line ${(n * 7919) % 10_007} of ${n % 13}\n`,
  );
  return Buffer.from(lines.join('')).subarray(0, bytes);
}

/** `bytes` bytes that do not pack, the same for the same `seed`. */
export function sampleNoise(bytes: number, seed = 'noise'): Buffer {
  return createSeededRandomness(seed).bytes(bytes);
}

/** Bytes in which most values are rare: their Huffman codes get long. */
export function sampleSkewed(bytes: number): Buffer {
  const noise = createSeededRandomness('skewed').bytes(bytes * 2);
  return Buffer.from(
    Array.from({ length: bytes }, (_, n) => {
      const zeros = Math.clz32((noise.readUInt16BE(n * 2) << 16) | 0xffff);
      return zeros * 15 + (noise[n * 2 + 1]! % 15);
    }),
  );
}

/** Bytes that look like calls to an LZX decoder: every tenth an 0xE8. */
export function sampleCalls(bytes: number): Buffer {
  return sampleNoise(bytes, 'calls').map((byte) => (byte < 26 ? 0xe8 : byte < 200 ? 0 : byte)) as Buffer;
}
