import type { Scenario } from '../scenario.ts';
import {
  askedFor,
  came,
  endsBadly,
  FILE,
  failedDownload,
  fault,
  fewTries,
  isInstalled,
  noSuccess,
  notInstalled,
  OTHER_FILE,
  OTHER_KB,
  onFile,
  other,
  seed,
  struck,
  update,
} from './common.ts';
import { mirrorAnswers } from './mirror-answers.ts';
import { mirrorRanges } from './mirror-ranges.ts';

/** A content server that is ill, set up badly, or somebody else's, while the metadata is honest: attack scenarios B1.10. */
export const maliciousMirror: readonly Scenario[] = [
  ...mirrorAnswers,
  ...mirrorRanges,
  {
    id: 'malicious-mirror.one-of-four',
    title: 'Good for three files of four',
    layer: 'content',
    threat: 'malicious mirror',
    story: [
      'A mirror that is bad all the time is soon found out. This one serves every file as it should, but for ' +
        'one, of which a single byte is wrong.',
    ],
    correct: 'Installs the three, refuses the fourth, and reports which one it was.',
    likely: ['WU_E_DM_INCORRECTFILEHASH'],
    honest: { steps: [seed(update(), ...[2, 3, 4].map(numbered))], client: ['scan'] },
    strike: { steps: [onFile({ kind: 'content.corrupt', offset: 5_000 })], client: ['run'] },
    oracles: [
      askedFor(),
      notInstalled('the changed one is not installed'),
      ...[2, 3, 4].map((at) => isInstalled('a good one is installed', `KB509000${at}`)),
      came('it is said which one failed', { reported: { eventId: 182, update: 'KB5090001' } }),
      noSuccess(),
    ],
    needs: ['reports'],
  },
  {
    id: 'malicious-mirror.stale-cache',
    title: 'A cache gives the file of last month',
    layer: 'content',
    threat: 'malicious mirror',
    story: [
      'Between client and server a cache keeps what it once fetched from that path, a file that has been ' +
        'replaced since. It is honest about it: Age says a month, and the date is old. Only nobody asked it to be ' +
        'fresh.',
    ],
    correct:
      'Refuses the file for its digest. Better clients ask again past the cache (Cache-Control: no-cache) before ' +
      'they give up.',
    likely: ['WU_E_DM_INCORRECTFILEHASH'],
    honest: { steps: [seed(update(), other({ approvals: [] }))], client: ['scan'] },
    strike: {
      steps: [
        onFile([
          { kind: 'content.swap', file: OTHER_FILE, whole: true },
          {
            kind: 'http.headers',
            set: { Age: '2592000', 'Last-Modified': 'Tue, 08 Sep 2026 17:00:00 GMT', Via: '1.1 mock-cache' },
          },
        ]),
      ],
      client: ['run'],
    },
    oracles: [
      askedFor(),
      notInstalled('the file of last month is not installed'),
      noSuccess(),
      failedDownload,
      fewTries(),
      {
        kind: 'observe',
        why: 'whether it asks past the cache',
        expect: { query: { file: FILE, where: { 'request.headers[*][0]': 'Cache-Control' } } },
        yes: 'It asked the cache for something fresh.',
        no: 'It asked no cache for something fresh.',
      },
    ],
    needs: ['reports'],
  },
  {
    id: 'malicious-mirror.foreign-address',
    title: 'The file is said to be at an address where nobody is',
    layer: 'soap',
    threat: 'malicious mirror',
    story: [
      'The server says the file is at http://127.0.0.1:9/, a port nobody listens on. It could as well be a ' +
        'machine in the house of the client that ought not to be talked to: the address of a file makes a client ' +
        'send a request wherever the server likes.',
    ],
    correct: 'Ends with a failure for this update, says so, and installs the others.',
    likely: ['WU_E_PT_ENDPOINT_UNREACHABLE'],
    honest: { steps: [seed(other())], client: ['scan'] },
    strike: {
      steps: [
        seed(update()),
        fault(
          { operation: 'GetExtendedUpdateInfo' },
          {
            kind: 'soap.replace',
            replace: [{ found: '<Url>*</Url>', by: '<Url>http://127.0.0.1:9/mock.cab</Url>' }],
          },
        ),
      ],
      client: ['run'],
    },
    oracles: [
      struck('GetExtendedUpdateInfo'),
      notInstalled('what nobody gives is not installed'),
      noSuccess(),
      failedDownload,
      isInstalled('the other update is installed', OTHER_KB),
    ],
    needs: ['reports'],
  },
  {
    id: 'malicious-mirror.address-of-file-scheme',
    title: 'The address of the file is no web address',
    layer: 'soap',
    threat: 'malicious mirror',
    story: [
      'The server says the file is at file://///mock.invalid/share/mock.cab. Windows opens such a path with the ' +
        'credentials of whoever asks.',
    ],
    correct: 'Takes addresses of http: and https: alone; anything else is a failure of this update.',
    likely: ['WU_E_BAD_FILE_URL'],
    honest: { steps: [seed(other())], client: ['scan'] },
    strike: {
      steps: [
        seed(update()),
        fault(
          { operation: 'GetExtendedUpdateInfo' },
          {
            kind: 'soap.replace',
            replace: [{ found: '<Url>*</Url>', by: '<Url>file://///mock.invalid/share/mock.cab</Url>' }],
          },
        ),
      ],
      client: ['run'],
    },
    oracles: [
      struck('GetExtendedUpdateInfo'),
      notInstalled('nothing is installed from there'),
      noSuccess(),
      isInstalled('the other update is installed', OTHER_KB),
      endsBadly('it says that something failed'),
    ],
  },
];

/** A small update of its own. */
function numbered(at: number): object {
  return update({
    updateId: `5c000000-0000-4000-8000-00000509000${at}`,
    title: `Mock: Update ${at} of four (KB509000${at})`,
    kb: 5090000 + at,
    files: [{ name: `mock-kb509000${at}.cab`, size: 20 * 1024 }],
  });
}
