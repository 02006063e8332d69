import { createCipheriv, createDecipheriv, createSecretKey } from 'node:crypto';
import type { Randomness } from '../../platform/randomness.ts';

const NONCE_BYTES = 12;
const TAG_BYTES = 16;
/** First byte of every cookie; another layout gets another number. */
const LAYOUT = 1;
/** Real session cookies have 224 bytes and authorization cookies 496; far more is no cookie of ours. */
const MOST_BYTES = 4096;

/** Turns state into opaque cookies and back. Whoever has the same key can open them; nobody else can make one. */
export interface Sealer {
  /** `purpose` is bound to the cookie: one sealed for another purpose does not open. */
  seal(purpose: string, state: string): Buffer;
  /** The state, or undefined for anything that was not sealed with this key for this purpose. */
  open(purpose: string, cookie: Uint8Array): string | undefined;
}

/** A sealer with AES-256-GCM under `key` (32 bytes). */
export function createSealer(key: Buffer, randomness: Randomness): Sealer {
  const secret = createSecretKey(key);
  const purposes = new Map<string, Buffer>();
  const bytesOf = (purpose: string): Buffer => {
    const bytes = purposes.get(purpose) ?? Buffer.from(purpose);
    purposes.set(purpose, bytes);
    return bytes;
  };
  return {
    seal: (purpose, state) => {
      const nonce = randomness.bytes(NONCE_BYTES);
      const cipher = createCipheriv('aes-256-gcm', secret, nonce);
      cipher.setAAD(bytesOf(purpose));
      const body = cipher.update(state, 'utf8');
      cipher.final();
      const sealed = Buffer.allocUnsafe(1 + NONCE_BYTES + TAG_BYTES + body.length);
      sealed[0] = LAYOUT;
      sealed.set(nonce, 1);
      sealed.set(cipher.getAuthTag(), 1 + NONCE_BYTES);
      sealed.set(body, 1 + NONCE_BYTES + TAG_BYTES);
      return sealed;
    },
    open: (purpose, cookie) => {
      const bodyAt = 1 + NONCE_BYTES + TAG_BYTES;
      if (cookie.length < bodyAt || cookie.length > MOST_BYTES || cookie[0] !== LAYOUT) return undefined;
      const decipher = createDecipheriv('aes-256-gcm', secret, cookie.subarray(1, 1 + NONCE_BYTES), {
        authTagLength: TAG_BYTES,
      });
      decipher.setAAD(bytesOf(purpose));
      decipher.setAuthTag(cookie.subarray(1 + NONCE_BYTES, bodyAt));
      const body = decipher.update(cookie.subarray(bodyAt));
      try {
        decipher.final();
      } catch {
        return undefined;
      }
      return body.toString('utf8');
    },
  };
}
