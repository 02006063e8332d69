import { createHash, createPublicKey, type KeyObject } from 'node:crypto';
import { issueCertificate, type Validity } from './certificate.ts';
import type { Credential } from './credential.ts';
import { toDer } from './der.ts';
import { type DistinguishedName, mockName } from './distinguished-name.ts';
import type { Extension } from './extensions/extension.ts';
import type { Issuance } from './issuance.ts';
import { leafExtensions } from './leaf-extensions.ts';
import type { Serials } from './serials.ts';
import type { ServerName } from './server-name.ts';

/** What server certificates are made from. */
export interface LeafParts {
  readonly issuer: Credential;
  readonly key: KeyObject;
  readonly serials: Serials;
  readonly issuance: Issuance;
  /** Where to ask about certificates of this issuer. */
  readonly locations: readonly Extension[];
}

/** One server certificate. */
export interface Leaf {
  readonly pem: string;
  /** Upper-case hexadecimal. */
  readonly serial: string;
  readonly validity: Validity;
}

const DAY = 86_400_000;
/** About a year, as the online service's own, and within the 398 days clients accept. */
const LIFETIME = 397 * DAY;
const RENEWED_EVERY = 335 * DAY;
const BACKDATED = DAY;

/**
 * The validity of server certificates handed out at `now`; it changes once a period, not with every start. It ends with
 * that of the `issuer` at the latest. A moment at which the issuer is not valid counts as the nearest one at which it is.
 */
export function leafValidity({ made }: Issuance, issuer: Validity, now: number): Validity {
  const moment = Math.min(Math.max(now, issuer.notBefore), issuer.notAfter);
  const period = Math.floor((moment - made) / RENEWED_EVERY);
  const start = made - (made % 1000) + period * RENEWED_EVERY;
  const notBefore = start - BACKDATED;
  return { notBefore, notAfter: Math.min(notBefore + LIFETIME, issuer.notAfter) };
}

/**
 * The certificate for `names`. The same names, dates, issuer and addresses give the same bytes in every
 * process that uses the folder, so nothing needs to be kept and clients may pin it.
 */
export function issueLeaf(parts: LeafParts, names: readonly ServerName[], validity: Validity): Leaf {
  const publicKey = createPublicKey(parts.key);
  const extensions = leafExtensions({
    names,
    publicKey,
    issuerKey: parts.issuer.certificate.publicKey,
    locations: parts.locations,
  });
  const serial = parts.serials.make(parts.issuer.id, digestOf(extensions, validity));
  const content = { subject: leafSubject(names), publicKey, serial, validity, extensions };
  const certificate = issueCertificate(content, { name: parts.issuer.name(), key: parts.issuer.key });
  return { pem: certificate.toString(), serial: certificate.serialNumber, validity };
}

// Two different certificates must never share a serial number, so it follows from all that can differ.
function digestOf(extensions: readonly Extension[], { notBefore, notAfter }: Validity): Buffer {
  const hash = createHash('sha256').update(String(notBefore));
  // Where an issuer cuts it short; it may be renewed and cut it elsewhere.
  if (notAfter !== notBefore + LIFETIME) hash.update(` ${notAfter}`);
  for (const { value } of extensions) hash.update(toDer(value));
  return hash.digest();
}

/** The subject of a certificate for `names`. */
export function leafSubject(names: readonly ServerName[]): DistinguishedName {
  // An address as common name would be held against the DNS constraints by OpenSSL.
  const host = names.find(({ kind }) => kind === 'dns');
  return mockName(host?.text ?? 'mock server (test only, do not trust)');
}
