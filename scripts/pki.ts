import type { Command } from 'commander';
import { jsonText } from './admin/output.ts';
import { openKeptKeys } from './kept-keys.ts';
import { DEFAULT_STATE } from './options.ts';
import { certificateTree } from './pki/certificate-tree.ts';
import { shownCertificates } from './pki/shown-certificates.ts';
import type { Terminal } from './terminal.ts';

/** `mock-wu pki`: what there is to see and do about keys. */
export function pkiCommand(program: Command, terminal: Terminal): void {
  const pki = program.command('pki').description('the keys and certificates of a double');
  pki
    .command('show')
    .description('print the certificates from the root down: subject, validity, serial, fingerprints, files')
    .option('--state <dir>', 'state folder', DEFAULT_STATE)
    .option('--json', 'print JSON instead of a tree')
    .action((flags: { state: string; json?: true }) => show(flags, terminal));
}

async function show(flags: { state: string; json?: true }, { stdout }: Terminal): Promise<void> {
  const { state, pki } = await openKeptKeys(flags.state);
  const certificates = shownCertificates(pki, state.pkiFolder);
  stdout.write(
    flags.json
      ? `${jsonText({ folder: state.pkiFolder, certificates }, 2)}\n`
      : certificateTree(certificates),
  );
}
