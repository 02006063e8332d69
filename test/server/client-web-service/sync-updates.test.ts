import t from 'tap';
import { importUpdates, revisionIdOf, type ShortUpdate } from '../../helpers/documents.ts';
import { startServices } from '../../helpers/services.ts';
import type { SyncResult } from '../../helpers/wusp-client.ts';

const base = { ExpressQuery: false, SkipSoftwareSync: false };
const many = (count: number, from = 1): ShortUpdate[] =>
  Array.from({ length: count }, (_, i) => ({ id: from + i }));
const idsIn = (result: SyncResult): number[] => (result.NewUpdates ?? []).map(({ ID }) => ID);

t.test('parameters must be there, and devices only in the driver pass', async (t) => {
  const { client } = await startServices(t);
  const cookie = await client.session();
  t.equal(await client.fault('SyncUpdates', { cookie }), 'InvalidParameters: parameters');
  const SystemSpec = [{ HardwareIDs: ['PCI\\VEN_8086'] }];
  t.equal(
    await client.fault('SyncUpdates', { cookie, parameters: { ...base, SystemSpec } }),
    'InvalidParameters: parameters.SystemSpec',
  );
  t.equal(
    await client.fault('SyncUpdates', {
      cookie,
      parameters: { ...base, SystemSpec, SkipSoftwareSync: true },
    }),
    'no fault',
  );
});

t.test('the 401st installed id is refused, leaves and repetitions counted', async (t) => {
  const { client } = await startServices(t);
  const cookie = await client.session();
  const ask = (count: number, id: (i: number) => number) =>
    client.fault('SyncUpdates', {
      cookie,
      parameters: { ...base, InstalledNonLeafUpdateIDs: Array.from({ length: count }, (_, i) => id(i)) },
    });
  const refused = 'InvalidParameters: parameters.InstalledNonLeafUpdateIDs';
  t.equal(await ask(400, (i) => i + 1), 'no fault');
  t.equal(await ask(401, (i) => i + 1), refused);
  t.equal(await ask(401, () => 1), refused, 'one id 401 times');
  t.equal(await ask(401, (i) => -i), refused, 'ids that are none');
});

t.test('setting 0 lifts the cap, and another number moves it', async (t) => {
  const { client } = await startServices(t, { settings: { maxInstalledIds: 0 } });
  const cookie = await client.session();
  const InstalledNonLeafUpdateIDs = Array.from({ length: 5000 }, (_, i) => i + 1);
  t.equal(
    await client.fault('SyncUpdates', { cookie, parameters: { ...base, InstalledNonLeafUpdateIDs } }),
    'no fault',
  );
  const strict = await startServices(t, { settings: { maxInstalledIds: 2 } });
  const other = await strict.client.session();
  t.equal(
    await strict.client.fault('SyncUpdates', {
      cookie: other,
      parameters: { ...base, InstalledNonLeafUpdateIDs: [1, 2] },
    }),
    'no fault',
  );
  t.match(
    await strict.client.fault('SyncUpdates', {
      cookie: other,
      parameters: { ...base, InstalledNonLeafUpdateIDs: [1, 2, 3] },
    }),
    /InstalledNonLeaf/,
  );
});

t.test('other cached ids have no cap of their own', async (t) => {
  const { client, catalog } = await startServices(t);
  importUpdates(catalog, ...many(3));
  const OtherCachedUpdateIDs = Array.from({ length: 20_000 }, (_, i) => i + 1);
  const result = await client.sync(await client.session(), { OtherCachedUpdateIDs });
  t.notOk(result.NewUpdates);
  t.equal(result.OutOfScopeRevisionIDs?.length, 20_000 - 3);
});

t.test(
  'a reply holds thirty updates, says that there are more, and the pages together are all, each once',
  async (t) => {
    const { client, catalog } = await startServices(t);
    importUpdates(catalog, ...many(61));
    let cookie = await client.session();
    const got: number[] = [];
    const pages: (readonly [number, boolean])[] = [];
    for (let page = 0; page < 4; page++) {
      const result = await client.sync(cookie, { OtherCachedUpdateIDs: got });
      pages.push([idsIn(result).length, result.Truncated]);
      got.push(...idsIn(result));
      cookie = result.NewCookie ?? cookie;
    }
    t.same(pages, [
      [30, true],
      [30, true],
      [1, false],
      [0, false],
    ]);
    t.equal(new Set(got).size, 61);
  },
);

t.test('a full last page is not truncated', async (t) => {
  const { client, catalog } = await startServices(t);
  importUpdates(catalog, ...many(30));
  const result = await client.sync(await client.session());
  t.equal(idsIn(result).length, 30);
  t.equal(result.Truncated, false);
});

