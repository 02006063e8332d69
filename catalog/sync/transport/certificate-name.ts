import type { X509Certificate } from 'node:crypto';

/** Longest subject repeated in a message. */
const SHOWN_CHARACTERS = 200;

/** The subject of a certificate in one line, in quotes. */
export function nameOf(certificate: X509Certificate): string {
  // Node gives undefined for an empty subject, whatever its typings say.
  const subject: string | undefined = certificate.subject;
  return `"${(subject ?? '').replaceAll('\n', ', ').slice(0, SHOWN_CHARACTERS)}"`;
}
