import type { X509Certificate } from 'node:crypto';
import type { AuthenticodeSignature } from '../../protocol/authenticode/signature.ts';
import { findSigner } from '../../protocol/authenticode/signer-certificate.ts';
import { contentProblem, signatureProblem } from '../../protocol/authenticode/signer-proof.ts';
import { reading, refuse, refuseIf } from './refuse.ts';

/**
 * The certificate whose key signed what the signature is over. Throws DeviceFailure: TRUST_E_BAD_DIGEST when something
 * else was signed, TRUST_E_NO_SIGNER_CERT when the certificate is not sent along, TRUST_E_CERT_SIGNATURE when the
 * signature is not that of its key.
 */
export function findSigningCertificate({
  content,
  signer,
  certificates,
}: AuthenticodeSignature): X509Certificate {
  const changed = reading('TRUST_E_MALFORMED_SIGNATURE', 'signature', () => contentProblem(signer, content));
  refuseIf('TRUST_E_BAD_DIGEST', 'signature', changed);
  const certificate = findSigner(signer, certificates);
  if (certificate === undefined)
    return refuse('TRUST_E_NO_SIGNER_CERT', 'signature', "the signer's certificate is not in the signature");
  refuseIf('TRUST_E_CERT_SIGNATURE', 'signature', signatureProblem(signer, certificate));
  return certificate;
}
