import fc from 'fast-check';
import t from 'tap';
import { createStatuses } from '../../../device/applicability/statuses.ts';
import { computerOf } from '../../../device/profile/computer.ts';
import { stateOf } from '../../../device/profile/state-of.ts';
import type { EventDraft } from '../../../device/report/event-draft.ts';
import { EVENT } from '../../../device/report/event-kinds.ts';
import { reportingEvent } from '../../../device/report/reporting-event.ts';
import { statusLists } from '../../../device/report/status-lists.ts';
import { revisionsOf } from '../../../device/scan/scan.ts';
import { deploymentActions } from '../../../protocol/wusp/sync-types.ts';
import { infoOf, type ShortRevision, storeOf } from '../../helpers/cores.ts';
import { PLAIN } from '../../helpers/device-rules.ts';
import { idOf } from '../../helpers/documents.ts';
import { openScanner } from '../../helpers/scanning-device.ts';
import { pageOf, startScriptedWsus } from '../../helpers/scripted-wsus.ts';

type Happened = { readonly [K in 'failed' | 'downloaded' | 'pending']?: readonly number[] };
type Lists = Record<string, string>;

const state = stateOf(PLAIN);

/** The lists of a status event by their names, as numbers of updates. */
function listsOf(shorts: readonly ShortRevision[], happened: Happened = {}): Lists {
  const store = storeOf(shorts);
  const ids = (numbers: readonly number[] = []): ReadonlySet<string> => new Set(numbers.map(idOf));
  const lists = statusLists(revisionsOf(store), createStatuses(store, state), {
    failed: ids(happened.failed),
    downloaded: ids(happened.downloaded),
    pending: ids(happened.pending),
  });
  const filled = Object.entries(lists).filter(([, list]) => list.length > 0);
  return Object.fromEntries(
    filled.map(([name, list]) => [name, list.map((id) => Number(id.slice(-12))).join(' ')]),
  );
}

const here = { installed: 'True' } as const;

const CASES: readonly (readonly [
  sentence: string,
  shorts: readonly ShortRevision[],
  lists: Lists,
  Happened?,
])[] = [
  ['needed, approved or not', [{ id: 1 }, { id: 2, action: 'PreDeploymentCheck' }], { needed: '1 2' }],
  ['needed by whoever wants it', [{ id: 1, action: 'OptionalInstall' }], { needed: '1' }],
  [
    'there',
    [
      { id: 1, ...here },
      { id: 2, ...here, action: 'Uninstall' },
    ],
    { installed: '1 2' },
  ],
  [
    'not for this device',
    [
      { id: 1, installable: 'False' },
      { id: 2, installed: 'Unheard' },
    ],
    {},
  ],
  ['replaced by another, and still needed', [{ id: 1 }, { id: 2, supersedes: [1] }], { needed: '1 2' }],
  [
    'bundles are in a list, their members are not',
    [
      { id: 1, bundles: [[2]] },
      { id: 2, action: 'Bundle' },
      { id: 3, bundles: [[4]] },
      { id: 4, action: 'Bundle', ...here },
    ],
    { needed: '1', installed: '3' },
  ],
  [
    'categories and detectoids are in none',
    [
      { id: 1, type: 'Category', ...here },
      { id: 2, type: 'Detectoid', ...here },
    ],
    {},
  ],
  ['a driver', [{ id: 1, type: 'Driver' }], { needed: '1' }],
  [
    'what became of each',
    [{ id: 1 }, { id: 2 }, { id: 3 }, { id: 4 }],
    { needed: '4', failed: '1', downloaded: '2', pending: '3' },
    { failed: [1], downloaded: [2], pending: [3] },
  ],
  ['failed once, and there now', [{ id: 1, ...here }], { installed: '1' }, { failed: [1] }],
  [
    'failed once, and not for this device now',
    [{ id: 1, installable: 'False' }],
    {},
    { failed: [1], downloaded: [1] },
  ],
  ['failed after it was downloaded', [{ id: 1 }], { failed: '1' }, { failed: [1], downloaded: [1] }],
  ['removed at the next restart', [{ id: 1, ...here }], { installed: '1' }, { pending: [1] }],
];

