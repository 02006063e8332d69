import path from 'node:path';
import type { Command } from 'commander';
import { inspectPki } from '../pki/index.ts';
import { systemClock } from '../platform/clock.ts';
import { stateFolderAt } from '../server/state-folder.ts';
import { jsonText } from './admin/output.ts';
import type { NamedFinding } from './doctor/examine.ts';
import type { Examined } from './doctor/finding.ts';
import { systemHostsFile } from './hosts/hosts-file.ts';
import { lastUrls } from './last-urls.ts';
import { DEFAULT_STATE, serverUrl } from './options.ts';
import { CommandFailed, type Terminal } from './terminal.ts';

interface DoctorFlags {
  readonly state: string;
  readonly server?: string;
  readonly hostsFile: string;
  readonly json?: true;
}

/** `mock-wu doctor`: looks at everything a double depends on, and touches nothing. */
export function doctorCommand(program: Command, terminal: Terminal): void {
  program
    .command('doctor')
    .description('check ports, state folder, keys, clock, trust and hosts file; changes nothing')
    .option('--state <dir>', 'state folder', DEFAULT_STATE)
    .option('--server <url>', 'server to shake hands with (default: as it was last served)', serverUrl)
    .option('--hosts-file <path>', 'hosts file', systemHostsFile())
    .option('--json', 'print the findings as JSON')
    .addHelpText('after', '\nExit code 1 when a check fails; warnings and notes leave it at 0.')
    .action((flags: DoctorFlags) => doctor(flags, terminal));
}

async function doctor(flags: DoctorFlags, { stdout, cwd }: Terminal): Promise<void> {
  const state = stateFolderAt(flags.state);
  const examined: Examined = {
    state,
    // A damaged note of the last serve is a finding, see checkState; the other checks go on without it.
    urls: lastUrls(state),
    ...(flags.server !== undefined && { server: flags.server }),
    pki: inspectPki(state.pkiFolder, systemClock.now()),
    hostsFile: path.resolve(cwd, flags.hostsFile),
    clock: systemClock,
    platform: process.platform,
    environment: process.env,
  };
  // Loaded here, so that no other command waits for it.
  const { examine } = await import('./doctor/examine.ts');
  const findings = await examine(examined);
  const failures = findings.filter(({ status }) => status === 'fail').length;
  stdout.write(flags.json ? toJson(findings, failures === 0) : toText(findings));
  if (failures > 0) throw new CommandFailed(failures === 1 ? '1 check failed' : `${failures} checks failed`);
}

const toJson = (checks: readonly NamedFinding[], ok: boolean): string => `${jsonText({ ok, checks }, 2)}\n`;

function toText(findings: readonly NamedFinding[]): string {
  const lines = findings.flatMap(({ status, check, text, repair }) => [
    `${status.padEnd(4)}  ${check.padEnd(7)}  ${text}`,
    ...(repair === undefined ? [] : [`${' '.repeat(15)}→ ${repair}`]),
  ]);
  return `${lines.join('\n')}\n`;
}
