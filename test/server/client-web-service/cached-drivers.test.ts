import t from 'tap';
import { driverUpdate } from '../../catalog/drivers/drivers.ts';
import { idOf, importUpdates, revisionIdOf } from '../../helpers/documents.ts';
import { driverPass, idsIn, inUse, type WireDevice } from '../../helpers/driver-pass.ts';
import { startServices } from '../../helpers/services.ts';
import type { RequestOf } from '../../helpers/wusp-client.ts';

type Cookie = NonNullable<RequestOf<'SyncUpdates'>['cookie']>;

const bare: WireDevice = { HardwareIDs: ['PCI\\A'] };
const base = { ExpressQuery: false, SkipSoftwareSync: true };

t.test('a cached driver is not sent again, and is out of scope when it is no longer picked', async (t) => {
  const { client, catalog } = await startServices(t);
  importUpdates(catalog, driverUpdate(1, {}), driverUpdate(2, { hardwareId: 'PCI\\B' }), { id: 3 });
  const [one, two, software] = [1, 2, 3].map((id) => revisionIdOf(catalog, id));
  const cookie = await client.session();
  const pass = async (devices: readonly WireDevice[], ...CachedDriverIDs: (number | undefined)[]) => {
    const ids = CachedDriverIDs.map(Number);
    const result = await driverPass(client, cookie, devices, { CachedDriverIDs: ids });
    return [idsIn(result), result.OutOfScopeRevisionIDs];
  };
  t.same(await pass([bare], one), [[], undefined]);
  t.same(await pass([bare], two), [[one], [two]], 'of a device that is gone');
  t.same(await pass([bare], one, 4711, software), [[], [4711, software]], 'unknown, or no driver');
  t.same(await pass([], one, two), [[], [one, two]]);
  t.same(await pass([{ ...bare, installedDriver: inUse() }], one), [[], [one]], 'installed by now');
  catalog.approvals.decline(idOf(1));
  t.same(await pass([bare], one), [[], [one]], 'declined');
});

t.test('ids of software a client has are not looked at in a driver pass', async (t) => {
  const { client, catalog } = await startServices(t);
  importUpdates(catalog, driverUpdate(1, {}), { id: 2 });
  const result = await driverPass(client, await client.session(), [bare], {
    OtherCachedUpdateIDs: [1, 2].map((id) => revisionIdOf(catalog, id)),
  });
  t.same(idsIn(result), [revisionIdOf(catalog, 1)]);
  t.equal(result.OutOfScopeRevisionIDs, undefined);
});

t.test('an approval of a cached driver is told as a change with the ids it is picked for', async (t) => {
  const { client, catalog } = await startServices(t);
  importUpdates(catalog, driverUpdate(1, {}), driverUpdate(2, { hardwareId: 'PCI\\B' }));
  const one = revisionIdOf(catalog, 1);
  const whole = await client.sync(await client.session());
  t.same(idsIn(whole), [], 'no driver comes with software');
  const cached = { CachedDriverIDs: [1, 2].map((id) => revisionIdOf(catalog, id)) };
  const changes = async () => {
    const { ChangedUpdates = [] } = await driverPass(client, whole.NewCookie!, [bare], cached);
    return ChangedUpdates.map(({ ID, Deployment, Xml }) => [
      ID,
      Deployment?.Action,
      Deployment?.HardwareIds,
      Xml,
    ]);
  };
  t.same(await changes(), []);
  for (const id of [1, 2]) catalog.approvals.approve({ updateId: idOf(id), action: 'Install' });
  t.same(await changes(), [[one, 'Install', ['PCI\\A'], undefined]]);
});

t.test('a client that scans for software first hears of the driver all the same, once', async (t) => {
  const { client, catalog } = await startServices(t);
  importUpdates(catalog, driverUpdate(1, {}));
  const cached = { CachedDriverIDs: [revisionIdOf(catalog, 1)] };
  /** A whole synchronisation: software, then drivers with the cookie that gave. */
  const synchronise = async (cookie: Cookie) => {
    const software = await client.sync(cookie);
    return driverPass(client, software.NewCookie!, [bare], cached);
  };
  const first = await synchronise(await client.session());
  t.equal(first.ChangedUpdates, undefined);
  catalog.approvals.approve({ updateId: idOf(1), action: 'Install' });
  const second = await synchronise(first.NewCookie!);
  t.same(
    second.ChangedUpdates?.map(({ ID, Deployment }) => [ID, Deployment?.Action]),
    [[revisionIdOf(catalog, 1), 'Install']],
  );
  t.equal((await synchronise(second.NewCookie!)).ChangedUpdates, undefined);
});

