import t, { type Test } from 'tap';
import { idOf, importUpdates, type ShortUpdate } from '../../../helpers/documents.ts';
import {
  classification,
  contentsOf,
  product,
  revisionsIn,
  type SyncPair,
  syncPair,
} from '../../../helpers/sync-pair.ts';

/** Family 1 with products 11 and 12, product 21 of its own, classifications 51 and 52, a detectoid. */
const CONFIG: readonly ShortUpdate[] = [
  product(1, 'Family'),
  product(11, 'Product 11', [1]),
  product(12, 'Product 12', [1]),
  product(21),
  classification(51),
  classification(52),
  { id: 90, type: 'Detectoid' },
];
const CONFIG_HERE = '1.1 11.1 12.1 21.1 51.1 52.1 90.1';

async function withUpdates(t: Test, settings = {}): Promise<SyncPair> {
  const pair = await syncPair(t, { settings });
  importUpdates(
    pair.up.catalog,
    ...CONFIG,
    { id: 101, in: [11, 51] },
    { id: 102, in: [11, 52] },
    { id: 103, in: [12, 51] },
    { id: 104, in: [21, 52] },
  );
  return pair;
}

const operationsOf = ({ proxy }: SyncPair): string => proxy.calls.map(({ operation }) => operation).join(' ');
const lastFilter = ({ proxy }: SyncPair) => proxy.asked('GetRevisionIdList').at(-1)?.filter;
const deltas = (list: readonly { Id: string; Delta: boolean }[] = []): string =>
  list.map(({ Id, Delta }) => `${Number(Id.slice(-12))}${Delta ? ' delta' : ''}`).join(', ');

t.test('a run authorises, reads the configuration, then categories, then updates', async (t) => {
  const pair = await withUpdates(t);
  const { result, report } = await pair.sync();
  t.equal(result, 'succeeded');
  t.equal(
    operationsOf(pair),
    'GetAuthConfig GetAuthorizationCookie GetCookie GetConfigData GetRevisionIdList GetUpdateData GetRevisionIdList GetUpdateData',
  );
  t.same(
    pair.proxy.asked('GetRevisionIdList').map(({ filter }) => filter.GetConfig),
    [true, false],
  );
  t.same(
    pair.down.events.flatMap((one) => (one.event === 'stage' ? one.stage : [])),
    ['authorization', 'configuration', 'categories', 'updates'],
  );
  t.same(contentsOf(pair.down.catalog).documents, contentsOf(pair.up.catalog).documents);
  t.same([report.fresh, report.revised, report.expired, report.refused], [11, 0, 0, 0]);
});

t.test('it says who it is with its name and ServerID, and speaks 1.20', async (t) => {
  const pair = await withUpdates(t);
  await pair.sync();
  t.match(pair.proxy.asked('GetAuthorizationCookie')[0], {
    accountName: 'dss.example',
    accountGuid: pair.down.catalog.serverId,
  });
  t.equal(pair.proxy.asked('GetCookie')[0].protocolVersion, '1.20');
});

t.test('a replica asks for deployments after the updates, up to their anchor', async (t) => {
  const pair = await withUpdates(t);
  await pair.sync({ replica: true });
  t.match(operationsOf(pair), /GetUpdateData GetDeployments$/);
  const { syncAnchor, deploymentAnchor } = pair.proxy.asked('GetDeployments')[0];
  t.equal(syncAnchor, pair.down.catalog.upstreams.state(pair.proxy.url).revisionAnchor);
  t.equal(deploymentAnchor, undefined);
  t.same(
    { Categories: undefined, Classifications: undefined, ...lastFilter(pair) },
    { GetConfig: false, Get63LanguageOnly: false, Categories: undefined, Classifications: undefined },
    'a replica takes everything',
  );
});

t.test('a call has no more ids than the upstream server takes, and so many go at once', async (t) => {
  for (const parallel of [1, 3]) {
    const pair = await syncPair(t, { settings: { maxUpdatesPerRequest: 5 } });
    importUpdates(pair.up.catalog, ...CONFIG);
    importUpdates(
      pair.up.catalog,
      ...Array.from({ length: 43 }, (_, at) => ({ id: 100 + at, in: [11, 51] })),
    );
    await pair.sync({ parallel });
    const sizes = pair.proxy.asked('GetUpdateData').map(({ updateIds }) => updateIds.length);
    t.equal(Math.max(...sizes), 5);
    t.equal(sizes.length, 2 + 9);
    t.ok(pair.proxy.most('GetUpdateData') <= parallel, `${parallel} at once`);
    if (parallel > 1) t.ok(pair.proxy.most('GetUpdateData') > 1, 'they do go at once');
    t.equal(revisionsIn(pair.down.catalog), revisionsIn(pair.up.catalog));
  }
});

