import { existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';

/**
 * Makes `folder` and what is missing above it, each with `mode`; one that is there stays as it is. Node's own way has no end
 * where a file system says of a folder that is there that it is not, as /proc does. Throws what the file system says.
 */
export function makeFolders(folder: string, mode = 0o777): void {
  const missing: string[] = [];
  for (let at = path.resolve(folder); !existsSync(at) && path.dirname(at) !== at; at = path.dirname(at))
    missing.push(at);
  for (const one of missing.reverse()) {
    try {
      mkdirSync(one, { mode });
    } catch (error) {
      // Somebody else was faster.
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  }
}
