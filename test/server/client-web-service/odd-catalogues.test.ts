import t from 'tap';
import { idOf, importUpdates, revisionIdOf, type ShortUpdate } from '../../helpers/documents.ts';
import { type Services, startServices } from '../../helpers/services.ts';
import { dumpTables } from '../../helpers/tables.ts';
import type { SyncResult } from '../../helpers/wusp-client.ts';

const parameters = { ExpressQuery: false, SkipSoftwareSync: false };
const newIds = ({ NewUpdates = [] }: SyncResult) => NewUpdates.map(({ ID }) => ID);

/** Scans as a client that installs every non-leaf update it is offered; what it got, each in the order it came. */
async function scanAll({ client }: Services): Promise<number[]> {
  let cookie = await client.session();
  const installed: number[] = [];
  const others: number[] = [];
  const got: number[] = [];
  for (let call = 0; call < 50; call++) {
    const result = await client.sync(cookie, {
      InstalledNonLeafUpdateIDs: installed,
      OtherCachedUpdateIDs: others,
    });
    const fresh = result.NewUpdates ?? [];
    for (const { ID, IsLeaf } of fresh) {
      got.push(ID);
      (IsLeaf ? others : installed).push(ID);
    }
    cookie = result.NewCookie ?? cookie;
    if (!result.Truncated && fresh.every(({ IsLeaf }) => IsLeaf)) return got;
  }
  throw new Error('the scan did not end');
}

/** Imports `updates` and returns what a whole scan brings, as their numbers. */
async function scanOf(services: Services, ...updates: readonly ShortUpdate[]): Promise<number[]> {
  importUpdates(services.catalog, ...updates);
  const numbers = new Map(updates.map(({ id }) => [revisionIdOf(services.catalog, id), id]));
  return (await scanAll(services)).map((id) => numbers.get(id) ?? Number.NaN);
}

t.test('updates that wait for each other are never sent, and the scan ends', async (t) => {
  const services = await startServices(t);
  const got = await scanOf(
    services,
    { id: 1, needs: [[2]] },
    { id: 2, needs: [[3]] },
    { id: 3, needs: [[1]] },
    { id: 4, needs: [[4]] },
    { id: 5, needs: [[1]] },
    { id: 6 },
    { id: 7, needs: [[1, 6]] },
  );
  t.same(got, [6, 7]);
});

t.test('a client that says that it has one of them gets the others', async (t) => {
  const { client, catalog } = await startServices(t);
  importUpdates(catalog, { id: 1, needs: [[2]] }, { id: 2, needs: [[1]] });
  const [one, two] = [revisionIdOf(catalog, 1), revisionIdOf(catalog, 2)];
  const result = await client.sync(await client.session(), { InstalledNonLeafUpdateIDs: [one] });
  t.same(newIds(result), [two]);
  t.same(result.OutOfScopeRevisionIDs, [one], 'what it has is not satisfied');
});

t.test('bundles that hold each other, or themselves, are sent once each', async (t) => {
  const services = await startServices(t);
  const got = await scanOf(
    services,
    { id: 1, bundles: [[[2, 1]]] },
    { id: 2, bundles: [[[1, 1]]] },
    { id: 3, bundles: [[[3, 1]]] },
    { id: 4, bundles: [[[1, 1]], [[2, 1]], [[3, 1]]] },
  );
  t.same(got, [1, 2, 3, 4]);
  const { client, catalog } = services;
  const { RefreshCacheResult = [] } = await client.call('RefreshCache', {
    cookie: await client.session(),
    globalIDs: [1, 2, 3, 4].map((id) => ({ UpdateID: idOf(id), RevisionNumber: 1 })),
  });
  t.ok(RefreshCacheResult.some(({ RevisionID }) => RevisionID === revisionIdOf(catalog, 4)));
});

t.test(
  'bundles that hold each other and stand in no bundle of their own end a category scan too',
  async (t) => {
    const { client, catalog } = await startServices(t);
    importUpdates(
      catalog,
      { id: 1, type: 'Category' },
      { id: 2, in: [1], bundles: [[[3, 1]]] },
      { id: 3, deployable: false, bundles: [[[2, 1]]] },
      { id: 4, deployable: false, bundles: [[[5, 1]]] },
      { id: 5, deployable: false, bundles: [[[4, 1]]] },
    );
    const id = (n: number) => revisionIdOf(catalog, n);
    const cookie = await client.session();
    const InstalledNonLeafUpdateIDs = [id(1)];
    const FilterCategoryIds = [{ Id: idOf(1) }];
    t.same(newIds(await client.sync(cookie, { InstalledNonLeafUpdateIDs, FilterCategoryIds })), [
      id(2),
      id(3),
    ]);
    t.same(
      newIds(await client.sync(cookie, { InstalledNonLeafUpdateIDs })),
      [id(2), id(3)],
      'two that only hold each other are in no bundle a client could see',
    );
  },
);

