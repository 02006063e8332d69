import { plainLine } from '../../platform/plain-text.ts';
import type { Terminal } from '../terminal.ts';

/** Data for programs, on stdout. */
export function printJson({ stdout }: Terminal, value: object): void {
  stdout.write(`${JSON.stringify(value, undefined, 2)}\n`);
}

/** One line for people about what was done, on stderr. */
export function tell({ stderr }: Terminal, line: string): void {
  stderr.write(`${plainLine(line)}\n`);
}

/** `3 updates`, `1 update`. */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
