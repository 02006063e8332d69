import { fork } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { type FuzzKind, type FuzzOutcome, type FuzzPlan, fuzzKinds, runFuzz } from '../helpers/fuzz-run.ts';

/**
 * The long run: as many requests as MOCK_WU_FUZZ_CASES says, from the seed MOCK_WU_FUZZ_SEED or one of its own. Each
 * kind has a process, so that a request that never ends is noticed.
 */

const PROGRESS_MILLISECONDS = 3_000;
/** No world of requests takes nearly so long. */
const HANG_MILLISECONDS = 60_000;

type Plan = Pick<FuzzPlan, 'kind' | 'seed' | 'cases'>;

/** Set for the process of one kind. */
const PLAN = 'MOCK_WU_FUZZ_PLAN';
const ownPlan = process.env[PLAN];

if (ownPlan === undefined) await runAll();
else runFuzz({ ...(JSON.parse(ownPlan) as Plan), onProgress: (outcome) => process.send?.(outcome) });

async function runAll(): Promise<void> {
  const cases = numberIn('MOCK_WU_FUZZ_CASES') ?? 200_000;
  const seed = numberIn('MOCK_WU_FUZZ_SEED') ?? randomInt(2 ** 31);
  print(`seed ${seed}, ${cases} cases; again with MOCK_WU_FUZZ_SEED=${seed}`);
  const kinds = Object.keys(fuzzKinds) as FuzzKind[];
  const begun = performance.now();
  const seconds = (): string => ((performance.now() - begun) / 1000).toFixed(0);
  const now = new Map<FuzzKind, FuzzOutcome>();
  const progress = setInterval(() => {
    const parts = kinds.map((kind) => `${now.get(kind)?.cases ?? 0} ${kind}`);
    print(`${parts.join(', ')}, ${seconds()} s`);
  }, PROGRESS_MILLISECONDS);
  const outcomes = await Promise.all(
    kinds.map((kind) =>
      runKind({ kind, seed, cases: Math.ceil(cases / kinds.length) }, (outcome) => now.set(kind, outcome)),
    ),
  );
  clearInterval(progress);
  const total = outcomes.reduce((sum, outcome) => sum + outcome.cases, 0);
  print(`${total} cases, ${seconds()} s`);
  for (const [answer, count] of summed(outcomes)) print(`  ${answer}: ${count}`);
  for (const { failure } of outcomes) {
    if (failure === undefined) continue;
    print(`seed ${seed}: ${failure}`);
    process.exitCode = 1;
  }
}

function runKind(plan: Plan, onProgress: (outcome: FuzzOutcome) => void): Promise<FuzzOutcome> {
  return new Promise((resolve) => {
    const child = fork(fileURLToPath(import.meta.url), {
      env: { ...process.env, [PLAN]: JSON.stringify(plan) },
    });
    let last: FuzzOutcome = { cases: 0, answers: {} };
    const end = (failure?: string): void => {
      clearTimeout(watch);
      resolve(failure === undefined ? last : { ...last, failure });
    };
    const watch = setTimeout(() => {
      child.kill('SIGKILL');
      end(`${plan.kind}: a request after the first ${last.cases} never ended`);
    }, HANG_MILLISECONDS);
    child.on('message', (outcome: FuzzOutcome) => {
      watch.refresh();
      last = outcome;
      onProgress(outcome);
    });
    child.on('exit', (code) => end(code === 0 ? undefined : `${plan.kind}: ended with ${code}`));
  });
}

function summed(outcomes: readonly FuzzOutcome[]): readonly (readonly [answer: string, count: number])[] {
  const counts = new Map<string, number>();
  for (const { answers } of outcomes)
    for (const [answer, count] of Object.entries(answers))
      counts.set(answer, (counts.get(answer) ?? 0) + count);
  return [...counts].sort(([, a], [, b]) => b - a);
}

function numberIn(name: string): number | undefined {
  const text = process.env[name];
  return text !== undefined && /^\d{1,10}$/.test(text) ? Number(text) : undefined;
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
