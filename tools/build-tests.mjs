// Compiles sources and tests to build/, file by file and without a look at the types (`npm run check` has that): a test
// then starts in half the time it takes where every process compiles for itself. All is made anew each time, so no test
// outlives its source.
import { existsSync, rmSync } from 'node:fs';
import path from 'node:path';
import { build } from 'esbuild';
import { copyAssets } from './assets.mjs';

const FOLDERS = ['platform', 'protocol', 'pki', 'catalog', 'server', 'device', 'client', 'scripts', 'test'];
const OUT = 'build';

/** What test files get in place of tap, so that several can share a process. */
const ROOT = path.resolve('test/helpers/root.ts');

/** Leaves every import where it is, under the name of the compiled file. */
const importsStay = {
  name: 'imports-stay',
  setup({ onResolve }) {
    onResolve({ filter: /./ }, ({ kind, path: target, importer, resolveDir }) => {
      if (kind === 'entry-point') return undefined;
      const isRoot = target === 'tap' && importer.endsWith('.test.ts');
      const named = isRoot ? path.relative(resolveDir, ROOT).replace(/^(?!\.)/, './') : target;
      return { path: named.replace(/^(\..*)\.ts$/, '$1.js'), external: true };
    });
  },
};

for (const folder of FOLDERS) rmSync(`${OUT}/${folder}`, { recursive: true, force: true });
await build({
  entryPoints: FOLDERS.filter((folder) => existsSync(folder)).map((folder) => `${folder}/**/*.ts`),
  outbase: '.',
  outdir: OUT,
  bundle: true,
  treeShaking: false,
  plugins: [importsStay],
  format: 'esm',
  platform: 'node',
  target: 'node20',
  sourcemap: 'inline',
  sourcesContent: false,
  logLevel: 'warning',
});
copyAssets(OUT);
