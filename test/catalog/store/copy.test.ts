import path from 'node:path';
import fc from 'fast-check';
import t from 'tap';
import { type Catalog, openCatalog } from '../../../catalog/catalog.ts';
import { createVirtualClock } from '../../../platform/clock.ts';
import { createSeededRandomness } from '../../../platform/randomness.ts';
import { testCatalog } from '../../helpers/catalogs.ts';
import { documentOf, idOf, importUpdates } from '../../helpers/documents.ts';
import { dumpTables } from '../../helpers/tables.ts';
import { toldBy } from '../../helpers/view-content.ts';

const COMPUTERS = ['computer-1', 'computer-2'];
/** Counters nobody outside sees and the identity differ between a store and its copy; a count of nothing may be written or not. */
const OWN = /^\["(membership|generation|configuration_changes|server_id|\w+",0\]$)/;

const contentOf = (catalog: Catalog): string =>
  dumpTables(catalog.database)
    .split('\n')
    .filter((line) => !OWN.test(line))
    .join('\n');

const open = (file: string, isCopy: boolean): Catalog =>
  openCatalog({
    file,
    isCopy,
    clock: createVirtualClock('2026-11-01T10:20:30Z'),
    randomness: createSeededRandomness('copy'),
    lookMilliseconds: 0,
  });

const seeded = (t: Parameters<typeof testCatalog>[0], file?: string): Catalog => {
  const catalog = testCatalog(t, file);
  importUpdates(
    catalog,
    { id: 1, type: 'Category' },
    { id: 2, in: [1], title: 'First' },
    { id: 3, in: [1], needs: [[2]] },
  );
  catalog.write(() => catalog.computers.introduce('computer-1', 'one.test', '', 5));
  return catalog;
};

for (const where of ['memory', 'a file'] as const) {
  t.test(`a copy of a catalogue in ${where} holds all of it and goes its own way`, async (t) => {
    const folder = t.testdir();
    const catalog = seeded(t, where === 'memory' ? ':memory:' : path.join(folder, 'own.db'));
    const before = contentOf(catalog);
    const file = path.join(folder, 'copy.db');
    catalog.copyTo(file);
    const copy = open(file, true);
    t.teardown(() => copy.close());
    t.equal(contentOf(copy), before);
    t.not(copy.serverId, catalog.serverId);
    copy.approvals.decline(idOf(2));
    importUpdates(copy, { id: 4, in: [1] });
    t.equal(contentOf(catalog), before, 'the original has nothing of it');
  });
}

t.test('what is put back is there for everybody who asks, worked out state included', async (t) => {
  const folder = t.testdir();
  const catalog = seeded(t, path.join(folder, 'own.db'));
  const file = path.join(folder, 'copy.db');
  catalog.copyTo(file);
  const before = contentOf(catalog);
  const told = toldBy(catalog, [0, 1, 2], COMPUTERS);
  const other = open(path.join(folder, 'own.db'), false);
  t.teardown(() => other.close());
  other.view();

  importUpdates(catalog, { id: 2, revision: 2, in: [1], title: 'Second' });
  catalog.approvals.approve({ updateId: idOf(2), action: 'Install', group: 'All Computers' });
  catalog.write(() => catalog.computers.introduce('computer-2', 'two.test', '', 6));
  const later = catalog.view();
  catalog.restoreFrom(file);

  t.equal(contentOf(catalog), before);
  const plain = (value: unknown) =>
    JSON.parse(JSON.stringify(value, (key, one) => (key === 'counters' ? 0 : one)));
  t.same(plain(toldBy(catalog, [0, 1, 2], COMPUTERS)), plain(told));
  t.same(plain(toldBy(other, [0, 1, 2], COMPUTERS)), plain(told), 'another process that serves it too');
  t.equal(catalog.view().mark, catalog.changes.mark(catalog.view().change));
  t.ok(catalog.view().membership > later.membership, 'nothing remembered is taken for what is true now');
});

t.test(
  'after any changes a catalogue put back is the one it was, and takes the same changes again',
  async (t) => {
    const folder = t.testdir();
    const catalog = seeded(t);
    const file = path.join(folder, 'copy.db');
    catalog.copyTo(file);
    const before = contentOf(catalog);
    const change = fc.constantFrom<(round: number) => void>(
      (round) => importUpdates(catalog, { id: 10 + round, in: [1], title: `New ${round}` }),
      () => catalog.approvals.approve({ updateId: idOf(2), action: 'Install', group: 'All Computers' }),
      () => catalog.approvals.decline(idOf(3)),
      (round) => catalog.write(() => catalog.computers.introduce(`computer-${round}`, 'x.test', 'a', round)),
      (round) => catalog.groups.create(`group-${round}`),
      () => catalog.configuration.set({ pageSize: 7 }),
      () =>
        catalog.write(() => {
          catalog.events.replaceStatus('computer-1', [{ updateId: idOf(2), state: 'Failed' }], 1);
          catalog.events.replaceStatus('computer-1', [], 2);
        }),
    );
    fc.assert(
      fc.property(fc.array(change, { maxLength: 8 }), (changes) => {
        changes.forEach((one, round) => {
          // The same thing twice may be refused; what was done before stays.
          try {
            one(round);
          } catch {}
        });
        catalog.view();
        catalog.restoreFrom(file);
        return contentOf(catalog) === before;
      }),
      { numRuns: 40 },
    );
    t.equal(importUpdates(catalog, { id: 2, revision: 2, in: [1] }).added, 1);
    t.match(
      catalog.revisions.document(catalog.revisions.find(idOf(2), 2) ?? 0),
      documentOf({ id: 2, revision: 2, in: [1] }).slice(0, 60),
    );
  },
);
