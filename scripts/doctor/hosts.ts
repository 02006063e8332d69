import { existsSync } from 'node:fs';
import { isIP } from 'node:net';
import { networkInterfaces } from 'node:os';
import { entriesOf, type HostsEntry, readBlock, withoutBlock } from '../hosts/block.ts';
import { readHostsFile } from '../hosts/hosts-file.ts';
import { redirectedHostNames } from '../hosts/names.ts';
import { type Examined, type Finding, info, ok, warn } from './finding.ts';
import { hostsModePorts, whoAnswers } from './ports.ts';

/** The block in the hosts file: there, complete, leading to a double on this machine, and not overruled. */
export async function checkHosts({ hostsFile, pki: { rootPem } }: Examined): Promise<readonly Finding[]> {
  if (!existsSync(hostsFile)) return [info(`there is no hosts file ${hostsFile}`)];
  const text = readHostsFile(hostsFile);
  const block = readBlock(text, hostsFile);
  const others = entriesOf(withoutBlock(text, hostsFile));
  if (block === undefined)
    return [info(`${hostsFile} leads no Windows Update name here`), ...foreign(others)];
  return [await judgeBlock(block, hostsFile, rootPem), ...foreign(others)];
}

const APPLY = 'Run mock-wu hosts --apply as administrator, or mock-wu hosts --remove.';

async function judgeBlock(
  block: readonly HostsEntry[],
  file: string,
  rootPem: string | undefined,
): Promise<Finding> {
  const names = new Set(block.map(({ name }) => name));
  const missing = redirectedHostNames.filter((name) => !names.has(name));
  if (missing.length > 0) return warn(`the block in ${file} lacks ${missing.join(', ')}`, APPLY);
  const addresses = [...new Set(block.map(({ address }) => address))];
  const [address = ''] = addresses;
  if (addresses.length > 1 || isIP(address) === 0)
    return warn(`the block in ${file} was changed by hand: it names ${addresses.join(', ')}`, APPLY);
  if (!isOfThisMachine(address))
    return info(`the block in ${file} leads to ${address}, which is another machine`);
  return judgeTarget(file, address, rootPem);
}

async function judgeTarget(file: string, address: string, rootPem: string | undefined): Promise<Finding> {
  for (const port of hostsModePorts(address)) {
    if ((await whoAnswers(port, rootPem)) === 'ours') continue;
    return warn(
      `the block in ${file} leads to ${address}, where this double does not answer at port ${port.port}`,
      'Start mock-wu serve --hosts-mode, or take the block out: mock-wu hosts --remove.',
    );
  }
  return ok(`the block in ${file} leads ${redirectedHostNames.length} names to this double at ${address}`);
}

function isOfThisMachine(address: string): boolean {
  const own = Object.values(networkInterfaces()).flatMap((list) => (list ?? []).map((one) => one.address));
  return address.startsWith('127.') || address === '::1' || own.includes(address);
}

/** The first line of a hosts file wins, and ours come last. */
function foreign(others: readonly HostsEntry[]): readonly Finding[] {
  const found = others.filter(({ name }) => redirectedHostNames.includes(name));
  if (found.length === 0) return [];
  const list = found.map(({ address, name }) => `${name} (${address})`).join(', ');
  return [
    warn(`other lines of the hosts file name ${list}`, 'Remove those lines: they come before the block.'),
  ];
}
