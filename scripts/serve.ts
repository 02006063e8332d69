import { rmSync } from 'node:fs';
import { type Command, Option } from 'commander';
import type { TargetingMode } from '../catalog/configuration/configuration-values.ts';
import type { UpstreamProfile } from '../catalog/configuration/upstream-configuration.ts';
import type { Delivery } from '../catalog/graph/needed.ts';
import { createVirtualClock } from '../platform/clock.ts';
import { createLogger } from '../platform/logger.ts';
import { readTokenFile } from '../server/control/access/control-token.ts';
import { startMockWindowsUpdate } from '../server/start.ts';
import { bindAddress, collect, collectName, count, DEFAULT_STATE, moment, port } from './options.ts';
import { importProgress } from './progress.ts';
import { aborted, announce, stopSignal } from './serve/ready.ts';
import type { Terminal } from './terminal.ts';

interface ServeFlags {
  readonly state: string;
  readonly seed?: readonly string[];
  readonly bind: string;
  readonly controlBind: string;
  readonly controlTokenFile?: string;
  readonly httpPort: number;
  readonly httpsPort: number;
  readonly controlPort: number;
  readonly hostsMode?: true;
  readonly name?: readonly string[];
  readonly delivery?: Delivery;
  readonly pageSize?: number;
  readonly maxInstalledIds?: number;
  readonly targeting?: TargetingMode;
  readonly profile?: UpstreamProfile;
  readonly bundleClosure?: true;
  readonly randomSeed?: string;
  /** Milliseconds since the epoch. */
  readonly freezeClock?: number;
  readonly resettable?: true;
  readonly clientCertificates?: true;
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
    .option('--bind <address>', 'address to listen on', bindAddress, '127.0.0.1')
    .option('--http-port <port>', 'plain HTTP: services and content', port, 8530)
    .option('--https-port <port>', 'TLS: services', port, 8531)
    .option('--control-port <port>', 'control API', port, 8590)
    .option(
      '--control-bind <address>',
      'address of the control API, whatever --bind is',
      bindAddress,
      '127.0.0.1',
    )
    .option(
      '--control-token-file <file>',
      'the token calls to the control API must bear; made and kept where --control-bind is not loopback',
    )
    .option('--hosts-mode', 'also listen on 80 and 443, for clients redirected by hosts file')
    .option(
      '--name <name>',
      'a further name or address clients use for this machine; repeatable',
      collectName,
    )
    .addOption(
      new Option(
        '--delivery <how>',
        'staged: what is next for what is installed, as the real server; closure: everything at once, for short scans',
      ).choices(['staged', 'closure']),
    )
    .addOption(
      new Option('--page-size <n>', 'most updates in one reply (30; 200 for closure)').argParser(count),
    )
    .addOption(
      new Option(
        '--max-installed-ids <n>',
        'most InstalledNonLeafUpdateIDs a client may send (400); 0 lifts the cap',
      ).argParser(count),
    )
    .addOption(
      new Option(
        '--targeting <who>',
        'who puts computers into groups: the server, the client, or either (the default)',
      ).choices(['either', 'server', 'client']),
    )
    .addOption(
      new Option(
        '--profile <which>',
        'the server to stand in for towards downstream servers (wsus-2025)',
      ).choices(['wsus-2025', 'microsoft']),
    )
    .option(
      '--bundle-closure',
      'send downstream servers the members of a bundle that their filter leaves out',
    )
    .option(
      '--random-seed <text>',
      'seed of keys, ids, cookies and chance: runs of a fresh state folder repeat themselves',
    )
    .addOption(
      new Option(
        '--freeze-clock <moment>',
        'has time stand still from the start, such as 2026-11-30T12:00:00Z',
      ).argParser(moment),
    )
    .option('--resettable', 'keep a copy to reset to, however large the catalogue is')
    .option('--client-certificates', 'ask clients for a certificate, by which tenants can be told')
    .option('--self-update <dir>', 'folder served at /SelfUpdate')
    .option('--ready-file <file>', 'also write the ready line there')
    .addHelpText(
      'after',
      '\nA subscription with a schedule (`mock-wu sync --per-day`) is synchronised while the double runs.\nWhat else it tells clients and downstream servers is set by `mock-wu config set`.',
    )
    .action((flags: ServeFlags) => serve(flags, terminal));
}

async function serve(flags: ServeFlags, terminal: Terminal): Promise<void> {
  const stop = stopSignal(terminal);
  const logger = createLogger(terminal.stderr);
  const { seed, name, readyFile, delivery, pageSize, maxInstalledIds, targeting, ...others } = flags;
  const { profile, bundleClosure, controlTokenFile, randomSeed, freezeClock, ...rest } = others;
  // A file of the run before would look as if this one were ready.
  if (readyFile !== undefined) rmSync(readyFile, { force: true });
  const double = await startMockWindowsUpdate({
    ...rest,
    ...(seed && { seeds: seed }),
    ...(randomSeed !== undefined && { seed: randomSeed }),
    ...(freezeClock !== undefined && { clock: createVirtualClock(freezeClock) }),
    ...(name && { names: name }),
    ...(controlTokenFile !== undefined && { controlToken: readTokenFile(controlTokenFile) }),
    configuration: {
      ...(delivery !== undefined && { delivery }),
      ...(pageSize !== undefined && { pageSize }),
      ...(maxInstalledIds !== undefined && { maxInstalledIds }),
      ...(targeting !== undefined && { targeting }),
      ...(profile !== undefined && { profile }),
      ...(bundleClosure !== undefined && { bundleClosure }),
    },
    logger,
    watcher: importProgress(terminal),
    signal: stop,
  }).catch((error: unknown) => {
    if (stop.aborted) return undefined;
    throw error;
  });
  if (double === undefined) return;
  try {
    announce(double, readyFile, terminal);
    await aborted(stop);
    logger.info('stopping');
  } finally {
    if (readyFile !== undefined) rmSync(readyFile, { force: true });
    await double.close();
  }
}
