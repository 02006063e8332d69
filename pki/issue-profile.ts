import { createPublicKey, type X509Certificate } from 'node:crypto';
import { issueCertificate, type Validity } from './certificate.ts';
import { validityOf } from './certificate-fields.ts';
import type { Credential } from './credential.ts';
import { warningName } from './distinguished-name.ts';
import type { Extension } from './extensions/extension.ts';
import { authorityKeyIdentifier, subjectKeyIdentifier } from './extensions/key-identifiers.ts';
import type { HierarchyParts } from './hierarchy-parts.ts';
import type { Profile } from './profiles.ts';

const DAY = 86_400_000;
const YEAR = 365 * DAY;
/** Clocks of clients may be behind. */
const BACKDATED = DAY;
const UNIQUE_BYTES = 8;

/** What the certificate of `profile` says besides names, keys and dates, for this start of the program. */
export function profileExtensions(
  { permitted, locations }: HierarchyParts,
  { issuer, extensions }: Profile,
): readonly Extension[] {
  return [...extensions(permitted), ...(issuer === undefined ? [] : locations(issuer))];
}

/** Issues the certificate of `profile` with its kept key, by `issuer` or, for the root, by itself. */
export function issueProfile(
  { clock, randomness, serials, keys }: HierarchyParts,
  { id, role, years }: Profile,
  issuer: Credential | undefined,
  extensions: readonly Extension[],
): X509Certificate {
  const key = keys[id];
  const publicKey = createPublicKey(key);
  const subject = warningName(role);
  const above = issuer === undefined ? [] : [authorityKeyIdentifier(issuer.certificate.publicKey)];
  const content = {
    subject,
    publicKey,
    serial: serials.make(issuer?.id ?? id, randomness.bytes(UNIQUE_BYTES)),
    validity: validityFrom(clock.now(), years, issuer),
    extensions: [...extensions, subjectKeyIdentifier(publicKey), ...above],
  };
  return issueCertificate(content, { name: issuer?.name() ?? subject, key: issuer?.key ?? key });
}

function validityFrom(now: number, years: number, issuer: Credential | undefined): Validity {
  // Certificates know whole seconds only.
  const notBefore = now - (now % 1000) - BACKDATED;
  const notAfter = notBefore + years * YEAR;
  const limit = issuer === undefined ? notAfter : validityOf(issuer.certificate).notAfter;
  return { notBefore, notAfter: Math.min(notAfter, limit) };
}
