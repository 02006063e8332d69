import { InvalidArgumentError } from 'commander';

/** A port number; 0 stands for any free one. */
export function port(text: string): number {
  const value = Number(text);
  if (!/^\d{1,5}$/.test(text) || value > 65535)
    throw new InvalidArgumentError('a port is a number from 0 to 65535.');
  return value;
}

/** A whole number, zero included. */
export function count(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError('it must be a whole number, 0 or more.');
  return Number(text);
}

/** Collects an option that may be given several times. */
export function collect(value: string, before: readonly string[] = []): readonly string[] {
  return [...before, value];
}

/** Where state lies unless told otherwise. */
export const DEFAULT_STATE = '.mock-wu';
