import t from 'tap';
import type { Catalog } from '../../catalog/catalog.ts';
import { createVirtualClock } from '../../platform/clock.ts';
import { createLogger } from '../../platform/logger.ts';
import { createSeededRandomness } from '../../platform/randomness.ts';
import { reportEventBatch2 } from '../../server/reporting/report-event-batch-2.ts';
import { getAuthorizationCookie } from '../../server/simple-auth/get-authorization-cookie.ts';
import { createWorld } from '../../server/world.ts';
import { testCatalog } from '../helpers/catalogs.ts';
import { EVENT_TIME, eventOf, guidOf } from '../helpers/reports.ts';

const START = Date.parse('2026-11-01T10:20:30Z');

/** Adds events by their numbers in one write, then enforces the limit. */
function addEvents(catalog: Catalog, ...numbers: number[]) {
  return catalog.write(() => {
    for (const number of numbers)
      catalog.events.add({
        eventInstanceId: guidOf(number).toLowerCase(),
        computerId: 'pc',
        eventId: 147,
        namespaceId: 1,
        updateId: null,
        revisionNumber: null,
        win32HResult: 0,
        timeAtTarget: EVENT_TIME,
        receivedAt: START + number,
        raw: '{}',
      });
    return catalog.retention.enforce('events');
  });
}

const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, at) => from + at);
const eventsOf = (catalog: Catalog) => catalog.events.list().map(({ receivedAt }) => receivedAt - START);

t.test('up to the limit nothing is dropped and nothing told', (t) => {
  const catalog = testCatalog(t);
  catalog.configuration.set({ keptEvents: 40 });
  t.equal(addEvents(catalog, ...range(1, 40)), undefined);
  t.equal(catalog.events.count(), 40);
  t.same(catalog.retention.dropped(), []);
  t.end();
});

t.test('over the limit the oldest events go, a twentieth more than must, and are counted', (t) => {
  const catalog = testCatalog(t);
  catalog.configuration.set({ keptEvents: 40 });
  addEvents(catalog, ...range(1, 40));
  t.match(addEvents(catalog, 41), { kind: 'events', count: 3, lastAt: START });
  t.same(eventsOf(catalog), range(4, 41));
  t.equal(addEvents(catalog, 42, 43), undefined, 'so that the next ones need not drop any');
  t.match(addEvents(catalog, ...range(44, 50)), { count: 9 });
  t.same(eventsOf(catalog), range(13, 50));
  t.same(catalog.retention.dropped(), [{ kind: 'events', count: 12, lastAt: START }]);
  t.end();
});

t.test('events that are large on the whole go before there are too many of them', (t) => {
  const catalog = testCatalog(t);
  addEvents(catalog, 1);
  const each = catalog.events.bytes();
  t.ok(each > 0);
  catalog.configuration.set({ keptEventBytes: each * 10 });
  t.equal(addEvents(catalog, ...range(2, 9)), undefined);
  t.ok(addEvents(catalog, ...range(10, 30)));
  t.ok(catalog.events.bytes() <= each * 11, `${catalog.events.bytes()} bytes of ${each} each`);
  t.same(eventsOf(catalog), range(31 - catalog.events.count(), 30), 'the newest stay');
  catalog.configuration.set({ keptEventBytes: 1 });
  addEvents(catalog, 31);
  t.same(eventsOf(catalog), [31], 'one stays, whatever its size');
  t.end();
});

t.test('a limit that is lowered drops what is over it with the next report', (t) => {
  const catalog = testCatalog(t);
  addEvents(catalog, ...range(1, 20));
  catalog.configuration.set({ keptEvents: 1 });
  t.equal(catalog.events.count(), 20);
  t.match(addEvents(catalog, 21), { count: 20 });
  t.same(eventsOf(catalog), [21]);
  t.end();
});

