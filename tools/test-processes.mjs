// Which test files share a process. Starting one takes longer than most files do: tap and what is tested are loaded
// anew each time.
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** Where the files that stand for several are written. */
const SHARED = 'build/shared';
/** So many files share a process. More would leave one of two jobs idle at the end, and come near the limit of time. */
const FILES_TOGETHER = 10;
/** What other files in the process would notice, or disturb: files that do this have a process of their own. */
const PROCESS_WIDE = /process\.(chdir\(|env\.\w+ = |memoryUsage\()/;

/**
 * The files to give to tap so that each compiled test file below `folders` is run exactly once. Writes those of them
 * that run several. Throws where one would be left out or run twice.
 */
export function processesFor(folders) {
  const files = [...new Set(folders.flatMap(testFilesIn))].sort();
  const alone = files.filter((file) => PROCESS_WIDE.test(readFileSync(file, 'utf8')));
  const groups = inGroups(files.filter((file) => !alone.includes(file)));
  assertEachOnce(files, [...alone, ...[...groups.values()].flat()]);
  rmSync(SHARED, { recursive: true, force: true });
  mkdirSync(SHARED, { recursive: true });
  return [...alone, ...[...groups].map(write)];
}

function testFilesIn(folder) {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.test.js'))
    .map((name) => path.relative('.', path.join(folder, name)).replaceAll(path.sep, '/'));
}

/** Neighbours that test one layer, by the name of their process: `catalog-1`, `catalog-2`, … */
function inGroups(files) {
  const groups = new Map();
  const last = new Map();
  for (const file of files) {
    const layer = /^build\/test\/([^/]+)\//.exec(file)?.[1] ?? 'all';
    const { number, group } = last.get(layer) ?? { number: 0, group: undefined };
    if (group && group.length < FILES_TOGETHER) {
      group.push(file);
      continue;
    }
    const begun = { number: number + 1, group: [file] };
    last.set(layer, begun);
    groups.set(`${layer}-${String(begun.number).padStart(2, '0')}`, begun.group);
  }
  return groups;
}

function assertEachOnce(files, planned) {
  const wrong = files.filter((file) => planned.filter((other) => other === file).length !== 1);
  if (wrong.length > 0 || planned.length !== files.length)
    throw new Error(`not run exactly once: ${wrong.join(', ')}`);
}

function write([name, files]) {
  const [file, ...others] = files;
  if (others.length === 0) return file;
  const shared = `${SHARED}/${name}.test.js`;
  const list = JSON.stringify(files, null, 2);
  writeFileSync(shared, `import { runFiles } from '../test/helpers/root.js';\n\nawait runFiles(${list});\n`);
  return shared;
}
