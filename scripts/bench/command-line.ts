import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { fail } from '../../platform/errors/index.ts';

/** A `mock-wu` command in a process of its own. */
export interface CommandRun {
  readonly child: ChildProcess;
  /** Resolves to the first line on stdout. @throws BENCH_COMMAND when the process ends before */
  readonly firstLine: Promise<string>;
  /** Asks it to stop and waits for its end. */
  stop(): Promise<void>;
}

/** Starts `mock-wu` with `args`, the way this process was started (compiled or from the sources). */
export function runCommand(args: readonly string[]): CommandRun {
  const extension = path.extname(import.meta.url);
  const script = fileURLToPath(new URL(`../mock-wu${extension}`, import.meta.url));
  const child = spawn(process.execPath, [...process.execArgv, script, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let printed = '';
  let complaint = '';
  child.stderr.on('data', (text) => {
    complaint = `${complaint}${text}`.slice(-400);
  });
  const firstLine = new Promise<string>((resolve, reject) => {
    child.stdout.on('data', (text) => {
      printed += text;
      const end = printed.indexOf('\n');
      if (end !== -1) resolve(printed.slice(0, end));
    });
    child.once('exit', (code) => reject(new Error(`mock-wu ended with ${code}: ${complaint.trim()}`)));
  }).catch((error: Error) => fail('BENCH_COMMAND', { args: args.join(' '), reason: error.message }, error));
  // Whoever only stops the command does not wait for its line.
  firstLine.catch(() => {});
  return {
    child,
    firstLine,
    stop: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
    },
  };
}

/** Options of `serve` that disturb nobody: free ports, a state folder of the benchmark's own. */
export function serveArguments(state: string): string[] {
  return ['serve', '--state', state, '--http-port', '0', '--https-port', '0', '--control-port', '0'];
}
