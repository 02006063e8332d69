import { EventEmitter } from 'node:events';
import path from 'node:path';
import type { Test } from 'tap';
import { main } from '../../../scripts/main.ts';
import { type MockWindowsUpdate, type StartOptions, startMockWindowsUpdate } from '../../../server/start.ts';
import { type CommandResult, mockWu } from '../../helpers/command-line.ts';

/** A running upstream double with the demo, and the folder another one synchronises into. */
export interface TwoDoubles {
  readonly upstream: MockWindowsUpdate;
  /** State folder of the downstream double; not made yet. */
  readonly state: string;
  /** `mock-wu sync` into that folder, from the upstream double on the first call that names it. */
  sync(...argv: readonly string[]): Promise<CommandResult>;
  /** Where it is and what it is trusted by, as options. */
  readonly from: readonly string[];
}

/** Starts the upstream double; it ends with the test. */
export async function twoDoubles(t: Test, options: StartOptions = {}): Promise<TwoDoubles> {
  const folder = t.testdir({});
  const upstream = await startMockWindowsUpdate({
    state: path.join(folder, 'upstream'),
    seeds: ['demo'],
    httpPort: 0,
    httpsPort: 0,
    controlPort: 0,
    ...options,
  });
  t.teardown(() => upstream.close());
  const state = path.join(folder, 'downstream');
  return {
    upstream,
    state,
    sync: (...argv) => mockWu('sync', ...argv, '--state', state),
    from: ['--upstream', upstream.urls.https, '--ca', upstream.ca.file],
  };
}

/** What `onWrite` may do while a command runs. */
export interface Watched {
  readonly signals: EventEmitter;
  readonly text: string;
}

/** Runs `mock-wu` with a terminal that takes signals, and is one people look at where `isTTY`. */
export async function watchedWu(
  argv: readonly string[],
  { isTTY = false, onWrite = () => {} }: { isTTY?: boolean; onWrite?: (watched: Watched) => void },
): Promise<CommandResult> {
  const signals = new EventEmitter();
  const kept = { stdout: '', stderr: '' };
  const stream = (name: keyof typeof kept) => ({
    write: (text: string) => {
      kept[name] += text;
      onWrite({ signals, text });
      return true;
    },
  });
  const code = await main(argv, {
    stdout: stream('stdout'),
    stderr: { ...stream('stderr'), isTTY },
    signals,
    cwd: process.cwd(),
  });
  return { code, ...kept };
}

/** The lines of JSON a command printed. */
export function eventsOf({ stdout }: CommandResult): readonly Readonly<Record<string, unknown>>[] {
  return stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
}
