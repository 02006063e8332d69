import type { ApprovalRule } from '../../catalog/approvals/approval-rules.ts';
import type { Catalog } from '../../catalog/catalog.ts';
import { readCategoryNames } from '../../catalog/reports/category-names.ts';
import type { Terminal } from '../terminal.ts';
import { wordOf } from './action-words.ts';
import { printJson } from './output.ts';
import type { StateFlags } from './state-options.ts';
import { type Column, textTable } from './text-table.ts';

const COLUMNS: readonly Column[] = [
  { heading: 'rule', most: 50 },
  { heading: 'enabled' },
  { heading: 'action' },
  { heading: 'classifications', most: 50 },
  { heading: 'products', most: 50 },
  { heading: 'groups', most: 40 },
  { heading: 'deadline' },
];

/** What a rule is called by. */
export function namedRule(name: string, ruleId: string): { readonly name: string; readonly ruleId: string } {
  return { name, ruleId };
}

/** Prints the rules, with names in place of ids. */
export function listRules(catalog: Catalog, flags: StateFlags, terminal: Terminal): void {
  const rules = rulesAsJson(catalog, catalog.rules.all());
  if (flags.json) {
    printJson(terminal, { rules });
    return;
  }
  const rows = rules.map((rule) => [
    rule.name,
    rule.isEnabled ? 'yes' : 'no',
    wordOf(rule.action),
    titles(rule.classifications) || 'any',
    titles(rule.products) || 'any',
    rule.groups.map(({ name }) => name).join(', '),
    deadlineText(rule.deadline),
  ]);
  terminal.stdout.write(textTable(COLUMNS, rows));
}

/** Rules with a name beside every id. */
export function rulesAsJson({ database, groups }: Catalog, rules: readonly ApprovalRule[]) {
  const categories = readCategoryNames(database);
  const named = (ids: readonly string[]) =>
    ids.map((updateId) => ({ updateId, title: categories.title(updateId) }));
  return rules.map((rule) => ({
    ...namedRule(rule.name, rule.ruleId),
    isBuiltin: rule.isBuiltin,
    isEnabled: rule.isEnabled,
    action: rule.action,
    classifications: named(rule.classifications),
    products: named(rule.categories),
    // A rule keeps the id of a group that was removed since.
    groups: rule.groups.map((groupId) => ({ groupId, name: groups.find(groupId)?.name ?? groupId })),
    deadline: rule.deadline ?? null,
  }));
}

function titles(categories: readonly { readonly title: string }[]): string {
  return categories.map(({ title }) => title).join(', ');
}

function deadlineText(deadline: ApprovalRule['deadline'] | null): string {
  if (!deadline) return 'none';
  const [hours, minutes] = [Math.floor(deadline.minutes / 60), deadline.minutes % 60];
  const time = [hours, minutes].map((part) => String(part).padStart(2, '0')).join(':');
  return `+${deadline.days} d, ${time}`;
}
