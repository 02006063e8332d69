import type Sqlite from 'better-sqlite3';

/** Everything in the database as text, table by table: two dumps are equal when nothing was changed. */
export function dumpTables(database: Sqlite.Database): string {
  const names = database
    .prepare("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
    .pluck()
    .all() as string[];
  return names
    .map((name) => {
      const rows = database.prepare(`SELECT * FROM "${name}"`).raw().all() as unknown[][];
      const lines = rows.map((row) => JSON.stringify(row.map(plain))).sort();
      return `${name}\n${lines.join('\n')}\n`;
    })
    .join('\n');
}

function plain(value: unknown): unknown {
  return Buffer.isBuffer(value) ? value.toString('hex') : value;
}
