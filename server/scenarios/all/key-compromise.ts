import type { HresultName } from '../../../protocol/hresult/hresults.ts';
import type { Act } from '../../faults/acts.ts';
import type { Scenario, Step } from '../scenario.ts';
import { afterRepair, came, endsBadly, endsWell, fault, isInstalled, other, seed, update } from './common.ts';

type Texts = Pick<Scenario, 'id' | 'title' | 'story' | 'correct'>;

/** Connections end with each answer, so that the strike is met by a handshake. */
const CLOSING: Step = fault({ service: '*' }, { kind: 'http.headers', set: { Connection: 'close' } });

const SECURE: HresultName = 'ERROR_WINHTTP_SECURE_FAILURE';

/** Keys and certificates that are not, or no longer, those of the update server: attack scenarios B1.11. */
export const keyCompromise: readonly Scenario[] = [
  refusedCertificate(
    'expired',
    {
      id: 'tls.expired',
      title: 'The certificate of the server has expired',
      story: [
        'Nobody renewed it: the most usual of all reasons. It is dangerous all the same, for whoever finds an old key in a backup has a certificate to it, and authorities stop telling of revocations once a certificate is over.',
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
        'Seen from the client it is of the future. In truth it is mostly the clock of the client that is wrong, and there is a temptation: a client that sets its clock by what the server says, so that the certificate fits, can be led to any day.',
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
        'The chain is good, and so are the dates; the certificate is for somebody else’s name. Anybody can get one for a host of his own from an authority everybody trusts. Only the name tells whom one speaks to.',
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
        'The certificate is signed with its own key. It is what a tool makes in one line, and what many an administrator has told his clients to put up with, for all servers and for ever.',
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
        'A proxy that opens connections signs a certificate for the server’s name. Its authority bears the names of the real one, letter by letter: a client, or a person, that goes by names sees no difference. The key is another one.',
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
        'Every machine of a company has a certificate for itself, for client authentication, from the same authority as the servers. Whoever has one machine has such a key. Were usage not looked at, each of them could be the update server of all the others, where names fit.',
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
        'The certificate is that of a publisher, for codeSigning. Keys ought to have one purpose: one that lies on a web server is stolen there sooner than from a safe, and then it signs updates. The other way round, Flame signed code with a certificate that was meant for licences.',
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
        'Its key became known, and the authority revoked it: the list and the status answers say so, and both can be had. Until it expires the thief has a certificate that is good in every other way.',
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
        'It is not the certificate of the server that was revoked but that of the authority above it: an intermediate whose key got lost can issue for any name. Clients that ask only about the last certificate of the chain hear nothing bad.',
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
        'The certificate has an extension marked critical, of a kind nobody knows. Critical means: who does not understand this must not use the certificate. The chain that Flame needed on newer Windows had such an extension, which had to be collided away for exactly that reason.',
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
        'The authority above the certificate is good for names of one domain, and its own certificate says so. It issued for another one. A constrained authority is what one gives to a branch office; it is worth as much as clients heed it.',
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
        'Every field of the certificate is right: name, dates, issuer, usages. The signature under it has one bit another way. Whoever compares issuers by name and leaves the arithmetic out does not notice.',
      ],
      correct: 'Verifies the signature and refuses the certificate.',
    },
    'TRUST_E_CERT_SIGNATURE',
  ),
  refusedHandshake(
    { kind: 'tls.version', version: 'TLSv1.1' },
    {
      id: 'tls.old-version',
      title: 'The server speaks nothing newer than TLS 1.1',
      story: [
        'TLS 1.0 and 1.1 have been given up (RFC 8996): they rest on SHA-1 and MD5. A server that speaks nothing else is old, or somebody in between wants it to seem so.',
      ],
      correct: 'Refuses, and does not fall back to an older version or to plain HTTP.',
    },
    [SECURE, 'ERROR_WINHTTP_SECURE_CHANNEL_ERROR'],
  ),
  refusedHandshake(
    { kind: 'tls.plain' },
    {
      id: 'tls.plain-http',
      title: 'Plain HTTP in place of the handshake',
      story: [
        'To the ClientHello somebody answers in plain HTTP, as a proxy does that wants something, or a server on which TLS was switched off. The answer can be read well; it is from nobody.',
      ],
      correct: 'Takes it for a handshake that failed, and does not go on in plain HTTP.',
    },
    [SECURE, 'ERROR_WINHTTP_SECURE_CHANNEL_ERROR', 'ERROR_WINHTTP_CONNECTION_ERROR'],
  ),
  {
    id: 'tls.unknown-extension',
    title: 'Something unknown that is not critical',
    layer: 'tls',
    threat: 'key compromise',
    story: [
      'The counterpart: the certificate has an extension nobody knows, and it is not critical. Such extensions are to be passed over; a client that refuses them breaks with the next thing an authority adds.',
    ],
    correct: 'Passes it over and goes on.',
    honest: { steps: [CLOSING, seed(other())], client: ['run'] },
    strike: { steps: certificate('unknown-noncritical-extension'), client: ['run'] },
    oracles: [
      came('the handshake is completed', { kind: 'tls', injected: true, outcome: 'ok' }),
      isInstalled('it has the update'),
      endsWell('there is nothing to complain of'),
    ],
    needs: ['https'],
  },
  {
    id: 'tls.renewal',
    title: 'A certificate is refused, and the next one is right',
    layer: 'tls',
    threat: 'key compromise',
    story: [
      'The server comes up with an expired certificate, an administrator sees it and puts a new one in. What is looked at is the time after: a client that crossed the server out, or waits for days, makes a small trouble a large one.',
    ],
    correct:
      'Refuses while the certificate is bad; once it is right it scans, tells what had failed, and installs.',
    likely: [SECURE],
    honest: { steps: [CLOSING, seed(other())], client: ['run'] },
    strike: { steps: certificate('expired'), client: ['scan'] },
    repair: { steps: [{ do: 'clear faults' }], client: ['run'] },
    oracles: [
      came('the bad certificate was shown', { kind: 'tls', injected: true }),
      afterRepair(came('the failed scan is reported', { reported: { eventId: 148 } })),
      isInstalled('it has the update'),
      endsWell('it gets over it'),
    ],
    needs: ['https', 'reports'],
  },
  {
    id: 'slow-retrieval.handshake',
    title: 'The ClientHello is never answered',
    layer: 'tls',
    threat: 'slow retrieval',
    story: [
      'The connection stands, the client has sent its first message, and nothing comes back. This is before any request, so time limits for requests have not begun to run in many a library.',
    ],
    correct: 'Gives up within a minute or so, ends the scan with a failure, and scans later.',
    likely: ['ERROR_WINHTTP_TIMEOUT'],
    honest: { steps: [CLOSING, seed(other())], client: ['run'] },
    strike: {
      steps: [{ do: 'clear faults' }, seed(update()), fault({}, { kind: 'tls.stall' })],
      client: ['scan'],
    },
    repair: { steps: [{ do: 'clear faults' }], client: ['run'] },
    oracles: [
      came('the client leaves the connection', { kind: 'tls', injected: true, outcome: 'refused' }),
      afterRepair(came('the failed scan is reported', { reported: { eventId: 148 } })),
      isInstalled('it scans later, and has the update'),
    ],
    needs: ['https', 'reports'],
  },
];

function certificate(kind: string): Step[] {
  return [{ do: 'clear faults' }, seed(update()), fault({}, { kind: 'tls.certificate', certificate: kind })];
}

function refusedCertificate(kind: string, texts: Texts, behind: HresultName): Scenario {
  return refusedHandshake({ kind: 'tls.certificate', certificate: kind }, texts, [SECURE, behind]);
}

/** What a client must refuse before it sends a byte of a request. */
function refusedHandshake(act: Act, texts: Texts, codes: readonly HresultName[]): Scenario {
  return {
    ...texts,
    layer: 'tls',
    threat: 'key compromise',
    likely: codes,
    honest: { steps: [CLOSING, seed(other())], client: ['run'] },
    strike: { steps: [{ do: 'clear faults' }, seed(update()), fault({}, act)], client: ['run'] },
    oracles: [
      came('it came to a handshake', { kind: 'tls', injected: true }),
      came('no call is sent to a server that is not proven', { kind: 'call' }, 0),
      came('no file is asked for', { kind: 'content' }, 0),
      came('it does not try over and over', { kind: 'tls' }, { least: 1, most: 12 }),
      endsBadly('it says that TLS failed', ...codes),
    ],
    needs: ['https'],
  };
}
