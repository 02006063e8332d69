import t from 'tap';
import { systemClock } from '../../../platform/clock.ts';
import { watchChange } from '../../../scripts/bench/change-watch.ts';
import type { Answer } from '../../../scripts/bench/exchange.ts';

const MARK = '<NewUpdates>';

/** Replies that take 2 ms by their own word, until the change; then one of 40 ms shows it. */
function server(): { ask: () => Promise<Answer>; change: () => void } {
  let state: 'before' | 'changed' | 'after' = 'before';
  return {
    ask: async () => {
      const showing = state === 'changed';
      if (showing) state = 'after';
      // Gives way, as a request over a socket does.
      await new Promise((resolve) => setImmediate(resolve));
      return { body: Buffer.from(showing ? `<x>${MARK}</x>` : '<x/>'), milliseconds: showing ? 40 : 2 };
    },
    change: () => {
      state = 'changed';
    },
  };
}

t.test('the reply that shows the change ends the waiting, and the longest request counts', async (t) => {
  const { ask, change } = server();
  const watched = await watchChange(
    ask,
    async () => {
      const started = systemClock.now();
      change();
      return { started, committed: started };
    },
    MARK,
  );
  t.equal(watched.undisturbed, 2);
  t.equal(watched.longestWait, 38);
  t.ok(watched.untilShown >= 0);
  t.match(watched.shown.body.toString(), MARK);
});

t.test('a change that cannot be made is an error', async (t) => {
  const { ask, change } = server();
  const failing = async () => {
    change();
    throw new Error('no luck');
  };
  await t.rejects(watchChange(ask, failing, MARK), { message: 'no luck' });
});
