import { attributeOf, childElements, type XmlElement } from '../../protocol/metadata/xml-tree.ts';
import { type DeviceState, is64Bit } from '../state/device-state.ts';
import type { RegistryValue } from '../state/registry.ts';
import { compareVersions, scalarHolds, textHolds, versionAtStart } from './comparisons.ts';
import type { RuleEvaluation } from './evaluate.ts';
import { isSet, judged, numberIn, type RuleContext, type RuleTest, textIn, unknown } from './rule.ts';
import { all, not, some, type Verdict, verdict } from './verdict.ts';
import { costOfText, spend } from './work.ts';

/** What a key means that stands inside a RegKeyLoop. */
const LOOP_TARGET = 'HKEY_LOOP_TARGET';

/** Tests of registry keys and values: [MS-WUSP] BaseApplicabilityRules. What is not there makes a test false. */
export const registryTests: Readonly<Record<string, RuleTest>> = {
  'b.RegKeyExists': (rule, context) => verdict(context.state.registry.hasKey(keyOf(rule, context))),
  'b.RegValueExists': (rule, context) => {
    const value = namedValue(rule, context);
    const type = attributeOf(rule, 'Type');
    return verdict(value !== undefined && (type === undefined || value.type === type));
  },
  'b.RegDword': (rule, context) => {
    const data = numberIn(rule, 'Data');
    const value = namedValue(rule, context);
    if (data === undefined) return unknown(rule, context);
    if (value?.type !== 'REG_DWORD') return 'false';
    // Both are unsigned: data is written as -1 as well as 4294967295.
    return judged(rule, context, scalarHolds(textIn(rule, 'Comparison'), (value.data >>> 0) - (data >>> 0)));
  },
  'b.RegSz': (rule, context) => textTest(rule, context, 'REG_SZ'),
  'b.RegExpandSz': (rule, context) => textTest(rule, context, 'REG_EXPAND_SZ'),
  'b.RegSzToVersion': (rule, context) => {
    const wanted = versionAtStart(textIn(rule, 'Data'));
    const value = namedValue(rule, context);
    if (wanted === undefined) return unknown(rule, context);
    const found = value?.type === 'REG_SZ' ? versionAtStart(value.data) : undefined;
    if (found === undefined) return 'false';
    return judged(rule, context, scalarHolds(textIn(rule, 'Comparison'), compareVersions(found, wanted)));
  },
};

/**
 * Judges the rule in a RegKeyLoop at each key below its own. There is one HKEY_LOOP_TARGET, so a loop in a loop means
 * nothing, and would be judged as often as there are keys below keys.
 */
export function registryLoop(evaluate: RuleEvaluation): RuleTest {
  return (rule, context) => {
    const [inner, ...others] = childElements(rule);
    if (inner === undefined || others.length > 0 || context.loopTarget !== undefined)
      return unknown(rule, context);
    const key = keyOf(rule, context);
    const targets = context.state.registry.subkeys(key).map((name) => `${key}\\${name}`);
    if (!spend(context, targets.length)) return 'unknown';
    const judge = (loopTarget: string): Verdict => evaluate(inner, { ...context, loopTarget });
    switch (textIn(rule, 'TrueIf').toLowerCase()) {
      case 'any':
        return some(targets, judge);
      case 'none':
        return not(some(targets, judge));
      case 'all':
        return all(targets, judge);
      default:
        return unknown(rule, context);
    }
  };
}

/** The value a rule names; undefined where it is not there. */
export function namedValue(rule: XmlElement, context: RuleContext): RegistryValue | undefined {
  const value = context.state.registry.value(keyOf(rule, context), textIn(rule, 'Value'));
  if (typeof value?.data === 'string') spend(context, costOfText(value.data));
  return value;
}

/** The data of a REG_SZ or REG_EXPAND_SZ with its variables in place. */
export function textOfValue(
  value: RegistryValue | undefined,
  { folders }: Pick<DeviceState, 'folders'>,
): string | undefined {
  if (value?.type === 'REG_SZ') return value.data;
  if (value?.type !== 'REG_EXPAND_SZ') return undefined;
  return value.data.replace(/%([^%]+)%/g, (whole, name: string) => folders.get(name.toLowerCase()) ?? whole);
}

/** The key a rule names, in the 32-bit view where it wants that. */
export function keyOf(rule: XmlElement, { state, loopTarget = '' }: RuleContext): string {
  const hive = textIn(rule, 'Key');
  const subkey = textIn(rule, 'Subkey').replace(/^\\+/, '');
  if (hive === LOOP_TARGET) return `${loopTarget}\\${subkey}`;
  const [, below] =
    isSet(rule, 'RegType32') && is64Bit(state) ? (/^software\\(.*)$/i.exec(subkey) ?? []) : [];
  return below === undefined ? `${hive}\\${subkey}` : `${hive}\\SOFTWARE\\WOW6432Node\\${below}`;
}

function textTest(rule: XmlElement, context: RuleContext, type: 'REG_SZ' | 'REG_EXPAND_SZ'): Verdict {
  const value = namedValue(rule, context);
  const text = value?.type === type ? textOfValue(value, context.state) : undefined;
  if (text === undefined) return 'false';
  return judged(rule, context, textHolds(textIn(rule, 'Comparison'), text, textIn(rule, 'Data')));
}
