import type { X509Certificate } from 'node:crypto';

/** Longest subject repeated in a message. */
const SHOWN_CHARACTERS = 200;

/** The subject of a certificate in one line, in quotes. */
export function nameOf(certificate: X509Certificate): string {
  // Node gives undefined for an empty subject, whatever its typings say.
  const subject: string | undefined = certificate.subject;
  return `"${(subject ?? '').replaceAll('\n', ', ').slice(0, SHOWN_CHARACTERS)}"`;
}

/** How much of the names of a certificate is repeated; some carry a hundred. */
const SHOWN_NAMES = 300;

/** The names a server's certificate is for, `DNS:localhost, IP Address:127.0.0.1`; its subject when it has none. */
export function namesOf(certificate: X509Certificate): string {
  return certificate.subjectAltName?.slice(0, SHOWN_NAMES) ?? nameOf(certificate);
}
