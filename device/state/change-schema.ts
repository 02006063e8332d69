import type { DeviceNode, InstalledDriver, MsiProduct } from './device-state.ts';
import type { FileFacts } from './file-table.ts';
import type { StateChange } from './state-change.ts';

/** UTF-16 units of any text; longer ones do not occur in what rules ask about. */
const LONGEST_TEXT = 65_536;
/** UTF-16 units of a registry key with its steps, of a path, and of a name. */
const LONGEST_KEY = 16_384;
const LONGEST_PATH = 32_767;
const LONGEST_NAME = 1_024;
/** Steps of a registry key, as Windows has it. */
const MOST_STEPS = 512;
/** Features, components and patches of a product, ids of a device, texts of a value. */
const MOST_LISTED = 10_000;
/** The moments a date can be, in milliseconds. */
const FURTHEST_MOMENT = 8_640_000_000_000_000;
const MOST_DWORD = 0xffffffff;

const text = { type: 'string', maxLength: LONGEST_TEXT } as const;
const name = { type: 'string', maxLength: LONGEST_NAME } as const;
const texts = { type: 'array', items: name, maxItems: MOST_LISTED } as const;
const isThere = { type: 'boolean' } as const;
const whole = { type: 'integer', minimum: 0, maximum: Number.MAX_SAFE_INTEGER } as const;
const dword = { type: 'integer', minimum: 0, maximum: MOST_DWORD } as const;
const moment = { type: 'integer', minimum: -FURTHEST_MOMENT, maximum: FURTHEST_MOMENT } as const;
const key = {
  type: 'string',
  minLength: 1,
  maxLength: LONGEST_KEY,
  pattern: `^(?:[^\\\\]*\\\\){0,${MOST_STEPS - 1}}[^\\\\]*$`,
} as const;

/** A map with `properties`, all of them `required` but those named. */
function record(properties: Readonly<Record<string, object>>, ...optional: readonly string[]) {
  const required = Object.keys(properties).filter((one) => !optional.includes(one));
  return { type: 'object', properties, required, additionalProperties: false } as const;
}

function ofType(types: readonly string[], data: object) {
  return record({ type: { enum: types }, data });
}

const registryValue = {
  anyOf: [
    ofType(['REG_SZ', 'REG_EXPAND_SZ', 'REG_BINARY'], text),
    ofType(['REG_DWORD'], dword),
    // Eight bytes, as far as a number holds them.
    ofType(['REG_QWORD'], { type: 'number' }),
    ofType(['REG_MULTI_SZ'], { ...texts, items: text }),
  ],
} as const;

/** `record` where the properties must be all that `Value` has. */
function recordOf<Value>(
  properties: Readonly<Record<keyof Value & string, object>>,
  ...optional: readonly (keyof Value & string)[]
) {
  return record(properties, ...optional);
}

const facts = recordOf<FileFacts>(
  { version: name, size: whole, created: moment, modified: moment, language: whole },
  'version',
  'size',
  'created',
  'modified',
  'language',
);
const product = recordOf<MsiProduct>(
  { version: name, language: whole, features: texts, components: texts, patches: texts },
  'language',
);
const driver = recordOf<InstalledDriver>(
  {
    date: name,
    version: name,
    provider: name,
    class: name,
    manufacturer: name,
    model: name,
    matchingId: name,
    rank: whole,
  },
  'provider',
  'class',
  'manufacturer',
  'model',
  'matchingId',
  'rank',
);
const node = recordOf<DeviceNode>({ hardwareIds: texts, compatibleIds: texts, driver }, 'driver');
const version = { type: 'array', items: dword, minItems: 4, maxItems: 4 } as const;

function change(kind: StateChange['kind'], properties: Readonly<Record<string, object>>, optional = '') {
  return record({ kind: { const: kind }, ...properties }, optional);
}

/** JSON Schemas of the changes a device keeps, by their kind. */
export const changeSchemas: Readonly<Record<StateChange['kind'], object>> = {
  'registry value': change('registry value', { key, name: text, value: registryValue }, 'value'),
  'registry key': change('registry key', { key, isThere }),
  file: change('file', { path: { type: 'string', maxLength: LONGEST_PATH }, facts }, 'facts'),
  product: change('product', { code: name, product }, 'product'),
  package: change('package', { identity: name, isThere }),
  app: change('app', { moniker: name, isThere }),
  release: change('release', { name, version: name }, 'version'),
  attribute: change('attribute', { name, value: text }, 'value'),
  license: change('license', { name, value: { anyOf: [text, { type: 'number' }] } }, 'value'),
  'windows version': change('windows version', { version }),
  device: change('device', { index: whole, node }),
  history: change('history', { updateId: name, isThere }),
};
