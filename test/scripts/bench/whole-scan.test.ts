import t from 'tap';
import type { SyncInfo, UpdateInfo } from '../../../protocol/wusp/sync-types.ts';
import { updateIdOf } from '../../../scripts/bench/synthetic/update-names.ts';
import { MOST_ROUND_TRIPS, type SyncStep, wholeScan } from '../../../scripts/bench/whole-scan.ts';

const COMPANY = updateIdOf('company', 0);
const ELSEWHERE = updateIdOf('family', 1);

function info(ID: number, updateId: string, IsLeaf: boolean): UpdateInfo {
  return { ID, IsLeaf, Xml: `<UpdateIdentity UpdateID="${updateId.toUpperCase()}" RevisionNumber="1" />` };
}

/** Answers with `replies` in turn and keeps what it was asked. */
function scripted(replies: readonly SyncInfo[]): { step: SyncStep; asked: unknown[] } {
  const asked: unknown[] = [];
  return { asked, step: async (parameters) => replies[asked.push(parameters) - 1] };
}

t.test('the client asks again while a page was truncated or brought something that is no leaf', async (t) => {
  const { step, asked } = scripted([
    { Truncated: true, NewUpdates: [info(1, updateIdOf('update', 1), true)] },
    { Truncated: false, NewUpdates: [info(2, COMPANY, false), info(3, ELSEWHERE, false)] },
    { Truncated: false, NewUpdates: [info(4, updateIdOf('product', 0), true)] },
  ]);
  const scan = await wholeScan(step);
  t.equal(scan.roundTrips, 3);
  t.strictSame(asked, [
    {},
    { InstalledNonLeafUpdateIDs: [], OtherCachedUpdateIDs: [1] },
    { InstalledNonLeafUpdateIDs: [2], OtherCachedUpdateIDs: [1, 3] },
  ]);
  t.strictSame(scan.installed, [2], 'what it has and is no leaf');
  t.strictSame(scan.others, [1, 3, 4]);
  t.match(scan.revisions[1], { id: 2, updateId: COMPANY, action: '' });
});

t.test('a scan without end is given up where a real client gives up', async (t) => {
  let asked = 0;
  const step: SyncStep = async () => {
    asked++;
    return { Truncated: true };
  };
  await t.rejects(wholeScan(step), { code: 'BENCH_LOAD' });
  t.equal(asked, MOST_ROUND_TRIPS);
});
