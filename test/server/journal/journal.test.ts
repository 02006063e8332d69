import t from 'tap';
import { importUpdates } from '../../helpers/documents.ts';
import { eventOf, guidOf } from '../../helpers/reports.ts';
import { refusalOf } from '../../helpers/seeds.ts';
import { startServices } from '../../helpers/services.ts';

const NOT_DOWNLOADED = 0x80246007 | 0;

t.test('a call is told with its parameters and its result as the contract reads them', async (t) => {
  const { client, world, catalog } = await startServices(t);
  importUpdates(catalog, { id: 1 });
  await client.sync(await client.session({ clientId: 'pc' }), { OtherCachedUpdateIDs: [7, 8] });
  const [entry] = world.journal.calls({ operation: 'SyncUpdates' });
  t.match(entry, {
    kind: 'call',
    tenant: 'default',
    outcome: 'ok',
    service: 'Client',
    soapVersion: '1.1',
    computerId: 'pc',
    parameters: { parameters: { OtherCachedUpdateIDs: [7, 8], SkipSoftwareSync: false } },
    result: { SyncUpdatesResult: { NewUpdates: [{ ID: 1 }], OutOfScopeRevisionIDs: [7, 8] } },
    request: { method: 'POST', url: '/ClientWebService/Client.asmx', httpVersion: '1.1' },
    response: { status: 200 },
    connection: { remoteAddress: '127.0.0.1' },
  });
  t.ok(
    entry?.request?.headers.some(([name, value]) => name === 'content-type' && value.startsWith('text/xml')),
  );
  t.equal(entry?.request?.bytes, entry?.bodies.request.length);
  t.equal(entry?.response?.bytes, entry?.bodies.reply?.length);
});

t.test('entries are found by what they are, whose they are and what they hold', async (t) => {
  const { client, world } = await startServices(t);
  for (const clientId of ['pc-1', 'pc-2']) {
    const cookie = await client.session({ clientId });
    await client.sync(cookie, { SkipSoftwareSync: clientId === 'pc-2' });
  }
  const count = (query: Parameters<typeof world.journal.entries>[0]) => world.journal.entries(query).length;
  t.equal(count({ operation: 'SyncUpdates' }), 2);
  t.equal(count({ operation: ['SyncUpdates', 'GetConfig'] }), 4);
  t.equal(count({ client: 'PC-1', operation: 'SyncUpdates' }), 1, 'by id in any case');
  t.equal(count({ client: 'client-*.example', operation: 'SyncUpdates' }), 2, 'by the DNS name it gave');
  t.equal(count({ where: { 'parameters.parameters.SkipSoftwareSync': true } }), 1);
  t.equal(count({ where: { 'parameters.computerInfo.OSBuildNumber': { least: 26_000, most: 27_000 } } }), 2);
  t.equal(count({ where: { 'parameters.clientId': { in: ['pc-2', 'pc-3'] } } }), 1);
  t.equal(count({ where: { 'parameters.cookie': { exists: false } }, operation: 'GetConfig' }), 2);
  t.equal(count({ kind: 'content' }), 0);
  t.equal(count({ after: 3 }), world.journal.state().last - 3);
  t.equal(count({ outcome: 'fault' }), 0);
  t.equal(count({ path: '/clientwebservice/*', host: '127.0.0.1' }), count({ service: 'Client' }));
});

t.test('an event is found by its id, its code and its update', async (t) => {
  const { client, world, catalog } = await startServices(t);
  importUpdates(catalog, {
    id: 1,
    more: { identity: { updateId: guidOf(5).toLowerCase(), revisionNumber: 200 } },
  });
  const cookie = await client.session();
  const basic = { Win32HResult: NOT_DOWNLOADED };
  await client.call('ReportEventBatch', {
    cookie,
    clientTime: '2026-11-01T10:20:30Z',
    eventBatch: [eventOf(1, 147), eventOf(2, 182, { update: 5, basic })],
  });
  const found = (reported: object) => world.journal.entries({ reported }).length;
  t.equal(found({ eventId: 182, hresult: '0x80246007', update: guidOf(5) }), 1);
  t.equal(found({ eventId: 182, hresult: 'WU_E_DM_NOTDOWNLOADED' }), 1);
  t.equal(found({ eventId: 147, hresult: '0x80246007' }), 0, 'all of one event');
  t.equal(found({ eventId: 182, update: guidOf(5), revisionNumber: 201 }), 0);
  t.equal(world.journal.entries({ update: guidOf(5) }).length, 1, 'the call is about that update');
});

