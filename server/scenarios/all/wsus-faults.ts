import type { HresultName } from '../../../protocol/hresult/hresults.ts';
import type { ActOf } from '../../faults/acts.ts';
import type { FaultRule } from '../../faults/rule.ts';
import type { JournalQuery } from '../../journal/query.ts';
import type { Oracle, Scenario, Step } from '../scenario.ts';
import { seed, update } from './common.ts';
import { answered, came, ends, inOrder, never, observed, struck } from './session-oracles.ts';

type Code = ActOf<'soap.fault'>['code'];

/** A fault of the protocol as a row: what the server says, and what the protocol has a client do about it. */
interface FaultRow {
  readonly code: Code;
  readonly title: string;
  readonly story: readonly string[];
  readonly correct: string;
  readonly match?: FaultRule['match'];
  /** Which of the calls are refused; the first when left out, and all for `{}`. */
  readonly when?: FaultRule['when'];
  /** What is done before the fault is in force. */
  readonly before?: readonly Step[];
  readonly oracles: readonly Oracle[];
  readonly likely?: readonly HresultName[];
}

const SYNC = { operation: 'SyncUpdates' } as const;
const HOUR = 60 * 60 * 1000;

/** A client that registered before does so again only when it is told to. */
const REGISTER: Step = {
  do: 'fault',
  rule: { match: SYNC, when: { to: 1 }, act: { kind: 'soap.fault', code: 'RegistrationRequired' } },
};

const refused = (code: Code, operation = 'SyncUpdates'): JournalQuery => ({ operation, fault: code });
const WELL = ends('the scan goes well in the end', true);
const NO_HANDSHAKE = never('the session is good: it is not begun again', { operation: 'GetCookie' });

const HANDSHAKE = [answered('GetConfig'), answered('GetAuthorizationCookie'), answered('GetCookie')] as const;

const beginAgain = (code: Code): readonly Oracle[] => [
  inOrder(
    'it begins again from the configuration, asks what numbers its cached revisions have now, and repeats the call',
    ...[refused(code), ...HANDSHAKE, answered('RefreshCache'), answered('SyncUpdates')],
  ),
  came('it tells what it has cached by UpdateID', {
    operation: 'RefreshCache',
    where: { 'parameters.globalIDs[*].UpdateID': { exists: true } },
  }),
  WELL,
];

