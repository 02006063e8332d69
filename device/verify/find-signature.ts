import type { ByteSource } from '../../protocol/authenticode/byte-source.ts';
import type { Digest, DigestName } from '../../protocol/authenticode/digest-algorithm.ts';
import { hashSpans } from '../../protocol/authenticode/hash-spans.ts';
import { locateSignature } from '../../protocol/authenticode/locate-signature.ts';
import type { SignedForm } from '../../protocol/authenticode/located.ts';
import { type AuthenticodeSignature, readSignature } from '../../protocol/authenticode/signature.ts';
import { reading, refuse } from './refuse.ts';

/**
 * The signature of a file, if it is over exactly this file. Throws DeviceFailure: TRUST_E_SUBJECT_FORM_UNKNOWN,
 * TRUST_E_NOSIGNATURE, TRUST_E_MALFORMED_SIGNATURE, WU_E_FILETRUST_SHA2SIGNATURE_MISSING or TRUST_E_BAD_DIGEST.
 */
export async function findSignature(source: ByteSource): Promise<AuthenticodeSignature> {
  const located = await locateSigned(source);
  const { offset, length } = located.signature;
  const bytes = await source.read(offset, length);
  const signature = reading('TRUST_E_MALFORMED_SIGNATURE', 'signature', () =>
    readSignature(bytes, located.form),
  );
  requireSha2(signature.signer.digest);
  const { digest, value } = signature.indirect;
  const found = await hashSpans(source, located.hashed, requireSha2(digest));
  if (!found.equals(value))
    refuse('TRUST_E_BAD_DIGEST', 'signature', 'the file is not the one that was signed: its digest differs');
  return signature;
}

function requireSha2(digest: Digest): DigestName {
  if (digest.kind === 'accepted') return digest.name;
  const reason = `the signature is made with ${digest.name}, not with SHA-2`;
  return refuse('WU_E_FILETRUST_SHA2SIGNATURE_MISSING', 'signature', reason);
}

async function locateSigned(source: ByteSource): Promise<SignedForm> {
  const located = await locateSignature(source);
  switch (located.kind) {
    case 'signed':
      return located;
    case 'unsigned':
      return refuse('TRUST_E_NOSIGNATURE', 'signature', `the ${located.form} has no signature`);
    case 'malformed':
      return refuse('TRUST_E_MALFORMED_SIGNATURE', 'signature', located.reason);
    case 'unknown':
      return refuse('TRUST_E_SUBJECT_FORM_UNKNOWN', 'signature', 'it is neither a cabinet nor an executable');
  }
}
