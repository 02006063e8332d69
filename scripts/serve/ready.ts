import { renameSync, writeFileSync } from 'node:fs';
import { fail, messageOf } from '../../platform/errors/index.ts';
import { createLogger } from '../../platform/logger.ts';
import type { MockWindowsUpdate } from '../../server/start.ts';
import type { Terminal } from '../terminal.ts';

/** Says that a double is ready: to people, in a line of JSON, and in a file where one is wanted. */
export function announce(
  double: MockWindowsUpdate,
  readyFile: string | undefined,
  { stdout, stderr }: Terminal,
): void {
  const logger = createLogger(stderr);
  for (const { source, added, known } of double.imports) {
    logger.info(`${source}: ${added} revisions imported, ${known} already there`);
  }
  const line = readyLine(double);
  if (readyFile !== undefined) writeWhole(readyFile, line);
  stdout.write(line);
  logger.info(`WSUS for clients: ${double.urls.http} or ${double.urls.https} (trust ${double.ca.file})`);
}

/** The signal of the design: one line, written as soon as all listeners accept. */
function readyLine({ urls, ca }: MockWindowsUpdate): string {
  return `${JSON.stringify({ event: 'ready', pid: process.pid, urls, caFile: ca.file, caSha256: ca.sha256 })}\n`;
}

/** Whoever waits for the file sees it whole. */
function writeWhole(file: string, text: string): void {
  try {
    writeFileSync(`${file}.part`, text);
    renameSync(`${file}.part`, file);
  } catch (error) {
    fail('READY_FILE_UNWRITABLE', { file, reason: messageOf(error) }, error);
  }
}

/** Ends with SIGINT and SIGTERM. */
export function stopSignal({ signals }: Terminal): AbortSignal {
  const controller = new AbortController();
  signals.once('SIGINT', () => controller.abort());
  signals.once('SIGTERM', () => controller.abort());
  return controller.signal;
}

/** Resolves when `signal` is aborted. */
export function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
