import t from 'tap';
import { killTrials } from './trials.ts';

killTrials(t, false, [
  [{ kind: 'request' }, { kind: 'answer' }],
  [{ kind: 'byte' }, { kind: 'byte' }],
  [{ kind: 'statement', when: 'after' }],
  [{ kind: 'statement', when: 'after' }, { kind: 'statement', when: 'before' }, { kind: 'request' }],
  [{ kind: 'rename', when: 'after' }],
  [{ kind: 'request', operation: 'content' }],
  [{ kind: 'answer', operation: 'RollupComputerStatus' }],
]);
