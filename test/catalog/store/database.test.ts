import { existsSync, mkdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import Sqlite from 'better-sqlite3';
import t, { type Test } from 'tap';
import { openCatalog } from '../../../catalog/catalog.ts';
import { migrations } from '../../../catalog/store/schema.ts';
import { createVirtualClock } from '../../../platform/clock.ts';
import { createSeededRandomness } from '../../../platform/randomness.ts';
import { testCatalog } from '../../helpers/catalogs.ts';
import { importUpdates } from '../../helpers/documents.ts';
import { refusalOf } from '../../helpers/seeds.ts';
import { dumpTables } from '../../helpers/tables.ts';
import { hasTool, run } from '../../helpers/tools.ts';

const open = (file: string, name = 'other') =>
  openCatalog({ file, clock: createVirtualClock('2027-01-01'), randomness: createSeededRandomness(name) });

/** A file of the test's own folder with a catalogue of two updates in it, closed. */
function stored(t: Test): string {
  const file = `${t.testdir()}/catalog.db`;
  const catalog = testCatalog(t, file);
  importUpdates(catalog, { id: 1 }, { id: 2, needs: [[1]] });
  catalog.close();
  return file;
}

t.test('a fresh file becomes a catalogue of the newest schema with an identity of its own', (t) => {
  const folder = t.testdir();
  const one = testCatalog(t, `${folder}/one.db`, 'one');
  const two = testCatalog(t, `${folder}/two.db`, 'two');
  t.equal(one.database.pragma('user_version', { simple: true }), migrations.length);
  t.not(one.serverId, two.serverId);
  t.equal(one.view().snapshot.size, 0);
  t.same(
    one.groups.all().map(({ name }) => name),
    ['All Computers', 'Unassigned Computers'],
  );
  t.end();
});

t.test('an empty file is a fresh one', (t) => {
  const file = `${t.testdir({ 'catalog.db': '' })}/catalog.db`;
  t.ok(testCatalog(t, file).serverId);
  t.end();
});

t.test('a catalogue opened again is the same, to the last row', (t) => {
  const file = stored(t);
  const before = testCatalog(t, file);
  const [dump, serverId] = [dumpTables(before.database), before.serverId];
  before.close();
  const after = open(file);
  t.teardown(() => after.close());
  t.equal(after.serverId, serverId);
  t.equal(dumpTables(after.database), dump);
  t.equal(after.view().snapshot.size, 2);
  t.end();
});

t.test('a catalogue of a newer version is CATALOG_TOO_NEW and stays as it is', (t) => {
  const file = stored(t);
  const database = new Sqlite(file);
  database.pragma(`user_version = ${migrations.length + 1}`);
  database.close();
  const before = readFileSync(file);
  t.match(
    refusalOf(() => open(file)),
    /^CATALOG_TOO_NEW: .*catalog\.db was written by a newer version \(schema 4, this one knows 3\)/,
  );
  t.same(readFileSync(file), before);
  t.end();
});

t.test(
  'an SQLite file of another program is CATALOG_UNREADABLE and stays as it is, whatever its version number',
  (t) => {
    for (const version of [0, 1, migrations.length, 99]) {
      const file = `${t.testdir()}/foreign.db`;
      const database = new Sqlite(file);
      database.exec(`CREATE TABLE setting (name TEXT); PRAGMA user_version = ${version}`);
      database.close();
      const before = readFileSync(file);
      t.match(
        refusalOf(() => open(file)),
        /^CATALOG_UNREADABLE: .*it is an SQLite file of another program \| Delete/,
      );
      t.same(readFileSync(file), before, `version ${version}`);
      t.notOk(existsSync(`${file}-wal`));
    }
    t.end();
  },
);

t.test('a text file, a folder and a path into nothing are CATALOG_UNREADABLE', (t) => {
  const folder = t.testdir({ 'text.db': 'This is no database.\n'.repeat(500), 'short.db': 'xy' });
  mkdirSync(`${folder}/folder.db`);
  for (const name of ['text.db', 'short.db', 'folder.db', 'missing/catalog.db']) {
    t.match(
      refusalOf(() => open(`${folder}/${name}`)),
      /^CATALOG_UNREADABLE: the catalogue .* cannot be opened: .+ \| Delete/,
      name,
    );
  }
  t.equal(readFileSync(`${folder}/text.db`, 'utf8').length, 21 * 500, 'the text is still there');
  t.notOk(existsSync(`${folder}/missing`));
  t.end();
});

t.test('a catalogue cut short or overwritten is CATALOG_UNREADABLE, at the latest when it is read', (t) => {
  const whole = readFileSync(stored(t));
  const pages = whole.length / 4096;
  t.ok(pages > 20);
  let unread = 0;
  const attempts = [0, 1, 2, 5, 10].flatMap((page) => [{ cut: page * 4096 + 100 }, { noise: page * 4096 }]);
  for (const { cut, noise } of attempts as { cut?: number; noise?: number }[]) {
    const file = `${t.testdir()}/damaged.db`;
    writeFileSync(file, whole);
    if (cut !== undefined) truncateSync(file, cut);
    if (noise !== undefined) writeFileSync(file, Buffer.from(whole).fill(0xa5, noise, noise + 4096));
    const refusal = refusalOf(() => {
      const catalog = open(file);
      try {
        catalog.view();
      } finally {
        catalog.close();
      }
    });
    // A page nobody reads to answer a client may hold anything; it is refused by whoever reads it.
    if (refusal !== 'nothing was refused')
      t.match(refusal, /^CATALOG_UNREADABLE/, JSON.stringify({ cut, noise }));
    else unread++;
  }
  t.ok(unread <= 3, 'and most damage is seen');
  t.end();
});

t.test('sqlite3 finds nothing wrong with what is written', async (t) => {
  if (!hasTool(t, 'sqlite3')) return;
  const file = stored(t);
  t.equal(
    run('sqlite3', [file, 'PRAGMA integrity_check; PRAGMA foreign_key_check;']).stdout.toString(),
    'ok\n',
  );
});
