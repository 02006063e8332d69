import Sqlite from 'better-sqlite3';
import t, { type Test } from 'tap';
import { driverUpdate } from '../../catalog/drivers/drivers.ts';
import { idOf, importUpdates, revisionIdOf } from '../../helpers/documents.ts';
import { driverPass } from '../../helpers/driver-pass.ts';
import { type Services, startServices } from '../../helpers/services.ts';
import type { RequestOf } from '../../helpers/wusp-client.ts';

type Cookie = NonNullable<RequestOf<'SyncUpdates'>['cookie']>;

const parameters = { ExpressQuery: false, SkipSoftwareSync: false };
const serverChanged = 'ServerChanged: cookie';

interface Restored {
  /** Services over the store as it went on. */
  readonly original: Services;
  /** Copies the store as it stands, as a backup does. */
  backUp(): void;
  /** Services over the copy, with the same keys. */
  restore(): Promise<Services>;
}

/** A store with updates 1 and 2 that can be put back to an earlier state. */
async function withBackup(t: Test): Promise<Restored> {
  const folder = t.testdir();
  const file = `${folder}/catalog.db`;
  const copy = `${folder}/backup.db`;
  const original = await startServices(t, { file });
  importUpdates(original.catalog, { id: 1 }, { id: 2 });
  return {
    original,
    backUp: () => {
      const connection = new Sqlite(file);
      connection.exec(`VACUUM INTO '${copy}'`);
      connection.close();
    },
    restore: () => startServices(t, { file: copy, catalogName: 'after the restore' }),
  };
}

const fault = ({ client }: Services, cookie: Cookie) => client.fault('SyncUpdates', { cookie, parameters });

/** A cookie of a whole scan at this moment. */
async function scanned({ client }: Services, cookie?: Cookie): Promise<Cookie> {
  return (await client.sync(cookie ?? (await client.session()))).NewCookie!;
}

t.test('cookies made before the copy stay good, those of a later state are ServerChanged', async (t) => {
  const { original, backUp, restore } = await withBackup(t);
  const before = await scanned(original);
  backUp();
  const between = await scanned(original);
  importUpdates(original.catalog, { id: 3 });
  const after = await scanned(original, between);
  const restored = await restore();
  t.equal(await fault(restored, before), 'no fault');
  t.equal(await fault(restored, between), 'no fault', 'made later, but of the same state');
  t.equal(await fault(restored, after), serverChanged);
  t.equal(await fault(original, after), 'no fault', 'where it was made it is good');
});

t.test('it stays so when the restored store has made as many changes of its own, or more', async (t) => {
  const { original, backUp, restore } = await withBackup(t);
  const before = await scanned(original);
  backUp();
  importUpdates(original.catalog, { id: 3 });
  const first = await scanned(original, before);
  original.catalog.approvals.approve({ updateId: idOf(1), action: 'Install' });
  const second = await scanned(original, first);
  const restored = await restore();
  const changes = [
    () => importUpdates(restored.catalog, { id: 4 }),
    () => restored.catalog.approvals.approve({ updateId: idOf(1), action: 'Install' }),
    () => restored.catalog.approvals.decline(idOf(2)),
    () => importUpdates(restored.catalog, { id: 3 }),
  ];
  for (const change of changes) {
    change();
    t.equal(await fault(restored, first), serverChanged);
    t.equal(await fault(restored, second), serverChanged);
    t.equal(await fault(restored, before), 'no fault');
  }
});

t.test('any kind of change counts: an approval, a decline, an import', async (t) => {
  const changes: readonly ((services: Services) => unknown)[] = [
    ({ catalog }) => catalog.approvals.approve({ updateId: idOf(1), action: 'Install' }),
    ({ catalog }) => catalog.approvals.decline(idOf(1)),
    ({ catalog }) => importUpdates(catalog, { id: 1, revision: 2 }),
  ];
  for (const change of changes) {
    await t.test(String(change), async (t) => {
      const { original, backUp, restore } = await withBackup(t);
      backUp();
      change(original);
      const after = await scanned(original);
      t.equal(await fault(await restore(), after), serverChanged);
    });
  }
});

