import { InvalidArgumentError } from 'commander';
import type { RuleDefinition } from '../../catalog/approvals/rule-definition.ts';
import type { Catalog } from '../../catalog/catalog.ts';
import { type CategoryKind, readCategoryNames } from '../../catalog/reports/category-names.ts';
import { fail } from '../../platform/errors/index.ts';
import type { Terminal } from '../terminal.ts';
import { printJson, tell } from './output.ts';
import { rulesAsJson } from './rule-list.ts';
import type { StateFlags } from './state-options.ts';

/** Options of `rule add`. */
export interface RuleFlags extends StateFlags {
  readonly classification?: readonly string[];
  readonly product?: readonly string[];
  readonly group?: readonly string[];
  readonly action: 'install' | 'optional';
  readonly deadlineDays?: number;
  readonly deadlineTime?: number;
  readonly disabled?: true;
  readonly replace?: true;
}

/** Makes a rule, or with `--replace` gives one another definition. */
export function addRule(catalog: Catalog, name: string, flags: RuleFlags, terminal: Terminal): void {
  const rule = catalog.write(() => {
    const isTaken = catalog.rules.all().some((one) => one.name.toLowerCase() === name.trim().toLowerCase());
    if (isTaken && !flags.replace)
      fail('CATALOG_RULE_REFUSED', {
        rule: name,
        reason: 'there is a rule of that name (--replace changes it)',
      });
    return catalog.rules.put(name, definitionOf(catalog, flags), !flags.disabled);
  });
  tell(terminal, `rule ${rule.name}: kept, ${rule.isEnabled ? 'enabled' : 'disabled'}`);
  if (flags.json) printJson(terminal, { rule: rulesAsJson(catalog, [rule])[0] ?? null });
}

function definitionOf({ database }: Catalog, flags: RuleFlags): RuleDefinition {
  const { classification = [], product = [], group = ['All Computers'], deadlineDays: days } = flags;
  const categories = readCategoryNames(database);
  const idsOf = (kind: CategoryKind, names: readonly string[]): readonly string[] => [
    ...new Set(names.flatMap((name) => categories.require(kind, name))),
  ];
  return {
    classifications: idsOf('classification', classification),
    categories: idsOf('product', product),
    groups: group,
    action: flags.action === 'optional' ? 'OptionalInstall' : 'Install',
    ...(days !== undefined && { deadline: { days, minutes: flags.deadlineTime ?? 0 } }),
  };
}

/** Minutes after midnight of a time such as `18:30`. */
export function minutesOfDay(text: string): number {
  const [, hours, minutes] = /^(\d{1,2}):(\d\d)$/.exec(text) ?? [];
  if (hours === undefined || Number(hours) > 23 || Number(minutes) > 59)
    throw new InvalidArgumentError('a time is written such as 18:30.');
  return Number(hours) * 60 + Number(minutes);
}
