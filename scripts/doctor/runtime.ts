import { messageOf } from '../../platform/errors/index.ts';
import { type Finding, failed, ok } from './finding.ts';

/** The `engines` of package.json. */
const OLDEST_NODE = 20;

/** Whether this Node.js will do, and the one native module loads. */
export async function checkRuntime(): Promise<readonly Finding[]> {
  return [checkNode(process.versions.node), await checkSqlite()];
}

/** Judges a version such as `20.11.1`. */
export function checkNode(version: string): Finding {
  return Number.parseInt(version, 10) >= OLDEST_NODE
    ? ok(`Node.js ${version}`)
    : failed(`Node.js ${version} is too old`, `Install Node.js ${OLDEST_NODE} or newer.`);
}

async function checkSqlite(): Promise<Finding> {
  try {
    const { default: Sqlite } = await import('better-sqlite3');
    const database = new Sqlite(':memory:');
    const version = database.prepare('SELECT sqlite_version()').pluck().get();
    database.close();
    return ok(`better-sqlite3 loads, SQLite ${String(version)}`);
  } catch (error) {
    const reason = messageOf(error).split('\n', 1)[0] ?? '';
    return failed(
      `better-sqlite3 does not load: ${reason}`,
      'Run npm rebuild better-sqlite3, with Python 3, make and a C++ compiler installed.',
    );
  }
}
