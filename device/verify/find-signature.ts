import type { ByteSource } from '../../protocol/authenticode/byte-source.ts';
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
  const { digest, value } = signature.indirect;
  for (const { name } of [digest, signature.signer.digest].filter(({ kind }) => kind === 'refused'))
    refuse(
      'WU_E_FILETRUST_SHA2SIGNATURE_MISSING',
      'signature',
      `the signature is made with ${name}, not with SHA-2`,
    );
  if (digest.kind === 'accepted' && !(await hashSpans(source, located.hashed, digest.name)).equals(value))
    refuse('TRUST_E_BAD_DIGEST', 'signature', 'the file is not the one that was signed: its digest differs');
  return signature;
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
