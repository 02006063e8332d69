import { Buffer } from 'node:buffer';
import type { Credential } from '../credential.ts';
import { readCabinet, withSignatureReserve } from './cabinet.ts';
import { cabinetDigest } from './digest.ts';
import { authenticodeSignature } from './signed-data.ts';

/** Signatures are padded with zeros to this, as in portable executables. */
const ALIGNMENT = 8;

/**
 * `bytes`, a cabinet with or without signature reserve, signed by `publisher`. An earlier signature is
 * replaced. Throws PKI_CABINET_INVALID or PKI_CABINET_UNSUPPORTED.
 */
export function signCabinet(bytes: Uint8Array, publisher: Credential): Buffer {
  const parts = readCabinet(bytes);
  const digest = cabinetDigest(withSignatureReserve(parts, 0));
  const signature = authenticodeSignature(publisher, digest);
  const padding = Buffer.alloc((ALIGNMENT - (signature.length % ALIGNMENT)) % ALIGNMENT);
  const signatureBytes = signature.length + padding.length;
  return Buffer.concat([withSignatureReserve(parts, signatureBytes), signature, padding]);
}
