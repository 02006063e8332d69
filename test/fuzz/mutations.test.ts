import t from 'tap';
import { answeredIn, runFuzz } from '../helpers/fuzz-run.ts';
import { askSampleOverSockets } from '../helpers/fuzz-sockets.ts';

const SEED = 20261101;

t.test('good requests with changed bytes are answered or refused with a documented fault', async (t) => {
  const outcome = runFuzz({ kind: 'mutations', seed: SEED, cases: 2_200 });
  const { cases, answers, failure } = outcome;
  t.equal(failure, undefined, `seed ${SEED}`);
  t.equal(cases, 2_200);
  t.ok(answeredIn(outcome) > 60, 'some changes do no harm');
  t.ok((answers.InvalidParameters ?? 0) > 500, 'most are refused');
  t.ok(answers['HTTP 400'], 'packed bytes are damaged too');
});

t.test('they are over real sockets too, in both versions of SOAP and any coding', async (t) => {
  await askSampleOverSockets(t, { kind: 'mutations', seed: SEED, cases: 150 });
});
