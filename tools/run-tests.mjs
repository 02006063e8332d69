// `npm test`: runs tap over what build-tests.mjs compiled. tap has each process pass its modules through loaders that
// count coverage and replace modules by mocks. Nothing here asks for either, and they cost a fifth of the whole run.
import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import path from 'node:path';

const require = createRequire(import.meta.url);
const tap = path.join(path.dirname(require.resolve('tap/package.json')), require('tap/package.json').bin.tap);
const own = `--import=${new URL('./without-loaders.mjs', import.meta.url)}`;
const options = [process.env.NODE_OPTIONS, own].filter(Boolean).join(' ');
const child = spawn(process.execPath, [tap, ...process.argv.slice(2)], {
  stdio: 'inherit',
  env: { ...process.env, NODE_OPTIONS: options },
});
child.on('exit', (code) => {
  process.exitCode = code ?? 1;
});
