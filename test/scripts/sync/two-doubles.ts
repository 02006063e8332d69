import { EventEmitter } from 'node:events';
import path from 'node:path';
import tap, { type Test } from 'tap';
import { main } from '../../../scripts/main.ts';
import { type MockWindowsUpdate, startMockWindowsUpdate } from '../../../server/start.ts';
import { type CommandResult, mockWu } from '../../helpers/command-line.ts';
import { withKeys } from '../../helpers/prepared-keys.ts';

/** The upstream double of a test file, with the demo, and the folder a test synchronises into. */
export interface TwoDoubles {
  readonly upstream: MockWindowsUpdate;
  /** State folder of the upstream double. */
  readonly above: string;
  /** State folder of the downstream double; not made yet. */
  readonly state: string;
  /** `mock-wu sync` into that folder. */
  sync(...argv: readonly string[]): Promise<CommandResult>;
  /** Where the upstream double is and what it is trusted by, as options. */
  readonly from: readonly string[];
}

let started: Promise<MockWindowsUpdate> | undefined;

/** One upstream double serves all tests of a file, as keys take seconds; each test has a folder of its own. */
export async function twoDoubles(t: Test): Promise<TwoDoubles> {
  started ??= startUpstream();
  const upstream = await started;
  const state = path.join(t.testdir({}), 'downstream');
  return {
    upstream,
    above: path.dirname(path.dirname(upstream.ca.file)),
    state,
    sync: (...argv) => mockWu('sync', ...argv, '--state', state),
    from: ['--upstream', upstream.urls.https, '--ca', upstream.ca.file],
  };
}

async function startUpstream(): Promise<MockWindowsUpdate> {
  const upstream = await startMockWindowsUpdate({
    state: withKeys(path.join(tap.testdir({}), 'upstream')),
    seeds: ['demo'],
    httpPort: 0,
    httpsPort: 0,
    controlPort: 0,
  });
  tap.teardown(() => upstream.close());
  return upstream;
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
