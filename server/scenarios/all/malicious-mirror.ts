import type { Act } from '../../faults/acts.ts';
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
  LARGE,
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

const PORTAL =
  '<!DOCTYPE html><title>Welcome</title><form><input name="room"><button>Sign in</button></form>';

type Texts = Pick<Scenario, 'id' | 'title' | 'story' | 'correct' | 'likely'>;

const OBSERVED = {
  kind: 'observe',
  why: 'whether it reads the bytes as they are',
  expect: { query: { reported: { eventId: 183, update: 'KB5090001' } } },
  yes: 'It read the bytes as they are, found their digest right, and installed the update.',
  no: 'It refused the file for its coding.',
} as const;

/** A content server that is ill, set up badly, or somebody else's, while the metadata is honest: attack scenarios B1.10. */
export const maliciousMirror: readonly Scenario[] = [
  refused(
    { kind: 'http.status', status: 404 },
    {
      id: 'malicious-mirror.not-found',
      title: 'The newest file is not there',
      story: [
        'The metadata names a file, and the content server says 404. On a WSUS that is the usual state of an update that was approved minutes ago; on a mirror it can be the whole attack: everybody gets everything but the one file that closes the hole.',
      ],
      correct:
        'Reports the failed download of that update, installs the others, and asks again with a later scan, not over and over.',
      likely: ['WU_E_PT_HTTP_STATUS_NOT_FOUND'],
    },
  ),
  refused(
    { kind: 'http.status', status: 410 },
    {
      id: 'malicious-mirror.gone',
      title: 'The newest file is gone for good',
      story: [
        '410 says that the file was there and will never be again. It is an invitation to cross it out for ever, given by somebody who cannot be asked for his name.',
      ],
      correct:
        'Takes it for a failure of today, reports it, installs the others, and offers the update again after its next scan.',
      likely: ['WU_E_PT_HTTP_STATUS_GONE'],
    },
  ),
  refused(
    { kind: 'http.status', status: 503, headers: { 'Retry-After': '86400' } },
    {
      id: 'malicious-mirror.unavailable',
      title: 'The content server wants to be left alone for a day',
      story: [
        '503 with Retry-After for one file. What is fair from an overloaded server would be, taken at its word, a day without updates; a mirror may say it every day.',
      ],
      correct:
        'Waits for minutes at most within a download, reports the failure, and installs what can be had.',
      likely: ['WU_E_PT_HTTP_STATUS_SERVICE_UNAVAIL'],
    },
  ),
  refused(
    { kind: 'http.reset' },
    {
      id: 'malicious-mirror.reset',
      title: 'The connection is cut whenever the file is asked for',
      story: [
        'A middle box reads along, sees the path of the file and cuts the connection with a forged reset. Everything else goes through.',
      ],
      correct: 'Tries a few times, reports the failed download, and installs the others.',
      likely: ['ERROR_WINHTTP_CONNECTION_ERROR'],
    },
  ),
  refused(
    { kind: 'http.redirect', to: '{url}' },
    {
      id: 'malicious-mirror.redirect-loop',
      title: 'A redirect to itself',
      story: [
        'The file has moved, says the server, to where it is. A client that follows without counting never comes out of it, and its requests are many: each costs the server next to nothing, which makes it a nuisance to run and no trouble to keep up.',
      ],
      correct: 'Follows a handful of redirects and then takes it for a failure.',
      likely: ['ERROR_WINHTTP_REDIRECT_FAILED'],
    },
    60,
  ),
  refused(
    { kind: 'http.redirect', to: 'file:///C:/Windows/System32/mock.cab' },
    {
      id: 'malicious-mirror.redirect-to-file',
      title: 'A redirect to a file on the disk',
      story: [
        'The redirect leads to file:, and the client runs with rights its user has not. Libraries that know many schemes have opened what they were told; a path of another machine makes Windows introduce itself there with the hash of its password.',
      ],
      correct: 'Follows to http: and https: alone, and takes anything else for a failure.',
      likely: ['ERROR_WINHTTP_UNRECOGNIZED_SCHEME'],
    },
  ),
  refused(
    { kind: 'http.redirect', to: 'http://127.0.0.1:9/mock.cab' },
    {
      id: 'malicious-mirror.redirect-elsewhere',
      title: 'A redirect to where nobody is',
      story: [
        'The redirect leads to a port on which nobody listens. It could as well lead into the house of the client, to a machine that takes a GET for an order: a redirect makes a client send requests from inside.',
      ],
      correct: 'Ends with a failure for this file, reports it, and installs the others.',
      likely: ['WU_E_PT_ENDPOINT_UNREACHABLE'],
    },
  ),
  refused(
    { kind: 'http.status', status: 200, headers: { 'Content-Type': 'text/html' }, body: PORTAL },
    {
      id: 'malicious-mirror.captive-portal',
      title: 'A page that wants somebody to sign in',
      story: [
        'In hotels and trains every request over plain HTTP is answered by the network: 200, and a page with a form. The status is good, so the page is saved under the name of the file.',
      ],
      correct:
        'Sees that no range came although one was asked for, or that length and digest do not fit; keeps nothing of it, and reports the failed download.',
      likely: ['DO_E_INSUFFICIENT_RANGE_SUPPORT', 'WU_E_DM_INCORRECTFILEHASH'],
    },
  ),
  refused(
    { kind: 'content.ignore-range' },
    {
      id: 'malicious-mirror.no-ranges',
      title: 'The whole file for every range',
      story: [
        'Asked for one mebibyte, the server sends the whole file with 200, as a server may that knows no ranges. A client that writes each answer where its range belongs makes a file of nothing, and fetches it as many times as it has ranges.',
      ],
      correct:
        'Notices that it is no answer to a range, and either takes the one whole file or gives up; the open client of Delivery Optimization gives up.',
      likely: ['DO_E_INSUFFICIENT_RANGE_SUPPORT'],
    },
    12,
    LARGE,
  ),
  refused(
    { kind: 'content.refuse-range' },
    {
      id: 'malicious-mirror.range-refused',
      title: '416 for ranges that are in the file',
      story: [
        'Every range is answered with 416, as if it lay behind the end of the file. To a client that is what it would see if the file were shorter than the metadata says.',
      ],
      correct: 'Takes it for a failure of this server, reports it, and installs the others.',
      likely: ['DO_E_INVALID_RANGE'],
    },
    12,
    LARGE,
  ),
  refused(
    { kind: 'content.shift-range', by: 4_096 },
    {
      id: 'malicious-mirror.shifted-range',
      title: 'Bytes from another place than the answer says',
      story: [
        'Content-Range says what was asked for, and the bytes are from four kilobytes further on. Length and head are right, and each byte is a byte of the file. A cache that counts in blocks has done so.',
      ],
      correct: 'Finds the digest of the whole wrong, deletes it, and reports the failed download.',
      likely: ['WU_E_DM_INCORRECTFILEHASH'],
    },
    24,
    LARGE,
  ),
  refused(
    { kind: 'content.no-content-range' },
    {
      id: 'malicious-mirror.no-content-range',
      title: '206, and not a word which part it is',
      story: [
        'The status says that this is a part, and the header is missing that says which. RFC 9110 does not allow it; some caches drop headers they do not know.',
      ],
      correct: 'Does not guess: a part that does not say where it belongs is a failure.',
      likely: ['DO_E_INVALID_RANGE', 'DO_E_INSUFFICIENT_RANGE_SUPPORT'],
    },
    12,
    LARGE,
  ),
  {
    id: 'malicious-mirror.one-of-four',
    title: 'Good for three files of four',
    layer: 'content',
    threat: 'malicious mirror',
    story: [
      'A mirror that is bad all the time is soon found out. This one serves every file as it should, but for one, of which a single byte is wrong.',
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
      'Between client and server a cache keeps what it once fetched from that path, a file that has been replaced since. It is honest about it: Age says a month, and the date is old. Only nobody asked it to be fresh.',
    ],
    correct:
      'Refuses the file for its digest. Better clients ask again past the cache (Cache-Control: no-cache) before they give up.',
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
  refused(
    { kind: 'http.headers', set: { 'Content-Encoding': 'gzip' } },
    {
      id: 'malicious-mirror.coding-lie',
      title: 'A file that is said to be packed with gzip',
      story: [
        'A proxy adds Content-Encoding: gzip and packs nothing, or packs what was asked for as it is. A client whose library unpacks by itself gets other bytes than the ones that were sent, other lengths than the ones that were said, or an endless file from a small one.',
      ],
      correct:
        'Asks for no coding with files and takes none: what it cannot read as it came is a failure, or it reads the bytes as they are and has the digest decide.',
    },
    24,
    undefined,
    'observe',
  ),
  {
    id: 'malicious-mirror.foreign-address',
    title: 'The file is said to be at an address where nobody is',
    layer: 'soap',
    threat: 'malicious mirror',
    story: [
      'The server says the file is at http://127.0.0.1:9/, a port nobody listens on. It could as well be a machine in the house of the client that ought not to be talked to: the address of a file makes a client send a request wherever the server likes.',
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
      'The server says the file is at file://///mock.invalid/share/mock.cab. Windows opens such a path with the credentials of whoever asks.',
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

/** One file is struck each time it is asked for; the other update shows that it stops nothing else. */
function refused(
  act: Act,
  texts: Texts,
  most = 12,
  changes: object = {},
  success: 'none' | 'observe' = 'none',
): Scenario {
  const { kind } = act;
  return {
    ...texts,
    layer: kind.startsWith('content.') ? 'content' : 'http',
    threat: 'malicious mirror',
    honest: { steps: [seed(update(changes), other())], client: ['scan'] },
    strike: { steps: [onFile(act)], client: ['run'] },
    oracles: [
      came('the strike was met', { file: FILE, injected: true }),
      fewTries(most),
      ...(success === 'none'
        ? [notInstalled('what did not come as it should is not installed'), noSuccess(), failedDownload]
        : [OBSERVED]),
      isInstalled('the other update is installed', OTHER_KB),
    ],
    needs: ['reports'],
  };
}

/** A small update of its own. */
function numbered(at: number): object {
  return update({
    updateId: `5c000000-0000-4000-8000-00000509000${at}`,
    title: `Mock: Update ${at} of four (KB509000${at})`,
    kb: 5090000 + at,
    files: [{ name: `mock-kb509000${at}.cab`, size: 20 * 1024 }],
  });
}
