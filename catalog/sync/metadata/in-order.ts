/**
 * Works on `items` with up to `parallel` at once and yields the results in the order of the items. What is under way when
 * the caller stops early, or one fails, is waited for and dropped: no call goes on behind the caller's back.
 */
export async function* inOrder<Item, Result>(
  items: Iterable<Item>,
  parallel: number,
  work: (item: Item) => Promise<Result>,
): AsyncGenerator<Result> {
  const underWay: Promise<Result>[] = [];
  const source = items[Symbol.iterator]();
  const start = (): boolean => {
    const next = source.next();
    if (next.done) return false;
    const result = work(next.value);
    // The one that fails first may not be the one that is waited for.
    result.catch(() => {});
    underWay.push(result);
    return true;
  };
  try {
    while (underWay.length < parallel && start());
    for (let first = underWay.shift(); first !== undefined; first = underWay.shift()) {
      const result = await first;
      start();
      yield result;
    }
  } finally {
    await Promise.allSettled(underWay);
  }
}

/** Cuts `items` into runs of up to `size`. */
export function* batchesOf<Item>(items: readonly Item[], size: number): Generator<readonly Item[]> {
  for (let at = 0; at < items.length; at += size) yield items.slice(at, at + size);
}