t.test(
  'a server that takes nonsensical numbers of ids gets one at a time, or no more than five hundred',
  async (t) => {
    for (const [most, sizes] of [
      [0, 1],
      [-5, 1],
      [2_000_000_000, 11],
    ] as const) {
      const pair = await withUpdates(t);
      pair.proxy.rule = async (call) => {
        if (call.operation !== 'GetConfigData') return undefined;
        const { FAKE_CONFIG } = await import('../../../helpers/fake-upstream.ts');
        return { value: { GetConfigDataResult: { ...FAKE_CONFIG, MaxNumberOfUpdatesPerRequest: most } } };
      };
      t.equal((await pair.sync()).result, 'succeeded');
      const asked = pair.proxy.asked('GetUpdateData').map(({ updateIds }) => updateIds.length);
      t.ok(Math.max(...asked) <= sizes, `${most}`);
    }
  },
);

t.test(
  'products and classifications are chosen by title or id, whatever the case; a family has its products',
  async (t) => {
    const table: readonly (readonly [string[] | undefined, string[] | undefined, string])[] = [
      [['Product 11 (en)'], ['Classification 51 (en)'], '101.1'],
      [[' PRODUCT 11 (EN) '], undefined, '101.1 102.1'],
      [[idOf(11).toUpperCase()], [idOf(52)], '102.1'],
      [['Family (en)'], undefined, '101.1 102.1 103.1'],
      [['Product 12 (en)', 'Product 21 (en)'], undefined, '103.1 104.1'],
      [undefined, ['Classification 52 (en)'], '102.1 104.1'],
    ];
    for (const [products, classifications, expected] of table) {
      const pair = await withUpdates(t);
      const { result } = await pair.sync({
        ...(products && { products }),
        ...(classifications && { classifications }),
      });
      t.equal(result, 'succeeded');
      t.equal(revisionsIn(pair.down.catalog), `${CONFIG_HERE} ${expected}`, `${products} ${classifications}`);
    }
  },
);

t.test(
  'a product, classification or language that is unknown stops the run, and says what may be meant',
  async (t) => {
    const pair = await withUpdates(t);
    const { result, error, report } = await pair.sync({ products: ['Produkt 11 (en)'] });
    t.equal(result, 'failed');
    t.match(error, {
      code: 'SYNC_CHOICE_UNKNOWN',
      message: /product "Produkt 11 \(en\)"/,
      repair: /Product 11 \(en\)/,
    });
    t.match(report.error, /Produkt 11/);
    t.match((await pair.sync({ classifications: ['Product 11 (en)'] })).error, { message: /classification/ });
    t.match((await pair.sync({ languages: ['klingon'] })).error, { code: 'SYNC_CHOICE_UNKNOWN' });
    t.equal(revisionsIn(pair.down.catalog), CONFIG_HERE, 'the categories to choose from are here');
  },
);

t.test('a newly chosen product is fetched whole while the others go by what changed', async (t) => {
  const pair = await withUpdates(t);
  await pair.sync({ products: [idOf(11)] });
  importUpdates(pair.up.catalog, { id: 105, in: [11, 51] });
  pair.proxy.clear();
  await pair.sync({ products: [idOf(11), idOf(12)] });
  const filter = lastFilter(pair);
  t.equal(deltas(filter.Categories), '11 delta, 12');
  t.equal(deltas(filter.Classifications), '51 delta, 52 delta');
  t.ok(filter.Anchor);
  t.equal(revisionsIn(pair.down.catalog), `${CONFIG_HERE} 101.1 102.1 103.1 105.1`);
});

t.test('a product that is dropped and chosen again comes whole again', async (t) => {
  const pair = await withUpdates(t);
  await pair.sync({ products: [idOf(11), idOf(12)] });
  await pair.sync({ products: [idOf(11)] });
  importUpdates(pair.up.catalog, { id: 106, in: [12, 51] });
  await pair.sync({ products: [idOf(11)] });
  await pair.sync({ products: [idOf(11), idOf(12)] });
  t.match(revisionsIn(pair.down.catalog), /106\.1/);
});

