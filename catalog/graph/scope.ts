import { FLAG, type RevisionTable } from './revision-table.ts';

/**
 * The RevisionIDs a client may see, one an update, ascending: the newest of every update that is not declined; but
 * the revision a bundle in scope names goes before a newer one, because the client must be able to resolve the
 * bundle ([MS-WUSP] §3.1.5.7 allows one revision an update). A member whose bundles are all out of scope goes with
 * them.
 */
export function revisionsInScope(table: RevisionTable): Int32Array {
  const chosen = newestByUpdate(table);
  return ascending(table.bundles.rows > 0 ? settleBundles(table, chosen) : chosen, table.size);
}

/** The ids but 0 in order: by marking them, which takes a fraction of sorting them. */
function ascending(ids: Int32Array, size: number): Int32Array {
  const isChosen = new Uint8Array(size);
  let count = 0;
  for (let at = 0; at < ids.length; at++) {
    const id = ids[at] ?? 0;
    if (id === 0) continue;
    isChosen[id] = 1;
    count++;
  }
  const sorted = new Int32Array(count);
  for (let id = 0, at = 0; id < size; id++) if (isChosen[id] === 1) sorted[at++] = id;
  return sorted;
}

/** By update key: the RevisionID with the highest revision number, 0 where the update is declined or not here. */
function newestByUpdate(table: RevisionTable): Int32Array {
  const { keys, latest, earlier, revisionNumber, declined } = table;
  const newest = new Int32Array(keys);
  for (let key = 0; key < keys; key++) {
    if (declined[key] === 1) continue;
    let best = latest[key] ?? 0;
    for (let id = earlier[best] ?? 0; id !== 0; id = earlier[id] ?? 0) {
      if ((revisionNumber[id] ?? 0) > (revisionNumber[best] ?? 0)) best = id;
    }
    newest[key] = best;
  }
  return newest;
}

/** Starts from what stands by itself and follows the bundles; of a member named twice the newer revision stays. */
function settleBundles(table: RevisionTable, newest: Int32Array): Int32Array {
  const { flags, isMember, declined } = table;
  const { start, count, updateKey, second } = table.bundles;
  const kept = new Int32Array(newest.length);
  const named = new Int32Array(newest.length);
  const queue: number[] = [];
  for (let key = 0; key < newest.length; key++) {
    const id = newest[key] ?? 0;
    const standsAlone = ((flags[id] ?? 0) & FLAG.deployable) !== 0 || isMember[key] !== 1;
    if (id === 0 || !standsAlone) continue;
    kept[key] = id;
    if ((count[id] ?? 0) > 0) queue.push(id);
  }
  for (let next = 0; next < queue.length; next++) {
    const bundler = queue[next] ?? 0;
    const first = start[bundler] ?? 0;
    for (let row = first; row < first + (count[bundler] ?? 0); row++) {
      const key = updateKey[row] ?? 0;
      const number = second[row] ?? 0;
      const id = declined[key] === 1 ? 0 : revisionOf(table, key, number);
      if (id === 0 || (named[key] ?? 0) >= number) continue;
      named[key] = number;
      kept[key] = id;
      if ((count[id] ?? 0) > 0) queue.push(id);
    }
  }
  return kept;
}

/** The RevisionID of an update in one revision number, 0 for none. */
function revisionOf({ latest, earlier, revisionNumber }: RevisionTable, key: number, number: number): number {
  let id = latest[key] ?? 0;
  while (id !== 0 && revisionNumber[id] !== number) id = earlier[id] ?? 0;
  return id;
}
