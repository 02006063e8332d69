import t from 'tap';
import { servedServices } from '../../server/services.ts';
import { answeredIn, runFuzz } from '../helpers/fuzz-run.ts';
import { askSampleOverSockets } from '../helpers/fuzz-sockets.ts';

const SEED = 20261101;

t.test('any values a request can have are answered or refused with a documented fault', async (t) => {
  const outcome = runFuzz({ kind: 'contracts', seed: SEED, cases: 2_000 });
  const { cases, answers, failure } = outcome;
  t.equal(failure, undefined, `seed ${SEED}`);
  t.equal(cases, 2_000);
  t.ok(answeredIn(outcome) > 500, 'many get through to an answer');
  for (const { contract } of servedServices)
    for (const name of Object.keys(contract.operations))
      t.ok(answers[`answered ${contract.name}.${name}`], `${contract.name}.${name}`);
  const refused = ['InvalidParameters', 'InvalidCookie', 'CookieExpired', 'ServerChanged', 'ConfigChanged'];
  const ofServers = ['IncompatibleProtocolVersion', 'FileDigestsMissing'];
  for (const code of [...refused, ...ofServers, 'RegistrationRequired', 'FileLocationChanged'])
    t.ok(answers[code], code);
});

t.test('where no registration is asked for, registering is a fault of its own', async (t) => {
  const { answers, failure } = runFuzz({ kind: 'contracts', seed: SEED, cases: 150, isRegistered: false });
  t.equal(failure, undefined, `seed ${SEED}`);
  t.ok(answers.RegistrationNotRequired);
  t.notOk(answers.RegistrationRequired);
});

t.test('they are over real sockets too, in both versions of SOAP and any coding', async (t) => {
  await askSampleOverSockets(t, { kind: 'contracts', seed: SEED, cases: 150 });
});
