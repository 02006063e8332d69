import type { Command } from 'commander';
import type { Catalog } from '../catalog/catalog.ts';
import { withCatalog } from './admin/open-catalog.ts';
import { PRINT_JSON, RESULT_JSON, type StateFlags, withStateOptions } from './admin/state-options.ts';
import { listServers } from './downstream/list-servers.ts';
import { removeComputer, removeServer } from './downstream/remove.ts';
import { showServer } from './downstream/show-server.ts';
import type { Terminal } from './terminal.ts';

type Work = (catalog: Catalog, name: string, flags: StateFlags, terminal: Terminal) => void;

/** `mock-wu downstream`: the servers that synchronise with this one. */
export function downstreamCommand(program: Command, terminal: Terminal): void {
  const downstream = program
    .command('downstream')
    .description('the servers that synchronise with a double, and what they reported');
  const list = downstream
    .command('list')
    .description('list them, each after the one it synchronises with')
    .action((flags: StateFlags) =>
      withCatalog(flags.state, (catalog) => listServers(catalog, flags, terminal)),
    );
  withStateOptions(list, PRINT_JSON);
  const add = (parent: Command, name: string, argument: string, description: string, work: Work): Command =>
    parent
      .command(name)
      .description(description)
      .argument(argument, argument === '<server>' ? 'name or ServerID' : 'id')
      .action((given: string, flags: StateFlags) =>
        withCatalog(flags.state, (catalog) => work(catalog, given, flags, terminal)),
      );
  withStateOptions(
    add(downstream, 'show', '<server>', 'print everything one of them told', showServer),
    PRINT_JSON,
  );
  withStateOptions(
    add(downstream, 'remove', '<server>', 'forget one with those below it and their computers', removeServer),
    RESULT_JSON,
  );
  const computer = downstream.command('computer').description('the computers of downstream servers');
  withStateOptions(
    add(computer, 'remove', '<computer>', 'forget one; its server is told so', removeComputer),
    RESULT_JSON,
  );
}
