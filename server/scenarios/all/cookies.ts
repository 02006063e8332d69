import type { Scenario, Step } from '../scenario.ts';
import { seed, update } from './common.ts';
import { answered, came, ends, inOrder, never, observed, struck } from './session-oracles.ts';

const HOUR = 60 * 60 * 1000;
const SYNC = 'SyncUpdates';
const HANDSHAKE = [answered('GetConfig'), answered('GetAuthorizationCookie'), answered('GetCookie')] as const;

/** 224 bytes nobody sealed, as many as a real cookie has. */
const FOREIGN = Buffer.alloc(224, 'cookie of another server ').toString('base64');
const TRUNCATED = Buffer.from('cookie').toString('base64');
const HUGE = Buffer.alloc(256 * 1024, 'cookie ').toString('base64');
/**
 * What the .NET binary formatter begins with, and zeros: a mark that detections look for, and nothing that could be read as an object.
 */
const MARKER = Buffer.concat([
  Buffer.from('0001000000ffffffff0100000000000000', 'hex'),
  Buffer.alloc(207),
]).toString('base64');

/** The next page a client gets brings this cookie. */
function cookieOf(data: string): Step {
  return {
    do: 'fault',
    rule: {
      match: { operation: SYNC },
      when: { to: 1 },
      act: { kind: 'soap.edit', set: { 'SyncUpdatesResult.NewCookie.EncryptedData': data } },
    },
  };
}

/** Cookies say this of when they end. */
function ending(expiration: string): Step {
  return {
    do: 'fault',
    rule: {
      act: {
        kind: 'soap.edit',
        set: {
          'SyncUpdatesResult.NewCookie.Expiration': expiration,
          'GetCookieResult.Expiration': expiration,
        },
      },
    },
  };
}

const recovers = inOrder(
  'the server refuses that cookie, and the client begins again and asks for the numbers of what it has cached',
  { operation: SYNC, fault: 'InvalidCookie' },
  ...HANDSHAKE,
  answered('RefreshCache'),
  answered(SYNC),
);
const WELL = ends('the last scan goes well', true);

const exchanged = (id: string, title: string, data: string, story: readonly string[]): Scenario => ({
  id,
  title,
  layer: 'soap',
  threat: 'cookies',
  story,
  correct:
    'A cookie is opaque: the client sends it back as it came, is told InvalidCookie, and begins again with the whole handshake and RefreshCache.',
  likely: ['WU_E_PT_REFRESH_CACHE_REQUIRED'],
  honest: { steps: [seed(update())], client: ['scan'] },
  strike: { steps: [cookieOf(data)], client: ['scan', 'scan'] },
  oracles: [
    struck,
    came('the cookie came back, or the scenario says nothing', { flag: 'foreign-cookie' }),
    came('it came back once: what was refused is not sent again', { flag: 'foreign-cookie' }, { most: 1 }),
    recovers,
    WELL,
  ],
});

/** Cookies no honest server gives: attack scenarios B2.4, from the side of a client. */
export const cookieScenarios: readonly Scenario[] = [
  exchanged('cookie.foreign', 'A cookie of another server', FOREIGN, [
    'With one answer a cookie comes that another server made: two servers stand behind one name and do not share their keys, or somebody replays what was recorded elsewhere.',
    'The server cannot read it and says InvalidCookie at the next call.',
  ]),
  exchanged('cookie.truncated', 'A cookie that was cut off', TRUNCATED, [
    'A proxy or a full database cut the cookie off after a few bytes. What is left means nothing to anybody.',
  ]),
  exchanged('cookie.marker', 'A cookie that looks like a serialized object', MARKER, [
    'In October 2025 a flaw was repaired in WSUS (CVE-2025-59287): the server opened a cookie and gave what was inside to a formatter that makes objects out of bytes, so whoever could send a cookie could run programs there.',
    'This cookie has the 17 bytes such data begins with, and zeros behind them: nothing a formatter could make anything of. It shows whether a client takes cookies apart, and lets detections on the way be tried. The journal of the double flags the call that brings it back.',
  ]),
  {
    id: 'cookie.huge',
    title: 'A cookie of 256 KB',
    layer: 'soap',
    threat: 'cookies',
    story: [
      'A cookie of a server has some hundred bytes, and goes with every call. Here one comes with 256 KB: a client that keeps it writes it to its disk and sends it with each call from now on, and each of its calls will be refused by whoever bounds requests.',
    ],
    correct:
      'Takes no cookie of that size. It ends the scan, keeps the cookie it had or none, and does not send the large one.',
    likely: ['WU_E_PT_INVALID_FORMAT'],
    honest: { steps: [seed(update())], client: ['scan'] },
    strike: { steps: [cookieOf(HUGE)], client: ['scan', 'scan'] },
    oracles: [
      struck,
      never('the large cookie is never sent', { flag: 'oversized-cookie' }),
      ends('the scan after that goes well', true),
    ],
  },
  {
    id: 'cookie.never-ends',
    title: 'A cookie that says it ends in the year 9999',
    layer: 'soap',
    threat: 'cookies',
    story: [
      'When a cookie ends is said in plain text beside it, and nothing protects that text. This one says the year 9999. The server keeps its own counsel: after an hour it says CookieExpired.',
    ],
    correct:
      "Goes by what the server says: at CookieExpired it gets a new cookie, whatever the old one's text was.",
    honest: { steps: [seed(update()), ending('9999-12-31T23:59:59Z')], client: ['scan'] },
    strike: { steps: [{ do: 'advance clock', milliseconds: 2 * HOUR }], client: ['scan'] },
    oracles: [
      struck,
      inOrder(
        'refused, it gets a new cookie',
        { operation: SYNC, fault: 'CookieExpired' },
        answered('GetCookie'),
        answered(SYNC),
      ),
      never('its cache stays good', { operation: 'RefreshCache' }),
      WELL,
    ],
  },
  {
    id: 'cookie.ended-before',
    title: 'Cookies that say they ended long ago',
    layer: 'soap',
    threat: 'cookies',
    story: [
      'Every cookie says that it ended in the year 28, as a real server was seen to do. A client that believes the text gets a new cookie before each call, each as old as the one before, and never comes to its scan.',
    ],
    correct: 'Takes a cookie it was just given for good, and leaves it to the server to say when it is over.',
    honest: { steps: [seed(update())], client: ['scan'] },
    strike: {
      steps: [ending('0028-01-01T00:00:00Z'), { do: 'advance clock', milliseconds: 2 * HOUR }],
      client: ['scan', 'scan'],
    },
    oracles: [
      struck,
      came('it scans', answered(SYNC)),
      came('it does not fetch cookies for ever', { operation: 'GetCookie' }, { most: 8 }),
      observed('how often it asks for a cookie', { operation: 'GetCookie' }),
      WELL,
    ],
  },
];
