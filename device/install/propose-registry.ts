import { attributeOf, type XmlElement } from '../../protocol/metadata/xml-tree.ts';
import { keyOf, namedValue, textOfValue } from '../applicability/registry-tests.ts';
import { numberIn, type RuleContext, textIn } from '../applicability/rule.ts';
import type { RegistryValue } from '../state/registry.ts';
import { nearNumbers, nearTexts, nearVersions } from './near-values.ts';
import type { Changes, Propose } from './proposal.ts';

/** The least a value of each type holds. */
const LEAST: readonly RegistryValue[] = [
  { type: 'REG_SZ', data: '' },
  { type: 'REG_DWORD', data: 1 },
  { type: 'REG_EXPAND_SZ', data: '' },
  { type: 'REG_MULTI_SZ', data: [] },
  { type: 'REG_QWORD', data: 1 },
  { type: 'REG_BINARY', data: '' },
];

/** Registry keys and values: what `registryTests` judges. */
export const registryProposals: Readonly<Record<string, Propose>> = {
  'b.RegKeyExists': (rule, context) => {
    const key = keyOf(rule, context);
    return [true, false].map((isThere) => [{ kind: 'registry key', key, isThere }]);
  },
  'b.RegValueExists': (rule, context) => {
    const type = attributeOf(rule, 'Type');
    const values = LEAST.filter((one) => type === undefined || one.type === type).slice(0, 1);
    return valueChanges(rule, context, [...values, undefined]);
  },
  'b.RegDword': (rule, context) => {
    const data = numberIn(rule, 'Data');
    const near = nearNumbers(data === undefined ? undefined : data >>> 0);
    return valueChanges(rule, context, [
      ...near.map((one) => ({ type: 'REG_DWORD', data: one }) as const),
      undefined,
    ]);
  },
  'b.RegSz': (rule, context) => textChanges(rule, context, 'REG_SZ'),
  'b.RegExpandSz': (rule, context) => textChanges(rule, context, 'REG_EXPAND_SZ'),
  'b.RegSzToVersion': (rule, context) => {
    const near = nearVersions(textIn(rule, 'Data'));
    return valueChanges(rule, context, [
      ...near.map((data) => ({ type: 'REG_SZ', data }) as const),
      undefined,
    ]);
  },
};

/** What gives a value that tells a folder one, where it is not there. */
export function folderChange(rule: XmlElement, context: RuleContext, data: string): Changes {
  if (namedValue(rule, context) !== undefined) return [];
  return valueChanges(rule, context, [{ type: 'REG_SZ', data }])[0] ?? [];
}

/** A text that is not to be there any more goes; only where it must stay it becomes another. */
function textChanges(
  rule: XmlElement,
  context: RuleContext,
  type: 'REG_SZ' | 'REG_EXPAND_SZ',
): readonly Changes[] {
  const own = textOfValue(namedValue(rule, context), context.state);
  const [wanted = '', ...others] = nearTexts(textIn(rule, 'Data'), own);
  const of = (data: string): RegistryValue => ({ type, data });
  return valueChanges(rule, context, [of(wanted), undefined, ...others.map(of)]);
}

function valueChanges(
  rule: XmlElement,
  context: RuleContext,
  values: readonly (RegistryValue | undefined)[],
): readonly Changes[] {
  const [key, name] = [keyOf(rule, context), textIn(rule, 'Value')];
  return values.map((value) => [{ kind: 'registry value', key, name, ...(value && { value }) }]);
}
