import { spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { after } from '../../platform/timers.ts';
import type { ClientEnd } from '../../server/scenarios/judge-oracle.ts';
import type { ClientTarget, ClientUnderTest } from './client.ts';

/** One action may take this long in real time; then the client is ended. */
const MOST_MILLISECONDS = 120_000;
/** Characters of its output that are told. */
const SHOWN = 300;

/** A client that is a command: called for each action, with what it needs to know in its environment. `folder` is its own. */
export function createCommandClient(command: string, target: ClientTarget, folder: string): ClientUnderTest {
  mkdirSync(folder, { recursive: true });
  const environment = {
    MOCK_WU_HTTP: target.http,
    MOCK_WU_HTTPS: target.https,
    MOCK_WU_CA: target.caFile,
    MOCK_WU_STATE: folder,
  };
  return {
    act: (action) => call(command, { ...environment, MOCK_WU_ACTION: action }),
    close: async () => {},
  };
}

function call(command: string, environment: Readonly<Record<string, string>>): Promise<ClientEnd> {
  return new Promise((resolve) => {
    const child = spawn(command, {
      shell: true,
      env: { ...process.env, ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let words = '';
    const hear = (chunk: Buffer): void => {
      words = (words + chunk.toString('utf8')).slice(-SHOWN);
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    const timer = after(MOST_MILLISECONDS, () => child.kill('SIGKILL'));
    const end = (isGood: boolean, more = ''): void => {
      timer.stop();
      resolve({ isGood, words: (words + more).trim() });
    };
    child.on('error', (error) => end(false, error.message));
    child.on('close', (code, signal) => end(code === 0, signal === null ? '' : ` ended by ${signal}`));
  });
}
