import { existsSync } from 'node:fs';
import { stopwatch } from '../../platform/clock.ts';
import { runCommand } from './command-line.ts';
import { type BenchCase, type Budget, judged, skipped } from './row.ts';

const NAME = 'import of a real export';
const UNIT = 's';
const BUDGET: Budget = { of: 'measured', bound: 'most', value: 5 };

/** `mock-wu seed` with the `wsusutil export` at `file`, keys included: the whole process. */
export function importBenchCases(file: string | undefined): readonly BenchCase[] {
  return [
    {
      name: NAME,
      async run(context) {
        if (file === undefined || !existsSync(file)) {
          return skipped(NAME, UNIT, 'no export is here; name one with --export FILE', BUDGET);
        }
        const elapsed = stopwatch();
        const command = runCommand(['seed', file, '--state', `${context.folder}/state`, '--json']);
        const [report] = JSON.parse(await command.firstLine) as [{ added: number }];
        return judged({
          name: NAME,
          measured: elapsed() / 1000,
          unit: UNIT,
          budget: BUDGET,
          note: `${report.added} revisions, whole process`,
        });
      },
    },
  ];
}
