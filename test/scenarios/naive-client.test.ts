import t from 'tap';
import { generalScenarios } from '../../server/scenarios/all-scenarios.ts';
import { createNaiveClient } from '../helpers/naive-client.ts';
import { oraclesOf, run, startStage } from '../helpers/scenario-runs.ts';

/** Most of the time each of them waits for what does not come. */
const AT_ONCE = 16;

/** What has nothing to break for this client: it does nothing wrong there, or nobody is held to more. */
const HARMLESS: ReadonlySet<string> = new Set([
  'rollback.revision',
  'rollback.supersedence',
  'rollback.older-dates',
  'mix-and-match.new-version',
  'malicious-mirror.coding-lie',
  'drop-request.reports',
  'wrong-software.file-name',
  'wrong-software.never-installed',
]);

/** What is for a client that lets itself be kept away for good. */
const STUBBORN: ReadonlySet<string> = new Set([
  'fast-forward.revision-number',
  'fast-forward.configuration',
  'freeze.eternal-cookie',
  'freeze.retry-after',
  'freeze.replay',
  'freeze.nothing-new',
]);

/** It waits for ever there, and so would this test. */
const ENDLESS = 'slow retrieval';

const double = await startStage(t);

t.test('a client that installs anything breaks an oracle of every scenario', async (t) => {
  const waiting = generalScenarios.filter(({ threat }) => threat !== ENDLESS);
  const broken = new Map<string, readonly string[]>();
  const worker = async (): Promise<void> => {
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      const { id } = next;
      const one = await run(double, next, ({ http }) => createNaiveClient(http, STUBBORN.has(id)));
      broken.set(id, oraclesOf(one, 'broken'));
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  for (const [id, oracles] of broken)
    t.equal(oracles.length === 0, HARMLESS.has(id), `${id}: ${oracles.length} broken`);
});
