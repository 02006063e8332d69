import { accessSync, constants } from 'node:fs';
import path from 'node:path';

/** Where systems keep programs out of an ordinary user's PATH. */
const USUAL_FOLDERS = ['/usr/sbin', '/usr/local/sbin', '/usr/local/nginx/sbin', '/opt/homebrew/bin'];

/** The path of the installed program `name`, from `searchPath` (as PATH writes it) or the usual folders; or undefined. */
export function findProgram(name: string, searchPath: string): string | undefined {
  const folders = [...searchPath.split(path.delimiter).filter(Boolean), ...USUAL_FOLDERS];
  return folders.map((folder) => path.join(folder, name)).find(isExecutable);
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
