import t from 'tap';
import { killTrials } from './trials.ts';

killTrials(t, true, [
  [{ kind: 'request' }],
  [{ kind: 'byte' }],
  [{ kind: 'statement', when: 'before' }],
  [{ kind: 'statement', when: 'after' }, { kind: 'statement', when: 'before' }, { kind: 'request' }],
  [{ kind: 'rename', when: 'before' }],
  [{ kind: 'request', after: 'GetDeployments' }],
  [{ kind: 'answer', operation: 'RollupComputers' }],
]);
