import { createHash } from 'node:crypto';

/**
 * Byte ranges of a signed cabinet's header that its digest covers: not the second field (always 0), the number in a
 * set, and the reserve that says where the signature is. Source: the behaviour of Windows'
 * verifier as osslsigncode implements it; [MS-CAB] leaves it out.
 */
const HASHED_HEADER = [
  [0, 4],
  [8, 34],
  [56, 60],
] as const;
const BODY_START = 60;

/** The SHA-256 that Authenticode computes of a cabinet with signature reserve, without its signature. */
export function cabinetDigest(cabinet: Buffer): Buffer {
  const hash = createHash('sha256');
  for (const [start, end] of HASHED_HEADER) hash.update(cabinet.subarray(start, end));
  return hash.update(cabinet.subarray(BODY_START)).digest();
}
