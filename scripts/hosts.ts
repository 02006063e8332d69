import path from 'node:path';
import type { Command } from 'commander';
import { jsonText } from './admin/output.ts';
import { hostsBlock, withBlock, withoutBlock } from './hosts/block.ts';
import { readHostsFile, systemHostsFile, writeHostsFile } from './hosts/hosts-file.ts';
import { redirectedHostNames } from './hosts/names.ts';
import { ipAddress } from './options.ts';
import type { Terminal } from './terminal.ts';

interface HostsFlags {
  readonly ip: string;
  readonly apply?: true;
  readonly remove?: true;
  readonly file: string;
  readonly json?: true;
}

/** `mock-wu hosts`: the lines that lead the online service's names here; printed, written or taken out. */
export function hostsCommand(program: Command, terminal: Terminal): void {
  program
    .command('hosts')
    .description('print the hosts-file block that leads the Windows Update names to this double')
    .option('--ip <address>', 'address the names lead to', ipAddress, '127.0.0.1')
    .option('--apply', 'write the block into the hosts file instead of printing it')
    .option('--remove', 'take the block out of the hosts file, with or without --apply')
    .option('--file <path>', 'hosts file', systemHostsFile())
    .option('--json', 'print the names and what was done as JSON')
    .addHelpText('after', HELP)
    .action((flags: HostsFlags) => hosts(flags, terminal));
}

const HELP = `
Everything outside the block keeps its bytes, so --remove after --apply gives the old file back.
Clients then need ports 80 and 443: mock-wu serve --hosts-mode. A genuine Windows client refuses a double under
these names, because it accepts only Microsoft's own roots there; see docs/pointing-clients-here.md.`;

function hosts(flags: HostsFlags, terminal: Terminal): void {
  const { ip } = flags;
  const names = redirectedHostNames;
  const file = path.resolve(terminal.cwd, flags.file);
  const block = hostsBlock(ip, names);
  if (!flags.apply && !flags.remove) {
    terminal.stdout.write(flags.json ? toJson({ ip, names, block }) : block);
    return;
  }
  const changed = flags.remove ? remove(file) : apply(file, ip);
  terminal.stderr.write(`${outcome(file, flags, changed)}\n`);
  if (flags.json) {
    const action = flags.remove ? 'remove' : 'apply';
    terminal.stdout.write(toJson({ file, action, changed, ...(action === 'apply' && { ip, names }) }));
  }
}

function apply(file: string, address: string): boolean {
  const newFileEol = process.platform === 'win32' ? '\r\n' : '\n';
  return edit(file, (text) => withBlock(text, { address, names: redirectedHostNames }, { file, newFileEol }));
}

const remove = (file: string): boolean => edit(file, (text) => withoutBlock(text, file));

function edit(file: string, change: (text: string) => string): boolean {
  const before = readHostsFile(file);
  const after = change(before);
  if (after === before) return false;
  writeHostsFile(file, after);
  return true;
}

function outcome(file: string, { ip, remove }: HostsFlags, changed: boolean): string {
  if (remove) return changed ? `${file}: block taken out` : `${file}: has no block, left as it is`;
  if (!changed) return `${file}: the block is there already, left as it is`;
  return `${file}: ${redirectedHostNames.length} names now lead to ${ip} (mock-wu hosts --remove undoes it)`;
}

const toJson = (value: object): string => `${jsonText(value, 2)}\n`;
