import { copyFileSync, existsSync, mkdirSync, readdirSync } from 'node:fs';
import path from 'node:path';

const FOLDERS = [
  'catalog/import',
  'catalog/demo',
  'server/console',
  'device/profile',
  'device/profile/ready',
  'device/policy',
];

/** Compilers copy no data files: puts the ones the program reads beside the code compiled to `out`. */
export function copyAssets(out) {
  for (const folder of FOLDERS) {
    if (!existsSync(folder)) continue;
    mkdirSync(path.join(out, folder), { recursive: true });
    for (const name of readdirSync(folder)) {
      if (/\.(json|ya?ml|html|css|svg|sql)$/.test(name))
        copyFileSync(path.join(folder, name), path.join(out, folder, name));
    }
  }
}
