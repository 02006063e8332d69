import type { Catalog } from '../../catalog/catalog.ts';
import { printJson } from '../admin/output.ts';
import type { StateFlags } from '../admin/state-options.ts';
import { type Column, textTable } from '../admin/text-table.ts';
import type { Terminal } from '../terminal.ts';
import { storedSubscription } from './stored-subscription.ts';

const COLUMNS: readonly Column[] = [
  { heading: 'UpdateID' },
  { heading: 'revision', isFigure: true },
  { heading: 'reason', most: 200 },
];

/** Prints the revisions that could not be taken; the next synchronisation asks for them again. */
export function printRefusals(catalog: Catalog, flags: StateFlags, terminal: Terminal): void {
  const refusals = catalog.upstreams.refusals(storedSubscription(catalog).url);
  if (flags.json) printJson(terminal, { refusals });
  else
    terminal.stdout.write(
      textTable(
        COLUMNS,
        refusals.map(({ updateId, revisionNumber, reason }) => [updateId, String(revisionNumber), reason]),
      ),
    );
}
