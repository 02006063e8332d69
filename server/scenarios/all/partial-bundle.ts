import type { Scenario } from '../scenario.ts';
import {
  bundle,
  came,
  endsWell,
  failedDownload,
  fault,
  isInstalled,
  KB,
  noSuccess,
  notInstalled,
  OTHER_KB,
  onFile,
  onSync,
  other,
  part,
  seed,
  update,
} from './common.ts';

/** From the threats of Uptane, as far as they concern a client of updates: attack scenarios B1.12. */
export const partialBundle: readonly Scenario[] = [
  {
    id: 'partial-bundle.second-missing',
    title: 'The first part of a bundle comes, the second never does',
    layer: 'http',
    threat: 'partial bundle',
    story: [
      'An update is made of two parts, each with a file. The server gives the first and says 404 to the second. ' +
        'A client that installs what it has is left in a state between two, which no publisher ever saw: in cars, ' +
        'Uptane took it up as a threat of its own.',
    ],
    correct: 'Installs the parts together or not at all, reports the failed download and no success.',
    likely: ['WU_E_DM_NOTDOWNLOADED'],
    honest: { steps: [seed(bundle(), part('first'), part('second'), other())], client: ['scan'] },
    strike: {
      steps: [onFile({ kind: 'http.status', status: 404 }, undefined, 'mock-second.cab')],
      client: ['run'],
    },
    oracles: [
      came('the second part was asked for', { file: 'mock-second.cab', injected: true }),
      notInstalled('half of it is not installed'),
      noSuccess(),
      failedDownload,
      isInstalled('the other update is installed', OTHER_KB),
    ],
    needs: ['reports'],
  },
  {
    id: 'partial-bundle.second-later',
    title: 'The second part comes with the next run',
    layer: 'http',
    threat: 'partial bundle',
    story: [
      'As before, but the next day the missing part is there. What counts now is that the client still knows ' +
        'what it lacks: one that noted the update as done, or the file as hopeless, never gets whole again.',
    ],
    correct: 'Asks for what it lacks with its next run, and installs both parts.',
    honest: { steps: [seed(bundle(), part('first'), part('second'))], client: ['scan'] },
    strike: {
      steps: [onFile({ kind: 'http.status', status: 404 }, undefined, 'mock-second.cab')],
      client: ['run'],
    },
    repair: { steps: [{ do: 'clear faults' }], client: ['run'] },
    oracles: [
      came('the second part was refused at first', { file: 'mock-second.cab', injected: true }),
      isInstalled('with both parts there it is installed'),
      came('success is reported once, and not before', { reported: { eventId: 183, update: KB } }, 1),
      endsWell('it gets over it'),
    ],
  },
  {
    id: 'drop-request.scan',
    title: 'The call is taken, and the connection closed',
    layer: 'http',
    threat: 'drop request',
    story: [
      'The server accepts the call of a scan, reads it to its end, and closes the connection without a word. ' +
        'Unlike a server that stalls it costs no time, so a client is tempted to try again at once, and again.',
    ],
    correct:
      'Tries once or twice, ends the scan with a failure, tells of it when the server answers again, and scans ' +
      'later.',
    likely: ['WU_E_PT_ENDPOINT_DISCONNECTED'],
    honest: { steps: [seed(other())], client: ['run'] },
    strike: { steps: [seed(update()), onSync({ kind: 'http.close' })], client: ['scan'] },
    repair: { steps: [{ do: 'clear faults' }], client: ['run'] },
    oracles: [
      came(
        'it does not try over and over',
        { operation: 'SyncUpdates', injected: true },
        { least: 1, most: 6 },
      ),
      came('the failed scan is reported in the end', { reported: { eventId: 148 } }),
      isInstalled('it scans later, and has the update'),
    ],
    needs: ['reports'],
  },
  {
    id: 'drop-request.reports',
    title: 'Reports are read and dropped',
    layer: 'http',
    threat: 'drop request',
    story: [
      'Everything works but one call: whatever the client has to tell is dropped. Its operator sees a machine ' +
        'that has been silent since yesterday. The client must neither lose what happened nor wait with its ' +
        'updates until somebody listens.',
    ],
    correct: 'Installs all the same, keeps its events, and sends them once they are taken.',
    honest: { steps: [seed(other())], client: ['run'] },
    strike: {
      steps: [seed(update()), fault({ operation: 'ReportEventBatch' }, { kind: 'http.close' })],
      client: ['run'],
    },
    repair: { steps: [{ do: 'clear faults' }], client: ['run'] },
    oracles: [
      came(
        'it does not try over and over',
        { operation: 'ReportEventBatch', injected: true },
        { least: 1, most: 12 },
      ),
      isInstalled('it installs although nobody listens'),
      {
        kind: 'journal',
        why: 'what happened meanwhile is told in the end',
        since: 'repair',
        expect: { query: { reported: { eventId: 183, update: KB } } },
      },
    ],
    needs: ['reports'],
  },
  {
    id: 'drop-request.details',
    title: 'One operation alone is dropped',
    layer: 'http',
    threat: 'drop request',
    story: [
      'GetExtendedUpdateInfo is read and not answered; every other call is. The client hears that there is an ' +
        'update and never learns what it is.',
    ],
    correct: 'Ends the scan with a failure instead of offering what it knows half of, and scans later.',
    honest: { steps: [seed(other())], client: ['run'] },
    strike: {
      steps: [seed(update()), fault({ operation: 'GetExtendedUpdateInfo' }, { kind: 'http.close' })],
      client: ['scan'],
    },
    repair: { steps: [{ do: 'clear faults' }], client: ['run'] },
    oracles: [
      came(
        'it does not try over and over',
        { operation: 'GetExtendedUpdateInfo', injected: true },
        { least: 1, most: 6 },
      ),
      isInstalled('it scans later, and has the update'),
      endsWell('it gets over it'),
    ],
  },
  {
    id: 'eavesdropping.plain-http',
    title: 'What is said over plain HTTP',
    layer: 'http',
    threat: 'eavesdropping',
    story: [
      'Files come over plain HTTP, where everybody on the way can read along: that a machine fetches an update, ' +
        'and which. That cannot be helped. What can be helped is that it says who it is: a cookie, an identifier, ' +
        'the name of the computer.',
      'Nothing strikes here. It is looked at what an honest run gives away.',
    ],
    correct: 'Sends calls over TLS alone; asks for files without cookie, credentials and names.',
    honest: { steps: [seed(other())], client: ['run'] },
    strike: { steps: [seed(update())], client: ['run'] },
    oracles: [
      came('a file was asked for', { kind: 'content' }),
      came(
        'no call goes over plain HTTP',
        { kind: 'call', where: { 'connection.tls': { exists: false } } },
        0,
      ),
      ...['Cookie', 'Authorization', 'Referer', 'From'].map((name) =>
        came(
          `files are asked for without ${name}`,
          { kind: 'content', where: { 'request.headers[*][0]': name } },
          0,
        ),
      ),
      came(
        'no name of the computer is in a request for a file',
        { kind: 'content', where: { 'request.headers[*][1]': { contains: '.mock.test' } } },
        0,
      ),
    ],
    needs: ['https'],
  },
];
