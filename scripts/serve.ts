import { renameSync, writeFileSync } from 'node:fs';
import { type Command, Option } from 'commander';
import { createLogger } from '../platform/logger.ts';
import { type MockWindowsUpdate, startMockWindowsUpdate } from '../server/start.ts';
import { collect, count, DEFAULT_STATE, port } from './options.ts';
import { importProgress } from './progress.ts';
import type { Terminal } from './terminal.ts';

interface ServeFlags {
  readonly state: string;
  readonly seed?: readonly string[];
  readonly bind: string;
  readonly controlBind: string;
  readonly httpPort: number;
  readonly httpsPort: number;
  readonly controlPort: number;
  readonly hostsMode?: true;
  readonly name?: readonly string[];
  readonly maxInstalledIds: number;
  readonly selfUpdate?: string;
  readonly readyFile?: string;
}

/** `mock-wu serve`: starts everything, says so in one line of JSON, and runs until a signal. */
export function serveCommand(program: Command, terminal: Terminal): void {
  program
    .command('serve')
    .description('start the double: web services, content, revocation, control')
    .option('--state <dir>', 'state folder: catalogue, keys, content', DEFAULT_STATE)
    .option(
      '--seed <what>',
      'demo, a seed file, a folder of update documents or a wsusutil export; repeatable',
      collect,
    )
    .option('--bind <address>', 'address to listen on', '127.0.0.1')
    .option('--http-port <port>', 'plain HTTP: services and content', port, 8530)
    .option('--https-port <port>', 'TLS: services', port, 8531)
    .option('--control-port <port>', 'control API', port, 8590)
    .option('--control-bind <address>', 'address of the control API, whatever --bind is', '127.0.0.1')
    .option('--hosts-mode', 'also listen on 80 and 443, for clients redirected by hosts file')
    .option('--name <name>', 'a further name or address clients use for this machine; repeatable', collect)
    .addOption(
      new Option(
        '--max-installed-ids <n>',
        'most InstalledNonLeafUpdateIDs a client may send; 0 lifts the cap',
      )
        .argParser(count)
        .default(400),
    )
    .option('--self-update <dir>', 'folder served at /SelfUpdate')
    .option('--ready-file <file>', 'also write the ready line there')
    .action((flags: ServeFlags) => serve(flags, terminal));
}

async function serve(flags: ServeFlags, terminal: Terminal): Promise<void> {
  const stopped = stopSignal(terminal);
  const logger = createLogger(terminal.stderr);
  const { seed, name, maxInstalledIds, readyFile, ...rest } = flags;
  const double = await startMockWindowsUpdate({
    ...rest,
    ...(seed && { seeds: seed }),
    ...(name && { names: name }),
    settings: { maxInstalledIds },
    logger,
    watcher: importProgress(terminal),
  });
  for (const { source, added, known } of double.imports) {
    logger.info(`${source}: ${added} revisions imported, ${known} already there`);
  }
  const line = readyLine(double);
  if (readyFile !== undefined) writeWhole(readyFile, line);
  terminal.stdout.write(line);
  logger.info(`WSUS for clients: ${double.urls.http} or ${double.urls.https} (trust ${double.ca.file})`);
  await stopped;
  logger.info('stopping');
  await double.close();
}

/** The signal of the design: one line, written as soon as all listeners accept. */
function readyLine({ urls, ca }: MockWindowsUpdate): string {
  return `${JSON.stringify({ event: 'ready', pid: process.pid, urls, caFile: ca.file, caSha256: ca.sha256 })}\n`;
}

/** Whoever waits for the file sees it whole. */
function writeWhole(file: string, text: string): void {
  writeFileSync(`${file}.part`, text);
  renameSync(`${file}.part`, file);
}

function stopSignal({ signals }: Terminal): Promise<void> {
  return new Promise((resolve) => {
    signals.once('SIGINT', () => resolve());
    signals.once('SIGTERM', () => resolve());
  });
}
