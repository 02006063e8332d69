import type { Command } from 'commander';
import { contentBenchCases } from './bench/content-cases.ts';
import { importBenchCases } from './bench/import-cases.ts';
import type { BenchCase } from './bench/row.ts';
import { runRows } from './bench/run-rows.ts';
import { scaleBenchCases } from './bench/scale-cases.ts';
import { startBenchCases } from './bench/start-cases.ts';
import { syncBenchCases } from './bench/sync-cases.ts';
import { benchJson, benchTable } from './bench/table.ts';
import { CommandFailed, type Terminal } from './terminal.ts';

/** A wsusutil export that lies beside a checkout, where there is one. */
const USUAL_EXPORT = '../shared/data/WSUS.cab';

interface BenchFlags {
  readonly json?: true;
  readonly only?: string;
  readonly export: string;
}

/** `mock-wu bench`: every budget measured in one run; exit 1 when one is missed. */
export function benchCommand(program: Command, terminal: Terminal): void {
  program
    .command('bench')
    .description(
      'measure start, SyncUpdates, scale, import and content against their budgets (takes minutes)',
    )
    .option('--json', 'print JSON instead of a table')
    .option('--only <text>', 'only the rows whose name contains this')
    .option('--export <file>', 'a wsusutil export to import', USUAL_EXPORT)
    .action((flags: BenchFlags) => bench(flags, terminal));
}

async function bench(flags: BenchFlags, terminal: Terminal): Promise<void> {
  const all: readonly BenchCase[] = [
    ...startBenchCases(),
    ...syncBenchCases(),
    ...scaleBenchCases(),
    ...importBenchCases(flags.export),
    ...contentBenchCases(),
  ];
  const cases = all.filter(({ name }) => name.includes(flags.only ?? ''));
  const rows = await runRows(cases, { progress: (message) => terminal.stderr.write(`${message}\n`) });
  terminal.stdout.write(flags.json ? benchJson(rows) : benchTable(rows));
  const missed = rows.filter(({ ok }) => ok === false).length;
  if (missed > 0) throw new CommandFailed(`${missed} of ${rows.length} rows missed their budget or failed`);
}
