import t from 'tap';
import { driverUpdate } from '../../catalog/drivers/drivers.ts';
import { idOf, importUpdates, revisionIdOf } from '../../helpers/documents.ts';
import { startServices } from '../../helpers/services.ts';
import type { RequestOf, WuspClient } from '../../helpers/wusp-client.ts';

type Request = RequestOf<'SyncPrinterCatalog'>;

/** One call; the reply without its wrapper. */
async function printers(client: WuspClient, request: Request) {
  const { SyncPrinterCatalogResult } = await client.call('SyncPrinterCatalog', request);
  if (SyncPrinterCatalogResult === undefined) throw new Error('no SyncPrinterCatalogResult');
  return SyncPrinterCatalogResult;
}

const printer = (id: number, hardwareId = `USBPRINT\\${id}`) =>
  driverUpdate(id, { class: 'Printer', hardwareId });

t.test('the drivers of all printers come, and no others', async (t) => {
  const { client, catalog } = await startServices(t);
  importUpdates(
    catalog,
    printer(1),
    driverUpdate(2, {}),
    { id: 3 },
    driverUpdate(4, { class: 'printers', hardwareId: 'USBPRINT\\4' }, { class: 'Display' }),
  );
  catalog.approvals.approve({ updateId: idOf(1), action: 'Install' });
  const reply = await printers(client, { cookie: await client.session() });
  t.same(
    reply.NewUpdates?.map(({ ID, Deployment }) => [ID, Deployment?.Action, Deployment?.HardwareIds]),
    [
      [revisionIdOf(catalog, 1), 'Install', ['USBPRINT\\1']],
      [revisionIdOf(catalog, 4), 'PreDeploymentCheck', ['USBPRINT\\4']],
    ],
    'with the ids of their entries for printers',
  );
  t.equal(reply.Truncated, false);
  t.equal(reply.DriverSyncNotNeeded, undefined);
  t.match(reply.NewUpdates?.[0]?.Xml, /UpdateType="Driver"/);
});

t.test('older clients get no hardware ids', async (t) => {
  const { client, catalog } = await startServices(t);
  importUpdates(catalog, printer(1));
  const cookie = await client.session({ protocolVersion: '1.5' });
  const { NewUpdates } = await printers(client, { cookie });
  t.equal(NewUpdates?.length, 1);
  t.equal(NewUpdates?.[0]?.Deployment?.HardwareIds, undefined);
});

t.test('prerequisites must be installed, and declined drivers are none', async (t) => {
  const { client, catalog } = await startServices(t);
  importUpdates(catalog, { id: 1, type: 'Detectoid' }, { ...printer(2), needs: [[1]] }, printer(3));
  const cookie = await client.session();
  const id = (n: number) => revisionIdOf(catalog, n);
  const ask = async (...installed: number[]) =>
    (await printers(client, { cookie, installedNonLeafUpdateIDs: installed })).NewUpdates?.map(
      ({ ID }) => ID,
    );
  t.same(await ask(), [id(3)]);
  t.same(await ask(id(1)), [id(2), id(3)]);
  catalog.approvals.decline(idOf(3));
  t.same(await ask(id(1)), [id(2)]);
});

t.test('one revision of an update comes, the newest', async (t) => {
  const { client, catalog } = await startServices(t);
  importUpdates(catalog, printer(1));
  importUpdates(catalog, { ...printer(1), revision: 2 });
  const cookie = await client.session();
  const [old, recent] = [revisionIdOf(catalog, 1), revisionIdOf(catalog, 1, 2)];
  const reply = await printers(client, { cookie, printerUpdateIDs: [old] });
  t.same(
    reply.NewUpdates?.map(({ ID }) => ID),
    [recent],
  );
  t.same(reply.OutOfScopeRevisionIDs, [old]);
});

t.test('what the client has does not come again, and is told when it is gone or changed', async (t) => {
  const { client, catalog } = await startServices(t);
  importUpdates(catalog, printer(1), printer(2), driverUpdate(3, {}));
  const [one, two, display] = [1, 2, 3].map((id) => revisionIdOf(catalog, id)) as [number, number, number];
  const { NewCookie: cookie } = await client.sync(await client.session());
  const has = (...printerUpdateIDs: number[]) => printers(client, { cookie: cookie!, printerUpdateIDs });
  const first = await has(one);
  t.same(
    first.NewUpdates?.map(({ ID }) => ID),
    [two],
  );
  t.same([first.OutOfScopeRevisionIDs, first.ChangedUpdates], [undefined, undefined]);
  catalog.approvals.approve({ updateId: idOf(2), action: 'Install' });
  catalog.approvals.decline(idOf(1));
  const second = await has(one, two, display, 4711);
  t.same(second.OutOfScopeRevisionIDs, [one, 4711, display], 'those that are not deployed at all first');
  t.same(
    second.ChangedUpdates?.map(({ ID, Deployment }) => [ID, Deployment?.Action]),
    [[two, 'Install']],
  );
  t.equal(second.NewUpdates, undefined);
});

t.test('its cookie goes on, and a change is not lost to it', async (t) => {
  const { client, catalog } = await startServices(t);
  importUpdates(catalog, { id: 1 }, printer(2));
  const first = await client.sync(await client.session());
  catalog.approvals.approve({ updateId: idOf(1), action: 'Install' });
  const { NewCookie } = await printers(client, { cookie: first.NewCookie! });
  t.equal(NewCookie?.Expiration, first.NewCookie?.Expiration);
  const { ChangedUpdates } = await client.sync(NewCookie!, {
    OtherCachedUpdateIDs: [revisionIdOf(catalog, 1)],
  });
  t.same(
    ChangedUpdates?.map(({ Deployment }) => Deployment?.Action),
    ['Install'],
  );
});

t.test('more printers than a page come page by page, each once', async (t) => {
  const { client, catalog } = await startServices(t);
  importUpdates(catalog, ...Array.from({ length: 61 }, (_none, at) => printer(at + 1)));
  const cookie = await client.session();
  const got: number[] = [];
  const pages: (readonly [number, boolean])[] = [];
  for (let page = 0; page < 3; page++) {
    const { NewUpdates = [], Truncated } = await printers(client, { cookie, printerUpdateIDs: got });
    pages.push([NewUpdates.length, Truncated]);
    got.push(...NewUpdates.map(({ ID }) => ID));
  }
  t.same(pages, [
    [30, true],
    [30, true],
    [1, false],
  ]);
  t.equal(new Set(got).size, 61);
});

t.test('it asks of a client what SyncUpdates asks', async (t) => {
  const { client, catalog, clock } = await startServices(t);
  t.equal(await client.fault('SyncPrinterCatalog', {}), 'InvalidCookie: cookie');
  const stranger = await client.session({ clientId: 'stranger', register: false });
  t.equal(await client.fault('SyncPrinterCatalog', { cookie: stranger }), 'RegistrationRequired');
  const cookie = await client.session();
  const ask = (count: number) =>
    client.fault('SyncPrinterCatalog', {
      cookie,
      installedNonLeafUpdateIDs: Array.from({ length: count }, (_none, at) => at),
    });
  t.equal(await ask(400), 'no fault');
  t.equal(await ask(401), 'InvalidParameters: installedNonLeafUpdateIDs');
  catalog.configuration.set({ reportingLevel: 1 });
  t.equal(await ask(0), 'ConfigChanged');
  clock.advance(60 * 60 * 1000);
  t.equal(await ask(0), 'CookieExpired: cookie');
});
