import type { ErrorTable } from './table.ts';

/** Errors of seed files. */
export const seedErrors = {
  SEED_INVALID: { message: '{where}: {problem}', repair: '{repair}' },
  SEED_UNREADABLE: {
    message: 'the seed {file} cannot be read: {reason}',
    repair: 'Check the path and its permissions; a seed is a .yaml, .yml or .json file.',
  },
  SEED_TOO_LARGE: {
    message: 'the seed {file} passes the limit of {limit}',
    repair: 'Split it into several seeds.',
  },
  SEED_SYNTAX: {
    message: 'the seed {file} is neither valid YAML nor JSON: {problem}',
    repair: 'Correct the syntax at the line named.',
  },
} as const satisfies ErrorTable;
