import type { Catalog } from '../../catalog/catalog.ts';
import type { UpdateFilter, UpdateState } from '../../catalog/reports/update-filter.ts';
import { updateFilterOf } from '../../catalog/reports/update-query.ts';
import {
  createUpdateReport,
  type UpdatePage,
  type UpdateSummary,
} from '../../catalog/reports/update-report.ts';
import type { Terminal } from '../terminal.ts';
import { printJson, tell } from './output.ts';
import type { StateFlags } from './state-options.ts';
import { type Column, textTable } from './text-table.ts';

type ListedState = Exclude<UpdateState, 'tracked'>;

/** Options of `update list`. */
export interface UpdateListFlags extends StateFlags, Readonly<Partial<Record<ListedState, true>>> {
  readonly text?: string;
  readonly classification?: readonly string[];
  readonly product?: readonly string[];
  readonly type?: keyof typeof TYPES;
  readonly limit: number;
}

/** Updates printed unless told otherwise: a page that can be read. */
export const LIST_LIMIT = 50;

const TYPES = {
  software: 'Software',
  driver: 'Driver',
  category: 'Category',
  detectoid: 'Detectoid',
  all: 'any',
} as const;

export const typeWords = Object.keys(TYPES);

const STATES: readonly ListedState[] = ['approved', 'unapproved', 'declined', 'expired', 'superseded'];

const COLUMNS: readonly Column[] = [
  { heading: 'UpdateID' },
  { heading: 'KB', most: 17 },
  { heading: 'classification', most: 24 },
  { heading: 'state' },
  { heading: 'title', most: 110 },
];

/** Prints the updates that pass. */
export function listUpdates(catalog: Catalog, flags: UpdateListFlags, terminal: Terminal): void {
  const page = createUpdateReport(catalog.database).list(filterOf(catalog, flags), flags.limit);
  if (flags.json) printJson(terminal, { updates: page.updates, hasMore: page.hasMore });
  else terminal.stdout.write(textTable(COLUMNS, page.updates.map(cells)));
  tellLimit(page, terminal);
}

/** Says on stderr that a list was cut. */
export function tellLimit({ updates, hasMore }: UpdatePage, terminal: Terminal): void {
  if (hasMore) tell(terminal, `there are more than these ${updates.length}; --limit 0 prints all`);
}

function filterOf({ database }: Catalog, flags: UpdateListFlags): UpdateFilter {
  const { text, type, classification, product } = flags;
  return updateFilterOf(database, {
    states: STATES.filter((state) => flags[state]),
    ...(text !== undefined && { text }),
    ...(type !== undefined && { type: TYPES[type] }),
    ...(classification !== undefined && { classifications: classification }),
    ...(product !== undefined && { products: product }),
  });
}

function cells(update: UpdateSummary): readonly string[] {
  const { updateId, kbArticleIds, classifications, title } = update;
  const classification = classifications.map((one) => one.title ?? one.updateId).join(', ');
  return [updateId, kbArticleIds.join(' '), classification, stateOf(update), title];
}

function stateOf({ type, isDeclined, isExpired, isApproved, isSuperseded }: UpdateSummary): string {
  const words = [
    isDeclined && 'declined',
    isExpired && 'expired',
    isApproved && 'approved',
    isSuperseded && 'superseded',
  ].filter(Boolean);
  if (words.length > 0) return words.join(', ');
  // Categories and detectoids cannot be approved.
  return type === 'Software' || type === 'Driver' ? 'unapproved' : '';
}
