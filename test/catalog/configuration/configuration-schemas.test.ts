import t from 'tap';
import {
  checkedConfiguration,
  completeConfiguration,
  configurationNames,
  configurationSchemas,
} from '../../../catalog/configuration/configuration-values.ts';
import { createSchemaCheck } from '../../../platform/documents/check-schema.ts';

/** Values at the edges of what a schema of these kinds takes, and others. */
const VALUES = [
  true,
  'true',
  -1,
  0,
  1,
  1.5,
  2,
  3,
  10_000,
  10_001,
  1e12,
  'either',
  'de,en',
  'all',
  'xx',
  '3.2',
  '1.20',
  'http://a',
  '',
];

t.test('what the schema of a value takes is what may be stored', async (t) => {
  const complete = completeConfiguration({ contentUrl: 'http://cache.test' });
  for (const name of configurationNames) {
    const findProblem = createSchemaCheck(() => configurationSchemas[name]);
    const { minimum, maximum } = configurationSchemas[name] as {
      readonly minimum?: number;
      readonly maximum?: number;
    };
    const edges =
      minimum === undefined || maximum === undefined ? [] : [minimum - 1, minimum, maximum, maximum + 1];
    for (const value of [...VALUES, ...edges, complete[name]])
      t.equal(findProblem(value) === undefined, isTaken({ [name]: value }), `${name} ${value}`);
  }
});

function isTaken(values: object): boolean {
  try {
    checkedConfiguration(values);
    return true;
  } catch {
    return false;
  }
}