t.test('a cookie of before the copy hears of what the restored store changed', async (t) => {
  const { original, backUp, restore } = await withBackup(t);
  const before = await scanned(original);
  backUp();
  const restored = await restore();
  restored.catalog.approvals.approve({ updateId: idOf(2), action: 'Install' });
  const { ChangedUpdates } = await restored.client.sync(before, {
    OtherCachedUpdateIDs: [1, 2].map((id) => revisionIdOf(restored.catalog, id)),
  });
  t.same(
    ChangedUpdates?.map(({ ID, Deployment }) => [ID, Deployment?.Action]),
    [[revisionIdOf(restored.catalog, 2), 'Install']],
  );
});

t.test('every operation refuses such a cookie, and GetCookie does not take it over', async (t) => {
  const { original, backUp, restore } = await withBackup(t);
  backUp();
  importUpdates(original.catalog, { id: 3 });
  const cookie = await scanned(original);
  const { client, catalog } = await restore();
  t.equal(await client.fault('RefreshCache', { cookie, globalIDs: [] }), serverChanged);
  t.equal(
    await client.fault('GetExtendedUpdateInfo', { cookie, revisionIDs: [3], infoTypes: ['Core'] }),
    serverChanged,
  );
  t.equal(await client.fault('GetFileLocations', { cookie, fileDigests: [] }), serverChanged);
  const { GetAuthorizationCookieResult: authorization } = await client.call('GetAuthorizationCookie', {
    clientId: 'client-1',
    dnsName: 'client-1.example',
  });
  const request = {
    authCookies: [authorization!],
    lastChange: catalog.view().configLastChange,
    currentTime: '2026-11-01T00:00:00Z',
    protocolVersion: '2.90',
  };
  t.equal(await client.fault('GetCookie', { ...request, oldCookie: cookie }), serverChanged);
  t.equal(await client.fault('GetCookie', request), 'no fault');
});

t.test('a client that starts over gets the ids of the restored store', async (t) => {
  const { original, backUp, restore } = await withBackup(t);
  backUp();
  importUpdates(original.catalog, { id: 3 }, { id: 4 });
  const old = await scanned(original);
  const restored = await restore();
  importUpdates(restored.catalog, { id: 5 }, { id: 4 });
  t.equal(await fault(restored, old), serverChanged);
  const cookie = await restored.client.session();
  const { RefreshCacheResult = [] } = await restored.client.call('RefreshCache', {
    cookie,
    globalIDs: [1, 2, 3, 4].map((id) => ({ UpdateID: idOf(id), RevisionNumber: 1 })),
  });
  t.same(
    RefreshCacheResult.map(({ RevisionID }) => RevisionID),
    [1, 2, 4].map((id) => revisionIdOf(restored.catalog, id)),
  );
});

t.test(
  'a client that saw the later state in a scan for a category or for drivers starts over too',
  async (t) => {
    const { original, backUp, restore } = await withBackup(t);
    importUpdates(original.catalog, { id: 3, type: 'Category' });
    const category = revisionIdOf(original.catalog, 3);
    await original.client.session();
    backUp();
    importUpdates(
      original.catalog,
      { id: 4, in: [3] },
      driverUpdate(5, {}),
      driverUpdate(6, { class: 'Printer', hardwareId: 'USBPRINT\\1' }),
    );
    const { client } = original;
    const inCategory = await client.sync(await client.session(), {
      InstalledNonLeafUpdateIDs: [category],
      FilterCategoryIds: [{ Id: idOf(3) }],
    });
    const drivers = await driverPass(client, await client.session(), [{ HardwareIDs: ['PCI\\A'] }]);
    const { SyncPrinterCatalogResult: printers } = await client.call('SyncPrinterCatalog', {
      cookie: await client.session(),
    });
    const seen = [inCategory, drivers, printers!].map(({ NewUpdates }) => NewUpdates?.map(({ ID }) => ID));
    t.same(
      seen,
      [4, 5, 6].map((id) => [revisionIdOf(original.catalog, id)]),
      'each was handed an id the copy does not have',
    );
    const restored = await restore();
    importUpdates(restored.catalog, { id: 7 }, { id: 8 }, { id: 9 });
    t.equal(revisionIdOf(restored.catalog, 7), seen[0]?.[0], 'where it is another update now');
    for (const { NewCookie } of [inCategory, drivers, printers!])
      t.equal(await fault(restored, NewCookie!), serverChanged);
  },
);
