import { spawn } from 'node:child_process';

/** What a tool printed, both streams together, and its exit status (null when a signal ended it). */
export interface Finished {
  readonly status: number | null;
  readonly output: string;
}

/** Runs `tool` while this process goes on, as it must when the tool talks to a server in here. */
export function runAsync(tool: string, args: readonly string[], input = ''): Promise<Finished> {
  return new Promise((resolve, reject) => {
    const child = spawn(tool, [...args]);
    const parts: Buffer[] = [];
    child.stdout.on('data', (part: Buffer) => parts.push(part));
    child.stderr.on('data', (part: Buffer) => parts.push(part));
    child.on('error', reject);
    child.on('close', (status) => resolve({ status, output: Buffer.concat(parts).toString() }));
    // A tool that ends early closes its input; that is no failure of the test.
    child.stdin.on('error', () => {});
    child.stdin.end(input);
  });
}
