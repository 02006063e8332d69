import path from 'node:path';
import { pathToFileURL } from 'node:url';
import tap, { type Test } from 'tap';
import { projectRoot } from './project-root.ts';

/**
 * What a test file gets where it imports tap (tools/build-tests.mjs sees to it): tap itself, or, where one process runs
 * several files, the test that stands for the file. Importers see each change.
 */
let root: Test = tap;

// A default export, as tap's own is one.
export { root as default };

/**
 * Runs compiled test files one after the other in this process, each a test named after the file. Each may take as long
 * as it may alone, all of them twice that: where one hangs, the others are still run.
 * @param files paths from the root of the project
 */
export async function runFiles(files: readonly string[]): Promise<void> {
  const { timeout = 0 } = tap.options;
  tap.setTimeout(2 * timeout);
  for (const file of files) {
    const results = await tap.test(file, { timeout, at: null, stack: '' }, (t) => runFile(t, file));
    // One that is imported a second time, for instance.
    if (!results?.count) tap.fail(`${file} runs no test`, { at: null, stack: '' });
  }
}

async function runFile(t: Test, file: string): Promise<void> {
  // The folders of tests are named as where the file is run alone.
  t.testdirName = path.join(projectRoot, '.tap/fixtures', file.replaceAll('/', '-'));
  root = t;
  await import(pathToFileURL(path.join(projectRoot, file)).href);
}
