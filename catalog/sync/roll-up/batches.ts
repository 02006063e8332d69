/** One measure of a message: how much of it an item has, and how much there may be. */
export interface BatchLimit<T> {
  readonly most: number;
  readonly of: (item: T) => number;
}

/**
 * Packs items in their order so that no batch passes a limit, but for an item that alone does. Items are taken as
 * batches are asked for: no more than one batch is ever in memory.
 */
export function* inBatches<T>(
  items: Iterable<T>,
  ...limits: readonly BatchLimit<T>[]
): Generator<readonly T[]> {
  let batch: T[] = [];
  let sums = limits.map(() => 0);
  for (const item of items) {
    const weights = limits.map(({ of }) => of(item));
    const isFull = limits.some(({ most }, index) => (sums[index] ?? 0) + (weights[index] ?? 0) > most);
    if (isFull && batch.length > 0) {
      yield batch;
      batch = [];
      sums = limits.map(() => 0);
    }
    batch.push(item);
    sums = sums.map((sum, index) => sum + (weights[index] ?? 0));
  }
  if (batch.length > 0) yield batch;
}

/** At most `most` items. */
export function count(most: number): BatchLimit<unknown> {
  return { most, of: () => 1 };
}
