import fs from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';
import Sqlite from 'better-sqlite3';
import { openCatalog } from '../../catalog/catalog.ts';
import { createContentStore } from '../../catalog/content-store.ts';
import { createVirtualClock } from '../../platform/clock.ts';
import { systemRandomness } from '../../platform/randomness.ts';
import { openStateFolder } from '../../server/state-folder.ts';
import { createSynchroniser } from '../../server/sync/synchroniser.ts';
import type { ChildOrders, ChildReport, InnerPoint } from './killed-sync.ts';

/** One synchronisation of a state folder, in a process of its own that kills itself where it is told to. */

const { folder, startedAt, kill } = JSON.parse(process.argv[2] ?? '') as ChildOrders;
const counts = { statement: 0, rename: 0 };

/** Counts one more of `kind`; true when this is the one to die at. */
function isTheOne(kind: InnerPoint['kind']): boolean {
  counts[kind]++;
  return kill?.kind === kind && kill.number === counts[kind];
}

function die(): void {
  process.kill(process.pid, 'SIGKILL');
}

/** Every statement that changes something is one, BEGIN and COMMIT too. */
function countStatements(): void {
  const memory = new Sqlite(':memory:');
  const prototype = Object.getPrototypeOf(memory.prepare('SELECT 1')) as Sqlite.Statement;
  const { run } = prototype;
  prototype.run = function (this: Sqlite.Statement, ...values: unknown[]) {
    const isLast = isTheOne('statement');
    if (isLast && kill?.when === 'before') die();
    const result = run.apply(this, values as []);
    if (isLast) die();
    return result;
  };
  memory.close();
}

/** A file gets its name by being renamed. */
function countRenames(): void {
  const { rename } = fs;
  fs.rename = async (from, to) => {
    const isLast = isTheOne('rename');
    if (isLast && kill?.when === 'before') die();
    await rename(from, to);
    if (isLast) die();
  };
  syncBuiltinESMExports();
}

// How often a run shows that it is alive goes by real time, which would move every statement behind it.
performance.now = () => 0;
const state = openStateFolder(folder);
const clock = createVirtualClock(startedAt);
const catalog = openCatalog({ file: state.catalogFile, clock, randomness: systemRandomness });
countStatements();
countRenames();
const content = createContentStore(state.contentFolder);
const synchroniser = createSynchroniser({ catalog, content, clock, randomness: systemRandomness });
const { result, report } = await synchroniser.run();
catalog.close();
const told: ChildReport = { result, problems: report.problems, ...counts };
process.stdout.write(JSON.stringify(told));
