import type { Scenario } from '../scenario.ts';
import { refusedCertificate } from './refused-handshake.ts';

/** Keys and certificates that are not, or no longer, those of the update server: attack scenarios B1.11. */
export const keyCompromise: readonly Scenario[] = [
  refusedCertificate(
    'expired',
    {
      id: 'tls.expired',
      title: 'The certificate of the server has expired',
      story: [
        'Nobody renewed it: the most usual of all reasons. It is dangerous all the same, for whoever finds an ' +
          'old key in a backup has a certificate to it, and authorities stop telling of revocations once a ' +
          'certificate is over.',
      ],
      correct: 'Ends the handshake before it sends a request, and says that the date is the reason.',
    },
    'ERROR_WINHTTP_SECURE_CERT_DATE_INVALID',
  ),
  refusedCertificate(
    'not-yet-valid',
    {
      id: 'tls.not-yet-valid',
      title: 'The certificate begins a month from now',
      story: [
        'Seen from the client it is of the future. In truth it is mostly the clock of the client that is wrong, ' +
          'and there is a temptation: a client that sets its clock by what the server says, so that the ' +
          'certificate fits, can be led to any day.',
      ],
      correct: 'Refuses it, and does not take its time from a server it has not proven yet.',
    },
    'ERROR_WINHTTP_SECURE_CERT_DATE_INVALID',
  ),
  refusedCertificate(
    'wrong-name',
    {
      id: 'tls.wrong-name',
      title: 'A certificate for another host',
      story: [
        'The chain is good, and so are the dates; the certificate is for somebody else’s name. Anybody can get ' +
          'one for a host of his own from an authority everybody trusts. Only the name tells whom one speaks to.',
      ],
      correct: 'Holds the name it asked for against those of the certificate, and refuses it.',
    },
    'ERROR_WINHTTP_SECURE_CERT_CN_INVALID',
  ),
  refusedCertificate(
    'self-signed',
    {
      id: 'tls.self-signed',
      title: 'The server vouches for itself',
      story: [
        'The certificate is signed with its own key. It is what a tool makes in one line, and what many an ' +
          'administrator has told his clients to put up with, for all servers and for ever.',
      ],
      correct: 'Refuses it, as its chain leads to nobody it trusts.',
    },
    'ERROR_WINHTTP_SECURE_INVALID_CA',
  ),
  refusedCertificate(
    'unknown-issuer',
    {
      id: 'tls.unknown-issuer',
      title: 'Another authority, whose name is that of the right one',
      story: [
        'A proxy that opens connections signs a certificate for the server’s name. Its authority bears the names ' +
          'of the real one, letter by letter: a client, or a person, that goes by names sees no difference. The ' +
          'key is another one.',
      ],
      correct: 'Goes by keys and signatures, finds no way to a root it trusts, and refuses it.',
    },
    'ERROR_WINHTTP_SECURE_INVALID_CA',
  ),
  refusedCertificate(
    'no-server-auth',
    {
      id: 'tls.client-certificate',
      title: 'A certificate for clients serves',
      story: [
        'Every machine of a company has a certificate for itself, for client authentication, from the same ' +
          'authority as the servers. Whoever has one machine has such a key. Were usage not looked at, each of ' +
          'them could be the update server of all the others, where names fit.',
      ],
      correct: 'Wants serverAuth among the usages, and refuses it.',
    },
    'ERROR_WINHTTP_SECURE_CERT_WRONG_USAGE',
  ),
  refusedCertificate(
    'code-signing-eku',
    {
      id: 'tls.code-signing-key',
      title: 'The key that signs updates serves TLS',
      story: [
        'The certificate is that of a publisher, for codeSigning. Keys ought to have one purpose: one that lies ' +
          'on a web server is stolen there sooner than from a safe, and then it signs updates. The other way ' +
          'round, Flame signed code with a certificate that was meant for licences.',
      ],
      correct: 'Refuses a usage that is not its own, however good the chain is.',
    },
    'ERROR_WINHTTP_SECURE_CERT_WRONG_USAGE',
  ),
  refusedCertificate(
    'revoked',
    {
      id: 'tls.revoked',
      title: 'The certificate was revoked',
      story: [
        'Its key became known, and the authority revoked it: the list and the status answers say so, and both ' +
          'can be had. Until it expires the thief has a certificate that is good in every other way.',
      ],
      correct: 'Asks for the status, hears that it is revoked, and refuses it.',
    },
    'ERROR_WINHTTP_SECURE_CERT_REVOKED',
  ),
  refusedCertificate(
    'authority-revoked',
    {
      id: 'tls.authority-revoked',
      title: 'The authority in between was revoked',
      story: [
        'It is not the certificate of the server that was revoked but that of the authority above it: an ' +
          'intermediate whose key got lost can issue for any name. Clients that ask only about the last ' +
          'certificate of the chain hear nothing bad.',
      ],
      correct: 'Asks for the status of each authority below the root, too, and refuses the chain.',
    },
    'ERROR_WINHTTP_SECURE_CERT_REVOKED',
  ),
  refusedCertificate(
    'unknown-critical-extension',
    {
      id: 'tls.unknown-critical-extension',
      title: 'Something critical that nobody understands',
      story: [
        'The certificate has an extension marked critical, of a kind nobody knows. Critical means: who does not ' +
          'understand this must not use the certificate. The chain that Flame needed on newer Windows had such an ' +
          'extension, which had to be collided away for exactly that reason.',
      ],
      correct: 'Refuses the certificate (RFC 5280 §4.2).',
    },
    'CERT_E_CRITICAL',
  ),
  refusedCertificate(
    'name-constraint-violation',
    {
      id: 'tls.name-constraints',
      title: 'An authority issues beyond its names',
      story: [
        'The authority above the certificate is good for names of one domain, and its own certificate says so. ' +
          'It issued for another one. A constrained authority is what one gives to a branch office; it is worth as ' +
          'much as clients heed it.',
      ],
      correct: 'Refuses the chain.',
    },
    'ERROR_WINHTTP_SECURE_INVALID_CA',
  ),
  refusedCertificate(
    'damaged-signature',
    {
      id: 'tls.damaged-signature',
      title: 'One bit of the signature is wrong',
      story: [
        'Every field of the certificate is right: name, dates, issuer, usages. The signature under it has one ' +
          'bit another way. Whoever compares issuers by name and leaves the arithmetic out does not notice.',
      ],
      correct: 'Verifies the signature and refuses the certificate.',
    },
    'TRUST_E_CERT_SIGNATURE',
  ),
];
