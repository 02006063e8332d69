import fc from 'fast-check';
import t from 'tap';
import type { Pki } from '../../../pki/index.ts';
import type { ControlRoute } from '../../../server/control/route.ts';
import { catalogRoutes } from '../../../server/control/routes/index.ts';
import { testApi } from '../../helpers/control-api.ts';
import { fillForControl, updateIdIn } from '../../helpers/control-catalogue.ts';
import { importUpdates } from '../../helpers/documents.ts';

/** Operations that need what is not here once their input is right: keys, an upstream server, files. */
const ELSEWHERE = [
  'revokeCertificate',
  'getCertificate',
  'listCertificates',
  'changeSubscription',
  'startSync',
];
const routes = catalogRoutes.filter(
  ({ operationId, url, tags }) =>
    !tags.includes('snapshots') &&
    !ELSEWHERE.includes(operationId) &&
    !['/import', '/state', '/sync'].includes(url),
);

const { api, catalog } = await testApi(t, { pki: {} as Pki });
importUpdates(catalog, { id: 1 }, { id: 2 });
fillForControl(catalog);

/** Texts that mean something here, so that some calls come far, and texts that mean something elsewhere. */
const texts = fc.oneof(
  fc.constantFrom(
    'KB1',
    updateIdIn(catalog),
    'All Computers',
    'pc1',
    'Install',
    'Block',
    '1',
    '7',
    '0x80240017',
  ),
  fc.constantFrom(
    '2026-12-24T18:00:00Z',
    '2026-13-45T99:99:99Z',
    '%',
    "'",
    '\u0000',
    '../x',
    '',
    'newest',
    'any',
  ),
  fc.string({ unit: 'binary', maxLength: 40 }),
);
const values = fc.oneof(texts, fc.array(texts, { maxLength: 3 }), fc.integer(), fc.boolean(), fc.jsonValue());

/** Values for some of the names a schema has, and now and then for one it has not. */
function mapOf(schema: ControlRoute['body'], value: fc.Arbitrary<unknown>) {
  const names = [...Object.keys(schema?.properties ?? {}), '__proto__'];
  return fc.uniqueArray(fc.tuple(fc.constantFrom(...names), value), {
    maxLength: 4,
    selector: ([name]) => name,
  });
}

const calls = fc.constantFrom(...routes).chain((route) =>
  fc.record({
    route: fc.constant(route),
    step: texts,
    query: mapOf(route.query, texts),
    body: route.body === undefined ? fc.constant(undefined) : mapOf(route.body, values),
  }),
);

t.test('whatever is sent, an operation answers or refuses; it does not fail', async (t) => {
  let done = 0;
  await fc.assert(
    fc.asyncProperty(calls, async ({ route, step, query, body }) => {
      const search = query.map(([name, value]) => `${name}=${encodeURIComponent(String(value))}`).join('&');
      const { statusCode, body: answer } = await api.inject({
        method: route.method,
        url: `/api/v1${route.url.replace(/:\w+/, encodeURIComponent(step))}?${search}`,
        headers: { 'content-type': 'application/json' },
        ...(body !== undefined && { payload: `{${body.map(propertyText).join()}}` }),
      });
      if (statusCode >= 500) throw new Error(`${route.operationId}: ${answer}`);
      const { error } = JSON.parse(answer);
      if (statusCode < 400) done++;
      else if (typeof error?.repair !== 'string' || error.repair === '') throw new Error(answer);
    }),
    { numRuns: 2_000, seed: 20_261_130 },
  );
  t.ok(done > 50, `${done} calls were not refused`);
});

/** Written by hand: `__proto__` is no property of an object that is given to JSON.stringify. */
function propertyText([name, value]: readonly [string, unknown]): string {
  return `${JSON.stringify(name)}:${JSON.stringify(value)}`;
}

t.test('names that mean something to SQL stand for themselves', async (t) => {
  for (const name of ["' OR 1=1 --", '%', '_', '"; DROP TABLE event; --']) {
    const found = await api.inject(`/api/v1/updates?text=${encodeURIComponent(name)}`);
    t.same(found.json().updates, [], name);
    const events = await api.inject(`/api/v1/events?computer=${encodeURIComponent(name)}`);
    t.equal(events.statusCode, 404, name);
  }
  t.equal((await api.inject('/api/v1/events')).json().events.length, 3);
});
