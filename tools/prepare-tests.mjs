// Before `npm test`: makes what tests need, side by side. No step waits for what another makes, and most of them keep a
// single core busy.
import { spawn } from 'node:child_process';
import { once } from 'node:events';

const STEPS = [
  'npm run --silent build',
  'node tools/build-tests.mjs && node build/test/helpers/make-keys.js',
  'tap build',
];

const ends = await Promise.all(
  STEPS.map((step) => once(spawn(step, { shell: true, stdio: 'inherit' }), 'exit')),
);
if (ends.some(([code]) => code !== 0)) process.exitCode = 1;
