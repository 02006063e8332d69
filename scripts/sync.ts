import { type Command, Option } from 'commander';
import type { Catalog } from '../catalog/catalog.ts';
import { withCatalog } from './admin/open-catalog.ts';
import { PRINT_JSON, RESULT_JSON, type StateFlags, withStateOptions } from './admin/state-options.ts';
import { count } from './options.ts';
import { cancelSync } from './sync/cancel.ts';
import { type ChoicesFlags, printChoices } from './sync/choices.ts';
import { type HistoryFlags, printHistory } from './sync/history.ts';
import { printRefusals } from './sync/refusals.ts';
import { printStatus } from './sync/status.ts';
import type { SyncFlags } from './sync/sync-flags.ts';
import { withSubscriptionOptions } from './sync/sync-options.ts';
import { synchronise } from './sync/synchronise.ts';
import type { Terminal } from './terminal.ts';

/** `mock-wu sync`: synchronises with an upstream server, and shows what came of it. */
export function syncCommand(program: Command, terminal: Terminal): void {
  const sync = program
    .command('sync')
    .description('synchronise with a WSUS, or with another double; what is said is remembered')
    .action((flags: SyncFlags) => synchronise(flags, terminal))
    .addHelpText(
      'after',
      '\nOptions go into the subscription of the state folder: `mock-wu sync` alone repeats it, and `mock-wu serve`\nruns it by its schedule. Exit code 1: it failed, was cancelled, or left something out.',
    );
  withSubscriptionOptions(sync);
  withStateOptions(sync, 'print events as lines of JSON, the last one with the report');
  const add = subcommands(sync, terminal);
  const history = add('history', 'list the synchronisations, newest first', PRINT_JSON, printHistory);
  history.option('--limit <n>', 'so many', count, 20);
  add('status', 'print what is synchronised, how far it is and what is next', PRINT_JSON, printStatus);
  const choices = add('choices', 'list the products and classifications to choose', PRINT_JSON, printChoices);
  choices.addOption(new Option('--kind <kind>', 'only these').choices(['products', 'classifications']));
  add('refusals', 'list the revisions that could not be taken', PRINT_JSON, printRefusals);
  add('cancel', 'stop the synchronisation under way', RESULT_JSON, cancelSync);
}

function subcommands(sync: Command, terminal: Terminal) {
  return <F extends StateFlags & Partial<HistoryFlags & ChoicesFlags>>(
    name: string,
    description: string,
    json: string,
    work: (catalog: Catalog, flags: F, terminal: Terminal) => void,
  ): Command => {
    const command = sync
      .command(name)
      .description(description)
      .action((flags: F) => withCatalog(flags.state, (catalog) => work(catalog, flags, terminal)));
    return withStateOptions(command, json);
  };
}
