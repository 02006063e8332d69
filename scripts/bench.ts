import type { Command } from 'commander';
import { CommandFailed, type Terminal } from './terminal.ts';

/** A wsusutil export that lies beside a checkout, where there is one. */
const USUAL_EXPORT = '../shared/data/WSUS.cab';

interface BenchFlags {
  readonly json?: true;
  readonly only?: string;
  readonly export: string;
  readonly seed?: string;
}

/** `mock-wu bench`: every budget measured in one run; exit 1 when one is missed. */
export function benchCommand(program: Command, terminal: Terminal): void {
  program
    .command('bench')
    .description(
      'measure start, scans, scale, changes, import, content and devices against their budgets (takes minutes)',
    )
    .option('--json', 'print JSON instead of a table')
    .option('--only <text>', 'only the rows whose name contains this')
    .option('--export <file>', 'a wsusutil export to import', USUAL_EXPORT)
    .option('--seed <text>', 'draws another synthetic catalogue')
    .action((flags: BenchFlags) => bench(flags, terminal));
}

async function bench(flags: BenchFlags, terminal: Terminal): Promise<void> {
  // Loaded here, so that no other command waits for it.
  const { benchCases } = await import('./bench/all-cases.ts');
  const { runRows } = await import('./bench/run-rows.ts');
  const { benchJson, benchTable } = await import('./bench/table.ts');
  const cases = benchCases(flags.export, flags.seed).filter(({ name }) => name.includes(flags.only ?? ''));
  const rows = await runRows(cases, { progress: (message) => terminal.stderr.write(`${message}\n`) });
  terminal.stdout.write(flags.json ? benchJson(rows) : benchTable(rows));
  const missed = rows.filter(({ ok }) => ok === false).length;
  if (missed > 0) throw new CommandFailed(`${missed} of ${rows.length} rows missed their budget or failed`);
}
