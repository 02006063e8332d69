import t, { type Test } from 'tap';
import { EVENT_TIME, eventOf, guidOf, type ReportedEvent } from '../../helpers/reports.ts';
import { startServices } from '../../helpers/services.ts';

async function start(test: Test) {
  const services = await startServices(test);
  const { client, catalog } = services;
  const cookie = await client.session();
  return {
    ...services,
    report: (...eventBatch: ReportedEvent[]) =>
      client.call('ReportEventBatch', { cookie, clientTime: EVENT_TIME, eventBatch }),
    /** What is known of each update, by its number. */
    status: () =>
      catalog.events.status('client-1').map(({ updateId, state }) => `${updateId.slice(-1)} ${state}`),
    lastStatusAt: () => catalog.computers.find('client-1')?.lastStatusAt ?? null,
  };
}

const list = (tag: string, ...numbers: number[]) => `${tag}=${numbers.map(guidOf).join(';')}`;

t.test('only a snapshot says Installed or NotInstalled: no report of success does', async (t) => {
  const { report, status, lastStatusAt } = await start(t);
  const successes = [147, 161, 162, 167, 168, 181, 183, 184, 201, 202, 204, 221];
  await report(
    ...successes.map((id, index) => eventOf(100 + index, id, { update: 1, misc: [list('V', 1)] })),
  );
  t.same(status(), []);
  t.equal(lastStatusAt(), null);
  await report(eventOf(1, 156, { misc: [list('U', 1), list('V', 2)] }));
  const known = ['1 NotInstalled', '2 Installed'];
  t.same(status(), known);
  await report(
    ...successes.map((id, index) => eventOf(200 + index, id, { update: 1, misc: [list('V', 1)] })),
  );
  t.same(status(), known);
});

t.test('a snapshot lists what is downloaded, waits for a restart, or failed, too', async (t) => {
  const { report, status } = await start(t);
  await report(
    eventOf(1, 156, { misc: [list('U', 1), list('h', 2), list('W', 3), list('g', 4), list('V', 5)] }),
  );
  t.same(status(), ['1 NotInstalled', '2 Downloaded', '3 InstalledPendingReboot', '4 Failed', '5 Installed']);
});

t.test('an update that is downloaded is one that is not installed, and the closer list holds', async (t) => {
  const { report, status } = await start(t);
  await report(eventOf(1, 156, { misc: [list('h', 1), list('g', 2), list('U', 1, 2, 3)] }));
  t.same(status(), ['1 Downloaded', '2 Failed', '3 NotInstalled']);
});

t.test('tags are told apart by their case, and what is no list of a snapshot says nothing', async (t) => {
  const { report, status } = await start(t);
  const misc = ['H', 'w', 'G', 'v', 'u', 'D', ' U'].map((tag, index) => list(tag, index + 1));
  await report(eventOf(1, 156, { misc: [...misc, list('U', 9)] }));
  t.same(status(), ['9 NotInstalled']);
});

t.test('what a later snapshot leaves out is no longer known', async (t) => {
  const { report, status } = await start(t);
  await report(eventOf(1, 156, { misc: [list('U', 1, 2), list('V', 3)] }));
  await report(eventOf(2, 156, { misc: [list('V', 1)] }));
  t.same(status(), ['1 Installed']);
  await report(eventOf(3, 156));
  t.same(status(), []);
});

t.test('a failed installation is known from 182 until the next snapshot says otherwise', async (t) => {
  const { report, status } = await start(t);
  await report(eventOf(1, 156, { misc: [list('U', 1, 2)] }), eventOf(2, 182, { update: 1 }));
  t.same(status(), ['1 Failed', '2 NotInstalled']);
  await report(eventOf(3, 183, { update: 1 }));
  t.same(status(), ['1 Failed', '2 NotInstalled']);
  await report(eventOf(4, 156, { misc: [list('V', 1, 2)] }));
  t.same(status(), ['1 Installed', '2 Installed']);
});

t.test('events of one batch count in their order', async (t) => {
  const { report, status } = await start(t);
  await report(eventOf(1, 182, { update: 1 }), eventOf(2, 156, { misc: [list('V', 1)] }));
  t.same(status(), ['1 Installed']);
  await report(eventOf(3, 156, { misc: [list('V', 1)] }), eventOf(4, 182, { update: 1 }));
  t.same(status(), ['1 Failed']);
});

t.test(
  'an event that comes again, in any case of its id, is counted once and changes no status',
  async (t) => {
    const { report, status, catalog } = await start(t);
    await report(eventOf(1, 156, { misc: [list('U', 1)] }));
    const again = { EventInstanceID: guidOf(1).toLowerCase() };
    await report(eventOf(1, 156, { misc: [list('V', 1)] }), eventOf(2, 182, { update: 1, basic: again }));
    t.same(status(), ['1 NotInstalled']);
    t.equal(catalog.events.count(), 1);
    await report(eventOf(3, 147), eventOf(3, 156, { misc: [list('V', 1)] }));
    t.same(status(), ['1 NotInstalled'], 'also within one batch');
    t.equal(catalog.events.count(), 2);
  },
);

t.test('ids are the same in any case', async (t) => {
  const { report, status, catalog } = await start(t);
  await report(eventOf(1, 156, { misc: [`U=${guidOf(1)};${guidOf(2).toLowerCase()}`] }));
  await report(
    eventOf(2, 182, {
      basic: { UpdateID: { UpdateID: guidOf(2).toLowerCase(), RevisionNumber: 1 } },
    }),
    eventOf(3, 182, { update: 1 }),
  );
  t.same(status(), ['1 Failed', '2 Failed']);
  t.equal(catalog.status.ofUpdates([guidOf(1)])[0]?.counts.Failed, 1);
});

t.test('the moment of the last status is that of the last snapshot', async (t) => {
  const { report, clock, lastStatusAt } = await start(t);
  await report(eventOf(1, 156));
  const first = clock.now();
  t.equal(lastStatusAt(), first);
  clock.advance(5000);
  await report(eventOf(2, 182, { update: 1 }), eventOf(1, 156));
  t.equal(lastStatusAt(), first, 'neither a failure nor one that comes again is one');
  await report(eventOf(3, 156));
  t.equal(lastStatusAt(), first + 5000);
});
