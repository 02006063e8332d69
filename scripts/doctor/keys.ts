import type { PkiProblem } from '../../pki/index.ts';
import { type Examined, type Finding, failed, info, ok, warn } from './finding.ts';

/** The files of the pki folder: there, whole, belonging together, secret, in force. */
export function checkKeys({ state, pki: { rootPem, problems } }: Examined): readonly Finding[] {
  if (rootPem === undefined && problems.length === 0)
    return [info(`there are no keys in ${state.pkiFolder} yet: the first start makes them`)];
  if (problems.length === 0)
    return [ok(`the keys and certificates in ${state.pkiFolder} are whole, secret and in force`)];
  return problems.map(judge);
}

const START_OVER =
  'Restore it from a copy, or delete its folder to make new keys (clients must then trust the new root).';
const RENEW = 'Restart the double: it makes a new one at every start that finds it due.';

function judge({ kind, file, detail, isRoot }: PkiProblem): Finding {
  const text = `${file} ${detail}`;
  switch (kind) {
    case 'missing':
    case 'damaged':
    case 'foreign':
      return failed(text, START_OVER);
    case 'readable-by-others':
      return failed(text, `Run chmod 600 ${file}; if others had access, delete the folder to make new keys.`);
    case 'not-yet-valid':
      return failed(text, 'Set the clock of this machine: it stands before the certificate was made.');
    case 'expired':
      return failed(text, isRoot ? START_OVER : RENEW);
    case 'ends-soon':
      return warn(text, isRoot ? START_OVER : RENEW);
  }
}
