import type { ErrorTable } from './table.ts';

/** Errors of `server`. */
export const serverErrors = {
  CONTENT_CHANGED: {
    message: 'the file {file} changed while it was being sent',
    repair: 'Ask for it again; the next answer comes from the new file.',
  },
  STATE_UNUSABLE: {
    message: 'the state folder {folder} cannot be used: {reason}',
    repair: 'Give write access to it, or name another folder with --state.',
  },
  PORT_TAKEN: {
    message: '{host}:{port} is taken by another program',
    repair: 'Stop that program, or choose another port with {option} (0 picks a free one).',
  },
  PORT_FORBIDDEN: {
    message: 'listening on {host}:{port} is not allowed: {reason}',
    repair: 'Choose a port above 1023 with {option}, or give the process the right to low ports.',
  },
  ADDRESS_UNUSABLE: {
    message: 'cannot listen on {host}:{port}: {reason}',
    repair: 'Name an address of this machine with --bind.',
  },
  SELF_UPDATE_MISSING: {
    message: 'the self-update folder {folder} is not there',
    repair:
      'Name an existing folder with --self-update, or leave the option out: then /SelfUpdate answers 404.',
  },
} as const satisfies ErrorTable;