/** [MS-WUSP] §2.2.2.4, each with the reaction it prescribes. */
const ROWS: readonly FaultRow[] = [
  {
    code: 'InvalidCookie',
    title: 'The server does not know the cookie',
    story: [
      'A server says InvalidCookie when it cannot make anything of the cookie of a call: its keys were replaced, its database was put back, or a load balancer sent the client to another server.',
      'The numbers a client keeps for revisions are those of one server. A client that fetches a new cookie and goes on with its old numbers asks the new server for other updates than it means.',
    ],
    correct:
      'Begins again: GetConfig, GetAuthorizationCookie, GetCookie, then RefreshCache for what it has cached, and only then the call that was refused.',
    likely: ['WU_E_PT_REFRESH_CACHE_REQUIRED'],
    oracles: beginAgain('InvalidCookie'),
  },
  {
    code: 'ServerChanged',
    title: 'The server is another one now',
    story: [
      'ServerChanged says that behind the same name there is another server, or the same one with another database. Cookies may be readable still; numbers of revisions are not to be trusted.',
    ],
    correct: 'The same as for InvalidCookie: the whole handshake, RefreshCache, and the call once more.',
    likely: ['WU_E_PT_REFRESH_CACHE_REQUIRED'],
    oracles: beginAgain('ServerChanged'),
  },
  {
    code: 'CookieExpired',
    title: 'The cookie is over',
    story: [
      'A cookie is good for an hour or so, and nobody but the server knows for certain when it ends. CookieExpired is the everyday fault: it comes to any client that sleeps in the middle of a scan.',
      'The server is still the same one. A client that throws its cache away for it costs the server a whole scan, and a thousand such clients after a weekend are an outage.',
    ],
    correct: 'Fetches a new cookie and repeats the call. What it has cached stays good.',
    oracles: [
      inOrder(
        'it gets a new cookie and repeats the same call',
        refused('CookieExpired'),
        answered('GetCookie'),
        answered('SyncUpdates'),
      ),
      never('its cache stays good', { operation: 'RefreshCache' }),
      observed('whether it asks for the configuration again, which it need not', { operation: 'GetConfig' }),
      WELL,
    ],
  },
  {
    code: 'ConfigChanged',
    title: 'The configuration changed',
    story: [
      'The administrator changed something clients must know before they go on, such as whether they have to register. The server refuses what comes until the client has read it.',
    ],
    correct:
      'GetConfig, GetCookie with the time of the new configuration, and the call once more. What it has cached stays good.',
    oracles: [
      inOrder(
        'it reads the configuration, gets a cookie that goes with it and repeats the call',
        refused('ConfigChanged'),
        answered('GetConfig'),
        answered('GetCookie'),
        answered('SyncUpdates'),
      ),
      never('its cache stays good', { operation: 'RefreshCache' }),
      WELL,
    ],
  },
  {
    code: 'InvalidAuthorizationCookie',
    title: 'The proof of who the client is does not count any more',
    story: [
      'When its session is over, a client gets a new cookie for the authorization it has. Here the first such request is refused: the authorization is too old, or of another server.',
    ],
    correct:
      'Asks for authorization anew and then for the cookie again; it does not send the same authorization over and over.',
    match: { operation: 'GetCookie' },
    before: [{ do: 'advance clock', milliseconds: 2 * HOUR }],
    oracles: [
      inOrder(
        'it asks for authorization and gets its cookie with that',
        refused('InvalidAuthorizationCookie', 'GetCookie'),
        answered('GetAuthorizationCookie'),
        answered('GetCookie'),
        answered('SyncUpdates'),
      ),
      WELL,
    ],
  },
  {
    code: 'RegistrationRequired',
    title: 'The server wants the client to register',
    story: [
      'A server that lost its list of computers, or whose administrator wants an inventory, refuses to answer who has not said what machine it is.',
    ],
    correct: 'Calls RegisterComputer with the cookie it has, and repeats the call.',
    oracles: [
      inOrder(
        'it registers and repeats the call',
        refused('RegistrationRequired'),
        answered('RegisterComputer'),
        answered('SyncUpdates'),
      ),
      NO_HANDSHAKE,
      WELL,
    ],
  },
  {
    code: 'RegistrationNotRequired',
    title: 'The server wants no registration',
    story: [
      'A client registers because it was told to, here by RegistrationRequired at its first call, and then hears that this is not wanted: the configuration was changed between two calls, or two servers behind one name do not agree.',
    ],
    correct:
      'Does not insist. Whether it goes on without or gives the scan up, it does not send the same registration again and again.',
    match: { operation: 'RegisterComputer' },
    when: {},
    before: [REGISTER],
    likely: ['WU_E_PT_REGISTRATION_NOT_SUPPORTED'],
    oracles: [
      came('it does not insist', { operation: 'RegisterComputer' }, { least: 1, most: 3 }),
      observed('whether it goes on without being registered', answered('SyncUpdates')),
    ],
  },
  {
    code: 'InternalServerError',
    title: 'The server is broken',
    story: [
      'Something in the server failed: a full disk, a database that is being repaired. Nothing a client could send would be answered better.',
    ],
    correct:
      'Gives the scan up for now and comes back at its usual time. It neither hammers the server nor throws away what it knows.',
    when: {},
    likely: ['WU_E_PT_SOAP_SERVER'],
    oracles: [
      came('it does not hammer a server that is down', SYNC, { least: 1, most: 6 }),
      never('what it has cached is not thrown away', { operation: 'RefreshCache' }),
      never('nothing is downloaded in a scan that failed', { kind: 'content' }),
      ends('the scan failed', false, 'WU_E_PT_SOAP_SERVER'),
    ],
  },
  {
    code: 'InvalidParameters',
    title: 'The server does not take the request',
    story: [
      'The server says that the request itself is wrong. This is an error of the client, or of a proxy that changed the request, and the same request will be as wrong the next time.',
    ],
    correct: 'Gives up and says so. It does not send the same request again.',
    when: {},
    likely: ['WU_E_PT_SOAP_CLIENT'],
    oracles: [
      came('the same request is not sent again and again', SYNC, { least: 1, most: 3 }),
      never('what it has cached is not thrown away', { operation: 'RefreshCache' }),
      ends('the scan failed', false, 'WU_E_PT_SOAP_CLIENT'),
    ],
  },
  {
    code: 'FileLocationChanged',
    title: 'Files are somewhere else now',
    story: [
      'The administrator moved the content, say to the online service, or to another port. Metadata is as it was; only the addresses clients remember are wrong.',
    ],
    correct: 'Asks GetFileLocations where the files it knows of are now, and repeats the call.',
    likely: ['WU_E_PT_FILE_LOCATIONS_CHANGED'],
    oracles: [
      inOrder(
        'it asks where its files are and repeats the call',
        refused('FileLocationChanged'),
        answered('GetFileLocations'),
        answered('SyncUpdates'),
      ),
      never('its cache stays good', { operation: 'RefreshCache' }),
      WELL,
    ],
  },
  {
    code: 'ServerBusy',
    title: 'The server has too much to do',
    story: [
      'ServerBusy asks for patience. It comes when everybody comes at once, so what a client does next decides whether the server recovers. Here the second try is refused as well, and the third is answered.',
    ],
    correct: 'Waits, longer each time, and repeats the call. The session and the cache are good.',
    when: { to: 2 },
    oracles: [
      inOrder(
        'it comes back until it is answered',
        ...[refused('ServerBusy'), refused('ServerBusy'), answered('SyncUpdates')],
      ),
      NO_HANDSHAKE,
      never('its cache stays good', { operation: 'RefreshCache' }),
      WELL,
    ],
  },
];

