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
} as const satisfies ErrorTable;
