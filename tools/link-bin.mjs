// `npx mock-wu` in a checkout: npm links the commands of dependencies, not the package's own.
import { existsSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const folder = path.resolve('node_modules/.bin');
const script = path.resolve('dist/scripts/mock-wu.js');
if (existsSync(path.dirname(folder))) {
  mkdirSync(folder, { recursive: true });
  const link = path.join(folder, 'mock-wu');
  rmSync(link, { force: true });
  if (process.platform === 'win32') writeFileSync(`${link}.cmd`, `@node "${script}" %*\r\n`);
  else symlinkSync(path.relative(folder, script), link);
}
