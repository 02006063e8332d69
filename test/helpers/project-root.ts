import { existsSync } from 'node:fs';
import path from 'node:path';

/** The folder of the checkout, from the sources as from what is compiled of them. */
export const projectRoot = rootAbove(import.meta.dirname);

function rootAbove(folder: string): string {
  return existsSync(path.join(folder, 'package.json')) ? folder : rootAbove(path.dirname(folder));
}
