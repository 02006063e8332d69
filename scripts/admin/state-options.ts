import type { Command } from 'commander';
import { DEFAULT_STATE } from '../options.ts';

/** Options every admin command has. */
export interface StateFlags {
  readonly state: string;
  readonly json?: true;
}

/** Adds `--state` and `--json` to `command`. */
export function withStateOptions(command: Command, json: string): Command {
  return command
    .option('--state <dir>', 'state folder, whether a double runs on it or not', DEFAULT_STATE)
    .option('--json', json);
}

/** What `--json` does for commands that show, and for those that change. */
export const PRINT_JSON = 'print JSON instead of text';
export const RESULT_JSON = 'also print what was done as JSON';
