import type { ErrorTable } from './table.ts';

/** Errors of `device`: what a simulated device is told that it cannot take. */
export const deviceErrors = {
  REG_FILE_TOO_LARGE: {
    message: 'the registry file {file} has more than {limit} bytes',
    repair: 'Export the keys the device needs alone.',
  },
  REG_FILE_SYNTAX: {
    message: '{file}:{line}: {problem}',
    repair:
      'Write it the way regedit exports it: [KEY], "Name"="text", "Name"=dword:00000001, "Name"=hex(7):…, "Name"=-.',
  },
} as const satisfies ErrorTable;
