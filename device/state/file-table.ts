/** What a device knows of one of its files. */
export interface FileFacts {
  /** Of its version resource, four numbers with dots. */
  readonly version?: string;
  /** Bytes. */
  readonly size?: number;
  /** Milliseconds since 1970. */
  readonly created?: number;
  readonly modified?: number;
  /** LCID of its version resource. */
  readonly language?: number;
}

/** The files of a device by their full paths, which have no case. */
export interface FileTable {
  find(path: string): FileFacts | undefined;
  set(path: string, facts: FileFacts): void;
  remove(path: string): void;
  /** One that is the same and changes by itself. */
  copy(): FileTable;
}

/** A table with no file in it. */
export function createFileTable(): FileTable {
  return tableOver(new Map());
}

/** `files` by their canonical paths. */
function tableOver(files: Map<string, FileFacts>): FileTable {
  return {
    find: (path) => files.get(canonicalPath(path)),
    set: (path, facts) => {
      files.set(canonicalPath(path), facts);
    },
    remove: (path) => {
      files.delete(canonicalPath(path));
    },
    copy: () => tableOver(new Map(files)),
  };
}

/** A path the way two that mean the same are the same: one backslash between steps, no `.` and `..`, lower case. */
export function canonicalPath(path: string): string {
  const steps: string[] = [];
  for (const step of path.replaceAll('/', '\\').split('\\')) {
    if (step === '' || step === '.') continue;
    if (step === '..') steps.pop();
    else steps.push(step.toLowerCase());
  }
  return steps.join('\\');
}