t.test('a bundle of something that is not there is refused, and nothing of the import stays', async (t) => {
  const services = await startServices(t);
  const { catalog, client } = services;
  importUpdates(catalog, { id: 1 });
  const before = dumpTables(catalog.database);
  for (const member of [[9, 1] as const, [1, 2] as const]) {
    t.throws(() => importUpdates(catalog, { id: 2 }, { id: 3, bundles: [[member]] }), {
      code: 'CATALOG_BUNDLE_UNRESOLVED',
    });
  }
  t.equal(dumpTables(catalog.database), before);
  t.equal(newIds(await client.sync(await client.session())).length, 1);
  importUpdates(catalog, {
    id: 3,
    bundles: [
      [
        [9, 1],
        [1, 1],
      ],
    ],
  });
  t.equal((await scanAll(services)).length, 2, 'one of the alternatives is enough');
});

t.test(
  'two revisions of one update in one import: the higher number is sent, whatever the order',
  async (t) => {
    for (const numbers of [
      [1, 2],
      [2, 1],
    ]) {
      const services = await startServices(t);
      const { catalog, client } = services;
      importUpdates(catalog, ...numbers.map((revision) => ({ id: 1, revision })));
      t.same(await scanAll(services), [revisionIdOf(catalog, 1, 2)], numbers.join());
      const { OutOfScopeRevisionIDs } = await client.sync(await client.session(), {
        OtherCachedUpdateIDs: [revisionIdOf(catalog, 1, 1)],
      });
      t.same(OutOfScopeRevisionIDs, [revisionIdOf(catalog, 1, 1)]);
    }
  },
);

t.test('one revision with two documents is refused, the same document twice is known', async (t) => {
  const { catalog } = await startServices(t);
  importUpdates(catalog, { id: 1, title: 'First' });
  t.throws(() => importUpdates(catalog, { id: 1, title: 'Second' }), { code: 'CATALOG_IMPORT_REFUSED' });
  t.same(importUpdates(catalog, { id: 1, title: 'First' }), { added: 0, known: 1 });
});

t.test('an update that replaces itself, or needs what it replaces, is sent like any other', async (t) => {
  const services = await startServices(t);
  const got = await scanOf(
    services,
    { id: 1, more: { supersedes: [idOf(1)] } },
    { id: 2, needs: [[1]], more: { supersedes: [idOf(1), idOf(99)] } },
  );
  t.same(got, [1, 2]);
});

t.test('ids that do not exist are out of scope, each once, and no reason to fail', async (t) => {
  const { client, catalog } = await startServices(t);
  importUpdates(catalog, { id: 1 });
  const odd = [0, -1, 2, 2147483647, -2147483648, 999, 999];
  const result = await client.sync(await client.session(), {
    InstalledNonLeafUpdateIDs: odd,
    OtherCachedUpdateIDs: odd,
    CachedDriverIDs: odd,
  });
  t.same(newIds(result), [revisionIdOf(catalog, 1)]);
  t.same(result.OutOfScopeRevisionIDs, [0, -1, 2, 2147483647, -2147483648, 999]);
});

t.test('100,000 ids in one request are a documented fault, and it still answers', async (t) => {
  const { client, catalog } = await startServices(t, { settings: { maxInstalledIds: 0 } });
  importUpdates(catalog, { id: 1 });
  const cookie = await client.session();
  const ids = Array.from({ length: 100_000 }, (_none, at) => at + 1);
  const fault = (more: object) =>
    client.fault('SyncUpdates', { cookie, parameters: { ...parameters, ...more } });
  for (const name of ['InstalledNonLeafUpdateIDs', 'OtherCachedUpdateIDs', 'CachedDriverIDs']) {
    t.equal(await fault({ [name]: ids }), `InvalidParameters: parameters.${name}: more than 50000 items`);
  }
  const FilterCategoryIds = ids.slice(0, 30_000).map((id) => ({ Id: idOf(id) }));
  t.equal(await fault({ FilterCategoryIds }), 'InvalidParameters: parameters.FilterCategoryIds');
  t.equal(
    await client.fault('GetExtendedUpdateInfo', { cookie, revisionIDs: ids, infoTypes: ['Core'] }),
    'InvalidParameters: revisionIDs: more than 50000 items',
  );
  t.equal(
    await client.fault('SyncPrinterCatalog', { cookie, printerUpdateIDs: ids }),
    'InvalidParameters: printerUpdateIDs: more than 50000 items',
  );
  t.same(newIds(await client.sync(cookie)), [revisionIdOf(catalog, 1)]);
});

t.test('50,000 ids are answered, with no more than there were', async (t) => {
  const { client, catalog } = await startServices(t, { settings: { maxInstalledIds: 0 } });
  importUpdates(catalog, { id: 1 });
  const cookie = await client.session();
  const ids = Array.from({ length: 50_000 }, (_none, at) => at + 1);
  const parts = { InstalledNonLeafUpdateIDs: ids, OtherCachedUpdateIDs: ids, CachedDriverIDs: ids };
  const software = await client.sync(cookie, parts);
  t.equal(software.OutOfScopeRevisionIDs?.length, 49_999, 'each once');
  const drivers = await client.sync(cookie, { ...parts, SkipSoftwareSync: true });
  t.equal(drivers.OutOfScopeRevisionIDs?.length, 50_000);
  t.same(newIds(await client.sync(cookie)), [revisionIdOf(catalog, 1)]);
});
