import type { Command } from 'commander';
import type { Catalog } from '../catalog/catalog.ts';
import type { TargetGroup } from '../catalog/store/groups.ts';
import { showGroups } from './admin/group-tree.ts';
import { withCatalog } from './admin/open-catalog.ts';
import { printJson, tell } from './admin/output.ts';
import { PRINT_JSON, RESULT_JSON, type StateFlags, withStateOptions } from './admin/state-options.ts';
import type { Terminal } from './terminal.ts';

const GROUP = 'target group, by name or id';

/** `mock-wu group`: the target groups and what is done to them. */
export function groupCommand(program: Command, terminal: Terminal): void {
  const group = program.command('group').description('the target groups of a double');
  const list = group
    .command('list')
    .description('print the groups as a tree, with how their computers are; those below are counted in')
    .action((flags: StateFlags) =>
      withCatalog(flags.state, (catalog) => showGroups(catalog, flags, terminal)),
    );
  withStateOptions(list, PRINT_JSON);
  addAdd(group, terminal);
  addRename(group, terminal);
  addMove(group, terminal);
  addRemove(group, terminal);
}

function addAdd(group: Command, terminal: Terminal): void {
  const add = group
    .command('add')
    .description('make a group')
    .argument('<name>', 'a name no group has')
    .option('--parent <group>', 'group it lies in', 'All Computers')
    .action((name: string, flags: StateFlags & { readonly parent: string }) => {
      change(flags, terminal, ({ groups }) => {
        const parent = groups.require(flags.parent).name;
        const made = groups.create(name, parent);
        return [made, `group ${made.name}: made in ${parent}`];
      });
    });
  withStateOptions(add, RESULT_JSON);
}

function addRename(group: Command, terminal: Terminal): void {
  const rename = group
    .command('rename')
    .description('give a group another name; computers that ask for the old one leave it')
    .argument('<group>', GROUP)
    .argument('<name>', 'a name no group has')
    .action((given: string, name: string, flags: StateFlags) => {
      change(flags, terminal, ({ groups }) => {
        const before = groups.require(given);
        groups.rename(given, name);
        const after = groups.require(before.groupId);
        return [after, `group ${before.name}: now called ${after.name}`];
      });
    });
  withStateOptions(rename, RESULT_JSON);
}

function addMove(group: Command, terminal: Terminal): void {
  const move = group
    .command('move')
    .description('put a group into another one, whose approvals reach it from then on')
    .argument('<group>', GROUP)
    .argument('<parent>', GROUP)
    .action((given: string, parent: string, flags: StateFlags) => {
      change(flags, terminal, ({ groups }) => {
        groups.move(given, parent);
        const moved = groups.require(given);
        return [moved, `group ${moved.name}: moved into ${groups.require(parent).name}`];
      });
    });
  withStateOptions(move, RESULT_JSON);
}

function addRemove(group: Command, terminal: Terminal): void {
  const remove = group
    .command('remove')
    .description('remove a group and its approvals; its computers stay')
    .argument('<group>', GROUP)
    .action((given: string, flags: StateFlags) => {
      change(flags, terminal, ({ groups }) => {
        const gone = groups.require(given);
        groups.remove(given);
        return [gone, `group ${gone.name}: removed`];
      });
    });
  withStateOptions(remove, RESULT_JSON);
}

function change(
  flags: StateFlags,
  terminal: Terminal,
  work: (catalog: Catalog) => readonly [group: TargetGroup, line: string],
): void {
  withCatalog(flags.state, (catalog) => {
    const [group, line] = catalog.write(() => work(catalog));
    tell(terminal, line);
    if (flags.json) printJson(terminal, { group });
  });
}
