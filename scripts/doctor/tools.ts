import { findProgram } from '../find-program.ts';
import { type Examined, type Finding, info } from './finding.ts';

/** Programs nothing depends on, and what each would add. */
const TOOLS = {
  openssl: 'judges certificates in the tests',
  osslsigncode: 'judges signatures in the tests',
  cabextract: 'judges cabinets in the tests',
  curl: 'judges downloads in the tests',
  nginx: 'is what bench measures content against',
} as const;

/** Which outside programs are installed. Never a failure. */
export function checkTools({ environment, platform }: Examined): readonly Finding[] {
  const suffix = platform === 'win32' ? '.exe' : '';
  return Object.entries(TOOLS).map(([tool, purpose]) => {
    const found = findProgram(tool + suffix, environment.PATH ?? '');
    return info(found === undefined ? `${tool} is not installed (it ${purpose})` : `${tool} is at ${found}`);
  });
}
