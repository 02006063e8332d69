import { publicKeyOf } from './certificate.ts';
import { type Crl, findEntry, readCrl } from './crl.ts';
import { childrenOf, constructedTag, type DerElement, isTrue, primitiveTag } from './der.ts';
import { crlAddresses, extensionValue, fullNames, httpAddresses, KEY_USE, mayBeUsed } from './extensions.ts';
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

/** Critical extensions understood; any other one may change what the list means, RFC 5280 §5.2. */
const UNDERSTOOD: readonly string[] = [
  OID.authorityKeyIdentifier,
  OID.cRLNumber,
  OID.issuingDistributionPoint,
];

/** Fields of IssuingDistributionPoint, RFC 5280 §5.2.5. */
const IDP = {
  distributionPoint: constructedTag(0),
  onlyContainsUserCerts: primitiveTag(1),
  onlyContainsCACerts: primitiveTag(2),
  onlySomeReasons: primitiveTag(3),
  indirectCRL: primitiveTag(4),
  onlyContainsAttributeCerts: primitiveTag(5),
} as const;

/**
 * What the revocation list `der` says of a certificate, RFC 5280 §6.3.3: it must be the issuer's own, signed by it,
 * of this moment and cover the certificate. Takes bytes of any quality. `isAuthority` is whether the certificate
 * is one of an authority: lists may leave either kind out.
 */
export function crlStatus(der: Uint8Array, question: StatusQuestion, isAuthority: boolean): RevocationAnswer {
  return answerOf(() => {
    const crl = readCrl(der);
    const problem = crlProblem(crl, question) ?? scopeProblem(crl, question, isAuthority);
    if (problem !== undefined) return none(problem);
    const entry = findEntry(crl, question.certificate.serial);
    return entry === undefined
      ? { kind: 'good' }
      : { kind: 'revoked', at: entry.at, reason: reasonName(entry.reason) };
  });
}

function crlProblem(crl: Crl, { issuer, now }: StatusQuestion): string | undefined {
  if (!crl.issuer.equals(issuer.subject)) return 'it is the list of another authority';
  if (!mayBeUsed(issuer.extensions, KEY_USE.cRLSign)) return 'its issuer may not sign revocation lists';
  return (
    signatureProblem(crl.signed, publicKeyOf(issuer)) ?? stalenessOf(crl.thisUpdate, crl.nextUpdate, now)
  );
}

function scopeProblem(crl: Crl, question: StatusQuestion, isAuthority: boolean): string | undefined {
  const unknown = crl.extensions.find(({ id, isCritical }) => isCritical && !UNDERSTOOD.includes(id));
  if (unknown !== undefined) return `it has the critical extension ${unknown.id}, which is not understood`;
  const scope = extensionValue(crl.extensions, OID.issuingDistributionPoint);
  return scope === undefined || covers(scope, question, isAuthority)
    ? undefined
    : 'it covers other certificates of that authority only';
}

function covers(scope: DerElement, { certificate }: StatusQuestion, isAuthority: boolean): boolean {
  const fields = childrenOf(scope);
  const field = (tag: number) => fields.find((one) => one.tag === tag);
  const isPartial = [IDP.indirectCRL, IDP.onlyContainsAttributeCerts].some((tag) => isTrue(field(tag)));
  if (isPartial || field(IDP.onlySomeReasons) !== undefined) return false;
  if (isTrue(field(isAuthority ? IDP.onlyContainsUserCerts : IDP.onlyContainsCACerts))) return false;
  const point = field(IDP.distributionPoint);
  if (point === undefined) return true;
  const named = httpAddresses(fullNames(point));
  return crlAddresses(certificate.extensions).some((address) => named.includes(address));
}
