import { createHmac, generateKeyPair, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { promisify } from 'node:util';
import { createSeededRandomness, type Randomness } from '../platform/randomness.ts';
import { nextTurn } from '../platform/turns.ts';
import { drawRsaKey } from './rsa/drawn-key.ts';

const generate = promisify(generateKeyPair);

/** Makes RSA keys of so many bits. A name is that of one key of the folder. */
export interface KeyMaker {
  /** Lets everything else that waits for this thread have its turn. */
  make(name: string, modulusLength: number): Promise<KeyObject>;
  /** Takes about 100 ms of this thread for 2,048 bits. */
  makeNow(name: string, modulusLength: number): KeyObject;
}

/** Keys from the chance of the operating system. */
export const systemKeyMaker: KeyMaker = {
  make: async (_name, modulusLength) => (await generate('rsa', { modulusLength })).privateKey,
  makeNow: (_name, modulusLength) => generateKeyPairSync('rsa', { modulusLength }).privateKey,
};

/**
 * The maker for a folder with this `secret`. Where `randomness` can be repeated, keys follow from the secret and their
 * names alone, whichever of them are made first: the same seed gives the same keys. Those are for tests only and never
 * secret.
 */
export function keyMakerFor(randomness: Randomness, secret: Uint8Array): KeyMaker {
  if (randomness.isRepeatable !== true) return systemKeyMaker;
  const makeNow = (name: string, modulusLength: number): KeyObject => {
    const seed = createHmac('sha256', secret).update(`rsa ${modulusLength}\0${name}`).digest('hex');
    return drawRsaKey(createSeededRandomness(seed), modulusLength);
  };
  // One after the other: side by side they would not be ready earlier, and nobody would have a turn between them.
  let last: Promise<unknown> = Promise.resolve();
  const make = (name: string, modulusLength: number): Promise<KeyObject> => {
    const made = last.then(nextTurn).then(() => makeNow(name, modulusLength));
    last = made.catch(() => {});
    return made;
  };
  return { make, makeNow };
}