t.test('what is deployed is in the list that fits', async (t) => {
  for (const [sentence, shorts, expected, happened] of CASES)
    t.same(listsOf(shorts, happened), expected, sentence);
});

t.test('nothing is in two lists, and what is only judged or bundled in none', async () => {
  const count = 6;
  const some = fc.subarray(Array.from({ length: count }, (_, at) => at + 1));
  const one = fc.record({
    action: fc.constantFrom(...deploymentActions),
    installed: fc.constantFrom('True', 'False', 'Unheard'),
  });
  fc.assert(
    fc.property(
      fc.array(one, { minLength: count, maxLength: count }),
      fc.record({ failed: some, downloaded: some, pending: some }),
      (revisions, happened) => {
        const shorts = revisions.map((revision, at) => ({ id: at + 1, ...revision }));
        const listed = Object.values(listsOf(shorts, happened)).flatMap((list) =>
          list.split(' ').map(Number),
        );
        const isDeployed = (id: number): boolean =>
          !['Evaluate', 'Bundle'].includes(shorts[id - 1]?.action ?? '');
        return new Set(listed).size === listed.length && listed.every(isDeployed);
      },
    ),
    { seed: 20261101, numRuns: 100 },
  );
});

/** MiscData of an event as `key=value`, and the names of its keys. */
function miscOf(draft: Partial<EventDraft> & Pick<EventDraft, 'id'>): {
  readonly pairs: readonly string[];
  readonly keys: string;
} {
  const { ExtendedData } = reportingEvent(
    { instanceId: '', at: 0, code: 'S_OK', appName: 'Test', ...draft },
    {
      identity: { clientId: '', dnsName: '', sampling: 775, agentVersion: '1507.2601.30012.0' },
      computer: computerOf(PLAIN),
      state,
      productType: 48,
      localeId: 1033,
    },
  );
  const pairs = (ExtendedData?.MiscData ?? []) as readonly string[];
  return { pairs, keys: pairs.map((one) => one.split('=')[0]).join(' ') };
}

t.test('a status event has each list under its letter, in upper case, and no empty one', async (t) => {
  const [a, b] = [idOf(1).replace('0', 'a'), idOf(2)];
  const all = { needed: [a, b], installed: [b], pending: [a], failed: [b], downloaded: [a] };
  const { pairs, keys } = miscOf({ id: EVENT.status, ...all });
  const rest = 'm n o p q r w x dd ff WUfBOn WUfBDS DisableDS PauseQU PauseFU';
  t.equal(keys, `G J K L Q T U V W AppName CsiErrorType c g h ${rest}`);
  t.ok(pairs.includes(`U=${a.toUpperCase()};${b}`));
  t.ok(pairs.includes(`h=${a.toUpperCase()}`));
  const empty = { needed: [], installed: [], pending: [], failed: [], downloaded: [] };
  t.equal(miscOf({ id: EVENT.status, ...empty }).keys, `G J K L Q T AppName CsiErrorType c ${rest}`);
});

t.test('a scan that went well is told by how many are to be installed, with the status of all', async (t) => {
  const wsus = await startScriptedWsus(t, {
    SyncUpdates: [
      pageOf({
        NewUpdates: [
          infoOf({ id: 1 }),
          infoOf({ id: 2, action: 'OptionalInstall' }),
          infoOf({ id: 3, action: 'PreDeploymentCheck' }),
          infoOf({ id: 4, installed: 'True' }),
        ],
      }),
    ],
  });
  const one = openScanner(t, wsus.url);
  await one.device.scan();
  t.match(one.events(), [
    { id: 147, code: 'S_OK', replacements: ['1'], trips: 1, judged: 4, added: 4 },
    { id: 156, code: 'S_OK', needed: [1, 2, 3].map(idOf), installed: [idOf(4)] },
  ]);
  t.notOk('update' in (one.events()[0] ?? {}), 'neither is about one update');
});
