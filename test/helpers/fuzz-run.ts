import fc from 'fast-check';
import { askDirectly, type FuzzCase, judge, reproducer } from './fuzz-case.ts';
import { contractCases } from './fuzz-contract-cases.ts';
import { mutatedCases } from './fuzz-mutated-cases.ts';
import { createFuzzWorld, type FuzzWorld } from './fuzz-world.ts';

/** What requests are made of, by the name of the run. */
export const fuzzKinds = { contracts: contractCases, mutations: mutatedCases } as const;
export type FuzzKind = keyof typeof fuzzKinds;

/** How much is to be asked. */
export interface FuzzPlan {
  readonly kind: FuzzKind;
  readonly seed: number;
  readonly cases: number;
  /** Whether the worlds ask for registration; left out: all but every fourth. */
  readonly isRegistered?: boolean;
  /** Told after each world of requests. */
  readonly onProgress?: (outcome: FuzzOutcome) => void;
}

/** What came of it. */
export interface FuzzOutcome {
  readonly cases: number;
  /** How often each answer came. */
  readonly answers: Readonly<Record<string, number>>;
  /** What went wrong first, with all it takes to see it again. */
  readonly failure?: string;
}

/** Requests that go to one world before the next one begins, so that none grows without end. */
const CASES_PER_WORLD = 1_500;
/** One answer of so many is read by the second judge too. */
const THOROUGH_EVERY = 8;

/** Asks `plan.cases` requests without a network; stops at the first answer that should not be. */
export function runFuzz({ kind, seed, cases, isRegistered, onProgress }: FuzzPlan): FuzzOutcome {
  const answers: Record<string, number> = {};
  let done = 0;
  for (let number = 0; done < cases; number++) {
    const count = Math.min(CASES_PER_WORLD, cases - done);
    const fuzz = createFuzzWorld(
      isRegistered ?? number % 4 !== 3,
      number % 2 === 0 ? 'wsus-2025' : 'microsoft',
    );
    const failure = fuzzOneWorld(fuzz, kind, { seed: (seed + number) | 0, numRuns: count }, answers);
    fuzz.close();
    done += count;
    const outcome = { cases: done, answers, ...(failure !== undefined && { failure }) };
    onProgress?.(outcome);
    if (failure !== undefined) return outcome;
  }
  return { cases: done, answers };
}

interface Round {
  readonly seed: number;
  readonly numRuns: number;
}

function fuzzOneWorld(
  fuzz: FuzzWorld,
  kind: FuzzKind,
  round: Round,
  answers: Record<string, number>,
): string | undefined {
  const failure = check(fuzzKinds[kind](fuzz), round, (one, asked) => {
    const answer = judge(one, askDirectly(fuzz, one), asked % THOROUGH_EVERY === 0);
    answers[answer] = (answers[answer] ?? 0) + 1;
  });
  if (failure !== undefined) return `${kind}, ${failure}`;
  const harm = fuzz.harm();
  return harm.length === 0 ? undefined : `${kind}, seed ${round.seed}: ${harm.join('; ')}`;
}

function check(
  cases: fc.Arbitrary<FuzzCase>,
  round: Round,
  ask: (one: FuzzCase, asked: number) => void,
): string | undefined {
  let asked = 0;
  const details = fc.check(
    fc.property(cases, (one) => ask(one, asked++)),
    round,
  );
  const [smallest] = details.counterexample ?? [];
  if (!details.failed || smallest === undefined) return undefined;
  const { seed, counterexamplePath, errorInstance } = details;
  return `seed ${seed}, path ${counterexamplePath}: ${String(errorInstance)}\n${reproducer(smallest)}`;
}

/** Requests of a kind, always the same ones for a seed. */
export function sampleCases(
  kind: FuzzKind,
  fuzz: FuzzWorld,
  seed: number,
  count: number,
): readonly FuzzCase[] {
  return fc.sample(fuzzKinds[kind](fuzz), { seed, numRuns: count });
}

/** How many requests got through to an answer of an operation. */
export function answeredIn({ answers }: FuzzOutcome): number {
  const answered = Object.entries(answers).filter(([answer]) => answer.startsWith('answered '));
  return answered.reduce((sum, [, count]) => sum + count, 0);
}
