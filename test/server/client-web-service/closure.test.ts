import t from 'tap';
import { driverUpdate } from '../../catalog/drivers/drivers.ts';
import { idOf, importUpdates, revisionIdOf, type ShortUpdate } from '../../helpers/documents.ts';
import { type Services, startServices } from '../../helpers/services.ts';

const closure = { settings: { delivery: 'closure' as const } };

/** What a client that caches all it is sent gets, page by page, as the numbers of the updates. */
async function pagesOf({ client, catalog }: Services, more: object = {}): Promise<number[][]> {
  const names = new Map(
    catalog.database
      .prepare<[], [number, string]>(
        'SELECT revision_id, update_id FROM revision JOIN update_identity USING (update_key)',
      )
      .raw()
      .all()
      .map(([revisionId, updateId]) => [revisionId, Number(updateId.slice(-12))]),
  );
  let cookie = await client.session();
  const cached: number[] = [];
  const pages: number[][] = [];
  for (;;) {
    const result = await client.sync(cookie, { OtherCachedUpdateIDs: cached, ...more });
    const ids = (result.NewUpdates ?? []).map(({ ID }) => ID);
    if (ids.length > 0) pages.push(ids.map((id) => names.get(id) ?? Number.NaN));
    cached.push(...ids);
    cookie = result.NewCookie ?? cookie;
    if (!result.Truncated) return pages;
  }
}

/** A chain: 1, 2 that needs 1, and so on. */
const chain = (length: number): ShortUpdate[] =>
  Array.from({ length }, (_none, at) => ({ id: at + 1, ...(at > 0 && { needs: [[at]] }) }));

t.test('everything that can be reached comes at once, though nothing is installed', async (t) => {
  const services = await startServices(t, closure);
  importUpdates(
    services.catalog,
    { id: 5, needs: [[4]], in: [2] },
    { id: 4, needs: [[1], [2, 3]] },
    { id: 3, type: 'Detectoid' },
    { id: 2, type: 'Category', needs: [[1]] },
    { id: 1, type: 'Detectoid' },
  );
  const pages = await pagesOf(services);
  t.equal(pages.length, 1);
  const [page = []] = pages;
  t.same([...page].sort(), [1, 2, 3, 4, 5]);
  const at = (id: number) => page.indexOf(id);
  t.ok(at(1) < at(2) && at(1) < at(4) && at(3) < at(4), 'what is needed comes before what needs it');
  t.ok(at(4) < at(5) && at(2) < at(5));
});

t.test('a page has 200, and what is needed comes first across pages too', async (t) => {
  const services = await startServices(t, closure);
  importUpdates(services.catalog, ...chain(450).reverse());
  const pages = await pagesOf(services);
  t.same(
    pages.map(({ length }) => length),
    [200, 200, 50],
  );
  t.same(
    pages.flat(),
    Array.from({ length: 450 }, (_none, at) => at + 1),
  );
});

t.test('one alternative of a clause is enough, and it comes first', async (t) => {
  const services = await startServices(t, { settings: { delivery: 'closure', pageSize: 1 } });
  importUpdates(services.catalog, { id: 3, needs: [[1, 2]] }, { id: 2, needs: [[9]] }, { id: 1 });
  t.same(await pagesOf(services), [[1], [3]], 'update 2 needs what is not here');
});

t.test('cycles, and what needs them, are never sent', async (t) => {
  const services = await startServices(t, closure);
  importUpdates(
    services.catalog,
    { id: 1, needs: [[2]] },
    { id: 2, needs: [[1]] },
    { id: 3, needs: [[3]] },
    { id: 4, needs: [[1]] },
    { id: 5, needs: [[1, 6]] },
    { id: 6 },
    { id: 7, needs: [[8]] },
    { id: 8, needs: [[7], [6]] },
  );
  t.same(await pagesOf(services), [[6, 5]], 'a way around the cycle is a way');
});