t.test('a revision comes when every clause of its prerequisites has an installed id', async (t) => {
  const { client, catalog } = await startServices(t);
  importUpdates(
    catalog,
    { id: 1 },
    { id: 2 },
    { id: 3 },
    { id: 4, needs: [[1], [2, 3]] },
    { id: 5, needs: [[4]] },
  );
  const cookie = await client.session();
  const id = (n: number) => revisionIdOf(catalog, n);
  const after = async (...installed: number[]) => {
    const InstalledNonLeafUpdateIDs = installed.map(id);
    return idsIn(await client.sync(cookie, { InstalledNonLeafUpdateIDs })).sort((a, b) => a - b);
  };
  t.same(await after(), [1, 2, 3].map(id));
  t.same(await after(1), [2, 3].map(id));
  t.same(await after(2, 3), [1].map(id));
  t.same(await after(1, 3), [2, 4].map(id));
  t.same(await after(3, 1, 1), [2, 4].map(id), 'order and repetition mean nothing');
  t.same(await after(4), [1, 2, 3, 5].map(id), 'what is installed need not have been needed');
  const leaves = new Map(
    (await client.sync(cookie, { InstalledNonLeafUpdateIDs: [1, 2].map(id) })).NewUpdates?.map(
      ({ ID, IsLeaf }) => [ID, IsLeaf],
    ),
  );
  t.same(
    [...leaves],
    [
      [id(3), false],
      [id(4), false],
    ],
  );
});

t.test('the driver pass finds nothing and tells of nothing', async (t) => {
  const { client, catalog } = await startServices(t);
  importUpdates(catalog, ...many(3));
  const result = await client.sync(await client.session(), {
    SkipSoftwareSync: true,
    OtherCachedUpdateIDs: [1, 99],
  });
  t.same(Object.keys(result).sort(), ['DriverSyncNotNeeded', 'NewCookie', 'Truncated']);
  t.equal(result.DriverSyncNotNeeded, 'true');
});

t.test('older clients get none of the elements they do not know', async (t) => {
  const { client, catalog } = await startServices(t);
  importUpdates(catalog, { id: 1 }, { id: 2, type: 'Category' }, { id: 3, in: [2] });
  const seen = async (protocolVersion: string) => {
    const cookie = await client.session({ protocolVersion });
    const twoGroups = {
      FilterCategoryIds: [{ Id: '00000000-0000-4000-8000-000000000002' }],
      NeedTwoGroupOutOfScopeUpdates: true,
    };
    const plain = await client.sync(cookie);
    const filtered = await client.sync(cookie, { ...twoGroups, OtherCachedUpdateIDs: [1, 99] });
    return {
      auto: Object.keys(plain.NewUpdates?.[0]?.Deployment ?? {}).filter((name) => /^(Auto|Supers)/.test(name))
        .length,
      hint: plain.DriverSyncNotNeeded,
      gone: filtered.OutOfScopeRevisionIDs,
      still: filtered.DeployedOutOfScopeRevisionIds,
    };
  };
  t.same(await seen('1.0'), { auto: 0, hint: undefined, gone: [99, 1], still: undefined });
  t.same(await seen('1.6'), { auto: 0, hint: undefined, gone: [99, 1], still: undefined });
  t.same(await seen('1.7'), { auto: 0, hint: 'false', gone: [99], still: [1] });
  t.same(await seen('1.8'), { auto: 3, hint: 'false', gone: [99], still: [1] });
  t.same(await seen('1.20'), { auto: 3, hint: 'false', gone: [99], still: [1] }, '1.20 is later than 1.8');
  t.same(await seen('2.90'), { auto: 3, hint: 'false', gone: [99], still: [1] });
});

t.test('a server below 3.2 sends nothing of category scans either', async (t) => {
  const { client, catalog } = await startServices(t, { settings: { protocolVersion: '3.1' } });
  importUpdates(catalog, { id: 1 });
  const result = await client.sync(await client.session(), { OtherCachedUpdateIDs: [1] });
  t.equal(result.DriverSyncNotNeeded, undefined);
});

t.test('what two kinds of clients get of one revision is not mixed up', async (t) => {
  const { client, catalog } = await startServices(t);
  importUpdates(catalog, { id: 1 });
  const old = await client.session({ clientId: 'old', protocolVersion: '1.7' });
  const recent = await client.session({ clientId: 'recent' });
  for (let round = 0; round < 2; round++) {
    t.equal((await client.sync(old)).NewUpdates?.[0]?.Deployment?.AutoSelect, undefined);
    t.equal((await client.sync(recent)).NewUpdates?.[0]?.Deployment?.AutoSelect, '0');
  }
});
