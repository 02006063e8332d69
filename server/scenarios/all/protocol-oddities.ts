import type { Act } from '../../faults/acts.ts';
import type { FaultMatch } from '../../faults/rule.ts';
import type { Scenario, Step } from '../scenario.ts';
import { FILE, KB, seed, update } from './common.ts';
import { ODD_REVISION, oddReply } from './odd-replies.ts';
import { answered, came, ends, inOrder, never, observed, struck } from './session-oracles.ts';

const SYNC: FaultMatch = { operation: 'SyncUpdates' };

const fault = (match: FaultMatch, ...act: Act[]): Step => ({ do: 'fault', rule: { match, act } });
const WELL = ends('the scan goes well', true);

const layers = { layer: 'soap', threat: 'oddities of the protocol' } as const;
const known = { steps: [seed(update())], client: ['scan'] } as const;
const scanned = (...steps: Step[]): Scenario['strike'] => ({ steps, client: ['scan'] });

const metadata: readonly Scenario[] = [
  {
    id: 'duplicate.updateid',
    title: 'Two revisions of one update at once',
    layer: 'metadata',
    threat: 'oddities of the protocol',
    story: [
      'An answer has the same update several times under different numbers, and takes none of them back. Which one is installed would be a matter of chance.',
    ],
    correct: 'Refuses the answer, installs nothing of it, and keeps what it had.',
    likely: ['WU_E_DS_DUPLICATEUPDATEID'],
    honest: known,
    strike: {
      steps: [
        seed(
          ...['one', 'two'].map((name, at) =>
            update({ updateId: undefined, kb: 5090011 + at, title: `Mock: ${name}` }),
          ),
        ),
        { do: 'fault', rule: { hresult: 'WU_E_DS_DUPLICATEUPDATEID' } },
      ],
      client: ['run'],
    },
    oracles: [
      struck,
      never('nothing is downloaded because of such an answer', { kind: 'content' }),
      came('it stops asking', { operation: 'SyncUpdates' }, { most: 5 }),
      ends('it says why', false, 'WU_E_DS_DUPLICATEUPDATEID'),
    ],
  },
  {
    id: 'deadline.past.reboot',
    title: 'A deadline that is over, and a restart each time',
    layer: 'metadata',
    threat: 'oddities of the protocol',
    story: [
      'An update is assigned with a deadline years ago, and always wants a restart. A client that takes the deadline before it looks at what is installed restarts the machine, finds the same deadline, and restarts it again.',
    ],
    correct: 'Installs it once, restarts once, and finds that it is installed.',
    honest: { steps: [seed()], client: ['scan'] },
    strike: {
      steps: [
        seed(
          update({
            reboot: 'always',
            files: [{ name: FILE, size: 20_000 }],
            approvals: [{ group: 'All Computers', action: 'install', deadline: '2020-01-01' }],
          }),
        ),
      ],
      client: ['run', 'run', 'run'],
    },
    oracles: [
      came('the file was asked for, or the scenario says nothing', { kind: 'content', file: FILE }),
      came('it is installed once', { reported: { eventId: 181, update: KB } }, 1),
      { kind: 'installed', update: KB, is: true, why: 'it is installed at the end' },
      ends('it ends well', true),
    ],
    needs: ['reports'],
  },
];

