import { type CertificateFields, publicKeyOf } from './certificate.ts';
import { childrenOf, oidText, wholeElement } from './der.ts';
import { keyBits, purposesOf } from './extensions.ts';
import { certIdOf, sha1 } from './ocsp-request.ts';
import { type OcspResponse, type OcspStatus, type ResponderId, readOcspResponse } from './ocsp-response.ts';
import { OID } from './oids.ts';
import {
  answerOf,
  none,
  type RevocationAnswer,
  reasonName,
  type StatusQuestion,
  stalenessOf,
} from './revocation-answer.ts';
import { signatureProblem } from './signed.ts';

/** How long an answer counts that does not say until when, RFC 6960 §4.2.2.1. */
const DEFAULT_LIFETIME = 24 * 3_600_000;

/**
 * What the OCSP response `der` says of a certificate, RFC 6960 §3.2: it must be signed by the issuer, or by a signer
 * the issuer certified for it, be of this moment, and be about this certificate. Takes bytes of any quality.
 */
export function ocspStatus(der: Uint8Array, question: StatusQuestion): RevocationAnswer {
  return answerOf(() => {
    const response = readOcspResponse(der);
    const status = statusFor(response, question);
    if (status === undefined) return none('it is about other certificates');
    const problem = signerProblem(response, question) ?? ageProblem(status, question.now);
    if (problem !== undefined) return none(problem);
    if (status.status === 'unknown') return none('the responder does not know the certificate');
    if (status.status === 'good') return { kind: 'good' };
    return { kind: 'revoked', at: status.revokedAt ?? status.thisUpdate, reason: reasonName(status.reason) };
  });
}

function statusFor(response: OcspResponse, { certificate, issuer }: StatusQuestion): OcspStatus | undefined {
  const asked = partsOf(certIdOf(certificate, issuer));
  return response.statuses.find(({ certId }) => partsOf(certId.raw).equals(asked));
}

// Responders may leave out the NULL behind the hash algorithm, RFC 5754 §2.
function partsOf(certId: Buffer): Buffer {
  const [algorithm, ...rest] = childrenOf(wholeElement(certId));
  const id = oidText(algorithm === undefined ? undefined : childrenOf(algorithm)[0], 'the hash algorithm');
  return Buffer.concat([Buffer.from(`${id} `), ...rest.map(({ raw }) => raw)]);
}

function ageProblem({ thisUpdate, nextUpdate }: OcspStatus, now: number): string | undefined {
  return stalenessOf(thisUpdate, nextUpdate ?? thisUpdate + DEFAULT_LIFETIME, now);
}

function signerProblem(response: OcspResponse, question: StatusQuestion): string | undefined {
  const { responder, signed, certificates } = response;
  if (isNamed(responder, question.issuer)) return signatureProblem(signed, publicKeyOf(question.issuer));
  const signer = certificates.find((certificate) => isNamed(responder, certificate));
  if (signer === undefined) return 'its signer is neither the issuer nor sent along';
  return delegationProblem(signer, question) ?? signatureProblem(signed, publicKeyOf(signer));
}

function isNamed(responder: ResponderId, { subject, publicKeyInfo }: CertificateFields): boolean {
  return responder.kind === 'name'
    ? responder.name.equals(subject)
    : responder.hash.equals(sha1(keyBits(publicKeyInfo)));
}

// Whether the signer itself is revoked is not asked: it could only be asked of the same authority once more, and
// such certificates say they need not be (id-pkix-ocsp-nocheck, RFC 6960 §4.2.2.2.1).
function delegationProblem(signer: CertificateFields, { issuer, now }: StatusQuestion): string | undefined {
  if (!signer.issuer.equals(issuer.subject)) return 'its signer was certified by another authority';
  if (!purposesOf(signer.extensions).includes(OID.ocspSigning)) return 'its signer may not sign such answers';
  if (now < signer.notBefore || now > signer.notAfter) return "its signer's certificate is not valid now";
  const problem = signatureProblem(signer.signed, publicKeyOf(issuer));
  return problem === undefined ? undefined : "its signer's certificate is not signed by the issuer";
}
