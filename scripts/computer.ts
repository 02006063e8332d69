import { type Command, Option } from 'commander';
import type { Catalog } from '../catalog/catalog.ts';
import { placeComputers, removeComputers } from '../catalog/targeting/place-computers.ts';
import { type ComputerListFlags, printComputers } from './admin/computer-list.ts';
import { showComputer } from './admin/computer-show.ts';
import { withCatalog } from './admin/open-catalog.ts';
import { printJson, tell } from './admin/output.ts';
import { PRINT_JSON, RESULT_JSON, type StateFlags, withStateOptions } from './admin/state-options.ts';
import { collect } from './options.ts';
import type { Terminal } from './terminal.ts';

interface MoveFlags extends StateFlags {
  readonly group?: readonly string[];
  readonly unassign?: true;
}

const COMPUTER = 'id or DNS name';

/** `mock-wu computer`: the computers that came to the double. */
export function computerCommand(program: Command, terminal: Terminal): void {
  const computer = program.command('computer').description('the computers that came to a double');
  const list = computer
    .command('list')
    .description('list the computers')
    .option('--group <group>', 'only those of this group and of those below it')
    .action((flags: ComputerListFlags) => {
      withCatalog(flags.state, (catalog) => printComputers(catalog, flags, terminal));
    });
  withStateOptions(list, PRINT_JSON);
  const show = computer
    .command('show')
    .description('print everything about one computer')
    .argument('<computer>', COMPUTER)
    .action((name: string, flags: StateFlags) => {
      withCatalog(flags.state, (catalog) => showComputer(catalog, name, flags, terminal));
    });
  withStateOptions(show, PRINT_JSON);
  addMove(computer, terminal);
  const removal = computer
    .command('remove')
    .description('forget computers with their status; they must register anew, and their events stay')
    .argument('<computer...>', COMPUTER)
    .action((names: string[], flags: StateFlags) => {
      withCatalog(flags.state, (catalog) => remove(catalog, names, flags, terminal));
    });
  withStateOptions(removal, RESULT_JSON);
}

function addMove(computer: Command, terminal: Terminal): void {
  const moving = computer
    .command('move')
    .description('put computers into groups and take them out of all others')
    .argument('<computer...>', COMPUTER)
    .option('--group <group>', 'target group, by name or id; repeatable', collect)
    .addOption(
      new Option('--unassign', 'leave it to the computers which groups they are in').conflicts('group'),
    )
    .action((names: string[], flags: MoveFlags, command: Command) => {
      if (flags.group === undefined && !flags.unassign)
        command.error("error: option '--group <group>' or '--unassign' must be given");
      withCatalog(flags.state, (catalog) => move(catalog, names, flags, terminal));
    });
  withStateOptions(moving, RESULT_JSON);
}

function move(catalog: Catalog, names: readonly string[], flags: MoveFlags, terminal: Terminal): void {
  const { group: groups = [] } = flags;
  const computers = placeComputers(catalog, names, groups);
  for (const { computerId, dnsName, groups } of computers) {
    const outcome =
      groups.length === 0 ? 'taken out of all groups an administrator chose' : `now in ${groups.join(', ')}`;
    tell(terminal, `${dnsName || computerId}: ${outcome}`);
  }
  if (groups.length > 0 && catalog.configuration.current().targeting === 'client')
    tell(
      terminal,
      'targeting is set to client: only the groups computers ask for count (mock-wu config set)',
    );
  if (flags.json) printJson(terminal, { computers });
}

function remove(catalog: Catalog, names: readonly string[], flags: StateFlags, terminal: Terminal): void {
  const removed = removeComputers(catalog, names);
  for (const { computerId, dnsName } of removed) tell(terminal, `${dnsName || computerId}: removed`);
  if (flags.json) printJson(terminal, { removed });
}
