import t from 'tap';
import { eventOf } from '../../helpers/reports.ts';
import { startServices } from '../../helpers/services.ts';

/** 17 bytes the .NET binary formatter begins with, and zeros: a marker, and nothing that could be read. */
const MARKER = Buffer.concat([Buffer.from('0001000000ffffffff0100000000000000', 'hex'), Buffer.alloc(47)]);
const parameters = { ExpressQuery: false, SkipSoftwareSync: false };
const at = '2026-11-01T10:00:00Z';

t.test('an honest session has no flags', async (t) => {
  const { client, world } = await startServices(t);
  const cookie = await client.session();
  await client.sync(cookie);
  await client.call('ReportEventBatch', { cookie, clientTime: at, eventBatch: [eventOf(1, 156)] });
  t.same(
    world.journal.calls().map(({ flags }) => flags),
    [[], [], [], [], [], []],
  );
});

t.test('a cookie of somebody else is refused, and the journal says so', async (t) => {
  const { client, world } = await startServices(t);
  const other = await startServices(t, { keyName: 'another key' });
  const cookie = await other.client.session();
  const { GetAuthorizationCookieResult: authorization } = await other.client.call('GetAuthorizationCookie', {
    clientId: 'client-1',
    dnsName: 'client-1.example',
  });
  const own = await client.session();
  const lastChange = at;
  t.match(await client.fault('SyncUpdates', { cookie, parameters }), /^InvalidCookie/);
  t.match(
    await client.fault('GetCookie', {
      authCookies: authorization === undefined ? [] : [authorization],
      lastChange,
      currentTime: at,
      protocolVersion: '2.90',
    }),
    /^InvalidAuthorizationCookie/,
  );
  const flipped = Buffer.from(own.EncryptedData ?? '');
  flipped[40] = (flipped[40] ?? 0) ^ 1;
  t.match(
    await client.fault('SyncUpdates', { cookie: { ...own, EncryptedData: flipped }, parameters }),
    /^InvalidCookie/,
  );
  t.equal(world.journal.entries({ flag: 'foreign-cookie' }).length, 3);
  t.equal(world.journal.entries({ flag: 'oversized-cookie' }).length, 0);
  t.equal(await client.fault('SyncUpdates', { cookie: own, parameters }), 'no fault', 'it serves on');
});

t.test('a cookie that is far too long is refused and noted', async (t) => {
  const { client, world } = await startServices(t);
  const own = await client.session();
  const huge = { ...own, EncryptedData: Buffer.alloc(64 * 1024, 7) };
  t.match(await client.fault('SyncUpdates', { cookie: huge, parameters }), /^InvalidCookie/);
  t.match(world.journal.calls({ operation: 'SyncUpdates' }), [
    { flags: ['foreign-cookie', 'oversized-cookie'], fault: { code: 'InvalidCookie' } },
  ]);
});

t.test('the mark of serialized objects is noted wherever it stands, and nothing comes of it', async (t) => {
  const { client, world } = await startServices(t);
  const cookie = await client.session();
  let reported = 0;
  const report = (misc: string[]) =>
    client.fault('ReportEventBatch', {
      cookie,
      clientTime: at,
      eventBatch: [eventOf(++reported, 156, { misc })],
    });
  const marked = { ...cookie, EncryptedData: MARKER };
  const shifted = { ...cookie, EncryptedData: Buffer.concat([Buffer.of(1), MARKER]) };
  const answers = [
    await client.fault('SyncUpdates', { cookie: marked, parameters }),
    await client.fault('SyncUpdates', { cookie: shifted, parameters }),
    await report([`Z=${MARKER.toString('base64')}`]),
    await report([
      'Z=<SOAP-ENV:Envelope xmlns:clr="http://schemas.microsoft.com/soap/encoding/clr/1.0"></SOAP-ENV:Envelope>',
    ]),
  ];
  t.match(answers, [/^InvalidCookie/, /^InvalidCookie/, 'no fault', 'no fault'], 'text is text');
  const found = world.journal.calls({ flag: 'serialized-object-marker' });
  t.equal(found.length, answers.length);
  t.same(found[2]?.flags, ['serialized-object-marker']);
  t.equal(await client.fault('SyncUpdates', { cookie, parameters }), 'no fault', 'it serves on');
});

t.test('every bad cookie gets the same answer, and no more is told of it', async (t) => {
  const { client } = await startServices(t);
  const own = await client.session();
  const good = own.EncryptedData ?? Buffer.alloc(0);
  const bad = [MARKER, good.subarray(0, 20), good.subarray(0, -1), Buffer.alloc(1), Buffer.alloc(4_000, 2)];
  for (const EncryptedData of bad)
    t.equal(
      await client.fault('SyncUpdates', { cookie: { ...own, EncryptedData }, parameters }),
      'InvalidCookie: cookie',
    );
});

t.test('a flag nobody knows is no query', async (t) => {
  const { world } = await startServices(t);
  t.throws(() => world.journal.entries({ flag: 'foreign' as never }), { code: 'JOURNAL_QUERY_INVALID' });
});
