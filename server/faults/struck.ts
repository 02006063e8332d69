import { createSeededRandomness, fractionOf, type Randomness } from '../../platform/randomness.ts';
import { createRecent, type Recent } from '../../platform/recent.ts';
import type { FaultWhen } from './rule.ts';

/** Clients whose requests are counted one by one for a rule. */
const KEPT_CLIENTS = 10_000;

/** Whether a rule strikes, and the number and dice the decision was made by. */
export interface Strike {
  readonly isStruck: boolean;
  /** Which of the requests the rule matched this was, from 1. */
  readonly nth: number;
  readonly dice?: number;
}

/** Counts the requests a rule matches and decides which of them it strikes. */
export interface Striker {
  next(client: () => string | undefined): Strike;
  /** Counts from 1 again and draws the same chances again. */
  restart(): void;
}

/** Makes the striker of a rule; `seed` is that of its chance where `when` has none. */
export function createStriker(when: FaultWhen = {}, seed: string): Striker {
  const { from = 1, to = Number.POSITIVE_INFINITY, every = 1, per = 'rule', probability } = when;
  let total = 0;
  let ofClient: Recent<number>;
  let chance: Randomness;
  const restart = (): void => {
    total = 0;
    ofClient = createRecent(KEPT_CLIENTS);
    chance = createSeededRandomness(when.seed ?? seed);
  };
  restart();
  const count = (client: () => string | undefined): number => {
    if (per === 'rule') {
      total += 1;
      return total;
    }
    const key = client() ?? '';
    const nth = (ofClient.get(key) ?? 0) + 1;
    ofClient.set(key, nth);
    return nth;
  };
  return {
    restart,
    next: (client) => {
      const nth = count(client);
      if (nth < from || nth > to || (nth - from) % every !== 0) return { isStruck: false, nth };
      if (probability === undefined) return { isStruck: true, nth };
      const dice = fractionOf(chance);
      // 0 never strikes, 1 always: a fraction is below 1.
      return { isStruck: dice < probability, nth, dice };
    },
  };
}
