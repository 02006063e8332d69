import { accessSync, constants } from 'node:fs';
import path from 'node:path';
import { type Examined, type Finding, info } from './finding.ts';

/** Programs nothing depends on, and what each would add. */
const TOOLS = {
  openssl: 'judges certificates in the tests',
  osslsigncode: 'judges signatures in the tests',
  cabextract: 'judges cabinets in the tests',
  curl: 'judges downloads in the tests',
  nginx: 'is what bench measures content against',
} as const;

/** Where systems keep programs out of an ordinary user's PATH. */
const USUAL_FOLDERS = ['/usr/sbin', '/usr/local/sbin', '/opt/homebrew/bin'];

/** Which outside programs are installed. Never a failure. */
export function checkTools({ environment, platform }: Examined): readonly Finding[] {
  const searchPath = (environment.PATH ?? '').split(path.delimiter).filter(Boolean);
  const folders = [...searchPath, ...USUAL_FOLDERS];
  const suffix = platform === 'win32' ? '.exe' : '';
  return Object.entries(TOOLS).map(([tool, purpose]) => {
    const found = folders.map((folder) => path.join(folder, tool + suffix)).find(isExecutable);
    return info(found === undefined ? `${tool} is not installed (it ${purpose})` : `${tool} is at ${found}`);
  });
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
