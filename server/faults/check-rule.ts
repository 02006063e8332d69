import { createSchemaCheck, type SchemaProblem } from '../../platform/documents/check-schema.ts';
import { pathText } from '../../platform/documents/parse-text.ts';
import { fail } from '../../platform/errors/index.ts';
import { GivenRule } from './rule.ts';

const check = createSchemaCheck(() => GivenRule);

/** Throws FAULT_INVALID, which names the place and the repair, for what is no fault rule. */
export function checkRule(rule: unknown): void {
  const found = check(rule) ?? checkWhat(rule as { readonly act?: unknown; readonly hresult?: unknown });
  if (found === undefined) return;
  const where = found.path.length === 0 ? '' : `${pathText(found.path)}: `;
  fail('FAULT_INVALID', { problem: where + found.problem, repair: found.repair });
}

function checkWhat({
  act,
  hresult,
}: {
  readonly act?: unknown;
  readonly hresult?: unknown;
}): SchemaProblem | undefined {
  if ((act === undefined) !== (hresult === undefined)) return undefined;
  return {
    path: [],
    problem: act === undefined ? 'it says not what is to be done' : 'it has both act and hresult',
    repair: 'Give act, or hresult for the code a client shall end with.',
  };
}
