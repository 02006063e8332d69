import type { ErrorTable } from './table.ts';

/** Errors of seed files. */
export const seedErrors = {
  SEED_UNREADABLE: {
    message: 'the seed {file} cannot be read: {reason}',
    repair: 'Check the path and its permissions; a seed is a .yaml, .yml or .json file, or the word demo.',
  },
  SEED_TOO_LARGE: {
    message: 'the seed {file} passes the limit of {limit}',
    repair: 'Split it into several seeds, or write it as JSON, which may be larger than YAML.',
  },
  SEED_SYNTAX: {
    message: 'the seed {file} is neither YAML 1.2 with plain tags nor JSON: {problem}',
    repair: 'Correct the text at the place named.',
  },
  SEED_INVALID: { message: '{where}: {problem}', repair: '{repair}' },
  SEED_UNKNOWN_NAME: { message: '{where}: there is no {kind} {name}', repair: '{repair}' },
  SEED_CYCLE: {
    message: '{where}: {relation} lead in a circle: {names}',
    repair: 'Take one of these references out.',
  },
  SEED_FILE: { message: '{where}: the file {name} {problem}', repair: '{repair}' },
} as const satisfies ErrorTable;
