import { type NoticedChange, watchChanges } from './change-run.ts';
import { type BenchCase, type BenchContext, judged } from './row.ts';

const REVISIONS = 100_000;
const UNIT = 'ms';

/** What a client notices of changes made by another process: how late they show, and how long it is kept waiting. */
export function changeBenchCases(seed: string): readonly BenchCase[] {
  let noticed: Promise<readonly NoticedChange[]> | undefined;
  const watchOnce = (context: BenchContext): Promise<readonly NoticedChange[]> => {
    noticed ??= watchChanges(context, REVISIONS, seed);
    return noticed;
  };
  return [
    changeCase('until it shows', 250, watchOnce, ({ untilShown }) => untilShown),
    changeCase('longest wait', 50, watchOnce, ({ longestWait }) => longestWait),
  ];
}

/** The worst of all changes counts: a client that is kept waiting does not average. */
function changeCase(
  what: string,
  milliseconds: number,
  watchOnce: (context: BenchContext) => Promise<readonly NoticedChange[]>,
  figure: (change: NoticedChange) => number,
): BenchCase {
  const name = `catalogue change at ${REVISIONS.toLocaleString('en-US')} revisions, ${what}`;
  return {
    name,
    async run(context) {
      const changes = await watchOnce(context);
      const worst = (kind?: NoticedChange['kind']): number =>
        Math.max(...changes.filter((change) => kind === undefined || change.kind === kind).map(figure));
      const kinds = (['import', 'decline', 'approve'] as const).map(
        (kind) => `${kind} ${worst(kind).toFixed(0)}`,
      );
      const undisturbed = Math.max(...changes.map((change) => change.undisturbed)).toFixed(1);
      const note = `worst of ${changes.length}: ${kinds.join(', ')} ms; a re-scan undisturbed ${undisturbed} ms`;
      const budget = { of: 'measured', bound: 'most', value: milliseconds } as const;
      return judged({ name, measured: worst(), unit: UNIT, budget, note });
    },
  };
}
