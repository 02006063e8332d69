import { createCipheriv, createDecipheriv, createSecretKey, hkdfSync, type KeyObject } from 'node:crypto';
import type { Randomness } from '../../platform/randomness.ts';

const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const KEY_BYTES = 32;
/** Where the sealed state begins: behind layout, nonce and tag. */
const BODY_AT = 1 + NONCE_BYTES + TAG_BYTES;
/** First byte of every cookie; another layout gets another number. */
const LAYOUT = 2;
/** Real session cookies have 224 bytes and authorization cookies 496; far more is no cookie of ours. */
export const MOST_COOKIE_BYTES = 4096;

/** Turns state into opaque cookies and back. Whoever has the same key can open them; nobody else can make one. */
export interface Sealer {
  /** `purpose` is bound to the cookie: one sealed for another purpose does not open. */
  seal(purpose: string, state: string): Buffer;
  /** The state, or undefined for anything that was not sealed with this key for this purpose. */
  open(purpose: string, cookie: Uint8Array): string | undefined;
}

/** A sealer with AES-256-GCM; `key` (32 bytes) gives each purpose a key of its own by HKDF. */
export function createSealer(key: Buffer, randomness: Randomness): Sealer {
  const keys = new Map<string, KeyObject>();
  const keyFor = (purpose: string): KeyObject => {
    const known = keys.get(purpose);
    if (known !== undefined) return known;
    const derived = createSecretKey(Buffer.from(hkdfSync('sha256', key, '', purpose, KEY_BYTES)));
    keys.set(purpose, derived);
    return derived;
  };
  return {
    seal: (purpose, state) => {
      const nonce = randomness.bytes(NONCE_BYTES);
      const cipher = createCipheriv('aes-256-gcm', keyFor(purpose), nonce);
      const body = cipher.update(state, 'utf8');
      cipher.final();
      const sealed = Buffer.allocUnsafe(BODY_AT + body.length);
      sealed[0] = LAYOUT;
      nonce.copy(sealed, 1);
      cipher.getAuthTag().copy(sealed, 1 + NONCE_BYTES);
      body.copy(sealed, BODY_AT);
      return sealed;
    },
    open: (purpose, cookie) => {
      if (cookie.length < BODY_AT || cookie.length > MOST_COOKIE_BYTES || cookie[0] !== LAYOUT)
        return undefined;
      const nonce = cookie.subarray(1, 1 + NONCE_BYTES);
      const decipher = createDecipheriv('aes-256-gcm', keyFor(purpose), nonce, { authTagLength: TAG_BYTES });
      decipher.setAuthTag(cookie.subarray(1 + NONCE_BYTES, BODY_AT));
      const body = decipher.update(cookie.subarray(BODY_AT));
      try {
        decipher.final();
      } catch {
        return undefined;
      }
      return body.toString('utf8');
    },
  };
}
