import fc from 'fast-check';
import t from 'tap';
import { evaluate } from '../../../device/applicability/evaluate.ts';
import type { Verdict } from '../../../device/applicability/verdict.ts';
import { satisfy } from '../../../device/install/satisfy.ts';
import { applyChanges } from '../../../device/state/apply-change.ts';
import { copyState } from '../../../device/state/copy-state.ts';
import type { DeviceState } from '../../../device/state/device-state.ts';
import { UPDATE_ID } from '../../helpers/device-rules.ts';
import { plainState, updateOf } from '../../helpers/installing.ts';
import { ruleText, ruleTrees } from '../../helpers/rule-trees.ts';

const KEY = 'Key="HKEY_LOCAL_MACHINE" Subkey="SOFTWARE\\Vendor"';
const FILE = 'C:\\Vendor\\tool.exe';
const COMPARISONS = [
  'LessThan',
  'LessThanOrEqualTo',
  'EqualTo',
  'GreaterThanOrEqualTo',
  'GreaterThan',
] as const;
const comparison = fc.constantFrom(...COMPARISONS);
const bound = fc.integer({ min: 1, max: 3 });

/** Conditions of two numbers and a version, and of what never changes. */
const leaf = fc.oneof(
  fc
    .tuple(fc.constantFrom('A', 'B'), comparison, bound)
    .map(([name, how, data]) => `<b.RegDword ${KEY} Value="${name}" Comparison="${how}" Data="${data}"/>`),
  fc
    .tuple(comparison, bound)
    .map(([how, data]) => `<b.FileVersion Path="${FILE}" Comparison="${how}" Version="0.0.0.${data}"/>`),
  fc.constantFrom(
    `<b.RegValueExists ${KEY} Value="A"/>`,
    `<b.FileExists Path="${FILE}"/>`,
    '<b.WindowsVersion MajorVersion="10"/>',
    '<b.WindowsVersion MajorVersion="6"/>',
    '<Unheard/>',
  ),
);

const plain = plainState();
const values = [undefined, 0, 1, 2, 3, 4] as const;
/** Every state the conditions can tell apart. */
const states = values.flatMap((a) => values.flatMap((b) => values.map((c) => stateWith(a, b, c))));

function stateWith(a?: number, b?: number, version?: number): DeviceState {
  const state = copyState(plain);
  const set = (name: string, data?: number): void => {
    if (data !== undefined) state.registry.set('HKLM\\SOFTWARE\\Vendor', name, { type: 'REG_DWORD', data });
  };
  set('A', a);
  set('B', b);
  if (version !== undefined) state.files.set(FILE, { version: `0.0.0.${version}` });
  return state;
}

t.test('a rule is what it was made to be, and whatever trying everything finds is found', async (t) => {
  const seen = { changed: 0, impossible: 0 };
  fc.assert(
    fc.property(
      ruleTrees(leaf),
      fc.constantFrom('true', 'false'),
      fc.constantFrom(...states),
      (tree, wanted, state) => {
        const { isInstalled: rule } = updateOf(ruleText(tree), '').rules;
        if (rule === undefined) return false;
        const context = { metadata: [], updateId: UPDATE_ID, unknown: new Set<string>() };
        const judge = (one: DeviceState): Verdict => evaluate(rule, { ...context, state: one });
        const before = judge(state);
        const changes = satisfy(rule, wanted, { ...context, state, unchangeable: new Set() });
        if (judge(state) !== before) return false;
        if (changes === undefined) {
          seen.impossible++;
          return states.every((one) => judge(one) !== wanted);
        }
        if (before === wanted) return changes.length === 0;
        seen.changed++;
        const scratch = copyState(state);
        applyChanges(scratch, changes);
        return judge(scratch) === wanted;
      },
    ),
    { seed: 20261130, numRuns: 1_200 },
  );
  t.ok(seen.changed > 250 && seen.impossible > 120, JSON.stringify(seen));
});
