import { main } from '../../scripts/main.ts';
import type { Terminal } from '../../scripts/terminal.ts';

/** What one command line left behind. */
export interface CommandResult {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs `mock-wu` with `argv` in this process, with a terminal that keeps what is written and sends no signals. */
export async function mockWu(...argv: readonly string[]): Promise<CommandResult> {
  const kept = { stdout: '', stderr: '' };
  const stream = (name: keyof typeof kept) => ({
    write: (text: string) => {
      kept[name] += text;
    },
  });
  const terminal: Terminal = {
    stdout: stream('stdout'),
    stderr: stream('stderr'),
    signals: { once: () => {} },
    cwd: process.cwd(),
  };
  const code = await main(argv, terminal);
  return { code, ...kept };
}
