import type { Scenario } from '../scenario.ts';
import {
  afterRepair,
  askedFor,
  came,
  DAY,
  endsBadly,
  endsWell,
  failedDownload,
  fault,
  fewTries,
  HOUR,
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

/** A client that is kept from hearing of what is new: attack scenarios B1.3. */
export const freeze: readonly Scenario[] = [
  {
    id: 'freeze.nothing-new',
    title: 'The server has something new and says it has not',
    layer: 'soap',
    threat: 'freeze',
    story: [
      'A new update is approved. The reply of SyncUpdates leaves it out, and everything else that changed; the ' +
        'cookie is fresh and valid, and the scan ends well. To the client this is a quiet month.',
      'TUF has a client notice, since its metadata expires. [MS-WUSP] has no such thing: no reply says until ' +
        'when it holds. A client can only keep scanning, and tell people when it last heard of something new.',
    ],
    correct:
      'Goes on scanning, so that the first honest answer is enough; shows its operator since when nothing new came.',
    honest: { steps: [seed(other())], client: ['run'] },
    strike: {
      steps: [
        seed(update()),
        onSync({
          kind: 'soap.edit',
          remove: ['SyncUpdatesResult.NewUpdates', 'SyncUpdatesResult.ChangedUpdates'],
        }),
      ],
      client: ['run'],
    },
    repair: {
      steps: [{ do: 'clear faults' }, { do: 'advance clock', milliseconds: DAY }],
      client: ['run'],
    },
    oracles: [
      struck('SyncUpdates'),
      afterRepair(came('it scans again the day after', { operation: 'SyncUpdates', outcome: 'ok' })),
      isInstalled('with the first honest answer it has the update'),
      {
        kind: 'observe',
        why: 'whether it tells the server that something is odd',
        expect: { query: { reported: { eventId: 148 }, injected: false } },
        yes: 'It reported a failed scan meanwhile.',
        no: 'It took the silence for a quiet month, as [MS-WUSP] has it.',
      },
    ],
    needs: ['clock'],
  },
  {
    id: 'freeze.replay',
    title: 'Yesterday’s answer, byte for byte',
    layer: 'soap',
    threat: 'freeze',
    story: [
      'Somebody who recorded a scan plays its first reply again, cookie and all. It was a true answer once, and ' +
        'nothing in it says to whom, to what, or when.',
      'TLS keeps third parties from doing so. The server itself, or whoever ends TLS in front of it, is not kept ' +
        'from it.',
    ],
    correct:
      'Ends the scan within bounds, takes no harm from updates it knows being “new” again, and has the update ' +
      'with the first honest answer.',
    honest: { steps: [seed(other())], client: ['run'] },
    strike: { steps: [seed(update()), onSync({ kind: 'soap.stale' })], client: ['run'] },
    repair: { steps: [{ do: 'clear faults' }, { do: 'advance clock', milliseconds: DAY }], client: ['run'] },
    oracles: [
      struck('SyncUpdates'),
      came('it does not ask for ever', { operation: 'SyncUpdates', injected: true }, { most: 250 }),
      afterRepair(came('it scans again', { operation: 'SyncUpdates', outcome: 'ok' })),
      isInstalled('with the first honest answer it has the update'),
    ],
    needs: ['clock'],
  },
  {
    id: 'freeze.not-modified',
    title: 'The file is “not modified”, for ever',
    layer: 'http',
    threat: 'freeze',
    story: [
      'A cache between client and server answers 304 to every request for the new file: nothing has changed ' +
        'since you last looked. The client never looked, and it asked without a condition.',
      '304 has no body. Software that takes every status below 400 for success ends up with an empty file, or ' +
        'with what lay there before.',
    ],
    correct:
      'Takes 304 to a request without condition for the failure it is, reports the failed download and installs ' +
      'nothing.',
    honest: { steps: [seed(update())], client: ['scan'] },
    strike: { steps: [onFile({ kind: 'http.status', status: 304 })], client: ['run'] },
    oracles: [
      askedFor(),
      notInstalled('nothing came, so nothing is installed'),
      noSuccess(),
      failedDownload,
      fewTries(),
      endsBadly('it says that something failed'),
    ],
    needs: ['reports'],
  },
  {
    id: 'freeze.retry-after',
    title: 'Come back in a month',
    layer: 'http',
    threat: 'freeze',
    story: [
      'The server sheds load: 503, and Retry-After says thirty days. Asked so, a polite client stays away, and ' +
        'for as long as it does it hears of nothing. One line of configuration in front of a server, or one packet ' +
        'on the way to a server without TLS, silences a fleet.',
      'To heed Retry-After is right. To heed it without a bound hands the decision over whether there are ' +
        'updates to whoever answers first.',
    ],
    correct:
      'Stays away for a while, but for no longer than a bound of its own; a day is plenty. Scans again then.',
    likely: ['WU_E_PT_LOAD_SHEDDING'],
    honest: { steps: [seed(other())], client: ['run'] },
    strike: {
      steps: [
        seed(update()),
        fault(
          { service: 'Client' },
          { kind: 'http.status', status: 503, headers: { 'Retry-After': String((30 * DAY) / 1000) } },
        ),
      ],
      client: ['scan', 'scan'],
    },
    repair: {
      steps: [{ do: 'clear faults' }, { do: 'advance clock', milliseconds: 25 * HOUR }],
      client: ['run'],
    },
    oracles: [
      came('it was told to stay away', { kind: 'call', injected: true }),
      came('it does not knock over and over', { kind: 'call', injected: true }, { least: 1, most: 6 }),
      afterRepair(
        came('after a day it scans again, whatever it was told', { operation: 'SyncUpdates', outcome: 'ok' }),
      ),
      isInstalled('then it has the update'),
    ],
    needs: ['clock'],
  },
  {
    id: 'freeze.server-busy',
    title: 'The server is always busy',
    layer: 'soap',
    threat: 'freeze',
    story: [
      'Every SyncUpdates is answered with the SOAP fault ServerBusy. It is a fault of the documentation, each ' +
        'for itself is harmless, and one group of computers that gets nothing else never hears of an update.',
      'What it costs beyond that depends on the client: one that tries again at once keeps a server that really ' +
        'is busy from getting well.',
    ],
    correct: 'Ends its scan after few tries with a failure, reports it, and comes back later.',
    honest: { steps: [seed(other())], client: ['run'] },
    strike: { steps: [seed(update()), onSync({ kind: 'soap.fault', code: 'ServerBusy' })], client: ['run'] },
    repair: { steps: [{ do: 'clear faults' }, { do: 'advance clock', milliseconds: DAY }], client: ['run'] },
    oracles: [
      struck('SyncUpdates'),
      came(
        'it gives up after few tries',
        { operation: 'SyncUpdates', injected: true },
        { least: 1, most: 10 },
      ),
      came('the failed scan is reported', { reported: { eventId: 148 } }),
      isInstalled('it comes back, and has the update'),
    ],
    needs: ['reports', 'clock'],
  },
  {
    id: 'freeze.eternal-cookie',
    title: 'A cookie that is good until the year 9999',
    layer: 'soap',
    threat: 'freeze',
    story: [
      'The expiry of a cookie is told in the clear beside its sealed part, and here it says 9999-12-31. The ' +
        'server goes by what is sealed. A client that trusts the clear date never renews its cookie, and when the ' +
        'server calls it expired it has no way on.',
      'The same happens without malice, after a clock was wrong on one side when the cookie was made.',
    ],
    correct:
      'Lets the server have the last word: at CookieExpired it gets a new cookie and goes on, whatever the date ' +
      'said.',
    honest: {
      steps: [
        fault(
          { service: 'Client' },
          {
            kind: 'soap.replace',
            replace: [
              { found: '<Expiration>*</Expiration>', by: '<Expiration>9999-12-31T23:59:59Z</Expiration>' },
            ],
          },
        ),
        seed(other()),
      ],
      client: ['run'],
    },
    strike: {
      steps: [
        seed(update()),
        { do: 'clear faults' },
        onSync({ kind: 'soap.fault', code: 'CookieExpired' }, { to: 1 }),
      ],
      client: ['run'],
    },
    oracles: [
      {
        kind: 'journal',
        why: 'at CookieExpired it gets another cookie and goes on',
        expect: {
          sequence: [
            { operation: 'SyncUpdates', fault: 'CookieExpired' },
            { operation: 'GetCookie', outcome: 'ok' },
            { operation: 'SyncUpdates', outcome: 'ok' },
          ],
        },
      },
      isInstalled('it has the update'),
      endsWell('it gets over it'),
    ],
  },
  {
    id: 'freeze.one-file',
    title: 'The newest file alone is never there',
    layer: 'http',
    threat: 'freeze',
    story: [
      'The content server has every file but that of the newest update, which it says is forbidden. All else ' +
        'goes on as ever, so nobody looks: the fleet seems well and lacks the one thing that counts.',
    ],
    correct:
      'Installs the others, reports the download that failed by its update, and tries again with its next scan.',
    likely: ['WU_E_PT_HTTP_STATUS_FORBIDDEN'],
    honest: { steps: [seed(other(), update())], client: ['scan'] },
    strike: { steps: [onFile({ kind: 'http.status', status: 403 })], client: ['run'] },
    repair: { steps: [{ do: 'clear faults' }], client: ['run'] },
    oracles: [
      came('the file was refused', { kind: 'content', injected: true }, { least: 1, most: 12 }),
      isInstalled('the other update is installed', OTHER_KB),
      failedDownload,
      isInstalled('once the file is there it is installed'),
    ],
    needs: ['reports'],
  },
];
