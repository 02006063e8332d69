/** What a command touches of the process. Text for people goes to stderr, data to stdout. */
export interface Terminal {
  readonly stdout: { write(text: string): unknown };
  readonly stderr: { write(text: string): unknown; readonly isTTY?: boolean };
  /** Where SIGINT and SIGTERM come from. */
  readonly signals: { once(name: 'SIGINT' | 'SIGTERM', listener: () => void): unknown };
  readonly cwd: string;
}

/** Exit codes of every command. */
export const EXIT = { done: 0, failed: 1, usage: 2 } as const;

/** A command that did its work and found that the answer is no: exit 1 with one line, no repair. */
export class CommandFailed extends Error {
  override readonly name = 'CommandFailed';
}
