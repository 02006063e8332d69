import { stepsOf } from '../journal/predicate.ts';

/**
 * A copy of `value` with the values of `set` at their paths and those of `remove` taken out. A path leads through maps and lists; what is
 * missing on the way is made, as a list where the next step is a number. `[*]` is every item of a list there is.
 */
export function editValue(
  value: unknown,
  {
    set = {},
    remove = [],
  }: { readonly set?: Readonly<Record<string, unknown>>; readonly remove?: readonly string[] },
): unknown {
  let edited = value;
  for (const path of remove) edited = put(edited, stepsOf(path), undefined);
  for (const [path, one] of Object.entries(set)) edited = put(edited, stepsOf(path), one);
  return edited;
}

type Step = ReturnType<typeof stepsOf>[number];

function put(value: unknown, [step, ...others]: readonly Step[], one: unknown): unknown {
  if (step === undefined) return asBytes(value, one);
  if (step === '*') return Array.isArray(value) ? value.map((item) => put(item, others, one)) : value;
  if (typeof step === 'number') {
    const list: unknown[] = Array.isArray(value) ? [...value] : [];
    if (one === undefined && others.length === 0) list.splice(step, 1);
    // No holes: a list is as long as what is in it.
    else list[Math.min(step, list.length)] = put(list[step], others, one);
    return list;
  }
  const map = isMap(value) ? value : {};
  if (one === undefined && !Object.hasOwn(map, step)) return value;
  const { [step]: before, ...rest } = map;
  const after = put(before, others, one);
  if (after === undefined) return rest;
  // Order is that of the contract, not of the map.
  return Object.fromEntries([...Object.entries(rest), [step, after]]);
}

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !Buffer.isBuffer(value);
}

/** Where bytes stand a text is their Base64, as on the wire. */
function asBytes(before: unknown, one: unknown): unknown {
  return Buffer.isBuffer(before) && typeof one === 'string' ? Buffer.from(one, 'base64') : one;
}
