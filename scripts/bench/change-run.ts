import { fail } from '../../platform/errors/index.ts';
import { buildUpdateDocument } from '../../protocol/metadata/build-document.ts';
import { stateFolderAt } from '../../server/state-folder.ts';
import type { ChangeOrder } from './change-message.ts';
import { type WatchedChange, watchChange } from './change-watch.ts';
import { type Changer, startChanger } from './changer.ts';
import type { BenchContext } from './row.ts';
import { onServedCatalogue } from './served-catalogue.ts';
import { arrivingDetectoid } from './synthetic/detectoids.ts';
import { openTlsScan, type TlsScan } from './tls-scan.ts';
import { wholeScan } from './whole-scan.ts';

/** How often each kind of change is made. */
const ROUNDS = 3;

/** The element of a reply that shows a change to a client which had everything. */
const MARKS = {
  import: '<NewUpdates>',
  decline: '<OutOfScopeRevisionIDs>',
  approve: '<ChangedUpdates>',
} as const;

type ChangeKind = keyof typeof MARKS;

/** One change and what a client noticed of it. */
export interface NoticedChange extends WatchedChange {
  readonly kind: ChangeKind;
}

/** Ids the watching client sends. */
interface CachedIds {
  readonly installed: readonly number[];
  readonly others: readonly number[];
}

/** Imports, declines and approvals by a second process while a client asks the server without pause. */
export async function watchChanges(
  context: BenchContext,
  revisions: number,
  seed: string,
): Promise<readonly NoticedChange[]> {
  return onServedCatalogue(context, { revisions, seed }, async ({ served }) => {
    const scan = await openTlsScan(served, 'bench-changes');
    const changer = await startChanger(stateFolderAt(served.state).catalogFile);
    try {
      return await makeChanges(context, scan, changer);
    } finally {
      scan.close();
      await changer.close();
    }
  });
}

async function makeChanges(
  { progress }: BenchContext,
  scan: TlsScan,
  changer: Changer,
): Promise<readonly NoticedChange[]> {
  progress('scanning the whole catalogue');
  const whole = await wholeScan(scan.sync);
  const updates = whole.revisions
    .filter(({ action }) => action === 'PreDeploymentCheck')
    .map(({ updateId }) => updateId);
  let cached: CachedIds = whole;
  const noticed: NoticedChange[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    progress(`round ${round + 1} of ${ROUNDS}`);
    for (const order of ordersOf(round, updates)) {
      const body = scan.bodyOf(listsOf(cached));
      const watched = await watchChange(
        () => scan.ask(body),
        () => changer.make(order),
        MARKS[order.kind],
      );
      noticed.push({ ...watched, kind: order.kind });
      cached = caughtUp(scan, watched, cached);
    }
  }
  return noticed;
}

function ordersOf(
  round: number,
  updates: readonly string[],
): readonly (ChangeOrder & { readonly kind: ChangeKind })[] {
  const [declined, approved] = [updates[round * 2], updates[round * 2 + 1]];
  if (declined === undefined || approved === undefined)
    fail('BENCH_LOAD', { why: 'the client got too few updates' });
  return [
    { kind: 'import', xml: buildUpdateDocument(arrivingDetectoid(round)) },
    { kind: 'decline', updateId: declined },
    { kind: 'approve', updateId: approved },
  ];
}

function listsOf({ installed, others }: CachedIds): {
  InstalledNonLeafUpdateIDs: number[];
  OtherCachedUpdateIDs: number[];
} {
  return { InstalledNonLeafUpdateIDs: [...installed], OtherCachedUpdateIDs: [...others] };
}

/** Takes in what the reply said, so that the next one shows the next change only. */
function caughtUp(scan: TlsScan, { shown }: WatchedChange, { installed, others }: CachedIds): CachedIds {
  const result = scan.read(shown);
  const gone = new Set(result?.OutOfScopeRevisionIDs);
  const arrived = (result?.NewUpdates ?? []).map(({ ID }) => ID);
  return { installed, others: [...others, ...arrived].filter((id) => !gone.has(id)) };
}
