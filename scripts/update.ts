import { type Command, Option } from 'commander';
import { withCatalog } from './admin/open-catalog.ts';
import type { StateFlags } from './admin/state-options.ts';
import { PRINT_JSON, withStateOptions } from './admin/state-options.ts';
import { LIST_LIMIT, listUpdates, typeWords, type UpdateListFlags } from './admin/update-list.ts';
import { showUpdate } from './admin/update-show.ts';
import { showUpdateStatus, type UpdateStatusFlags } from './admin/update-status.ts';
import { collect, count } from './options.ts';
import type { Terminal } from './terminal.ts';

/** `mock-wu update`: what there is to see of updates. */
export function updateCommand(program: Command, terminal: Terminal): void {
  const update = program
    .command('update')
    .description('the updates of a double and what computers report of them');
  addList(update, terminal);
  const show = update
    .command('show')
    .description('print everything about one update')
    .argument('<update>', 'UpdateID, KB number or exact title')
    .action((name: string, flags: StateFlags) => {
      withCatalog(flags.state, (catalog) => showUpdate(catalog, name, flags, terminal));
    });
  withStateOptions(show, PRINT_JSON);
  const status = update
    .command('status')
    .description('print on how many computers updates are in which state')
    .argument('[update...]', 'UpdateID, KB number or exact title (default: all approved or reported ones)')
    .option('--group <group>', 'count the computers of this group and those below it')
    .option('--limit <n>', 'most updates printed where none is named; 0 for all', count, LIST_LIMIT)
    .action((names: string[], flags: UpdateStatusFlags) => {
      withCatalog(flags.state, (catalog) => showUpdateStatus(catalog, names, flags, terminal));
    });
  withStateOptions(status, PRINT_JSON);
}

function addList(update: Command, terminal: Terminal): void {
  const list = update
    .command('list')
    .description('list updates, those that came last first')
    .option('--text <text>', 'in title, KB number or UpdateID')
    .option('--classification <name>', 'in one of these classifications; repeatable', collect)
    .option('--product <name>', 'in one of these products; repeatable', collect)
    .addOption(
      new Option(
        '--type <type>',
        'software, driver, category, detectoid or all (default: what can be offered by itself)',
      ).choices(typeWords),
    )
    .option('--approved', 'with an approval for some group')
    .option('--unapproved', 'without one, neither declined nor expired')
    .option('--declined', 'hidden from clients')
    .option('--expired', 'withdrawn by their publisher')
    .option('--superseded', 'with a newer update in their place')
    .option('--limit <n>', 'most updates printed; 0 for all', count, LIST_LIMIT)
    .action((flags: UpdateListFlags) => {
      withCatalog(flags.state, (catalog) => listUpdates(catalog, flags, terminal));
    });
  withStateOptions(list, PRINT_JSON);
}
