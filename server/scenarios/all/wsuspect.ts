import type { Oracle, Scenario, Step } from '../scenario.ts';
import { seed, update } from './common.ts';
import { came, ends, never, observed, struck } from './session-oracles.ts';

/** The update somebody slipped in. Its file is inert, and its arguments are a mark to look for and no command. */
const KB = 'KB5099123';
const FILE = 'canary-5099123.cab';
const MARKER = '/canary 5c0a0e51-0000-4000-8000-00000000c0de';
const LONG_AGO = '2020-01-01';

const injected = (changes: object = {}): object =>
  update({
    updateId: '5c000000-0000-4000-8000-000005099123',
    title: 'Mock: Injected Update (KB5099123)',
    kb: 5099123,
    handler: { type: 'command', program: 'canary-5099123.txt', arguments: MARKER, defaultResult: 'failed' },
    files: [{ name: FILE, size: 4_000, sign: 'none' }],
    approvals: [{ group: 'All Computers', action: 'install', deadline: LONG_AGO }],
    ...changes,
  });

const notRun: readonly Oracle[] = [
  came('the update reached the client, or the scenario says nothing', {
    operation: 'SyncUpdates',
    where: { 'result.SyncUpdatesResult.NewUpdates[*].Deployment.Deadline': { like: '2020-01-01*' } },
  }),
  { kind: 'installed', update: KB, is: false, why: 'it is not installed' },
  never('no success is reported', { reported: { eventId: 183, update: KB } }),
  observed('whether the canary was fetched before it was refused', { kind: 'content', file: FILE }),
  came('the canary is not fetched for ever', { kind: 'content', file: FILE }, { most: 6 }),
  ends('it says why', false),
];

const ATTACK =
  'WSUSpect (2015) showed what that means: whoever sits between a client and a WSUS that speaks plain HTTP adds an update to the answer. Windows runs only files that Microsoft signed, so the attack names one of those, and chooses its arguments: they are in the metadata, which nobody signs.';

/** What stands in for the next server: for a client that keeps its connections, each call is over a new one. */
const NEW_CONNECTIONS: Step = {
  do: 'fault',
  rule: { act: { kind: 'http.headers', set: { connection: 'close' } } },
};

/** Another server answers under the name of the honest one, over new connections. */
function swapped(certificate: string): Pick<Scenario, 'layer' | 'threat' | 'honest' | 'strike' | 'needs'> {
  return {
    layer: 'tls',
    threat: 'injected metadata',
    honest: { steps: [seed(update({ files: [{ size: 20_000 }] })), NEW_CONNECTIONS], client: ['scan'] },
    strike: {
      steps: [
        { do: 'clear faults' },
        { do: 'fault', rule: { act: { kind: 'tls.certificate', certificate } } },
      ],
      client: ['run'],
    },
    needs: ['https'],
  };
}

const metOther = came('the client met the other server, or the scenario says nothing', {
  kind: 'tls',
  injected: true,
});

