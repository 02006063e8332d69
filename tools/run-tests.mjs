// `npm test`: runs tap over what build-tests.mjs compiled. tap has each process pass its modules through loaders that
// count coverage and replace modules by mocks. Nothing here asks for either, and they cost a fifth of the whole run.
import { spawn } from 'node:child_process';
import { statSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { processesFor } from './test-processes.mjs';

const require = createRequire(import.meta.url);
const tap = path.join(path.dirname(require.resolve('tap/package.json')), require('tap/package.json').bin.tap);
const own = `--import=${new URL('./without-loaders.mjs', import.meta.url)}`;
const options = [process.env.NODE_OPTIONS, own].filter(Boolean).join(' ');
const asked = process.argv.slice(2);
const isFolder = (word) => statSync(word, { throwIfNoEntry: false })?.isDirectory() ?? false;
const isAll = asked.every((word) => word.startsWith('-'));
const folders = isAll ? ['build/test'] : asked.filter(isFolder);
const words = asked.filter((word) => !folders.includes(word));
const files = processesFor(folders);
if (folders.length > 0 && files.length === 0) throw new Error(`no test file in ${folders.join(', ')}`);
const isSingle = words.some((word) => word.endsWith('.js'));
const child = spawn(process.execPath, [tap, ...words, ...files], {
  stdio: 'inherit',
  env: { ...process.env, NODE_OPTIONS: options, MOCK_WU_TEST_MAPS: isSingle ? '1' : '0' },
});
child.on('exit', (code) => {
  process.exitCode = code ?? 1;
});
