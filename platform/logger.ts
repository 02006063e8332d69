import { plainLine } from './plain-text.ts';

/** Where messages for people go. Data never travels this way. */
export interface Logger {
  info(message: string): void;
  warn(message: string): void;
  error(message: string): void;
}

/** Writes one line a message to `stream` (normally stderr). */
export function createLogger(stream: { write(text: string): unknown }): Logger {
  const line = (prefix: string) => (message: string) => {
    stream.write(`${prefix}${plainLine(message)}\n`);
  };
  return { info: line(''), warn: line('warning: '), error: line('error: ') };
}

/** Says nothing. */
export const silentLogger: Logger = { info: () => {}, warn: () => {}, error: () => {} };
