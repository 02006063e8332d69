type ValueMap = Readonly<Record<string, unknown>>;

/**
 * What the text of a profile says, over the ready profile it names as its `base`: maps over maps, everything else in
 * place of what was there. The device keeps no name of the base. A value that is no map or names no base stays as it is.
 */
export function overBase(value: unknown, ready: (name: string) => object): unknown {
  if (!isMap(value) || typeof value.base !== 'string') return value;
  const { base, ...own } = value;
  const { name: _name, ...rest } = ready(value.base) as ValueMap;
  return merged(rest, own);
}

function merged(under: unknown, over: unknown): unknown {
  if (!isMap(under) || !isMap(over)) return over;
  const all = new Map(Object.entries(under));
  for (const [key, value] of Object.entries(over)) all.set(key, merged(all.get(key), value));
  return Object.fromEntries(all);
}

function isMap(value: unknown): value is ValueMap {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
