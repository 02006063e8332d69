import { createHmac } from 'node:crypto';

/**
 * Serial numbers that prove by themselves who issued them: eight bytes that are unique and eight that
 * only this folder can compute from them and the issuer. So a status request is answered "unknown"
 * for a number never given out without keeping a list of every server certificate ever made.
 */
export interface Serials {
  /** The 16 bytes for a certificate below `authority`, made unique by `unique` (at least 8 bytes). */
  make(authority: string, unique: Uint8Array): Buffer;
  /** Whether `serial` (upper-case hexadecimal) was made for a certificate below `authority`. */
  issued(authority: string, serial: string): boolean;
}

const HALF = 8;

/** Serial numbers under the `secret` of one pki folder. */
export function createSerials(secret: Uint8Array): Serials {
  const proof = (authority: string, head: Uint8Array) =>
    createHmac('sha256', secret).update(`${authority}\0`).update(head).digest().subarray(0, HALF);
  return {
    make(authority, unique) {
      const head = Buffer.from(unique.subarray(0, HALF));
      // Positive and without leading zeros, so that every serial has the same length, RFC 5280 §4.1.2.2.
      head.writeUInt8((head.readUInt8(0) & 0x7f) | 0x40, 0);
      return Buffer.concat([head, proof(authority, head)]);
    },
    issued(authority, serial) {
      const bytes = Buffer.from(serial, 'hex');
      if (bytes.length !== 2 * HALF) return false;
      return proof(authority, bytes.subarray(0, HALF)).equals(bytes.subarray(HALF));
    },
  };
}

/** A serial number as users write it (colons, spaces, any case) in the one spelling used here. */
export function normalizeSerial(text: string): string {
  return text.replace(/[\s:]/g, '').replace(/^0x/i, '').replace(/^0+/, '').toUpperCase();
}
