import { X509Certificate } from 'node:crypto';
import { type CertificateFacts, certificateFacts, type Pki, publisherIds } from '../../pki/index.ts';
import { fail } from '../../platform/errors/index.ts';
import { type PolicyValue, policyValues } from './policy.ts';

/** One certificate, to be put into a store. Never a key. */
export interface KitCertificate extends CertificateFacts {
  readonly pem: string;
}

/** Everything a client must be given to take the double at `server` for its WSUS. */
export interface TrustKit {
  /** Scheme, host and port. */
  readonly server: string;
  readonly root: KitCertificate;
  /** What signs files: for the publishers a machine takes locally published updates from. */
  readonly publishers: readonly KitCertificate[];
  /** The certificate `server` shows, for the WSUS pinning store; absent without TLS. */
  readonly pin?: KitCertificate;
  readonly policy: readonly PolicyValue[];
}

/** Puts it together. Throws PKI_NAME_NOT_PERMITTED when no certificate is made for the host of `server`. */
export function trustKit(pki: Pki, server: string): TrustKit {
  return {
    server,
    root: kitCertificate(pki.rootPem),
    publishers: publisherIds.map((id) => kitCertificate(pki.chainPem(id))),
    ...(server.startsWith('https:') && { pin: pinOf(pki, server) }),
    policy: policyValues(server),
  };
}

function pinOf(pki: Pki, server: string): KitCertificate {
  const host = new URL(server).hostname.replace(/^\[|\]$/g, '');
  const pair = pki.secureContextFor(host);
  if (pair === undefined) return fail('PKI_NAME_NOT_PERMITTED', { name: JSON.stringify(host) });
  return kitCertificate(pair.cert);
}

/** The first certificate of a chain. */
function kitCertificate(pem: string): KitCertificate {
  const certificate = new X509Certificate(pem);
  return { pem: certificate.toString(), ...certificateFacts(certificate) };
}
