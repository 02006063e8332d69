import Sqlite from 'better-sqlite3';
import t from 'tap';
import { importUpdates } from '../../helpers/documents.ts';
import { START, startServices } from '../../helpers/services.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const start = Date.parse(START);
const parameters = { ExpressQuery: false, SkipSoftwareSync: false };

t.test('a scan is noted when it is made, and again after a minute at the earliest', async (t) => {
  const { client, catalog, clock } = await startServices(t);
  const cookie = await client.session();
  const seen = () => {
    const { lastSeen, lastSyncAt } = catalog.computers.require('client-1');
    return [lastSeen - start, lastSyncAt === null ? null : lastSyncAt - start];
  };
  t.same(seen(), [0, null], 'before its first scan');
  clock.advance(10 * SECOND);
  await client.sync(cookie);
  t.same(seen(), [10 * SECOND, 10 * SECOND]);
  clock.advance(MINUTE - 1);
  await client.sync(cookie);
  t.same(seen(), [10 * SECOND, 10 * SECOND], 'less than a minute later');
  clock.advance(1);
  await client.sync(cookie);
  t.same(seen(), [70 * SECOND, 70 * SECOND]);
});

t.test('each client has its own minute', async (t) => {
  const { client, catalog, clock } = await startServices(t);
  const cookies = [await client.session({ clientId: 'a' }), await client.session({ clientId: 'b' })];
  const syncedAt = (id: string) => (catalog.computers.find(id)?.lastSyncAt ?? Number.NaN) - start;
  await client.sync(cookies[0]!);
  clock.advance(30 * SECOND);
  await client.sync(cookies[1]!);
  t.same([syncedAt('a'), syncedAt('b')], [0, 30 * SECOND]);
  clock.advance(30 * SECOND);
  for (const cookie of cookies) await client.sync(cookie);
  t.same([syncedAt('a'), syncedAt('b')], [60 * SECOND, 30 * SECOND]);
});

t.test('driver passes and SyncPrinterCatalog count as well, a refused scan does not', async (t) => {
  const { client, catalog, clock } = await startServices(t);
  const cookie = await client.session();
  const syncedAt = () => catalog.computers.find('client-1')?.lastSyncAt;
  const stranger = await client.session({ clientId: 'stranger', register: false });
  t.equal(await client.fault('SyncUpdates', { cookie: stranger, parameters }), 'RegistrationRequired');
  t.equal(catalog.computers.find('stranger')?.lastSyncAt, null);
  await client.sync(cookie, { SkipSoftwareSync: true });
  t.equal(syncedAt(), start);
  clock.advance(MINUTE);
  await client.call('SyncPrinterCatalog', { cookie });
  t.equal(syncedAt(), start + MINUTE);
});

t.test('other calls are a contact without being a scan', async (t) => {
  const { client, catalog, clock } = await startServices(t);
  await client.session();
  clock.advance(MINUTE);
  await client.session();
  t.match(catalog.computers.find('client-1'), {
    firstSeen: start,
    lastSeen: start + MINUTE,
    lastSyncAt: null,
  });
});

t.test('while another process writes a scan is answered, and noted when the store is free', async (t) => {
  const file = `${t.testdir()}/catalog.db`;
  const { client, catalog, clock } = await startServices(t, { file });
  importUpdates(catalog, { id: 1 });
  const [one, two] = [await client.session({ clientId: 'one' }), await client.session({ clientId: 'two' })];
  const syncedAt = (id: string) => catalog.computers.find(id)?.lastSyncAt;
  catalog.setPatience(0);
  const writer = new Sqlite(file);
  t.teardown(() => writer.close());
  writer.exec('BEGIN IMMEDIATE');
  clock.advance(SECOND);
  t.equal((await client.sync(one)).NewUpdates?.length, 1);
  t.equal(syncedAt('one'), null);
  writer.exec('COMMIT');
  clock.advance(10 * SECOND);
  await client.sync(two);
  t.equal(syncedAt('one'), start + SECOND, 'with the moment it was made');
  t.equal(syncedAt('two'), start + 11 * SECOND);
});

t.test('a computer an administrator removed is not brought back by a note', async (t) => {
  const { client, catalog, clock } = await startServices(t);
  const cookie = await client.session();
  await client.sync(cookie);
  catalog.write(() => catalog.computers.remove('client-1'));
  clock.advance(MINUTE);
  t.equal(await client.fault('SyncUpdates', { cookie, parameters }), 'RegistrationRequired');
  t.equal(catalog.computers.find('client-1'), undefined);
});

t.test('a note is no change of the catalogue', async (t) => {
  const { client, catalog } = await startServices(t);
  importUpdates(catalog, { id: 1 });
  const cookie = await client.session();
  const { change, structure, membership } = catalog.view();
  await client.sync(cookie);
  t.match(catalog.view(), { change, structure, membership });
});

t.test('when the clock goes back scans are still noted', async (t) => {
  const { client, catalog, clock } = await startServices(t);
  const cookie = await client.session();
  clock.advance(5 * MINUTE);
  await client.sync(cookie);
  clock.advance(-4 * MINUTE);
  await client.sync(cookie);
  t.match(catalog.computers.find('client-1'), {
    lastSyncAt: start + MINUTE,
    lastSeen: start + 5 * MINUTE,
  });
});