/** The faults of the protocol and what they are to be answered by: attack scenarios B2.4. */
export const wsusFaultScenarios: readonly Scenario[] = [
  ...ROWS.map(faultScenario),
  faultScenario({
    code: 'ServerBusy',
    title: 'The server is busy for good',
    story: [
      'Every scan is refused with ServerBusy, for ever. A client that only knows how to wait and repeat never ends, and never tells anybody.',
    ],
    correct: 'Gives up after some tries, reports the failure, and comes back at its usual time.',
    when: {},
    oracles: [
      came('it stops asking', SYNC, { least: 1, most: 10 }),
      NO_HANDSHAKE,
      ends('the scan failed', false, 'WU_E_PT_SOAP_SERVER'),
    ],
  }),
];

function faultScenario(row: FaultRow): Scenario {
  const { code, title, story, correct, likely, match = SYNC, when = { to: 1 }, before = [], oracles } = row;
  const isForGood = code === 'ServerBusy' && Object.keys(when).length === 0;
  return {
    id: `fault.${code.replace(/(?<!^)[A-Z]/g, (letter) => `-${letter}`).toLowerCase()}${isForGood ? '-for-ever' : ''}`,
    title,
    layer: 'soap',
    threat: 'faults of the protocol',
    story,
    correct,
    ...(likely && { likely }),
    honest: { steps: [seed(update())], client: ['scan'] },
    strike: {
      steps: [...before, { do: 'fault', rule: { match, when, act: { kind: 'soap.fault', code } } }],
      client: ['scan'],
    },
    oracles: [struck, ...oracles],
  };
}
