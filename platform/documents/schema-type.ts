import type { Type as TypeBox } from 'typebox';

/** The builders that are used here. */
type Builders = Pick<
  typeof TypeBox,
  | 'String'
  | 'Number'
  | 'Integer'
  | 'Boolean'
  | 'Null'
  | 'Unknown'
  | 'Literal'
  | 'Enum'
  | 'Union'
  | 'Array'
  | 'Record'
  | 'Object'
  | 'Optional'
  | 'Unsafe'
>;

type Schema = Readonly<Record<string, unknown>>;

const optional = new WeakSet<object>();

const typed =
  (type: string) =>
  (options: Schema = {}): Schema => ({ type, ...options });

/**
 * TypeBox's builders of JSON Schema with TypeBox's types, and nothing else of it: loading the library takes a fifth of the
 * time a double may take to start, and of all it does only this is needed while one runs.
 */
export const Type = {
  String: typed('string'),
  Number: typed('number'),
  Integer: typed('integer'),
  Boolean: typed('boolean'),
  Null: typed('null'),
  Unknown: (options: Schema = {}): Schema => ({ ...options }),
  Literal: (value: unknown, options: Schema = {}): Schema => ({
    type: typeof value,
    const: value,
    ...options,
  }),
  Enum: (values: readonly unknown[], options: Schema = {}): Schema => ({ enum: values, ...options }),
  Union: (anyOf: readonly Schema[], options: Schema = {}): Schema => ({ anyOf, ...options }),
  Array: (items: Schema, options: Schema = {}): Schema => ({ type: 'array', items, ...options }),
  Record: (_name: Schema, value: Schema, options: Schema = {}): Schema => ({
    type: 'object',
    additionalProperties: value,
    ...options,
  }),
  Object: (properties: Readonly<Record<string, Schema>>, options: Schema = {}): Schema => {
    const required = Object.entries(properties)
      .filter(([, schema]) => !optional.has(schema))
      .map(([name]) => name);
    return { type: 'object', ...(required.length > 0 && { required }), properties, ...options };
  },
  Optional: (schema: Schema): Schema => {
    const copy = { ...schema };
    optional.add(copy);
    return copy;
  },
  Unsafe: (schema: Schema): Schema => ({ ...schema }),
} as unknown as Builders;
