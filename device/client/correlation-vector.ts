import type { Randomness } from '../../platform/randomness.ts';

/** MS-CV: a base that is drawn for one run of calls, and a number that grows by one with each (wire facts §2.1). */
export type CorrelationVector = () => string;

/** A vector with `branch` between base and counter, `1.0.0.2` for metadata (captures 01 to 10). */
export function createCorrelationVector(randomness: Randomness, branch: string): CorrelationVector {
  // 12 bytes are 16 characters of base64 without padding.
  const base = randomness.bytes(12).toString('base64');
  let count = 0;
  return () => {
    count += 1;
    return `${base}.${branch}.${count}`;
  };
}
