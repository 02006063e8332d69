import { type Command, Option } from 'commander';
import type { ServedAs } from '../server/state-folder.ts';
import { jsonText } from './admin/output.ts';
import { openKeptKeys } from './kept-keys.ts';
import { DEFAULT_STATE, serverUrl } from './options.ts';
import type { Terminal } from './terminal.ts';
import { type TrustKit, trustKit } from './trust/kit.ts';
import { powershellScript } from './trust/powershell-script.ts';
import { registryFile } from './trust/registry-file.ts';
import { shellScript } from './trust/shell-script.ts';

const FORMATS = {
  pem: ({ root }: TrustKit) => root.pem,
  reg: registryFile,
  ps1: powershellScript,
  sh: shellScript,
} as const satisfies Record<string, (kit: TrustKit) => string>;

interface TrustFlags {
  readonly format: keyof typeof FORMATS;
  readonly state: string;
  readonly server?: string;
  readonly json?: true;
}

/** `mock-wu trust`: what a client needs to take the double for its WSUS. */
export function trustCommand(program: Command, terminal: Terminal): void {
  program
    .command('trust')
    .description('print what a client needs: the root certificate, the WSUS policy, scripts that set them up')
    .addOption(
      new Option('--format <format>', 'pem: root; reg: registry file; ps1: PowerShell; sh: Linux stores')
        .choices(Object.keys(FORMATS))
        .default('pem'),
    )
    .option('--state <dir>', 'state folder of the double', DEFAULT_STATE)
    .option('--server <url>', 'address clients reach it by (default: as it was last served)', serverUrl)
    .option('--json', 'print all of it as JSON')
    .addHelpText('after', HELP)
    .action((flags: TrustFlags) => trust(flags, terminal));
}

const HELP = `
Give --server the name clients use, such as https://wsus.test:8531; the double must permit it (serve --name).
No format holds a private key. Windows formats are ASCII with CRLF, so that any shell may redirect them.`;

async function trust(flags: TrustFlags, { stdout }: Terminal): Promise<void> {
  const { served, pki } = await openKeptKeys(flags.state);
  const kit = trustKit(pki, flags.server ?? addressFor(served));
  stdout.write(flags.json ? `${jsonText(kit, 2)}\n` : FORMATS[flags.format](kit));
}

/** The address for clients elsewhere: the name the double was served under, and its port for TLS. */
function addressFor({ publicHttpUrl, urls }: ServedAs): string {
  const { port } = new URL(urls?.https ?? 'https://localhost:8531');
  const { hostname } = new URL(publicHttpUrl);
  return new URL(`https://${hostname}:${port || '443'}`).origin;
}
