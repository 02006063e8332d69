import { createSeededRandomness } from '../../../platform/randomness.ts';

/** Chance for a generator: the same draws for the same seed, in the same order. */
export interface Draws {
  /** At least 0 and less than 1. */
  fraction(): number;
  /** A whole number, at least 0 and less than `limit`. */
  below(limit: number): number;
  /** True in `share` (0 to 1) of the draws. */
  chance(share: number): boolean;
}

/** Bytes taken at once: a digest for each draw would cost more than the document it is for. */
const POOL_BYTES = 1_024;
const DRAW_BYTES = 4;

export function createDraws(seed: string): Draws {
  const randomness = createSeededRandomness(seed);
  let pool = randomness.bytes(POOL_BYTES);
  let at = 0;
  const fraction = (): number => {
    if (at === POOL_BYTES) {
      pool = randomness.bytes(POOL_BYTES);
      at = 0;
    }
    const drawn = pool.readUInt32LE(at);
    at += DRAW_BYTES;
    return drawn / 2 ** 32;
  };
  return {
    fraction,
    below: (limit) => Math.floor(fraction() * limit),
    chance: (share) => fraction() < share,
  };
}
