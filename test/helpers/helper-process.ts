import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import path from 'node:path';

/** Starts the script `name` of this folder in a process of its own; what it complains of is seen. */
export function startHelper(name: string, ...args: readonly string[]): ChildProcessWithoutNullStreams {
  const script = path.join(import.meta.dirname, `${name}${path.extname(import.meta.url)}`);
  // The runner of the tests has every process load what counts coverage, which takes longer than the script.
  const child = spawn('env', ['-u', 'NODE_OPTIONS', process.execPath, script, ...args]);
  child.stderr.pipe(process.stderr, { end: false });
  return child;
}