t.test('a product that is new upstream comes whole where everything is chosen', async (t) => {
  const pair = await withUpdates(t);
  await pair.sync();
  importUpdates(pair.up.catalog, product(31), { id: 107, in: [31, 51] });
  await pair.sync();
  t.equal(deltas(lastFilter(pair).Categories), '1 delta, 11 delta, 12 delta, 21 delta, 31');
  t.match(revisionsIn(pair.down.catalog), /107\.1/);
});

t.test('nothing new upstream costs no GetUpdateData and at most five calls', async (t) => {
  for (const replica of [false, true]) {
    const pair = await withUpdates(t);
    await pair.sync({ replica });
    pair.proxy.clear();
    const { result, report } = await pair.sync({ replica });
    t.equal(result, 'succeeded');
    t.notMatch(operationsOf(pair), /GetUpdateData/);
    t.ok(pair.proxy.calls.length <= 5, operationsOf(pair));
    t.equal(
      Object.values(report.calls).reduce((sum, count) => sum + count),
      pair.proxy.calls.length,
    );
    t.same([report.fresh, report.revised, report.expired, report.refused, report.approvals], [0, 0, 0, 0, 0]);
  }
});

t.test('only languages that are chosen come, and those for any', async (t) => {
  const pair = await syncPair(t);
  const speaking = (id: number, languages: readonly string[]): ShortUpdate => ({
    id,
    in: [11, 51],
    more: { properties: { defaultLanguage: 'en', explicitlyDeployable: true, languages } },
  });
  importUpdates(pair.up.catalog, product(11), classification(51), speaking(101, ['en']));
  importUpdates(pair.up.catalog, speaking(102, ['de']), { id: 103, in: [11, 51] });
  await pair.sync({ languages: ['EN'] });
  t.equal(revisionsIn(pair.down.catalog), '11.1 51.1 101.1 103.1');
  await t.test('a language chosen later comes whole', async (t) => {
    await pair.sync({ languages: ['en', 'de'] });
    t.same(
      lastFilter(pair)
        .Languages.map(({ Delta }: { Delta: boolean }) => Delta)
        .sort(),
      [false, true],
    );
    t.match(revisionsIn(pair.down.catalog), /102\.1/);
  });
});

t.test('without a choice of languages any more, the others come too', async (t) => {
  const pair = await syncPair(t);
  const more = { properties: { defaultLanguage: 'de', explicitlyDeployable: true, languages: ['de'] } };
  importUpdates(pair.up.catalog, product(11), classification(51), { id: 102, in: [11, 51], more });
  await pair.sync({ languages: ['en'] });
  t.equal(revisionsIn(pair.down.catalog), '11.1 51.1');
  await pair.sync();
  t.match(revisionsIn(pair.down.catalog), /102\.1/);
});

t.test('categories only ends after the categories', async (t) => {
  const pair = await withUpdates(t);
  const { result } = await pair.sync({}, { extent: 'categories' });
  t.equal(result, 'succeeded');
  t.equal(revisionsIn(pair.down.catalog), CONFIG_HERE);
  t.equal(pair.proxy.asked('GetRevisionIdList').length, 1);
  await pair.sync();
  t.equal(revisionsIn(pair.down.catalog), revisionsIn(pair.up.catalog), 'the next run brings the rest');
});

t.test('new and expired revisions are counted', async (t) => {
  const pair = await withUpdates(t);
  await pair.sync();
  importUpdates(
    pair.up.catalog,
    { id: 101, revision: 2, in: [11, 51] },
    { id: 102, revision: 7, in: [11, 52], expired: true },
    { id: 108, in: [11, 51] },
    { id: 109, in: [11, 51], expired: true },
  );
  const { report } = await pair.sync();
  t.same([report.fresh, report.revised, report.expired], [2, 2, 2]);
  t.equal(revisionsIn(pair.down.catalog), revisionsIn(pair.up.catalog));
});

t.test('progress of a stage goes up to its total', async (t) => {
  const pair = await withUpdates(t, { maxUpdatesPerRequest: 2 });
  await pair.sync();
  for (const stage of ['categories', 'updates']) {
    const steps = pair.down.events.flatMap((one) =>
      one.event === 'progress' && one.stage === stage ? one : [],
    );
    const last = steps.at(-1);
    t.equal(last?.done, last?.total, stage);
    t.same(
      steps.map(({ done }) => done),
      [...steps.map(({ done }) => done)].sort((a, b) => a - b),
    );
  }
});