/** Metadata somebody else had a hand in: attack scenarios B2.1 and B2.2. */
export const wsuspectScenarios: readonly Scenario[] = [
  {
    id: 'wsuspect.injected-command',
    title: 'An update is slipped in that runs a program with arguments',
    layer: 'metadata',
    threat: 'injected metadata',
    story: [
      ATTACK,
      'Here the injected update is assigned, its deadline was years ago, and its file is a canary without a signature: an inert cabinet, and a mark in place of a command. Who runs what the metadata says would have run it.',
    ],
    correct:
      'Installs nothing that a publisher it trusts has not signed, deadline or not, and reports the failure. Best of all it speaks TLS with its server, so that nobody can add anything.',
    likely: ['TRUST_E_NOSIGNATURE', 'CERT_E_UNTRUSTEDROOT'],
    honest: { steps: [seed(update())], client: ['scan'] },
    strike: { steps: [seed(injected())], client: ['run'] },
    oracles: notRun,
    needs: ['reports'],
  },
  {
    id: 'wsuspect.failure-as-success',
    title: 'The injected update calls every failure a success',
    layer: 'metadata',
    threat: 'injected metadata',
    story: [
      'Metadata says what exit codes of a program mean. The injected update says that any code is a success, so that an administrator who looks at reports sees a patched machine.',
      'Codes are those of a program that ran. What was refused before has none, and must never be a success.',
    ],
    correct:
      'Refuses the file because of who signed it. That is a failure, whatever the metadata says of exit codes.',
    likely: ['CERT_E_UNTRUSTEDROOT'],
    honest: { steps: [seed(update())], client: ['scan'] },
    strike: {
      steps: [
        seed(
          injected({
            handler: {
              type: 'command',
              program: 'canary-5099123.txt',
              arguments: MARKER,
              defaultResult: 'succeeded',
              returnCodes: [{ code: -1, result: 'succeeded' }],
            },
            files: [{ name: FILE, size: 4_000, sign: 'unknown-root' }],
          }),
        ),
      ],
      client: ['run'],
    },
    oracles: [...notRun, came('the failure is reported', { reported: { eventId: 182, update: KB } })],
    needs: ['reports'],
  },
  {
    id: 'pywsus.shape',
    title: 'An update of the shape a well-known attack tool makes',
    layer: 'metadata',
    threat: 'injected metadata',
    story: [
      'pywsus is a fake WSUS that pen testers use. Its updates are easy to know: revision number 204, a security bulletin MS42-123, a command whose exit code -1 is a success. This scenario has that shape and nothing behind it, so that detections on the network, audits of servers and clients can be tried without running the tool.',
    ],
    correct: 'The same as for any injected update. A detection on the way should have something to say, too.',
    likely: ['TRUST_E_NOSIGNATURE'],
    honest: { steps: [seed(update())], client: ['scan'] },
    strike: {
      steps: [
        seed(
          injected({
            revision: 204,
            bulletins: ['MS42-123'],
            handler: {
              type: 'command',
              program: 'canary-5099123.txt',
              arguments: MARKER,
              returnCodes: [{ code: -1, result: 'succeeded' }],
            },
          }),
        ),
      ],
      client: ['run'],
    },
    oracles: notRun,
    needs: ['reports'],
  },
  {
    ...swapped('pinned-elsewhere'),
    id: 'wsuks.other-authority',
    title: 'Another authority of the same enterprise vouches for the server',
    story: [
      'Name resolution or ARP sends the client to another machine. That machine has a certificate for the right name, from an authority below a root the client trusts: in many a company anybody may ask for one (ESC17). Chain, name and dates are all good.',
      'Since January 2021 Windows can be told which certificates its update server may show. Without that, or a pin on the issuer, this attack is WSUSpect again, TLS or not.',
    ],
    correct:
      'Who pins the certificate or the issuer of its server ends the connection before a byte of a request is sent. Who knows the root alone goes on, and should know that it does: this scenario tells which of the two a client is.',
    likely: ['ERROR_WINHTTP_SECURE_FAILURE', 'CERT_E_UNTRUSTEDROOT'],
    oracles: [
      metOther,
      observed('whether the client speaks to who shows another issuer', { kind: 'call' }),
      observed('whether it refused the handshake', { kind: 'tls', outcome: 'refused' }),
      came('it does not try without end', { kind: 'tls' }, { most: 20 }),
    ],
  },
  {
    ...swapped('unknown-issuer'),
    id: 'wsuspect.untrusted-issuer',
    title: 'Somebody in the middle shows a certificate of his own',
    story: [
      'A proxy in the middle answers with a certificate it made: the names in the chain are those of the real one, the keys are not.',
    ],
    correct:
      'Ends the connection before it has sent a byte of a request, tells the failure, and does not fall back to plain HTTP.',
    likely: ['ERROR_WINHTTP_SECURE_FAILURE', 'ERROR_WINHTTP_SECURE_INVALID_CA'],
    oracles: [
      metOther,
      never('no request is sent to who is not proven', { kind: 'call' }),
      never('no file is fetched meanwhile', { kind: 'content' }),
      came('it does not try without end', { kind: 'tls' }, { most: 10 }),
      ends('the scan failed', false, 'ERROR_WINHTTP_SECURE_FAILURE'),
    ],
  },
  {
    id: 'wsuspect.redirected-call',
    title: 'A call is sent elsewhere by a redirect',
    layer: 'http',
    threat: 'injected metadata',
    story: [
      'In place of an answer to SyncUpdates there comes a redirect to another service. A client that follows takes its cookie along, and believes whoever answers there.',
      'Files may be redirected, since their digests prove them. Calls have nothing that proves them but the server they were sent to.',
    ],
    correct: 'Follows no redirect of a call. It ends the scan and says so.',
    likely: ['ERROR_WINHTTP_REDIRECT_FAILED'],
    honest: { steps: [seed(update())], client: ['scan'] },
    strike: {
      steps: [
        {
          do: 'fault',
          rule: {
            match: { operation: 'SyncUpdates' },
            act: { kind: 'http.redirect', to: '/elsewhere/client.asmx', status: 307 },
          },
        },
      ],
      client: ['scan'],
    },
    oracles: [
      struck,
      never('the redirect is not followed', { path: '/elsewhere/*' }),
      came('the call is not repeated for ever', { operation: 'SyncUpdates' }, { most: 5 }),
      ends('the scan failed', false, 'ERROR_WINHTTP_REDIRECT_FAILED'),
    ],
  },
];
