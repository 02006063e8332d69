import type { ErrorTable } from './table.ts';

/** Errors of `commands`. */
export const commandErrors = {
  BENCH_RESPONSE: {
    message: 'the benchmark cannot count a response: {why}',
    repair: 'Measure a route that answers HTTP/1.1 with a Content-Length.',
  },
  BENCH_STATUS: {
    message: 'the benchmark got status {status} where it expected {expected}',
    repair: 'Send the same request by hand and see why it is refused.',
  },
  BENCH_CONNECTION: {
    message: 'the server at {host}:{port} closed a connection of the benchmark',
    repair: 'See the log of the server under measurement.',
  },
  BENCH_LOAD: {
    message: 'the load client failed: {why}',
    repair: 'Repair what it names and run the benchmark again.',
  },
  BENCH_NGINX: {
    message: 'nginx did not start: {why}',
    repair: 'Run `nginx -t` to see whether it works at all; without nginx the rows that need it are skipped.',
  },
  BENCH_COMMAND: {
    message: 'mock-wu {args} gave no answer: {reason}',
    repair: 'Run the same command by hand.',
  },
  HOSTS_FILE_UNREADABLE: {
    message: 'the hosts file {file} cannot be read: {reason}',
    repair: 'Check the path, name another one with --file, or run as administrator (root).',
  },
  HOSTS_FILE_UNFIT: {
    message: 'the hosts file {file} cannot be edited: {reason}',
    repair: 'Save it as plain text (ASCII or UTF-8), or name another file with --file.',
  },
  HOSTS_FILE_UNWRITABLE: {
    message: 'the hosts file {file} cannot be written: {reason}',
    repair:
      'Run as administrator (an elevated prompt on Windows, sudo elsewhere), or name another file with --file.',
  },
  HOSTS_BLOCK_DAMAGED: {
    message: 'line {line} of the hosts file {file} is "{mark}" without its other half',
    repair: 'Delete the lines of mock-wu in that file by hand and run the command again.',
  },
  CATALOG_NOT_MADE: {
    message: 'the state folder {folder} has no catalogue yet',
    repair:
      'Fill it with `mock-wu seed`, start `mock-wu serve` on it once, or name the folder the double runs on with --state.',
  },
  KEYS_NOT_MADE: {
    message: 'the state folder {folder} has no keys yet',
    repair: 'Start `mock-wu serve` on it once, or name the folder the double runs on with --state.',
  },
  READY_FILE_UNWRITABLE: {
    message: 'the ready file {file} cannot be written: {reason}',
    repair: 'Name a file in a folder that exists and can be written to with --ready-file.',
  },
} as const satisfies ErrorTable;
