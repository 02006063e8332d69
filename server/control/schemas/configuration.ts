import type { TSchema } from 'typebox';
import {
  type Configuration,
  configurationNames,
  configurationSchemas,
} from '../../../catalog/configuration/configuration-values.ts';
import { Type } from '../../../platform/documents/schema-type.ts';
import { nullable, object } from './common.ts';

/** What may be set: a value, or null for the default. */
export type ConfigurationChanges = { readonly [K in keyof Configuration]?: Configuration[K] | null };

/** Values without which there is a default. */
const OPTIONAL = ['contentUrl'];

/** The catalogue says what each value may be; here it is only put together. */
const values = Object.fromEntries(
  configurationNames.map((name): [string, TSchema] => [name, configurationSchemas[name] as TSchema]),
);
const mapOf = (title: string, properties: object, required: readonly string[] = []) => ({
  type: 'object',
  title,
  additionalProperties: false,
  properties,
  ...(required.length > 0 && { required }),
});

const current = Type.Unsafe<Configuration>(
  mapOf(
    'Configuration',
    values,
    configurationNames.filter((name) => !OPTIONAL.includes(name)),
  ),
);
const stored = Type.Unsafe<Partial<Configuration>>(mapOf('StoredConfiguration', values));

export const configuration = object(
  { current, stored },
  {
    title: 'ConfigurationInForce',
    description: 'What is in force, options of this run included, and what is stored',
  },
);

/** Typed where it is used: a map of this many names made by a loop has no type of its own. */
export const configurationChanges = Type.Object(
  Object.fromEntries(Object.entries(values).map(([name, schema]) => [name, Type.Optional(nullable(schema))])),
  { additionalProperties: false, title: 'ConfigurationChanges' },
);
