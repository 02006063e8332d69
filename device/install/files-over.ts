import { canonicalPath, type FileFacts, type FileTable } from '../state/file-table.ts';

/** A table over `base`, which stays as it is: a copy takes what was changed here alone, however many files a device has. */
export function filesOver(
  base: FileTable,
  changed: ReadonlyMap<string, FileFacts | undefined> = new Map(),
): FileTable {
  const own = new Map(changed);
  return {
    find: (path) => {
      const key = canonicalPath(path);
      return own.has(key) ? own.get(key) : base.find(key);
    },
    set: (path, facts) => {
      own.set(canonicalPath(path), facts);
    },
    remove: (path) => {
      own.set(canonicalPath(path), undefined);
    },
    copy: () => filesOver(base, own),
  };
}
