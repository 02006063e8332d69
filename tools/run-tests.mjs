// `npm test`: runs tap over what build-tests.mjs compiled. tap has each process pass its modules through loaders that
// count coverage and replace modules by mocks. Nothing here asks for either, and they cost a fifth of the whole run.
import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import path from 'node:path';

const require = createRequire(import.meta.url);
const tap = path.join(path.dirname(require.resolve('tap/package.json')), require('tap/package.json').bin.tap);
const own = `--import=${new URL('./without-loaders.mjs', import.meta.url)}`;
const options = [process.env.NODE_OPTIONS, own].filter(Boolean).join(' ');
const asked = process.argv.slice(2);
const isSingle = asked.some((word) => word.endsWith('.js'));
const child = spawn(process.execPath, [tap, ...asked], {
  stdio: 'inherit',
  env: { ...process.env, NODE_OPTIONS: options, MOCK_WU_TEST_MAPS: isSingle ? '1' : '0' },
});
child.on('exit', (code) => {
  process.exitCode = code ?? 1;
});
