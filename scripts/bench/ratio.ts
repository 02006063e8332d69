import type { BenchContext } from './row.ts';
import { median } from './statistics.ts';

/** One of two things compared: a name, and a way to measure it once that returns a rate. */
export interface Contender {
  readonly name: string;
  measure(): Promise<number>;
}

/** Two contenders compared. */
export interface Comparison {
  /** Medians over the rounds. */
  readonly first: number;
  readonly second: number;
  /** Median of the rounds' ratios, first to second. */
  readonly ratio: number;
}

/**
 * Measures `first` and `second` in turn, round by round, after one round to warm up: what else the machine does
 * meanwhile then weighs on both, and a round it disturbs does not decide.
 */
export async function compare(
  first: Contender,
  second: Contender,
  context: Pick<BenchContext, 'rounds' | 'progress'>,
): Promise<Comparison> {
  const rounds: { readonly a: number; readonly b: number }[] = [];
  for (let round = 0; round <= context.rounds; round++) {
    context.progress(
      round === 0 ? `warming up against ${second.name}` : `round ${round} of ${context.rounds}`,
    );
    const a = await first.measure();
    const b = await second.measure();
    if (round > 0) rounds.push({ a, b });
  }
  return {
    first: median(rounds.map(({ a }) => a)),
    second: median(rounds.map(({ b }) => b)),
    ratio: median(rounds.map(({ a, b }) => a / b)),
  };
}
