import type { Catalog } from '../../catalog/catalog.ts';
import { readChoices } from '../../catalog/sync/metadata/choices.ts';
import { type Choice, isNamed } from '../../catalog/sync/metadata/selection.ts';
import type { Subscription } from '../../catalog/sync/subscription.ts';
import { printJson } from '../admin/output.ts';
import type { StateFlags } from '../admin/state-options.ts';
import { type Column, textTable } from '../admin/text-table.ts';
import type { Terminal } from '../terminal.ts';
import { storedSubscription } from './stored-subscription.ts';

/** Options of `sync choices`. */
export interface ChoicesFlags extends StateFlags {
  readonly kind?: 'products' | 'classifications';
}

const COLUMNS: readonly Column[] = [
  { heading: 'chosen' },
  { heading: 'kind' },
  { heading: 'title', most: 80 },
  { heading: 'UpdateID' },
];

/** Prints what may be chosen of the upstream server, and what is chosen now. */
export function printChoices(catalog: Catalog, flags: ChoicesFlags, terminal: Terminal): void {
  const subscription = storedSubscription(catalog);
  const choices = readChoices(catalog.database)
    .map((choice) => ({
      kind: choice.isClassification ? ('classifications' as const) : ('products' as const),
      title: choice.title,
      updateId: choice.updateId,
      isChosen: isChosen(choice, subscription),
    }))
    .filter(({ kind }) => flags.kind === undefined || kind === flags.kind);
  if (flags.json) printJson(terminal, { choices });
  else
    terminal.stdout.write(
      textTable(
        COLUMNS,
        choices.map(({ isChosen, kind, title, updateId }) => [
          isChosen ? 'yes' : 'no',
          kind.slice(0, -1),
          title,
          updateId,
        ]),
      ),
    );
}

/** All are where nothing was chosen, and for a replica. */
function isChosen(choice: Choice, subscription: Subscription): boolean {
  const names = choice.isClassification ? subscription.classifications : subscription.products;
  return subscription.replica || names === undefined || names.some((name) => isNamed(choice, name));
}