t.test('what needs something declined or unknown is not sent, nor is what needs that', async (t) => {
  const services = await startServices(t, closure);
  importUpdates(services.catalog, ...chain(4), { id: 5, needs: [[99]] }, { id: 6 });
  services.catalog.approvals.decline(idOf(2));
  t.same((await pagesOf(services)).flat().sort(), [1, 6]);
  services.catalog.approvals.undecline(idOf(2));
  t.same((await pagesOf(services)).flat().sort(), [1, 2, 3, 4, 6]);
});

t.test('installed ids decide nothing, and are still not sent again', async (t) => {
  const services = await startServices(t, closure);
  const { catalog } = services;
  importUpdates(catalog, ...chain(3));
  t.same(await pagesOf(services, { InstalledNonLeafUpdateIDs: [revisionIdOf(catalog, 1)] }), [[2, 3]]);
});

t.test('drivers do not come with it, and are found without anything installed', async (t) => {
  const { client, catalog } = await startServices(t, closure);
  importUpdates(catalog, { id: 1, type: 'Detectoid' }, { ...driverUpdate(2, {}), needs: [[1]] });
  const cookie = await client.session();
  const ids = async (more: object) => (await client.sync(cookie, more)).NewUpdates?.map(({ ID }) => ID);
  t.same(await ids({}), [revisionIdOf(catalog, 1)]);
  const SystemSpec = [{ HardwareIDs: ['PCI\\A'] }];
  t.same(await ids({ SkipSoftwareSync: true, SystemSpec }), [revisionIdOf(catalog, 2)]);
});

t.test('a scan for a category sends the category, what belongs to it and what that needs', async (t) => {
  const services = await startServices(t, { settings: { delivery: 'closure', protocolVersion: '3.2' } });
  importUpdates(
    services.catalog,
    { id: 1, type: 'Category' },
    { id: 2, type: 'Category' },
    { id: 3, type: 'Detectoid' },
    { id: 4, needs: [[3]], in: [1] },
    { id: 5, in: [2] },
  );
  const pages = await pagesOf(services, { FilterCategoryIds: [{ Id: idOf(1) }] });
  t.same(pages.flat().sort(), [1, 3, 4]);
});

t.test('GetConfig names 3.0 unless told otherwise, and the page can be set', async (t) => {
  const version = async ({ client }: Services) => {
    const { GetConfigResult } = await client.call('GetConfig', { protocolVersion: '2.90' });
    return GetConfigResult?.Properties?.find(({ Name }) => Name === 'ProtocolVersion')?.Value;
  };
  t.equal(await version(await startServices(t, closure)), '3.0');
  const settings = { delivery: 'closure' as const, protocolVersion: '3.2', pageSize: 4 };
  const services = await startServices(t, { settings });
  t.equal(await version(services), '3.2');
  importUpdates(services.catalog, ...chain(9));
  t.same(
    (await pagesOf(services)).map(({ length }) => length),
    [4, 4, 1],
  );
});

t.test('staged stays as it is: step by step, thirty a page, 3.2', async (t) => {
  const services = await startServices(t, { settings: { delivery: 'staged' } });
  importUpdates(
    services.catalog,
    ...chain(3),
    ...Array.from({ length: 60 }, (_none, at) => ({ id: at + 10 })),
  );
  t.same(
    (await pagesOf(services)).map(({ length }) => length),
    [30, 30, 1],
  );
  t.notOk((await pagesOf(services)).flat().includes(2), 'its prerequisite is not installed');
  const { GetConfigResult } = await services.client.call('GetConfig', { protocolVersion: '2.90' });
  t.equal(GetConfigResult?.Properties?.find(({ Name }) => Name === 'ProtocolVersion')?.Value, '3.2');
});

t.test(
  'a double started again with the other delivery tells clients that GetConfig says something else',
  async (t) => {
    const file = `${t.testdir()}/catalog.db`;
    const staged = await startServices(t, { file });
    const cookie = await staged.client.session();
    t.ok(await staged.client.sync(cookie));
    const closure = await startServices(t, { file, settings: { delivery: 'closure' } });
    const parameters = { ExpressQuery: false, SkipSoftwareSync: false };
    t.match(await closure.client.fault('SyncUpdates', { cookie, parameters }), /^ConfigChanged/);
    t.ok(await closure.client.sync(await closure.client.session()));
  },
);
