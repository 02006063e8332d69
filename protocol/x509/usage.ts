import type { X509Certificate } from 'node:crypto';
import { readCertificate } from './certificate.ts';
import { nameOf } from './certificate-name.ts';
import { criticalProblem } from './critical.ts';
import { DerError } from './der.ts';
import { KEY_USE, mayBeUsed, purposesOf } from './extensions.ts';
import { issuingProblem } from './issuing.ts';
import { OID } from './oids.ts';

/** Either is enough: which one TLS needs depends on the key exchange. */
const TLS_USES = KEY_USE.digitalSignature | KEY_USE.keyEncipherment;

/** Critical extensions that are left to the TLS library, which follows them. */
const FOLLOWED_BY_TLS: readonly string[] = [
  OID.nameConstraints,
  OID.cRLDistributionPoints,
  OID.certificatePolicies,
  OID.policyMappings,
  OID.policyConstraints,
  OID.inhibitAnyPolicy,
];

/** Which certificate of a server's chain is put to a use it is not made for, RFC 5280 §4.2.1; undefined: none. */
export function usageProblem(chain: readonly X509Certificate[]): string | undefined {
  const [leaf] = chain;
  if (leaf === undefined) return undefined;
  return (
    purposeProblem(leaf) ??
    useProblem(leaf) ??
    authorityProblem(chain) ??
    readable(chain, () => criticalProblem(chain, FOLLOWED_BY_TLS))
  );
}

/** The same of the authorities alone: the certificates behind the first, of which the last is the trusted root. */
export function authorityProblem(chain: readonly X509Certificate[]): string | undefined {
  const problem = readable(chain, () => issuingProblem(chain));
  if (problem !== undefined) return problem;
  // An authority's purposes bound those of all below it, as Windows and OpenSSL have it.
  for (const authority of chain.slice(1, -1)) {
    const found = purposeProblem(authority);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Runs a judge of extensions, which may be anything. */
function readable(chain: readonly X509Certificate[], judge: () => string | undefined): string | undefined {
  try {
    return judge();
  } catch (error) {
    if (error instanceof DerError)
      return `the certificate ${chain.map(nameOf).join(', or ')} cannot be read: ${error.message}`;
    throw error;
  }
}

function useProblem(leaf: X509Certificate): string | undefined {
  return readable([leaf], () =>
    mayBeUsed(readCertificate(leaf.raw).extensions, TLS_USES)
      ? undefined
      : `the certificate ${nameOf(leaf)} has neither digitalSignature nor keyEncipherment among its key usages`,
  );
}

function purposeProblem(certificate: X509Certificate): string | undefined {
  return readable([certificate], () => {
    const purposes = purposesOf(readCertificate(certificate.raw).extensions);
    if (purposes.length === 0 || purposes.includes(OID.serverAuth)) return undefined;
    return `the certificate ${nameOf(certificate)} is for ${purposes.join(', ')}, not for serverAuth (${OID.serverAuth})`;
  });
}
