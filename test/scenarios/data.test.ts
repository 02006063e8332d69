import t from 'tap';
import { checkRule } from '../../server/faults/check-rule.ts';
import { checkQuery } from '../../server/journal/check-query.ts';
import type { JournalQuery } from '../../server/journal/query.ts';
import { allScenarios, generalScenarios, requireScenario } from '../../server/scenarios/all-scenarios.ts';
import type { Oracle, Scenario, Step } from '../../server/scenarios/scenario.ts';
import { refusalOf } from '../helpers/seeds.ts';

function stepsOf({ honest, strike, repair }: Scenario): readonly Step[] {
  return [...honest.steps, ...strike.steps, ...(repair?.steps ?? [])];
}

/** Every value at a key of these names, however deep. */
function valuesAt(value: unknown, names: readonly string[]): readonly unknown[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, one]) => [
    ...(names.includes(name) ? [one] : []),
    ...valuesAt(one, names),
  ]);
}

function queriesOf(oracle: Oracle): readonly JournalQuery[] {
  if (oracle.kind === 'bytes') return [oracle.query];
  if (oracle.kind !== 'journal' && oracle.kind !== 'observe') return [];
  return 'sequence' in oracle.expect ? oracle.expect.sequence : [oracle.expect.query];
}

t.test('each scenario has an id of its own: a layer or threat, a dot, a name', async (t) => {
  const ids = allScenarios.map(({ id }) => id);
  t.equal(new Set(ids).size, ids.length);
  for (const id of ids) t.match(id, /^[a-z]+(-[a-z]+)*(\.[a-z0-9]+(-[a-z0-9]+)*)+$/);
  t.equal(new Set(allScenarios.map(({ title }) => title)).size, ids.length, 'and so are the titles');
});

t.test('each tells people what happens and what is right', async (t) => {
  for (const { id, title, story, correct, threat } of allScenarios) {
    t.ok(story.length > 0 && story.every((paragraph) => paragraph.length > 60), `${id}: a story`);
    t.ok(
      [...story, correct].every((text) => /[.?!]$/.test(text)),
      `${id}: whole sentences`,
    );
    t.ok(title.length > 10 && !title.endsWith('.'), `${id}: a title`);
    t.ok(correct.length > 15 && threat.length > 0, `${id}: what a correct client does`);
  }
});

t.test('each proves that the strike was met, and asks for something beyond', async (t) => {
  for (const { id, oracles, strike, honest } of allScenarios) {
    const isMet = (oracle: Oracle): boolean =>
      oracle.kind === 'journal' &&
      ('sequence' in oracle.expect || (oracle.expect.count !== 0 && mostOf(oracle.expect.count) !== 'only'));
    t.ok(oracles.some(isMet), `${id}: something must come`);
    t.ok(oracles.filter(({ kind }) => kind !== 'observe').length > 1, `${id}: two oracles at least`);
    t.ok(honest.client.length > 0 && strike.client.length > 0, `${id}: the client is there for both`);
    t.ok(
      oracles.every(({ why }) => why.length > 0),
      `${id}: each says why`,
    );
  }
});

/** `only` where a count has a bound above and none below. */
function mostOf(count: unknown): 'only' | 'least' {
  return typeof count === 'object' && count !== null && !('least' in count) ? 'only' : 'least';
}

t.test('updates that are named are in a seed of the scenario', async (t) => {
  for (const scenario of allScenarios) {
    const steps = stepsOf(scenario);
    const seeds = steps.filter((step) => step.do === 'seed');
    const known = new Set([
      ...valuesAt(seeds, ['kb']).map((kb) => `KB${kb}`),
      ...valuesAt(seeds, ['updateId']).map(String),
    ]);
    const named = valuesAt([scenario.oracles, steps.filter(({ do: what }) => what !== 'seed')], ['update']);
    for (const update of named) t.ok(known.has(String(update)), `${scenario.id}: ${update}`);
    const files = valuesAt(scenario.oracles, ['file']).map(String);
    const names = new Set(valuesAt(seeds, ['name']));
    for (const file of files) t.ok(names.has(file), `${scenario.id}: ${file}`);
  }
});

t.test('rules and queries are such as the control API takes', async (t) => {
  for (const scenario of allScenarios) {
    for (const step of stepsOf(scenario))
      if (step.do === 'fault') t.doesNotThrow(() => checkRule(step.rule), scenario.id);
    for (const oracle of scenario.oracles)
      for (const query of queriesOf(oracle))
        t.doesNotThrow(() => checkQuery(query), `${scenario.id}: ${oracle.why}`);
  }
});

t.test('scenarios are data: they can be told and done by any process', async (t) => {
  t.same(JSON.parse(JSON.stringify(generalScenarios)), generalScenarios);
});

t.test('one is found by its id, and a wrong id gets the nearest one', async (t) => {
  t.equal(requireScenario('content.wrong-bytes').layer, 'content');
  t.match(
    refusalOf(() => requireScenario('content.wrong-byte')),
    /content\.wrong-bytes/,
  );
});
