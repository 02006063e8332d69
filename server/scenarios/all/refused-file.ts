import type { Act } from '../../faults/acts.ts';
import type { Scenario } from '../scenario.ts';
import {
  came,
  FILE,
  failedDownload,
  fewTries,
  isInstalled,
  noSuccess,
  notInstalled,
  OTHER_KB,
  onFile,
  other,
  seed,
  update,
} from './common.ts';

type Texts = Pick<Scenario, 'id' | 'title' | 'story' | 'correct' | 'likely'>;

/** How a file is struck beyond the act itself. */
export interface RefusedFile {
  /** Most requests for it. */
  readonly most?: number;
  /** Of the update. */
  readonly changes?: object;
  /** A client may make something of what comes. */
  readonly isSaved?: boolean;
}

const OBSERVED = {
  kind: 'observe',
  why: 'whether it reads the bytes as they are',
  expect: { query: { reported: { eventId: 183, update: 'KB5090001' } } },
  yes: 'It read the bytes as they are, found their digest right, and installed the update.',
  no: 'It refused the file for its coding.',
} as const;

/** One file is struck each time it is asked for; the other update shows that it stops nothing else. */
export function refusedFile(
  act: Act,
  texts: Texts,
  { most = 12, changes = {}, isSaved = false }: RefusedFile = {},
): Scenario {
  const { kind } = act;
  return {
    ...texts,
    layer: kind.startsWith('content.') ? 'content' : 'http',
    threat: 'malicious mirror',
    honest: { steps: [seed(update(changes), other())], client: ['scan'] },
    strike: { steps: [onFile(act)], client: ['run'] },
    oracles: [
      came('the strike was met', { file: FILE, injected: true }),
      fewTries(most),
      ...(isSaved
        ? [OBSERVED]
        : [notInstalled('what did not come as it should is not installed'), noSuccess(), failedDownload]),
      isInstalled('the other update is installed', OTHER_KB),
    ],
    needs: ['reports'],
  };
}
