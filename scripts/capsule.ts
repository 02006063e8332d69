import path from 'node:path';
import type { Command } from 'commander';
import { isoMoment } from '../platform/clock.ts';
import { createLogger } from '../platform/logger.ts';
import { openCapsule, readCapsule } from '../server/capsule/open-capsule.ts';
import { readTokenFile } from '../server/control/access/control-token.ts';
import { stateFolderAt } from '../server/state-folder.ts';
import { printJson, tell } from './admin/output.ts';
import { postJson } from './http-post.ts';
import { lastUrls } from './last-urls.ts';
import { DEFAULT_STATE, port } from './options.ts';
import { aborted, announce, stopSignal } from './serve/ready.ts';
import { CommandFailed, type Terminal } from './terminal.ts';

interface OpenFlags {
  readonly state: string;
  readonly httpPort?: number;
  readonly httpsPort?: number;
  readonly controlPort?: number;
  readonly readyFile?: string;
}

/** `mock-wu capsule`: a double in one file, to be looked at elsewhere. */
export function capsuleCommand(program: Command, terminal: Terminal): void {
  const capsule = program
    .command('capsule')
    .description('a running double in one file: catalogue, keys, content, clock, faults, seed, journal');
  capsule
    .command('save <file>')
    .description('have the double on a state folder write itself into a file; its keys are in it')
    .option('--state <dir>', 'state folder of the double, which tells where it is served', DEFAULT_STATE)
    .option('--control-token-file <file>', 'file of the token, where the double wants one')
    .action((file: string, flags: { state: string; controlTokenFile?: string }) =>
      save(file, flags, terminal),
    );
  capsule
    .command('show <file>')
    .description('print what a capsule says of the double in it')
    .action((file: string) => printJson(terminal, readCapsule(file).head));
  capsule
    .command('open <file>')
    .description('bring it up again: same keys, catalogue, ports, time and rules; runs until a signal')
    .requiredOption(
      '--state <dir>',
      'an empty folder to unpack it into; its journal is in journal.json and journal.har there',
    )
    .option('--http-port <port>', 'another port than it had', port)
    .option('--https-port <port>', 'another port than it had', port)
    .option('--control-port <port>', 'another port than it had', port)
    .option('--ready-file <file>', 'also write the ready line there')
    .action((file: string, flags: OpenFlags) => open(file, flags, terminal));
}

async function save(
  file: string,
  flags: { readonly state: string; readonly controlTokenFile?: string },
  terminal: Terminal,
): Promise<void> {
  const target = path.resolve(terminal.cwd, file);
  const { control } = lastUrls(stateFolderAt(flags.state));
  const token = flags.controlTokenFile === undefined ? undefined : readTokenFile(flags.controlTokenFile);
  const { status, body } = await postJson(`${control}/api/v1/capsule`, { file: target }, token);
  if (status === 201) tell(terminal, `saved ${target}; the keys of the double are in it`);
  else throw new CommandFailed(`${control} did not save it (${status}): ${body.slice(0, 300)}`);
}

async function open(
  file: string,
  { state, readyFile, ...ports }: OpenFlags,
  terminal: Terminal,
): Promise<void> {
  const stop = stopSignal(terminal);
  const logger = createLogger(terminal.stderr);
  const { savedAt, version, journal } = readCapsule(file).head;
  const double = await openCapsule(file, state, { ...ports, logger, signal: stop });
  logger.info(
    `saved ${isoMoment(savedAt)} by version ${version}, with ${journal.kept} entries of the journal`,
  );
  try {
    announce(double, readyFile, terminal);
    await aborted(stop);
  } finally {
    await double.close();
  }
}