t.test('events are told apart by instance ids that are here: a dropped one can come again', (t) => {
  const catalog = testCatalog(t);
  catalog.configuration.set({ keptEvents: 2 });
  addEvents(catalog, 1, 2);
  addEvents(catalog, 2, 3);
  t.same(eventsOf(catalog), [2, 3]);
  addEvents(catalog, 1);
  t.same(eventsOf(catalog), [3, 1]);
  t.end();
});

t.test('what a failed write dropped is here again and not counted', (t) => {
  const catalog = testCatalog(t);
  catalog.configuration.set({ keptEvents: 2 });
  addEvents(catalog, 1, 2);
  t.throws(() =>
    catalog.write(() => {
      addEvents(catalog, 3, 4);
      throw new Error('the write fails');
    }),
  );
  t.same(eventsOf(catalog), [1, 2]);
  t.same(catalog.retention.dropped(), []);
  t.end();
});

t.test('the computers not seen for longest go, with their groups, inventory and status', (t) => {
  const catalog = testCatalog(t);
  const { computers } = catalog;
  catalog.groups.create('Pilot');
  catalog.configuration.set({ keptComputers: 3 });
  const introduce = (id: string, now: number) =>
    catalog.write(() => {
      computers.introduce(id, `${id}.example`, '', now);
      return catalog.retention.enforce('computers');
    });
  ['a', 'b', 'c'].forEach((id, index) => {
    t.equal(introduce(id, START + index), undefined);
    catalog.write(() => {
      catalog.events.setStatus(id, { updateId: guidOf(1).toLowerCase(), state: 'Installed' }, START);
      computers.assign(id, [catalog.groups.require('Pilot').groupId]);
      computers.keepInventory(id, { receivedAt: START, isCompressed: false, content: Buffer.from('x') });
    });
  });
  catalog.write(() => computers.noteStatus('a', START + 10));
  t.match(introduce('d', START + 20), { kind: 'computers', count: 1, lastAt: START });
  t.same(
    computers.all().map(({ computerId }) => computerId),
    ['a', 'c', 'd'],
    'a was seen after b',
  );
  t.same(catalog.events.status('b'), []);
  t.same(computers.assignedGroups('b'), []);
  t.equal(computers.inventory('b'), undefined);
  t.equal(catalog.events.status('c').length, 1);
  t.same(catalog.retention.dropped(), [{ kind: 'computers', count: 1, lastAt: START }]);
  t.end();
});

t.test('a warning says how many events and computers were dropped, and why', (t) => {
  const catalog = testCatalog(t);
  catalog.configuration.set({ keptEvents: 3, keptComputers: 2 });
  const lines: string[] = [];
  const clock = createVirtualClock(START);
  const world = createWorld({
    catalog,
    clock,
    randomness: createSeededRandomness('world'),
    logger: createLogger({ write: (line) => lines.push(line) }),
    cookieKey: createSeededRandomness('key').bytes(32),
  });
  const caller = { contentBase: 'http://localhost', hostName: 'localhost', isHttps: false };
  const introduce = (clientId: string) => {
    clock.advance(1000);
    getAuthorizationCookie(world, caller, { clientId, dnsName: `${clientId}.example` });
  };
  const report = (...numbers: number[]) =>
    reportEventBatch2(
      world,
      caller,
      {
        computerId: 'two',
        clientTime: EVENT_TIME,
        eventBatch: numbers.map((number) => eventOf(number, 147)) as never,
      },
      [],
    );
  introduce('one');
  introduce('two');
  report(1, 2, 3);
  t.same(lines, []);
  introduce('three');
  report(4, 5);
  t.equal(lines.length, 2);
  t.match(lines[0], /^warning: dropped computers not seen for longest \(1\): .*keptComputers/);
  t.match(lines[1], /^warning: dropped 2 of the oldest events: .*keptEvents/);
  t.same(
    catalog.retention.dropped().map(({ kind, count }) => [kind, count]),
    [
      ['computers', 1],
      ['events', 2],
    ],
  );
  t.end();
});
