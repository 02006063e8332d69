import t from 'tap';
import { generalScenarios } from '../../server/scenarios/all-scenarios.ts';
import type { Scenario, Step } from '../../server/scenarios/scenario.ts';
import { oraclesOf, run, type ScenarioRun, startStage } from '../helpers/scenario-runs.ts';

/** Scenarios that run side by side. More of them, and a device may lose its patience with a server that only has much to do. */
const AT_ONCE = 6;

const double = await startStage(t);

t.test('the device of this project does what a correct client does, in every scenario', async (t) => {
  const runs = await runAll();
  for (const scenario of generalScenarios) {
    const { id } = scenario;
    const one = runs.get(id);
    if (one === undefined) throw new Error(`${id} did not run`);
    t.same(oraclesOf(one, 'broken'), [], `${id}: no oracle is broken`);
    t.same(oraclesOf(one, 'skipped'), [], `${id}: no oracle is skipped`);
    t.equal(one.honest?.isGood, true, `${id}: the honest server is met`);
    t.ok(one.isPassed, id);
    const replies = one.entries.map((entry) =>
      entry.kind === 'call' ? String(entry.bodies.reply ?? '') : '',
    );
    for (const text of replacedBy(scenario))
      t.ok(
        replies.some((reply) => reply.includes(text)),
        `${id}: a reply has ${text}`,
      );
  }
});

/** The longest first, so that none is waited for alone at the end. */
async function runAll(): Promise<ReadonlyMap<string, ScenarioRun>> {
  const runs = new Map<string, ScenarioRun>();
  const waiting = [...generalScenarios].sort((a, b) => weightOf(a) - weightOf(b));
  const worker = async (): Promise<void> => {
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop())
      runs.set(next.id, await run(double, next));
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return runs;
}

function weightOf({ threat }: Scenario): number {
  return threat === 'slow retrieval' ? 1 : 0;
}

function stepsOf({ honest, strike, repair }: Scenario): readonly Step[] {
  return [...honest.steps, ...strike.steps, ...(repair?.steps ?? [])];
}

/** The texts that soap.replace puts into replies. */
function replacedBy(scenario: Scenario): readonly string[] {
  return stepsOf(scenario).flatMap((step) => {
    if (step.do !== 'fault' || !('act' in step.rule)) return [];
    return [step.rule.act]
      .flat()
      .flatMap((act) => (act.kind === 'soap.replace' ? act.replace.map(({ by }) => by) : []));
  });
}
