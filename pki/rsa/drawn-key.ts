import { Buffer } from 'node:buffer';
import { createPrivateKey, type KeyObject } from 'node:crypto';
import type { Randomness } from '../../platform/randomness.ts';
import { drawPrime } from './primes.ts';

/** RFC 8017 leaves it open; everybody takes this one. */
const PUBLIC_EXPONENT = 65_537n;

/**
 * An RSA key of `bits` bits (a multiple of 16) made of what `randomness` gives: the same draws, the same key, which
 * node:crypto has no way to ask for. For tests only and never secret: whoever knows the seed has the key, and nothing
 * here is done in constant time.
 */
export function drawRsaKey(randomness: Randomness, bits: number): KeyObject {
  for (;;) {
    const [one, two] = [drawPrime(randomness, bits / 2), drawPrime(randomness, bits / 2)];
    const [p, q] = one > two ? [one, two] : [two, one];
    const [p1, q1] = [p - 1n, q - 1n];
    const isUsable = p !== q && p1 % PUBLIC_EXPONENT !== 0n && q1 % PUBLIC_EXPONENT !== 0n;
    if (isUsable) return privateKeyOf(p, q, bits);
  }
}

/** RFC 8017 §3.2, the second representation, as a JSON Web Key, RFC 7518 §6.3. */
function privateKeyOf(p: bigint, q: bigint, bits: number): KeyObject {
  const [p1, q1] = [p - 1n, q - 1n];
  const d = inverse(PUBLIC_EXPONENT, (p1 * q1) / commonDivisor(p1, q1));
  const half = bits / 16;
  const jwk = {
    kty: 'RSA',
    n: base64url(p * q, bits / 8),
    e: base64url(PUBLIC_EXPONENT, 3),
    d: base64url(d, bits / 8),
    p: base64url(p, half),
    q: base64url(q, half),
    dp: base64url(d % p1, half),
    dq: base64url(d % q1, half),
    qi: base64url(inverse(q, p), half),
  };
  return createPrivateKey({ key: jwk, format: 'jwk' });
}

const base64url = (number: bigint, bytes: number): string =>
  Buffer.from(number.toString(16).padStart(2 * bytes, '0'), 'hex').toString('base64url');

function commonDivisor(a: bigint, b: bigint): bigint {
  let [larger, smaller] = [a, b];
  while (smaller !== 0n) [larger, smaller] = [smaller, larger % smaller];
  return larger;
}

/** The number that times `value` is 1 modulo `modulus`; the two have no common divisor. */
function inverse(value: bigint, modulus: bigint): bigint {
  let [rest, next] = [modulus, value % modulus];
  let [factor, nextFactor] = [0n, 1n];
  while (next !== 0n) {
    const quotient = rest / next;
    [rest, next] = [next, rest - quotient * next];
    [factor, nextFactor] = [nextFactor, factor - quotient * nextFactor];
  }
  return factor < 0n ? factor + modulus : factor;
}
