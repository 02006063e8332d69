import fc from 'fast-check';
import t from 'tap';
import { openCatalog } from '../../../catalog/catalog.ts';
import { createVirtualClock } from '../../../platform/clock.ts';
import { createSeededRandomness } from '../../../platform/randomness.ts';
import { testCatalog } from '../../helpers/catalogs.ts';
import { idOf, importUpdates } from '../../helpers/documents.ts';

const NOW = Date.parse('2026-11-01T10:20:30Z');
const SEED = 20261101;

t.test('a new catalogue is just before the moment it was made, which its first change can have', (t) => {
  t.same(testCatalog(t).changes.pointInTime(), { number: 1, moment: NOW - 1 });
  t.end();
});

t.test('all of a transaction has one moment, and each transaction a later one', (t) => {
  const { changes, write } = testCatalog(t);
  const moments = [1, 2, 3].map(() => write(() => [changes.moment(), changes.moment()]));
  t.same(moments, [
    [NOW, NOW],
    [NOW + 1, NOW + 1],
    [NOW + 2, NOW + 2],
  ]);
  t.equal(changes.pointInTime().moment, NOW + 2);
  t.end();
});

t.test('a clock that goes on is followed, one that goes back is not', (t) => {
  const clock = createVirtualClock('2026-11-01T10:20:30Z');
  const catalog = openCatalog({ file: ':memory:', clock, randomness: createSeededRandomness('m') });
  t.teardown(() => catalog.close());
  const moment = () => catalog.write(() => catalog.changes.moment());
  clock.advance(5_000);
  t.equal(moment(), NOW + 5_000);
  clock.set(NOW - 86_400_000);
  t.equal(moment(), NOW + 5_001);
  clock.set(NOW + 10_000);
  t.equal(moment(), NOW + 10_000);
  t.end();
});

t.test('what changes neither revisions nor approvals nor languages has no moment', (t) => {
  const catalog = testCatalog(t);
  importUpdates(catalog, { id: 1 });
  const before = catalog.changes.pointInTime();
  catalog.groups.create('Pilot');
  catalog.configuration.set({ pageSize: 7, maxUpdatesPerRequest: 9 });
  catalog.write(() => catalog.downstream.introduce(idOf(1), 'dss.example', 1));
  importUpdates(catalog, { id: 1 });
  t.same(catalog.changes.pointInTime(), before);
  catalog.configuration.set({ languages: 'de' });
  t.equal(catalog.changes.pointInTime().moment, before.moment + 1);
  t.end();
});

t.test('a transaction that fails gives its moment back', (t) => {
  const { changes, write } = testCatalog(t);
  t.throws(() =>
    write(() => {
      changes.moment();
      throw new Error('in the middle');
    }),
  );
  t.equal(changes.pointInTime().moment, NOW - 1);
  t.equal(
    write(() => changes.moment()),
    NOW,
  );
  t.end();
});

t.test(
  'whichever of two connections writes, and however their clocks run, what is seen later is later',
  (t) => {
    const steps = fc.array(
      fc.record({
        who: fc.constantFrom(0, 1),
        hop: fc.integer({ min: -5_000, max: 5_000 }),
        isRead: fc.boolean(),
      }),
      { minLength: 5, maxLength: 30 },
    );
    let run = 0;
    const folder = t.testdir();
    fc.assert(
      fc.property(steps, (list) => {
        const file = `${folder}/${run++}.db`;
        const clocks = [createVirtualClock(NOW), createVirtualClock(NOW + 1_000)];
        const catalogs = clocks.map((clock, at) =>
          openCatalog({ file, clock, randomness: createSeededRandomness(`${run} ${at}`) }),
        );
        const told: number[] = [];
        try {
          for (const { who, hop, isRead } of list) {
            const [clock, catalog] = [clocks[who], catalogs[who]];
            if (clock === undefined || catalog === undefined) throw new Error('there are two');
            clock.set(Math.max(0, clock.now() + hop));
            const last = catalogs[1 - who]?.changes.pointInTime().moment ?? 0;
            if (isRead) told.push(catalog.changes.pointInTime().moment);
            else if (catalog.write(() => catalog.changes.moment()) <= last) throw new Error('not later');
          }
          if (told.some((moment, at) => moment < (told[at - 1] ?? 0))) throw new Error('it went back');
        } finally {
          for (const catalog of catalogs) catalog.close();
        }
      }),
      { seed: SEED, numRuns: 25 },
    );
    t.pass();
    t.end();
  },
);
