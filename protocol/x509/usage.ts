import type { X509Certificate } from 'node:crypto';
import { type CertificateFields, readCertificate } from './certificate.ts';
import { nameOf } from './certificate-name.ts';
import { DerError } from './der.ts';
import { isAuthority, KEY_USE, mayBeUsed, purposesOf } from './extensions.ts';
import { OID } from './oids.ts';

/** Either is enough: which one TLS needs depends on the key exchange. */
const TLS_USES = KEY_USE.digitalSignature | KEY_USE.keyEncipherment;

/** Which certificate of a server's chain is put to a use it is not made for, RFC 5280 §4.2.1; undefined: none. */
export function usageProblem(chain: readonly X509Certificate[]): string | undefined {
  const [leaf] = chain;
  return leaf === undefined ? undefined : (problemOf(leaf, leafProblem) ?? authorityProblem(chain));
}

/** The same of the authorities alone: the certificates behind the first, of which the last is the trusted root. */
export function authorityProblem(chain: readonly X509Certificate[]): string | undefined {
  const [, ...authorities] = chain;
  for (const authority of authorities) {
    const problem = problemOf(authority, authority === authorities.at(-1) ? rootProblem : issuerProblem);
    if (problem !== undefined) return problem;
  }
  return undefined;
}

type Judge = (fields: CertificateFields) => string | undefined;

function problemOf(certificate: X509Certificate, judge: Judge): string | undefined {
  const problem = judged(certificate, judge);
  return problem === undefined ? undefined : `the certificate ${nameOf(certificate)} ${problem}`;
}

function judged(certificate: X509Certificate, judge: Judge): string | undefined {
  try {
    return judge(readCertificate(certificate.raw));
  } catch (error) {
    if (error instanceof DerError) return `cannot be read: ${error.message}`;
    throw error;
  }
}

const leafProblem: Judge = ({ extensions }) =>
  purposeProblem(purposesOf(extensions)) ??
  (mayBeUsed(extensions, TLS_USES)
    ? undefined
    : 'has neither digitalSignature nor keyEncipherment among its key usages');

// Roots of X.509 version 1 cannot say what they are, and are trusted by decision.
const rootProblem: Judge = (fields) => (fields.extensions.length === 0 ? undefined : rightProblem(fields));

// An authority's purposes bound those of all below it, as Windows and OpenSSL have it.
const issuerProblem: Judge = (fields) =>
  rightProblem(fields) ?? purposeProblem(purposesOf(fields.extensions));

const rightProblem: Judge = ({ extensions }) => {
  if (!isAuthority(extensions)) return 'is not that of an authority: its basic constraints lack CA';
  return mayBeUsed(extensions, KEY_USE.keyCertSign)
    ? undefined
    : 'may not issue certificates: its key usage lacks keyCertSign';
};

function purposeProblem(purposes: readonly string[]): string | undefined {
  return purposes.length === 0 || purposes.includes(OID.serverAuth)
    ? undefined
    : `is for ${purposes.join(', ')}, not for serverAuth (${OID.serverAuth})`;
}
