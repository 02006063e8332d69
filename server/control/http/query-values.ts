/** As much of a JSON Schema as decides how a text is read. */
interface ValueSchema {
  readonly type?: unknown;
  readonly items?: ValueSchema;
  readonly properties?: Readonly<Record<string, ValueSchema>>;
}

/** Numbers that can be told apart, and nothing that only JavaScript takes for one. */
const INTEGER = /^-?\d{1,15}$/;

/**
 * The values of a query string by its schema: integers and truth values of the texts that are one, a list of a name that
 * stands alone. All else stays as it is, for the check to refuse.
 */
export function queryValues(query: Readonly<Record<string, unknown>>, schema: object): object {
  const { properties = {} } = schema as ValueSchema;
  return Object.fromEntries(
    Object.entries(query).map(([name, value]) => [
      name,
      Object.hasOwn(properties, name) ? readValue(value, properties[name]) : value,
    ]),
  );
}

function readValue(value: unknown, schema: ValueSchema | undefined): unknown {
  if (schema?.type === 'array') return [value].flat().map((one) => readValue(one, schema.items));
  if (typeof value !== 'string') return value;
  if (schema?.type === 'integer' && INTEGER.test(value)) return Number(value);
  if (schema?.type === 'boolean' && (value === 'true' || value === 'false')) return value === 'true';
  return value;
}
