import type { Catalog } from '../../catalog/catalog.ts';
import type { GroupStatus } from '../../catalog/reports/status-report.ts';
import type { Terminal } from '../terminal.ts';
import { printJson } from './output.ts';
import type { StateFlags } from './state-options.ts';
import { type Column, textTable } from './text-table.ts';

const COLUMNS: readonly Column[] = [
  { heading: 'group', most: 60 },
  { heading: 'computers', isFigure: true },
  { heading: 'need updates', isFigure: true },
  { heading: 'with errors', isFigure: true },
  { heading: 'up to date', isFigure: true },
  { heading: 'unknown', isFigure: true },
];

/** Prints the groups as a tree, each with its counters. */
export function showGroups({ status }: Catalog, flags: StateFlags, terminal: Terminal): void {
  const branches = branchesOf(status.ofGroups());
  if (flags.json) {
    printJson(terminal, {
      groups: branches.map(({ status: { group, ...counts } }) => ({ ...group, ...counts })),
    });
    return;
  }
  terminal.stdout.write(
    textTable(
      COLUMNS,
      branches.map(({ stem, status: one }) => [
        `${stem}${one.group.name}`,
        ...[one.computers, one.needingUpdates, one.withErrors, one.upToDate, one.unknown].map(String),
      ]),
    ),
  );
}

interface Branch {
  /** What is drawn before the name. */
  readonly stem: string;
  readonly status: GroupStatus;
}

/** Every group after its parent. */
function branchesOf(
  all: readonly GroupStatus[],
  parentId: string | null = null,
  deeper = '',
): readonly Branch[] {
  const here = all.filter(({ group }) => group.parentId === parentId);
  return here.flatMap((status, at) => {
    const isLast = at === here.length - 1;
    const isRoot = parentId === null;
    const stem = isRoot ? '' : `${deeper}${isLast ? '└─ ' : '├─ '}`;
    const below = isRoot ? '' : `${deeper}${isLast ? '   ' : '│  '}`;
    return [{ stem, status }, ...branchesOf(all, status.group.groupId, below)];
  });
}
