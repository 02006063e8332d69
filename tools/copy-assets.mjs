// tsc copies no data files: put the ones the program reads beside the compiled code.
import { chmodSync, copyFileSync, existsSync, mkdirSync, readdirSync } from 'node:fs';
import path from 'node:path';

const assets = ['catalog/import', 'catalog/demo', 'server/console'];
for (const folder of assets) {
  if (!existsSync(folder)) continue;
  mkdirSync(path.join('dist', folder), { recursive: true });
  for (const name of readdirSync(folder)) {
    if (/\.(json|ya?ml|html|css|svg|sql)$/.test(name))
      copyFileSync(path.join(folder, name), path.join('dist', folder, name));
  }
}
if (existsSync('dist/scripts/mock-wu.js')) chmodSync('dist/scripts/mock-wu.js', 0o755);
