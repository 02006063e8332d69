import type { Buffer } from 'node:buffer';
import type { ByteSpan } from './byte-source.ts';

/** The signature in an executable's table of certificates, counted from the start of the table. */
export type AttributeCertificate =
  | { readonly kind: 'found'; readonly span: ByteSpan }
  | { readonly kind: 'none' }
  | { readonly kind: 'malformed'; readonly reason: string };

/** WIN_CERTIFICATE: length with this header, revision, type; then the certificate. */
const HEADER_BYTES = 8;
const ALIGNMENT = 8;
const REVISION_2 = 0x0200;
const PKCS_SIGNED_DATA = 2;
/** Files in use have one. */
const MAX_ENTRIES = 8;

/** Goes through a table of certificates. The first entry of PKCS#7 is the signature, as for Windows. */
export function attributeCertificate(table: Buffer): AttributeCertificate {
  let first: ByteSpan | undefined;
  let offset = 0;
  for (let count = 0; offset < table.length; count += 1) {
    if (count === MAX_ENTRIES) return malformed(`it has more than ${MAX_ENTRIES} certificates`);
    if (table.length - offset < HEADER_BYTES)
      return malformed('its table of certificates ends inside an entry');
    const length = table.readUInt32LE(offset);
    if (length < HEADER_BYTES || length > table.length - offset)
      return malformed(`a certificate of its table is to have ${length} bytes`);
    const isSignature =
      table.readUInt16LE(offset + 4) === REVISION_2 && table.readUInt16LE(offset + 6) === PKCS_SIGNED_DATA;
    if (isSignature) first ??= { offset: offset + HEADER_BYTES, length: length - HEADER_BYTES };
    offset += Math.ceil(length / ALIGNMENT) * ALIGNMENT;
  }
  return first === undefined ? { kind: 'none' } : { kind: 'found', span: first };
}

const malformed = (reason: string): AttributeCertificate => ({ kind: 'malformed', reason });
