import { createSchemaCheck, type SchemaProblem } from '../../platform/documents/check-schema.ts';
import { nearestName } from '../../platform/documents/nearest-name.ts';
import { fail } from '../../platform/errors/index.ts';
import { actKinds, actSchemas } from './acts.ts';
import { ActlessRule } from './rule.ts';

const checkFrame = createSchemaCheck(() => ActlessRule);
const checks = new Map(actSchemas.map(([kind, schema]) => [kind, createSchemaCheck(() => schema)] as const));

/** Throws FAULT_INVALID, which names the place and the repair, for what is no fault rule. */
export function checkRule(rule: unknown): void {
  const found = checkFrame(rule) ?? checkActs(rule as { readonly act?: unknown; readonly hresult?: unknown });
  if (found === undefined) return;
  const where = found.path.join('.');
  fail('FAULT_INVALID', {
    problem: `${where === '' ? '' : `${where}: `}${found.problem}`,
    repair: found.repair,
  });
}

function checkActs({
  act,
  hresult,
}: {
  readonly act?: unknown;
  readonly hresult?: unknown;
}): SchemaProblem | undefined {
  if ((act === undefined) === (hresult === undefined))
    return {
      path: [],
      problem: act === undefined ? 'it says not what is to be done' : 'it has both act and hresult',
      repair: 'Give act, or hresult for the code a client shall end with.',
    };
  const acts = act === undefined ? [] : [act].flat();
  for (const [at, one] of acts.entries()) {
    const found = checkAct(one);
    if (found !== undefined)
      return { ...found, path: ['act', ...(Array.isArray(act) ? [at] : []), ...found.path] };
  }
  return undefined;
}

function checkAct(act: unknown): SchemaProblem | undefined {
  const kind =
    typeof act === 'object' && act !== null ? (act as { readonly kind?: unknown }).kind : undefined;
  const check = typeof kind === 'string' ? checks.get(kind) : undefined;
  if (check !== undefined) return check(act);
  const names = actKinds.map((one) => one.kind);
  const near = typeof kind === 'string' ? nearestName(kind, names) : undefined;
  return {
    path: ['kind'],
    problem: kind === undefined ? 'kind is missing' : `there is no act ${JSON.stringify(kind)?.slice(0, 80)}`,
    repair: near === undefined ? `Name one of: ${names.join(', ')}.` : `Did you mean ${near}?`,
  };
}
