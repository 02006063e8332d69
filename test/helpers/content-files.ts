import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** The files of a content folder, by name. */
export interface ContentFiles {
  /** Those that are what their name says: `<XX>/<SHA1>.<extension>`. */
  readonly whole: readonly string[];
  /** Those on their way. */
  readonly drafts: readonly string[];
  /** Those that are not, each with its SHA-1. */
  readonly wrong: readonly string[];
}

/** Reads every file of the content folder `folder` and digests it. */
export function contentFiles(folder: string): ContentFiles {
  const [whole, drafts, wrong]: [string[], string[], string[]] = [[], [], []];
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const { name, parentPath } = entry;
    if (name.endsWith('.part')) {
      drafts.push(name);
      continue;
    }
    const sha1 = createHash('sha1')
      .update(readFileSync(path.join(parentPath, name)))
      .digest('hex')
      .toUpperCase();
    const isRight = name.startsWith(`${sha1}.`) && path.basename(parentPath) === sha1.slice(-2);
    if (isRight) whole.push(name);
    else wrong.push(`${name} has SHA-1 ${sha1}`);
  }
  return { whole: whole.sort(), drafts: drafts.sort(), wrong: wrong.sort() };
}
