import { Buffer } from 'node:buffer';
import { createHash, type X509Certificate } from 'node:crypto';
import { readCertificate } from './certificate.ts';

/** What a server's certificates must have in them, whoever else is trusted. */
export interface Pin {
  /** `issuer`: a CA certificate above the server's; `key`: the server's own public key. */
  readonly kind: 'issuer' | 'key';
  /** SHA-256: hexadecimal with or without colons, or base64. */
  readonly sha256: string;
}

const HEX = /^[0-9a-f]{64}$/i;
const BASE64 = /^[0-9A-Za-z+/]{43}=?$/;

/** The 32 bytes of a SHA-256 as users write it; undefined for any other text. */
export function readSha256(text: string): Buffer | undefined {
  const trimmed = text.trim();
  const hex = trimmed.replaceAll(':', '');
  if (HEX.test(hex)) return Buffer.from(hex, 'hex');
  return BASE64.test(trimmed) ? Buffer.from(trimmed, 'base64') : undefined;
}

/**
 * The digests a pin of that kind is compared with: of the DER of each authority above the leaf (`chain` begins with
 * the leaf), or of the leaf's SubjectPublicKeyInfo as in RFC 7469 §2.4. Throws DerError.
 */
export function pinnable(kind: Pin['kind'], chain: readonly X509Certificate[]): readonly Buffer[] {
  const [leaf, ...above] = chain;
  if (kind === 'issuer') return above.map(({ raw }) => sha256(raw));
  return leaf === undefined ? [] : [sha256(readCertificate(leaf.raw).publicKeyInfo.raw)];
}

const sha256 = (bytes: Uint8Array): Buffer => createHash('sha256').update(bytes).digest();
