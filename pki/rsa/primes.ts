import { Buffer } from 'node:buffer';
import { checkPrimeSync } from 'node:crypto';
import type { Randomness } from '../../platform/randomness.ts';

/** Candidates with a smaller factor are never given to the costly test; beyond, sieving costs as much as it saves. */
const SMALL_PRIMES = primesBelow(16_384);
/** Odd numbers sieved at once. Of primes of 1,024 bits there are about six among so many. */
const WINDOW = 2_048;

/**
 * The first prime behind a number of `bits` bits (a multiple of 8) drawn from `randomness`, with its two highest bits
 * set, so that the product of two has twice as many. The same draws give the same prime.
 */
export function drawPrime(randomness: Randomness, bits: number): bigint {
  const limit = 1n << BigInt(bits);
  for (;;) {
    const drawn = randomness.bytes(bits / 8);
    drawn.writeUInt8(drawn.readUInt8(0) | 0xc0, 0);
    drawn.writeUInt8(drawn.readUInt8(drawn.length - 1) | 1, drawn.length - 1);
    const prime = primeWithin(numberOf(drawn));
    if (prime !== undefined && prime < limit) return prime;
  }
}

/** The first prime of the window that begins with the odd number `first`. */
function primeWithin(first: bigint): bigint | undefined {
  const composite = sieveFrom(first);
  for (let index = composite.indexOf(0); index >= 0; index = composite.indexOf(0, index + 1)) {
    const candidate = first + 2n * BigInt(index);
    if (checkPrimeSync(candidate)) return candidate;
  }
  return undefined;
}

/** Marks the numbers `first`, `first + 2`, … that have a small factor. */
function sieveFrom(first: bigint): Uint8Array {
  const composite = new Uint8Array(WINDOW);
  for (const prime of SMALL_PRIMES) {
    const gap = (prime - Number(first % BigInt(prime))) % prime;
    // Only every second multiple is odd.
    for (let at = (gap % 2 === 0 ? gap : gap + prime) / 2; at < WINDOW; at += prime) composite[at] = 1;
  }
  return composite;
}

/** The odd primes below `limit`. */
function primesBelow(limit: number): readonly number[] {
  const composite = new Uint8Array(limit);
  const primes: number[] = [];
  for (let number = 3; number < limit; number += 2) {
    if (composite[number] === 1) continue;
    primes.push(number);
    for (let at = number * number; at < limit; at += 2 * number) composite[at] = 1;
  }
  return primes;
}

const numberOf = (bytes: Uint8Array): bigint => BigInt(`0x${Buffer.from(bytes).toString('hex')}`);
