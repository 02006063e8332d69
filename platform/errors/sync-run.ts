import type { ErrorTable } from './table.ts';

/** Errors of a synchronisation with an upstream server, beside those of the connection. */
export const syncRunErrors = {
  SYNC_NOT_A_SERVER: {
    message: '{url} is no upstream server: {reason}',
    repair: 'Name the origin of a WSUS or of another double with --upstream, such as https://wsus.test:8531.',
  },
  SYNC_REPLY_UNREADABLE: {
    message: 'the answer of the upstream server to {operation} cannot be read: {reason}',
    repair: 'Look at what the server sends; nothing of that answer was taken.',
  },
  SYNC_FAULT: {
    message: 'the upstream server refused {operation}: {fault}',
    repair: '{repair}',
  },
  SYNC_FAILED: {
    message: 'the synchronisation failed: {reason}',
    repair: 'Remove the reason and start it again; it goes on behind what was stored.',
  },
  SYNC_NO_UPSTREAM: {
    message: 'no upstream server was ever named for this state folder',
    repair:
      'Name one with `mock-wu sync --upstream URL`, or by the control API; it is remembered from then on.',
  },
  SYNC_RUNNING: {
    message: 'a synchronisation with {url} is under way already (process {pid})',
    repair: 'Wait for its end, or stop it with `mock-wu sync cancel`.',
  },
  SYNC_CANCELLED: {
    message: 'the synchronisation was cancelled',
    repair: 'Start it again; it goes on behind what was stored.',
  },
  SYNC_CHOICE_UNKNOWN: {
    message: 'the upstream server has no {kind} "{name}"',
    repair: '{repair}',
  },
  SYNC_OPTION_INVALID: {
    message: 'the synchronisation cannot run so: {problem}',
    repair: '`mock-wu sync --help` lists what can be said.',
  },
  CATALOG_REPLICA: {
    message: 'this catalogue is a replica of {url}: {deed} is decided there',
    repair:
      'Decide it on the upstream server and synchronise, or make this one autonomous with `mock-wu sync --autonomous`.',
  },
} as const satisfies ErrorTable;
