import { createHash, randomBytes } from 'node:crypto';

/** Where the program takes chance from. Nothing outside `platform/` takes it elsewhere. */
export interface Randomness {
  /** `count` bytes fit for keys, nonces and serial numbers. */
  bytes(count: number): Buffer;
  /** A version 4 UUID in lower case. */
  uuid(): string;
  /** Whether a run can be repeated with what it gives; then nothing made of it is secret. */
  readonly isRepeatable?: true;
}

/** Randomness of the operating system. */
export const systemRandomness: Randomness = fromBytes(pooled(4096));

/** Chance that follows from a seed. */
export interface SeededRandomness extends Randomness {
  readonly isRepeatable: true;
  /** Bytes given so far. */
  position(): number;
  /** Goes on as it did after `position` bytes. */
  seek(position: number): void;
}

/** Bytes of one block of a seeded stream. */
const BLOCK_BYTES = 32;

/** The same bytes for the same `seed`, in the same order: makes a run repeatable. Not for real secrets. */
export function createSeededRandomness(seed: string): SeededRandomness {
  let given = 0;
  let block = Buffer.alloc(0);
  let blockNumber = -1;
  const blockAt = (number: number): Buffer => {
    if (number !== blockNumber) block = createHash('sha256').update(`${seed}\0${number}`).digest();
    blockNumber = number;
    return block;
  };
  const bytes = (count: number): Buffer => {
    const taken = Buffer.alloc(count);
    for (let at = 0; at < count; ) {
      const from = given % BLOCK_BYTES;
      const copied = blockAt(Math.floor(given / BLOCK_BYTES)).copy(taken, at, from);
      at += copied;
      given += copied;
    }
    return taken;
  };
  return {
    ...fromBytes(bytes),
    isRepeatable: true,
    position: () => given,
    seek: (position) => {
      given = position;
    },
  };
}

/** Whether chance follows from a seed and can be put back. */
export function isSeeded(randomness: Randomness): randomness is SeededRandomness {
  return 'seek' in randomness;
}

/** Asks the system for `size` bytes at a time: a nonce for each reply would cost more than the sealing. */
function pooled(size: number): (count: number) => Buffer {
  let pool = Buffer.alloc(0);
  return (count) => {
    if (count > size / 16) return randomBytes(count);
    if (pool.length < count) pool = randomBytes(size);
    const taken = Buffer.from(pool.subarray(0, count));
    pool = pool.subarray(count);
    return taken;
  };
}

function fromBytes(bytes: (count: number) => Buffer): Randomness {
  return { bytes, uuid: () => uuidOf(bytes(16), 4) };
}

/** The UUID of `version` made of 16 bytes, RFC 9562 §4: version and variant bits are set over them. */
export function uuidOf(bytes: Uint8Array, version: 4 | 5): string {
  const raw = Buffer.from(bytes.subarray(0, 16));
  raw.writeUInt8((raw.readUInt8(6) & 0x0f) | (version << 4), 6);
  raw.writeUInt8((raw.readUInt8(8) & 0x3f) | 0x80, 8);
  const hex = raw.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

/** A UUID that depends on `name` only (version 5 layout over SHA-1): stable identities for seeds. */
export function uuidFromName(name: string): string {
  return uuidOf(createHash('sha1').update(`mock-windows-update\0${name}`).digest(), 5);
}

/** A number from 0 up to but not including 1. */
export function fractionOf(randomness: Randomness): number {
  return randomness.bytes(6).readUIntBE(0, 6) / 2 ** 48;
}
