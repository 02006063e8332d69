import type { Buffer } from 'node:buffer';
import { X509Certificate } from 'node:crypto';
import tls from 'node:tls';
import { fail, messageOf } from '../../../platform/errors/index.ts';
import { type Pin, readSha256 } from '../../../protocol/x509/pin.ts';

/** Which servers are trusted over TLS. */
export interface TrustOptions {
  /** Roots in PEM, one or several. When left out: those of node and, from node 22.15 on, of the system. */
  readonly ca?: string;
  readonly pin?: Pin;
  /**
   * Whether to ask if certificates were revoked. A revoked one is refused by `hard` and `soft`; when nobody answers
   * `hard` refuses and `soft` goes on with a warning. `off` does not ask.
   */
  readonly revocation: 'hard' | 'soft' | 'off';
}

/** The trusted roots, for our own checks and for OpenSSL's. */
export interface Roots {
  readonly certificates: readonly X509Certificate[];
  readonly context: tls.SecureContext;
}

/** A pin in bytes. */
export interface ReadPin {
  readonly kind: Pin['kind'];
  readonly sha256: Buffer;
}

const MAX_CA_CHARACTERS = 4 * 1024 * 1024;
const PEM = /-----BEGIN (?:TRUSTED )?CERTIFICATE-----[^-]+-----END (?:TRUSTED )?CERTIFICATE-----/g;

/** The roots of `ca`, read at once, or the system's, read when they are first needed. Throws SYNC_TRUST_REFUSED. */
export function rootsOf(ca: string | undefined): () => Roots {
  if (ca !== undefined) {
    const given = openRoots(pemsOf(ca));
    return () => given;
  }
  let known: Roots | undefined;
  return () => {
    known ??= openRoots(systemRoots());
    return known;
  };
}

/** The pin in bytes. Throws SYNC_TRUST_REFUSED. */
export function readPin(pin: Pin | undefined): ReadPin | undefined {
  if (pin === undefined) return undefined;
  const sha256 = readSha256(pin.sha256);
  if (sha256 !== undefined) return { kind: pin.kind, sha256 };
  return fail('SYNC_TRUST_REFUSED', { option: 'pin', reason: 'it is not a SHA-256' });
}

function pemsOf(ca: string): readonly string[] {
  if (ca.length > MAX_CA_CHARACTERS) return refuseCa(`it has more than ${MAX_CA_CHARACTERS} characters`);
  const pems = ca.match(PEM);
  return pems ?? refuseCa('there is no certificate in it');
}

function openRoots(pems: readonly string[]): Roots {
  try {
    return {
      certificates: pems.map((pem) => new X509Certificate(pem)),
      context: tls.createSecureContext({ ca: [...pems], minVersion: 'TLSv1.2' }),
    };
  } catch (error) {
    return refuseCa(messageOf(error));
  }
}

function refuseCa(reason: string): never {
  return fail('SYNC_TRUST_REFUSED', { option: 'CA', reason });
}

/** Node 22.15 and later; the typings are those of node 20. */
interface NewerTls {
  readonly getCACertificates?: (kind: 'default' | 'system') => readonly string[];
}

// Named one by one even where node would know them by itself: revocation and pins need the root of each chain.
function systemRoots(): readonly string[] {
  const { getCACertificates } = tls as NewerTls;
  if (getCACertificates === undefined) return tls.rootCertificates;
  return [...new Set([...getCACertificates('default'), ...getCACertificates('system')])];
}
