import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Test } from 'tap';
import { projectRoot } from './project-root.ts';

/** The folder of outside judges (recorded traffic, official WSDLs, a real export) beside the checkout. */
export const sharedFolder = path.resolve(projectRoot, '../shared');

/**
 * The path of `name` under the shared folder, or undefined where it is absent.
 * In the second case the test `t` is marked skipped with the reason, so it must return at once.
 */
export function shared(t: Test, name: string): string | undefined {
  const file = path.join(sharedFolder, name);
  if (existsSync(file)) return file;
  t.pass(`skipped: ../shared/${name} is not here`, { skip: `../shared/${name} is not here` });
  return undefined;
}
