import { plainLine } from '../../platform/plain-text.ts';
import type { Terminal } from '../terminal.ts';

/** What JSON lets stand and a terminal must not get: it moves the cursor, or the order in which text is shown. */
const UNSHOWN = /[\u007f-\u009f\p{Bidi_Control}\p{Zl}\p{Zp}]/gu;

/** `value` as JSON that a terminal can be given: texts come from outside, and programs read them back as they were. */
export function jsonText(value: object, indent?: number): string {
  const escaped = (one: string): string => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`;
  return JSON.stringify(value, undefined, indent).replace(UNSHOWN, escaped);
}

/** Data for programs, on stdout. */
export function printJson({ stdout }: Terminal, value: object): void {
  stdout.write(`${jsonText(value, 2)}\n`);
}

/** The same in one line, for what is told bit by bit. */
export function printJsonLine({ stdout }: Terminal, value: object): void {
  stdout.write(`${jsonText(value)}\n`);
}

/** One line for people about what was done, on stderr. */
export function tell({ stderr }: Terminal, line: string): void {
  stderr.write(`${plainLine(line)}\n`);
}
