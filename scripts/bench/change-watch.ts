import { stopwatch, systemClock } from '../../platform/clock.ts';
import { fail } from '../../platform/errors/index.ts';
import type { ChangeTimes } from './change-message.ts';
import type { Answer } from './exchange.ts';
import { median } from './statistics.ts';

/** Requests before the change that tell how long one takes undisturbed. */
const UNDISTURBED = 60;
/** Asking goes on after the change was shown, so that work the server put off is seen as well. */
const AFTER_MILLISECONDS = 100;
const GIVE_UP_MILLISECONDS = 10_000;

/** What a client that never stops asking noticed of one change. */
export interface WatchedChange {
  /** From the commit to the end of the first reply that shows the change, in milliseconds. */
  readonly untilShown: number;
  /** How much longer than an undisturbed request the longest one took, in milliseconds. */
  readonly longestWait: number;
  readonly undisturbed: number;
  /** The reply that showed it. */
  readonly shown: Answer;
}

interface Asked {
  readonly answer: Answer;
  /** Milliseconds since the epoch. */
  readonly ended: number;
}

/** Asks without pause while `change` is made elsewhere, until a reply contains `mark`. @throws BENCH_LOAD when none does */
export async function watchChange(
  ask: () => Promise<Answer>,
  change: () => Promise<ChangeTimes>,
  mark: string,
): Promise<WatchedChange> {
  const once = async (): Promise<Asked> => ({ answer: await ask(), ended: systemClock.now() });
  const before: number[] = [];
  for (let turn = 0; turn < UNDISTURBED; turn++) before.push((await ask()).milliseconds);
  const undisturbed = median(before);

  const changing = change();
  // Awaited after the requests; a change that fails meanwhile is reported then.
  changing.catch(() => {});
  const { asked, showing } = await askUntilShown(once, mark);
  const { started, committed } = await changing;
  if (showing === undefined)
    fail('BENCH_LOAD', { why: `no reply had ${mark} in ${GIVE_UP_MILLISECONDS} ms` });
  const times = asked.filter(({ ended }) => ended >= started).map(({ answer }) => answer.milliseconds);
  return {
    untilShown: Math.max(0, showing.ended - committed),
    longestWait: Math.max(0, Math.max(...times) - undisturbed),
    undisturbed,
    shown: showing.answer,
  };
}

async function askUntilShown(
  once: () => Promise<Asked>,
  mark: string,
): Promise<{ asked: readonly Asked[]; showing: Asked | undefined }> {
  const asked: Asked[] = [];
  const elapsed = stopwatch();
  let showing: Asked | undefined;
  for (let end = GIVE_UP_MILLISECONDS; elapsed() < end; ) {
    const one = await once();
    asked.push(one);
    if (showing !== undefined || !one.answer.body.includes(mark)) continue;
    showing = one;
    end = elapsed() + AFTER_MILLISECONDS;
  }
  return { asked, showing };
}
