import t from 'tap';
import { verify } from '../../../server/verification/verify.ts';
import { importUpdates } from '../../helpers/documents.ts';
import { eventOf, guidOf } from '../../helpers/reports.ts';
import { refusalOf } from '../../helpers/seeds.ts';
import { startServices } from '../../helpers/services.ts';

t.test('counts: so many, a range, none', async (t) => {
  const { client, world } = await startServices(t);
  const cookie = await client.session();
  await client.sync(cookie);
  await client.sync(cookie);
  const query = { operation: 'SyncUpdates' };
  t.equal(verify(world.journal, { query }).length, 2);
  t.equal(verify(world.journal, { query, count: 2 }).length, 2);
  t.equal(verify(world.journal, { query, count: { least: 1, most: 3 } }).length, 2);
  t.same(verify(world.journal, { query: { operation: 'GetFileLocations' }, count: 0 }), []);
  t.match(
    refusalOf(() => verify(world.journal, { query, count: 0 })),
    'Expected none of: operation SyncUpdates. 2 came. They are #5 SyncUpdates by client-1 (200), #6 SyncUpdates by client-1 (200).',
  );
  t.match(
    refusalOf(() => verify(world.journal, { query, count: 3 })),
    'Expected 3 of: operation SyncUpdates. 2 came. Nearest is',
  );
});

t.test('an order is kept when each step comes behind the one before', async (t) => {
  const { client, world } = await startServices(t);
  await client.sync(await client.session());
  const steps = ['GetConfig', 'GetCookie', 'SyncUpdates'].map((operation) => ({ operation }));
  t.same(
    verify(world.journal, { sequence: steps }).map(({ sequence }) => sequence),
    [1, 3, 5],
  );
  t.match(
    refusalOf(() => verify(world.journal, { sequence: [...steps].reverse() })),
    'Expected in this order: 1. operation SyncUpdates; 2. operation GetCookie; 3. operation GetConfig. ' +
      'Step 2 after #5 did not come: Nothing has arrived.',
  );
});

t.test('an event that was reported otherwise is the nearest miss', async (t) => {
  const { client, world, catalog } = await startServices(t);
  importUpdates(catalog, {
    id: 1,
    more: { identity: { updateId: guidOf(5).toLowerCase(), revisionNumber: 200 } },
  });
  await client.call('ReportEventBatch', {
    cookie: await client.session(),
    clientTime: '2026-11-01T10:20:30Z',
    eventBatch: [eventOf(1, 147), eventOf(2, 182, { update: 5, basic: { Win32HResult: 0x80070643 | 0 } })],
  });
  const reported = { eventId: 182, hresult: '0x80246007', update: guidOf(5) };
  t.match(
    refusalOf(() => verify(world.journal, { query: { reported } })),
    `Expected at least 1 of: reported event 182 with 0x80246007 (WU_E_DM_NOTDOWNLOADED) for ${guidOf(5)}. None came. ` +
      `Nearest is #5 ReportEventBatch by client-1 (200): expected reported event 182 with 0x80246007 (WU_E_DM_NOTDOWNLOADED) ` +
      `for ${guidOf(5)}, found it reports 182 with 0x80070643 (ERROR_INSTALL_FAILURE) for ${guidOf(5).toLowerCase()}.`,
  );
  t.ok(verify(world.journal, { query: { reported: { ...reported, hresult: '0x80070643' } } }));
});

t.test('absence cannot be said of what was let go', async (t) => {
  const { client, world } = await startServices(t, { journal: { entries: 2 } });
  for (let call = 0; call < 3; call++) await client.call('GetConfig', { protocolVersion: '2.90' });
  const query = { operation: 'SyncUpdates' };
  t.throws(() => verify(world.journal, { query, count: 0 }), { code: 'JOURNAL_EVICTED' });
  t.throws(() => verify(world.journal, { query: { operation: 'GetConfig' }, count: 3 }), {
    code: 'JOURNAL_EVICTED',
  });
  t.same(verify(world.journal, { query: { ...query, after: 1 }, count: 0 }), []);
  t.equal(verify(world.journal, { query: { operation: 'GetConfig' } }).length, 2, 'enough is enough');
});