t.test('who waits is told as soon as it is there', async (t) => {
  const { client, world } = await startServices(t);
  const { journal } = world;
  const cookie = await client.session();
  const { last } = journal.state();
  t.match(
    await journal.waitFor({ operation: 'GetCookie' }),
    [{ operation: 'GetCookie' }],
    'what is there counts',
  );
  const two = journal.waitFor({ operation: 'SyncUpdates' }, { count: 2, after: last });
  await client.sync(cookie);
  await client.sync(cookie);
  t.same(
    (await two).map(({ sequence }) => sequence),
    [last + 1, last + 2],
  );
});

t.test('who waits in vain is told what came nearest', async (t) => {
  const { client, world } = await startServices(t);
  await client.fault('SyncUpdates', { cookie: await client.session({ register: false }) });
  const query = { operation: 'SyncUpdates', outcome: 'ok' as const };
  const message = await world.journal.waitFor(query, { timeout: 1 }).catch((error: Error) => error.message);
  t.equal(
    message,
    '0 of 1 came within 1 ms: operation SyncUpdates, outcome ok. Nearest is #4 SyncUpdates by client-1 ' +
      '(fault RegistrationRequired): expected outcome ok, found outcome fault.',
  );
});

t.test('a signal ends the waiting with its reason', async (t) => {
  const { world } = await startServices(t);
  const controller = new AbortController();
  const waiting = world.journal.waitFor({ operation: 'SyncUpdates' }, { signal: controller.signal });
  controller.abort(new Error('enough'));
  await t.rejects(waiting, { message: 'enough' });
  await t.rejects(world.journal.waitFor({}, { signal: controller.signal }), { message: 'enough' });
});

t.test('what is let go for newer entries is told of, and not passed over by who waits for it', async (t) => {
  const { client, world } = await startServices(t, { journal: { entries: 3 } });
  for (let call = 0; call < 5; call++) await client.call('GetConfig', { protocolVersion: '2.90' });
  t.match(world.journal.state(), { last: 5, evicted: 2, kept: 3 });
  t.same(
    world.journal.entries().map(({ sequence }) => sequence),
    [3, 4, 5],
  );
  await t.rejects(world.journal.waitFor({ operation: 'GetConfig' }, { after: 1 }), {
    code: 'JOURNAL_EVICTED',
  });
  t.equal((await world.journal.waitFor({ operation: 'GetConfig' }, { after: 2 })).length, 1);
});

t.test('after clearing it counts anew, and who waits hears of what comes then', async (t) => {
  const { client, world } = await startServices(t);
  await client.call('GetConfig', { protocolVersion: '2.90' });
  const waiting = world.journal.waitFor({ operation: 'GetConfig' }, { after: 1 });
  world.journal.clear();
  t.same(world.journal.entries(), []);
  await client.call('GetConfig', { protocolVersion: '2.90' });
  t.match(await waiting, [{ sequence: 1 }]);
});

t.test('a double that keeps no journal says so to who waits', async (t) => {
  const { client, world } = await startServices(t, { journal: { entries: 0 } });
  await client.call('GetConfig', { protocolVersion: '2.90' });
  t.same(world.journal.entries(), []);
  await t.rejects(world.journal.waitFor({}), { code: 'JOURNAL_OFF' });
});

t.test('what is no query is refused with the place and the repair', async (t) => {
  const { world } = await startServices(t);
  const ask = (query: object) => refusalOf(() => world.journal.entries(query));
  t.match(ask({ opration: 'SyncUpdates' }), 'opration: nothing is called "opration" here');
  t.match(ask({ where: { a: { leest: 1 } } }), 'where.a.leest: nothing is called "leest" here');
  t.match(ask({ kind: 'calls' }), 'kind: "calls" is not allowed here');
  t.match(ask({ reported: { hresult: '0x8024600Z' } }), 'reported.hresult: "0x8024600Z" is no HRESULT');
  t.match(ask({ status: 99 }), 'status: 99 is not allowed here');
  t.match(ask({ update: 'KB123' }), 'no update is called "KB123"');
});