t.test('devices in a software scan are refused', async (t) => {
  const { client } = await startServices(t);
  const cookie = await client.session();
  const ask = (parameters: object) =>
    client.fault('SyncUpdates', { cookie, parameters: { ...base, ...parameters } });
  const refused = 'InvalidParameters: parameters.SystemSpec';
  t.equal(await ask({ SkipSoftwareSync: false, SystemSpec: [bare] }), refused);
  t.equal(await ask({ SkipSoftwareSync: false, SystemSpec: [] }), refused, 'even an empty list of them');
  t.equal(await ask({ SystemSpec: [] }), 'no fault');
  t.equal(await ask({}), 'no fault');
});

t.test('a device with 10,000 ids is answered, more than 20,000 different ones are refused', async (t) => {
  const { client, catalog } = await startServices(t);
  importUpdates(catalog, driverUpdate(1, { hardwareId: 'PCI\\9999' }));
  const cookie = await client.session();
  const ids = (from: number, to: number) =>
    Array.from({ length: to - from }, (_none, at) => `PCI\\${from + at}`);
  t.same(idsIn(await driverPass(client, cookie, [{ HardwareIDs: ids(0, 10_000) }])), [
    revisionIdOf(catalog, 1),
  ]);
  const ask = (SystemSpec: readonly WireDevice[]) =>
    client.fault('SyncUpdates', { cookie, parameters: { ...base, SystemSpec } });
  const half = { HardwareIDs: ids(0, 10_000) };
  t.equal(await ask([half, { CompatibleIDs: ids(10_000, 20_000) }]), 'no fault');
  t.equal(
    await ask([half, { CompatibleIDs: ids(10_000, 20_001) }]),
    'InvalidParameters: parameters.SystemSpec',
  );
  t.equal(await ask([half, half, half]), 'no fault', 'the same ones count once');
  t.same(idsIn(await driverPass(client, cookie, [half])), [revisionIdOf(catalog, 1)], 'and it still answers');
});

t.test(
  'a driver pass brings more drivers than a page of software holds, since a client makes one; from 200 on it is cut',
  async (t) => {
    const { client, catalog } = await startServices(t);
    const count = 265;
    const ids = Array.from({ length: count }, (_none, at) => at + 1);
    importUpdates(catalog, ...ids.map((id) => driverUpdate(id, { hardwareId: `PCI\\${id}` })));
    const devices = ids.map((id) => ({ HardwareIDs: [`PCI\\${id}`] }));
    let cookie = await client.session();
    const got: number[] = [];
    const pages: (readonly [number, boolean])[] = [];
    for (let page = 0; page < 4; page++) {
      const result = await driverPass(client, cookie, devices, { CachedDriverIDs: got });
      pages.push([idsIn(result).length, result.Truncated]);
      got.push(...idsIn(result));
      cookie = result.NewCookie ?? cookie;
    }
    t.same(pages, [
      [200, true],
      [65, false],
      [0, false],
      [0, false],
    ]);
    t.equal(new Set(got).size, count);
  },
);

t.test('whether a driver pass is needed: the answer of each kind of scan', async (t) => {
  const { client, catalog } = await startServices(t);
  importUpdates(
    catalog,
    { id: 1, type: 'Category' },
    { id: 2, type: 'Category' },
    { id: 3, in: [1] },
    { ...driverUpdate(4, {}), in: [2] },
  );
  const cookie = await client.session();
  const installed = { InstalledNonLeafUpdateIDs: [1, 2].map((id) => revisionIdOf(catalog, id)) };
  const hint = async (more: object) =>
    (await client.sync(cookie, { ...installed, ...more })).DriverSyncNotNeeded;
  const category = (id: number) => ({ FilterCategoryIds: [{ Id: idOf(id) }] });
  t.equal(await hint({}), 'false', 'a whole scan');
  t.equal(await hint({ SkipSoftwareSync: true }), 'true', 'a driver pass');
  t.equal(await hint(category(1)), 'true', 'a category without a driver');
  t.equal(await hint(category(2)), 'false', 'a category with one');
  t.equal(await hint({ SkipSoftwareSync: true, ...category(2) }), 'true');
  catalog.approvals.decline(idOf(4));
  t.equal(await hint(category(2)), 'true', 'a declined one is none');
});

t.test('a driver pass for a category finds the drivers of that category alone', async (t) => {
  const { client, catalog } = await startServices(t);
  importUpdates(
    catalog,
    { id: 1, type: 'Category' },
    { id: 2, type: 'Category' },
    { ...driverUpdate(3, { driverVerDate: '2030-01-01' }), in: [1] },
    { ...driverUpdate(4, {}), in: [2] },
  );
  const cookie = await client.session();
  const pass = async (id: number) =>
    idsIn(
      await driverPass(client, cookie, [bare], {
        InstalledNonLeafUpdateIDs: [1, 2].map((one) => revisionIdOf(catalog, one)),
        FilterCategoryIds: [{ Id: idOf(id) }],
      }),
    );
  t.same(await pass(1), [revisionIdOf(catalog, 3)]);
  t.same(await pass(2), [revisionIdOf(catalog, 4)]);
});
