import type { Scenario } from '../scenario.ts';
import {
  afterRepair,
  askedFor,
  came,
  FILE,
  failedDownload,
  isInstalled,
  LARGE,
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

const CONTENT_MB = 1024 * 1024;

/** Answers that come too slowly, or stop: attack scenarios B1.6. What is judged is that a client gives up, not when. */
export const slowRetrieval: readonly Scenario[] = [
  {
    id: 'slow-retrieval.no-answer',
    title: 'The content server takes the request and says nothing',
    layer: 'http',
    threat: 'slow retrieval',
    story: [
      'The connection is there, the request was sent, and no byte comes back: a thread that hangs, a firewall ' +
        'that forgot the connection, somebody who wants the client to wait. Without a time limit it waits for ' +
        'ever, and all updates behind this one wait with it.',
      'The second time the server answers as it should, as one of several servers behind one name would.',
    ],
    correct: 'Gives up waiting within minutes, closes the connection, asks again, and installs the update.',
    likely: ['ERROR_WINHTTP_TIMEOUT'],
    honest: { steps: [seed(update())], client: ['scan'] },
    strike: { steps: [onFile({ kind: 'http.stall' }, { to: 1 })], client: ['run'] },
    oracles: [
      came('the client leaves the connection on which nothing comes', {
        file: FILE,
        injected: true,
        outcome: 'aborted',
      }),
      came('it asks again', { file: FILE, injected: false }),
      isInstalled('it has the update'),
    ],
  },
  {
    id: 'slow-retrieval.mid-body',
    title: 'It stops in the middle of a range',
    layer: 'http',
    threat: 'slow retrieval',
    story: [
      'Half of each range comes quickly, and then nothing more. The connection stays open, so nothing tells the ' +
        'client that this was all. Time limits for connecting and for the head have been met; only one for the ' +
        'next bytes helps.',
    ],
    correct:
      'Gives up these connections, keeps the ranges that are whole, asks for those that are missing, and ' +
      'installs the update.',
    honest: { steps: [seed(update(LARGE))], client: ['scan'] },
    strike: {
      steps: [onFile({ kind: 'http.stall', afterBytes: CONTENT_MB / 2 }, { to: 4 })],
      client: ['run'],
    },
    oracles: [
      came('the client leaves the connection on which nothing more comes', {
        file: FILE,
        injected: true,
        outcome: 'aborted',
      }),
      came('it asks for what is missing, and not for all again', { file: FILE }, { least: 5, most: 9 }),
      isInstalled('it has the update'),
    ],
    needs: ['ranges'],
  },
  {
    id: 'slow-retrieval.last-byte',
    title: 'All but the last byte',
    layer: 'http',
    threat: 'slow retrieval',
    story: [
      'Of each range of one mebibyte 1,048,575 bytes come at full speed; the last one never does. Any average ' +
        'looks splendid: a client that watches only how fast the whole is, or how much is there already, waits for ' +
        'one byte until it is switched off.',
    ],
    correct:
      'Notices that nothing comes although something is missing, gives up the connection, asks again, and ' +
      'installs the update.',
    honest: { steps: [seed(update(LARGE))], client: ['scan'] },
    strike: {
      steps: [onFile({ kind: 'http.stall', afterBytes: CONTENT_MB - 1 }, { to: 4 })],
      client: ['run'],
    },
    oracles: [
      came('the client leaves the connection', { file: FILE, injected: true, outcome: 'aborted' }),
      came('it asks for what is missing, and not for all again', { file: FILE }, { least: 5, most: 9 }),
      isInstalled('it has the update'),
    ],
    needs: ['ranges'],
  },
  {
    id: 'slow-retrieval.trickle',
    title: 'One kilobyte a second',
    layer: 'http',
    threat: 'slow retrieval',
    story: [
      'Bytes come all the time, a hundred at a time, so that no idle timer ever fires. At this pace a cumulative ' +
        'update of today takes weeks. The open client of Delivery Optimization is content with a single ' +
        'byte in five minutes.',
      'Uptane asks that a client watches the speed of its downloads for this reason.',
    ],
    correct:
      'Has a least speed over some span of time, gives up what is below it, asks again or elsewhere, and ' +
      'installs the update.',
    likely: ['DO_E_DOWNLOAD_NO_PROGRESS', 'ERROR_WINHTTP_TIMEOUT'],
    honest: { steps: [seed(update())], client: ['scan'] },
    strike: {
      steps: [onFile({ kind: 'http.bandwidth', bytesPerSecond: 1_000 }, { to: 1 })],
      client: ['run'],
    },
    oracles: [
      came('the client leaves the connection that is too slow', {
        file: FILE,
        injected: true,
        outcome: 'aborted',
      }),
      came('it asks again', { file: FILE, injected: false }),
      isInstalled('it has the update'),
    ],
  },
  {
    id: 'slow-retrieval.every-other',
    title: 'Every other request is served at full speed',
    layer: 'http',
    threat: 'slow retrieval',
    story: [
      'Requests are served in turns: one at once, the next at a kilobyte a second. Over the whole file the ' +
        'average is fine. So is it for a server behind a balancer of which one of two machines is ill.',
    ],
    correct:
      'Watches each connection by itself, gives up the slow ones, and gets the file from the fast ones.',
    honest: { steps: [seed(update(LARGE))], client: ['scan'] },
    strike: {
      steps: [onFile({ kind: 'http.bandwidth', bytesPerSecond: 1_000 }, { from: 1, to: 3, every: 2 })],
      client: ['run'],
    },
    oracles: [
      came('the client leaves the connections that are too slow', {
        file: FILE,
        injected: true,
        outcome: 'aborted',
      }),
      isInstalled('it has the update'),
    ],
    needs: ['ranges'],
  },
  {
    id: 'slow-retrieval.one-file-of-two',
    title: 'One file all but never comes, the other one does',
    layer: 'http',
    threat: 'slow retrieval',
    story: [
      'Of two updates the file of one trickles each time it is asked for. A client that works through its list ' +
        'one after another, and begins again from the top, gets to the second one never.',
    ],
    correct:
      'Gives that file up after some tries, reports it, and installs the other update in the same run.',
    honest: { steps: [seed(update(), other())], client: ['scan'] },
    strike: { steps: [onFile({ kind: 'http.bandwidth', bytesPerSecond: 1_000 })], client: ['run'] },
    oracles: [
      askedFor(),
      isInstalled('the other update is installed', OTHER_KB),
      notInstalled('the one that never came is not'),
      noSuccess(),
      failedDownload,
    ],
    needs: ['reports'],
  },
  {
    id: 'slow-retrieval.reply',
    title: 'SyncUpdates is never answered',
    layer: 'http',
    threat: 'slow retrieval',
    story: [
      'The handshake is quick, and then the one call that tells what is new hangs. Some clients bound downloads ' +
        'and forget that a call is a download, too.',
    ],
    correct:
      'Ends the scan after minutes with a failure, tells the server as soon as that answers again, and scans later.',
    likely: ['ERROR_WINHTTP_TIMEOUT'],
    honest: { steps: [seed(other())], client: ['run'] },
    strike: { steps: [seed(update()), onSync({ kind: 'http.stall' })], client: ['scan'] },
    repair: { steps: [{ do: 'clear faults' }], client: ['run'] },
    oracles: [
      struck('SyncUpdates'),
      came(
        'it does not try over and over',
        { operation: 'SyncUpdates', injected: true },
        { least: 1, most: 5 },
      ),
      afterRepair(came('the failed scan is reported', { reported: { eventId: 148 } })),
      isInstalled('it scans later, and has the update'),
    ],
    needs: ['reports'],
  },
  {
    id: 'slow-retrieval.reply-trickle',
    title: 'The reply comes a few bytes at a time',
    layer: 'http',
    threat: 'slow retrieval',
    story: [
      'The reply of SyncUpdates comes at a hundred bytes a second. It would be whole in a quarter of a minute ' +
        'here; that of a real catalogue takes days, and all the while the scan is “still going on”.',
    ],
    correct:
      'Has a least speed, or a limit for the whole reply, ends the scan with a failure, and scans later.',
    honest: { steps: [seed(other())], client: ['run'] },
    strike: {
      steps: [seed(update()), onSync({ kind: 'http.bandwidth', bytesPerSecond: 100 })],
      client: ['scan'],
    },
    repair: { steps: [{ do: 'clear faults' }], client: ['run'] },
    oracles: [
      struck('SyncUpdates'),
      afterRepair(came('the failed scan is reported', { reported: { eventId: 148 } })),
      isInstalled('it scans later, and has the update'),
    ],
    needs: ['reports'],
  },
];
