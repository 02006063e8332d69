import type { Scenario } from '../scenario.ts';
import {
  askedFor,
  atMostBytes,
  came,
  endsBadly,
  FILE,
  failedDownload,
  isInstalled,
  noSuccess,
  notInstalled,
  OTHER_KB,
  onFile,
  onSync,
  other,
  seed,
  struck,
  update,
} from './common.ts';

const MB = 1024 * 1024;

/** An Xpress block of 22 zeros that are said to unpack to 2,147,483,647 bytes ([MS-WUSP] §2.1.1). */
const XPRESS_LIE = Buffer.concat([Buffer.from('ffffff7f16000000', 'hex'), Buffer.alloc(22)]);

/** Answers without end, or larger than anything a client should take: attack scenarios B1.5. */
export const endlessData: readonly Scenario[] = [
  {
    id: 'endless-data.file',
    title: 'A file that does not end',
    layer: 'http',
    threat: 'endless data',
    story: [
      'The answer to a request for the file has no length, and it does not end. The metadata says the file has ' +
        'some 200 KB. A client that writes what comes until it stops fills its disk, and a full disk is more than ' +
        'a failed update.',
      'The same goes for a range: 206, a right Content-Range, and behind it more bytes than the range has.',
    ],
    correct:
      'Counts what comes, cuts the connection as soon as it is more than was asked for, deletes what came and ' +
      'reports the failed download.',
    honest: { steps: [seed(update(), other())], client: ['scan'] },
    strike: { steps: [onFile({ kind: 'http.endless', atMost: 64 * MB })], client: ['run'] },
    oracles: [
      askedFor(),
      atMostBytes(24 * MB, 'it takes little more than the file and what was on its way'),
      came(
        'each of these connections is cut by the client',
        { file: FILE, injected: true, outcome: 'ok' },
        0,
      ),
      notInstalled('nothing is installed of what has no end'),
      noSuccess(),
      failedDownload,
      isInstalled('the other update is installed', OTHER_KB),
    ],
    needs: ['reports'],
  },
  {
    id: 'endless-data.reply',
    title: 'A reply of metadata that does not end',
    layer: 'http',
    threat: 'endless data',
    story: [
      'SyncUpdates is answered with a SOAP envelope whose header is white space, megabyte after megabyte. ' +
        'Nothing is wrong with it, it just never comes to the point. A client that gathers a reply before it ' +
        'parses it gathers until its memory is gone.',
    ],
    correct:
      'Takes a reply up to a bound of its own, cuts the connection there, and ends the scan with a failure.',
    likely: ['WU_E_PT_QUOTA_EXCEEDED'],
    honest: { steps: [seed(other())], client: ['run'] },
    strike: {
      steps: [
        seed(update()),
        onSync([
          { kind: 'soap.body', body: ' '.repeat(MB) },
          { kind: 'http.endless', atMost: 256 * MB },
        ]),
      ],
      client: ['scan'],
    },
    repair: { steps: [{ do: 'clear faults' }], client: ['run'] },
    oracles: [
      struck('SyncUpdates'),
      atMostBytes(128 * MB, 'it takes no more than a bound of its own', {
        operation: 'SyncUpdates',
        injected: true,
      }),
      came(
        'it does not try over and over',
        { operation: 'SyncUpdates', injected: true },
        { least: 1, most: 3 },
      ),
      came('the failed scan is reported as soon as the server can be talked to', {
        reported: { eventId: 148 },
      }),
      isInstalled('after an honest scan it has the update'),
    ],
    needs: ['reports'],
  },
  {
    id: 'endless-data.entities',
    title: 'Entities that unfold into gigabytes',
    layer: 'soap',
    threat: 'endless data',
    story: [
      'The reply begins with a document type of ten entities, each of ten of the one before: some six hundred ' +
        'bytes that unfold into two gigabytes. It is known as “billion laughs” since 2003 and still found in XML ' +
        'libraries that unfold by default.',
      'SOAP has ruled it out from the first day: a message must not hold a document type at all.',
    ],
    correct: 'Refuses a message with a document type before it unfolds anything.',
    likely: ['WU_E_PT_SOAPCLIENT_PARSE'],
    honest: { steps: [seed(update())], client: ['scan'] },
    strike: { steps: [onSync({ kind: 'soap.body', body: laughs() })], client: ['run'] },
    oracles: [
      struck('SyncUpdates'),
      came('it gives up after few tries', { operation: 'SyncUpdates' }, { least: 1, most: 10 }),
      came('the failed scan is reported', { reported: { eventId: 148 } }),
      came('nothing is downloaded after a scan that failed', { kind: 'content' }, 0),
      endsBadly('it says why', 'WU_E_PT_SOAPCLIENT_PARSE'),
    ],
    needs: ['reports'],
  },
  {
    id: 'endless-data.pages',
    title: 'There is always one more page',
    layer: 'soap',
    threat: 'endless data',
    story: [
      'SyncUpdates says Truncated each time: there is more, call again. The client calls again, and so on. ' +
        'Nothing is large here, and no call takes long; what has no end is the conversation.',
      'Windows has had this with honest servers whose catalogues were too large, which is why it has a bound of ' +
        'two hundred calls and a code of its own for it.',
    ],
    correct: 'Counts its calls and ends the scan at a bound, some hundreds, with a failure.',
    likely: ['WU_E_PT_EXCEEDED_MAX_SERVER_TRIPS'],
    honest: { steps: [seed(update())], client: ['scan'] },
    strike: {
      steps: [onSync({ kind: 'soap.edit', set: { 'SyncUpdatesResult.Truncated': true } })],
      client: ['scan'],
    },
    oracles: [
      came(
        'it ends within some hundreds of calls',
        { operation: 'SyncUpdates', injected: true },
        { least: 2, most: 400 },
      ),
      came('the failed scan is reported', { reported: { eventId: 148 } }),
      endsBadly('it says why', 'WU_E_PT_EXCEEDED_MAX_SERVER_TRIPS'),
    ],
    needs: ['reports'],
  },
  {
    id: 'endless-data.xpress-lie',
    title: 'A packed reply that says it unpacks to two gigabytes',
    layer: 'http',
    threat: 'endless data',
    story: [
      'Replies may be packed with Xpress ([MS-WUSP] §2.1.1): blocks with two lengths in front, both signed ' +
        '32-bit numbers. This reply has thirty bytes and says that they unpack to 2,147,483,647.',
      'A client that makes room first and unpacks afterwards has given all its memory away for nothing. The same ' +
        'field, read as signed, can be negative.',
    ],
    correct:
      'Takes no block for larger than the documentation lets it be, 65,535 bytes, and ends the scan with a failure.',
    likely: ['WU_E_PT_SOAPCLIENT_PARSE'],
    honest: { steps: [seed(update())], client: ['scan'] },
    strike: {
      steps: [
        onSync({
          kind: 'http.status',
          status: 200,
          headers: { 'Content-Type': 'text/xml; charset=utf-8', 'Content-Encoding': 'xpress' },
          body: XPRESS_LIE.toString('base64'),
          base64: true,
        }),
      ],
      client: ['scan'],
    },
    oracles: [
      struck('SyncUpdates'),
      came('it gives up after few tries', { operation: 'SyncUpdates' }, { least: 1, most: 10 }),
      came('the failed scan is reported', { reported: { eventId: 148 } }),
      endsBadly('it says why', 'WU_E_PT_SOAPCLIENT_PARSE', 'WU_E_PT_INVALID_FORMAT'),
    ],
    needs: ['reports'],
  },
  {
    id: 'endless-data.headers',
    title: 'A head of half a megabyte',
    layer: 'http',
    threat: 'endless data',
    story: [
      'The answer has fifty headers of eight thousand characters. Everybody bounds bodies; heads are read by a ' +
        'library, in one piece, before any code of the client sees a byte.',
    ],
    correct: 'Refuses a head beyond a bound and ends the scan with a failure.',
    honest: { steps: [seed(update())], client: ['scan'] },
    strike: { steps: [onSync({ kind: 'http.headers', set: manyHeaders() })], client: ['scan'] },
    repair: { steps: [{ do: 'clear faults' }], client: ['run'] },
    oracles: [
      came(
        'it gives up after few tries',
        { operation: 'SyncUpdates', injected: true },
        { least: 1, most: 10 },
      ),
      came('the failed scan is reported as soon as the server can be talked to', {
        reported: { eventId: 148 },
      }),
      isInstalled('after an honest scan it has the update'),
    ],
    needs: ['reports'],
  },
  {
    id: 'endless-data.prerequisite-chain',
    title: 'Behind each prerequisite there is another one',
    layer: 'metadata',
    threat: 'endless data',
    story: [
      'An update needs a detectoid, which needs a detectoid, and so on, three hundred deep. A server tells a ' +
        'client only of what its prerequisites let it see, so each is heard of one call after the one before: a ' +
        'scan as long as the attacker likes, made of nothing but metadata.',
      'Each of the detectoids is honest and is found to hold. What is missing is anybody who counts.',
    ],
    correct: 'Follows the chain up to a bound, of calls or of depth, and leaves that update alone.',
    likely: ['WU_E_PT_EXCEEDED_MAX_SERVER_TRIPS'],
    honest: { steps: [seed(other())], client: ['run'] },
    strike: {
      steps: [
        { do: 'configure', values: { pageSize: 1 } },
        { do: 'seed', seed: chain(300) },
      ],
      client: ['scan'],
    },
    oracles: [
      came('it ends within some hundreds of calls', { operation: 'SyncUpdates' }, { least: 2, most: 290 }),
      {
        kind: 'observe',
        why: 'how it ends',
        expect: { query: { reported: { eventId: 148 } } },
        yes: 'It ended the scan with a failure, as at a bound of calls.',
        no: 'It followed the chain up to a bound of its own, and ended the scan well without that update.',
      },
      notInstalled('the update at the end of the chain is not reached'),
    ],
  },
];

/** Ten entities, each of ten of the one before. */
function laughs(): string {
  const entities = Array.from({ length: 10 }, (_, at) => {
    const value = at === 0 ? 'ha' : `&e${at - 1};`.repeat(10);
    return `<!ENTITY e${at} "${value}">`;
  });
  const head = `<?xml version="1.0"?><!DOCTYPE s:Envelope [${entities.join('')}]>`;
  return `${head}<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body>&e9;</s:Body></s:Envelope>`;
}

function manyHeaders(): Record<string, string> {
  return Object.fromEntries(Array.from({ length: 50 }, (_, at) => [`X-Padding-${at}`, 'x'.repeat(8_000)]));
}

/** An update behind `depth` detectoids, of which each needs the one before. */
function chain(depth: number): object {
  const detectoids = Array.from({ length: depth }, (_, at) => ({
    key: `link-${at}`,
    installed: true,
    ...(at > 0 && { prerequisites: [`link-${at - 1}`] }),
  }));
  return { detectoids, updates: [update({ prerequisites: [`link-${depth - 1}`] })] };
}
