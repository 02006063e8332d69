import type { Scenario } from '../scenario.ts';
import { afterRepair, came, endsWell, fault, isInstalled, other, seed, update } from './common.ts';
import { CLOSING, certificate, refusedHandshake, SECURE } from './refused-handshake.ts';

/** Handshakes that fail for other reasons than a certificate, and those that must not fail: attack scenarios B1.6, B1.11. */
export const handshakes: readonly Scenario[] = [
  refusedHandshake(
    { kind: 'tls.version', version: 'TLSv1.1' },
    {
      id: 'tls.old-version',
      title: 'The server speaks nothing newer than TLS 1.1',
      story: [
        'TLS 1.0 and 1.1 have been given up (RFC 8996): they rest on SHA-1 and MD5. A server that speaks nothing ' +
          'else is old, or somebody in between wants it to seem so.',
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
        'To the ClientHello somebody answers in plain HTTP, as a proxy does that wants something, or a server on ' +
          'which TLS was switched off. The answer can be read well; it is from nobody.',
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
      'The counterpart: the certificate has an extension nobody knows, and it is not critical. Such extensions ' +
        'are to be passed over; a client that refuses them breaks with the next thing an authority adds.',
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
      'The server comes up with an expired certificate, an administrator sees it and puts a new one in. What is ' +
        'looked at is the time after: a client that crossed the server out, or waits for days, makes a small ' +
        'trouble a large one.',
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
      'The connection stands, the client has sent its first message, and nothing comes back. This is before any ' +
        'request, so time limits for requests have not begun to run in many a library.',
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