const messages: readonly Scenario[] = [
  ...([-1, 1] as const).map(
    (year): Scenario => ({
      id: year < 0 ? 'clock.behind' : 'clock.ahead',
      title: `The clock of the server is a year ${year < 0 ? 'behind' : 'ahead'}`,
      layer: 'http',
      threat: 'oddities of the protocol',
      story: [
        'Every answer has a Date that is a year off. HTTP has clients use it for caches and nothing else; some use it to correct their own clock, or to judge certificates and cookies by, and then believe in cookies that ended, or refuse good ones.',
      ],
      correct: 'Judges dates by its own clock. The scan is as any other, and the cookie it has stays good.',
      honest: known,
      strike: scanned({
        do: 'fault',
        rule: {
          act: {
            kind: 'http.headers',
            set: { date: year < 0 ? 'Mon, 01 Jan 2024 00:00:00 GMT' : 'Tue, 01 Jan 2036 00:00:00 GMT' },
          },
        },
      }),
      oracles: [
        struck,
        came('it scans', answered('SyncUpdates')),
        never('the cookie it has is good', { operation: 'GetCookie' }),
        WELL,
      ],
    }),
  ),
  {
    ...layers,
    id: 'xpress.plain',
    title: 'An answer is said to be compressed, and is not',
    story: [
      'The header says Content-Encoding: xpress, and what follows is plain XML: a proxy unpacked it and forgot to say so. A careless decompressor reads lengths out of text and writes beyond its buffers.',
    ],
    correct: 'Finds that it cannot be unpacked, ends the scan, and says so.',
    likely: ['WU_E_PT_SOAPCLIENT_PARSE'],
    honest: known,
    strike: scanned(
      fault(
        SYNC,
        { kind: 'soap.body', body: '<plain/>' },
        { kind: 'http.headers', set: { 'content-encoding': 'xpress' } },
      ),
    ),
    oracles: [
      struck,
      came('it does not ask for ever', { operation: 'SyncUpdates' }, { most: 5 }),
      ends('the scan failed', false, 'WU_E_PT_SOAPCLIENT_PARSE', 'WU_E_PT_INVALID_FORMAT'),
    ],
  },
  {
    ...layers,
    id: 'xpress.unsaid',
    title: 'An answer is compressed, and nobody says so',
    story: [
      'The header that says how an answer is compressed got lost, and bytes come where text belongs. Guessing is no help: who guesses can be made to guess wrong.',
    ],
    correct: 'Takes it for what it is said to be, finds no XML, ends the scan, and says so.',
    likely: ['WU_E_PT_SOAPCLIENT_PARSE'],
    honest: known,
    strike: scanned(seed(update({ updateId: undefined, kb: 5090012, title: 'Mock: one more' })), {
      do: 'fault',
      rule: { match: SYNC, act: { kind: 'http.headers', remove: ['content-encoding'] } },
    }),
    oracles: [
      struck,
      came('it does not ask for ever', { operation: 'SyncUpdates' }, { most: 5 }),
      ends('the scan failed', false, 'WU_E_PT_SOAPCLIENT_PARSE', 'WU_E_PT_INVALID_FORMAT'),
    ],
  },
  {
    ...layers,
    id: 'xml.byte-order-mark',
    title: 'An answer begins with a byte order mark',
    story: [
      'UTF-8 needs no mark of the order of bytes, XML allows it, and .NET writes it at the least occasion.',
    ],
    correct: 'Passes the mark over and reads on.',
    honest: known,
    strike: { steps: [oddReply('byte order mark')], client: ['scan', 'scan'] },
    oracles: [struck, ...isTaken(), WELL],
  },
  {
    ...layers,
    id: 'xml.cdata',
    title: 'Metadata comes as CDATA',
    story: [
      'The metadata of an update is text within the answer, with its angle brackets escaped. The same text may as well stand in a CDATA section; to a reader of XML there is no difference. To one that looks for patterns there is.',
    ],
    correct: 'Reads it like any other text.',
    honest: known,
    strike: { steps: [oddReply('cdata')], client: ['scan', 'scan'] },
    oracles: [struck, ...isTaken(), WELL],
  },
  {
    ...layers,
    id: 'xml.utf-16',
    title: 'An answer in UTF-16 that is said to be UTF-8',
    story: [
      'The answer is in UTF-16 with its mark, and the header says UTF-8. Every reader of XML must know both encodings; which of the two words counts is a question on which readers differ, and an answer that two readers read differently is a way past whoever inspects it.',
    ],
    correct:
      'Reads it or refuses it, and says which. It does not stop half-way with what it could make of it.',
    likely: ['WU_E_PT_SOAPCLIENT_PARSE'],
    honest: known,
    strike: { steps: [oddReply('utf-16')], client: ['scan', 'scan'] },
    oracles: [
      struck,
      observed('whether it read the answer: then it tells of the revision', {
        operation: 'SyncUpdates',
        where: { 'parameters.parameters.OtherCachedUpdateIDs[*]': ODD_REVISION },
      }),
      came('it does not ask for ever', { operation: 'SyncUpdates' }, { most: 10 }),
      ends('the scan after that goes well', true),
    ],
  },
];

/** That what the odd answer brought is among what the client has: the next call tells. */
function isTaken(): Scenario['oracles'] {
  return [
    inOrder(
      'what it brought is known to the client',
      { operation: 'SyncUpdates', injected: true },
      {
        operation: 'SyncUpdates',
        where: { 'parameters.parameters.OtherCachedUpdateIDs[*]': ODD_REVISION },
      },
    ),
  ];
}

/** What servers and proxies do that is no attack, and breaks clients all the same: attack scenarios B2.6. */
export const oddityScenarios: readonly Scenario[] = [...metadata, ...messages];
