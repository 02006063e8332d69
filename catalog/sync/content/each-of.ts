/**
 * Runs `work` for each of `items` in their order, at most `parallel` at a time. After one that throws no other is
 * begun; once those under way have ended, what the first of them threw is thrown.
 */
export async function eachOf<T>(
  items: Iterable<T>,
  parallel: number,
  work: (item: T) => Promise<void>,
): Promise<void> {
  const waiting = items[Symbol.iterator]();
  const thrown: unknown[] = [];
  const worker = async (): Promise<void> => {
    for (let next = waiting.next(); !next.done && thrown.length === 0; next = waiting.next()) {
      try {
        await work(next.value);
      } catch (error) {
        thrown.push(error);
      }
    }
  };
  await Promise.all(Array.from({ length: parallel }, worker));
  if (thrown.length > 0) throw thrown[0];
}
