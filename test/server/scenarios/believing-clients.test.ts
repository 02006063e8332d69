import t from 'tap';
import { runScenario } from '../../../scripts/scenario/run-scenario.ts';
import { startMockWindowsUpdate } from '../../../server/index.ts';
import { requireScenario } from '../../../server/scenarios/all-scenarios.ts';
import { believingClient, type Naivety } from '../../helpers/believing-client.ts';
import { withKeys } from '../../helpers/prepared-keys.ts';

/** What a client gets wrong, and the words of an oracle that tells. */
const BROKEN: readonly (readonly [scenario: string, naivety: Naivety, why: string])[] = [
  ['fault.cookie-expired', { onFault: 'end' }, 'it gets a new cookie and repeats the same call'],
  ['fault.invalid-cookie', { onFault: 'new cookie' }, 'it tells what it has cached by UpdateID'],
  ['fault.server-busy', { onFault: 'new cookie' }, 'the session is good: it is not begun again'],
  ['fault.internal-server-error', { onFault: 'again' }, 'it does not hammer a server that is down'],
  ['cookie.foreign', { onFault: 'again' }, 'it came back once: what was refused is not sent again'],
  ['cookie.huge', { onFault: 'end' }, 'the large cookie is never sent'],
  ['signing.no-eku', {}, 'no success is reported'],
  ['wsuspect.injected-command', {}, 'no success is reported'],
  ['wsuspendu.foreign-publisher', {}, 'what an unknown publisher signed is not installed'],
];

t.test('a client that gets it wrong is told so', async (t) => {
  const double = await startMockWindowsUpdate({
    state: withKeys(t.testdir()),
    httpPort: 0,
    httpsPort: 0,
    controlPort: 0,
  });
  t.teardown(() => double.close());
  for (const [id, naivety, why] of BROKEN) {
    const verdict = await runScenario(double, requireScenario(id), (target) =>
      believingClient(target, naivety),
    );
    const broken = verdict.oracles.filter(({ result }) => result === 'broken').map((one) => one.why);
    t.equal(verdict.isPassed, false, id);
    t.ok(verdict.honest?.isGood, `${id}: with an honest server it does well`);
    t.ok(broken.includes(why), `${id}: ${why}`, { broken });
  }
});
