import { type Command, Option } from 'commander';
import { approveUpdates, removeApprovals } from '../catalog/approvals/decide.ts';
import type { Catalog } from '../catalog/catalog.ts';
import { counted } from '../platform/plain-text.ts';
import { type ActionWord, actionOf, actionWords } from './admin/action-words.ts';
import { withCatalog } from './admin/open-catalog.ts';
import { printJson, tell } from './admin/output.ts';
import { RESULT_JSON, type StateFlags, withStateOptions } from './admin/state-options.ts';
import { collect, count } from './options.ts';
import type { Terminal } from './terminal.ts';

interface ApproveFlags extends StateFlags {
  readonly group?: readonly string[];
  readonly action: ActionWord;
  readonly deadline?: string;
  readonly revision?: number;
  readonly acceptEula?: true;
  readonly remove?: true;
}

/** `mock-wu approve`: approves updates for groups, or takes approvals back. */
export function approveCommand(program: Command, terminal: Terminal): void {
  const approve = program
    .command('approve')
    .description('approve updates for target groups, or take approvals back')
    .argument('<update...>', 'UpdateID, KB number or exact title')
    .option('--group <group>', 'target group, by name or id; repeatable (default: All Computers)', collect)
    .addOption(new Option('--action <what>', 'what clients shall do').choices(actionWords).default('install'))
    .option('--deadline <moment>', 'when it must be done, such as 2026-12-24T18:00:00Z')
    .option('--revision <n>', 'an older revision than clients are offered', count)
    .option('--accept-eula', 'accept the licence in the name of all clients')
    .addOption(
      new Option('--remove', 'take the approvals of these groups back; of all groups where none is named')
        // What is said of an approval says nothing of its end.
        .conflicts(['action', 'deadline', 'revision', 'acceptEula']),
    )
    .addHelpText('after', HELP)
    .action((updates: string[], flags: ApproveFlags) => {
      withCatalog(flags.state, (catalog) => (flags.remove ? remove : add)(catalog, updates, flags, terminal));
    });
  withStateOptions(approve, RESULT_JSON);
}

const HELP = `
Approvals reach the groups below, except where a group has one of its own: --action not-approved ends them there.
All that is named is approved, or nothing.`;

function add(catalog: Catalog, updates: readonly string[], flags: ApproveFlags, terminal: Terminal): void {
  const { group: groups, deadline, revision, acceptEula } = flags;
  const approved = approveUpdates(catalog, {
    updates,
    action: actionOf(flags.action),
    ...(groups !== undefined && { groups }),
    ...(deadline !== undefined && { deadline }),
    ...(revision !== undefined && { revisionNumber: revision }),
    ...(acceptEula && { acceptEula }),
  });
  const until = deadline === undefined ? '' : `, until ${deadline}`;
  for (const { title, group } of approved) tell(terminal, `${title}: ${flags.action} for ${group}${until}`);
  if (flags.json) printJson(terminal, { approved });
}

function remove(catalog: Catalog, names: readonly string[], flags: ApproveFlags, terminal: Terminal): void {
  const groups = flags.group?.map((group) => catalog.groups.require(group).name);
  const removed = removeApprovals(catalog, names, groups);
  const where = groups === undefined ? 'all groups' : groups.join(', ');
  for (const { title, approvals } of removed)
    tell(terminal, `${title}: ${counted(approvals, 'approval')} taken back from ${where}`);
  if (flags.json) printJson(terminal, { removed });
}
