import { allScenarios, requireScenario } from '../../scenarios/all-scenarios.ts';
import type { ClientEnd } from '../../scenarios/judge-oracle.ts';
import type { Scenario } from '../../scenarios/scenario.ts';
import type { ScenarioStage } from '../../scenarios/stage.ts';
import { type ControlRoute, route } from '../route.ts';
import { object } from '../schemas/common.ts';
import {
  clientEnd,
  scenario,
  scenarioId,
  scenarioList,
  scenarioVerdict,
  stage,
  stageName,
} from '../schemas/scenario.ts';

const params = object({ stage: stageName });

/** Attacks and troubles a client can be tried with: arranged, struck and judged by whoever drives the client. */
export const scenarioRoutes: readonly ControlRoute[] = [
  route({
    method: 'GET',
    url: '/scenarios',
    operationId: 'listScenarios',
    summary: 'Lists the scenarios',
    tags: ['scenarios'],
    response: scenarioList,
    handler: () => ({ scenarios: allScenarios.map(facts) }),
  }),
  route({
    method: 'GET',
    url: '/scenarios/:scenario',
    operationId: 'getScenario',
    summary: 'Explains a scenario: what happens, what a correct client does, what it is judged by',
    tags: ['scenarios'],
    params: object({ scenario: scenarioId }),
    response: scenario,
    refusals: [404],
    handler: (_ports, { params }) => {
      const found = requireScenario(params.scenario);
      const { story, correct, needs = [], likely = [], honest, strike, repair, oracles } = found;
      const plays = {
        honest: honest.client,
        strike: strike.client,
        repair: repair?.client ?? [],
        oracles: oracles.map(({ why }) => why),
      };
      return { ...facts(found), story, correct, needs, likely, ...plays };
    },
  }),
  route({
    method: 'POST',
    url: '/scenarios/:scenario/stages',
    operationId: 'openStage',
    summary: 'Makes the honest state of a scenario on a tenant of its own',
    description: 'The client is to do what `client` says against `urls`; then comes the strike.',
    tags: ['scenarios'],
    params: object({ scenario: scenarioId }),
    response: stage,
    status: 201,
    refusals: [404, 409, 503],
    handler: async ({ stages }, { params }) => {
      const opened = await stages.open(params.scenario);
      return told(opened, opened.scenario.honest.client);
    },
  }),
  route({
    method: 'POST',
    url: '/stages/:stage/strike',
    operationId: 'strikeStage',
    summary: 'Strikes: what arrives from now on is judged',
    tags: ['scenarios'],
    params,
    response: stage,
    refusals: [404, 409, 503],
    handler: async ({ stages }, { params }) => {
      const found = stages.require(params.stage);
      await found.strike();
      return told(found, found.scenario.strike.client);
    },
  }),
  route({
    method: 'POST',
    url: '/stages/:stage/repair',
    operationId: 'repairStage',
    summary: 'Repairs what was struck, where the scenario has that: the client must find its way back',
    tags: ['scenarios'],
    params,
    response: stage,
    refusals: [404, 409, 503],
    handler: async ({ stages }, { params }) => {
      const found = stages.require(params.stage);
      await found.repair();
      return told(found, found.scenario.repair?.client ?? []);
    },
  }),
  route({
    method: 'POST',
    url: '/stages/:stage/judge',
    operationId: 'judgeStage',
    summary: 'Judges what the client did since the strike, and how it says it ended',
    tags: ['scenarios'],
    params,
    body: clientEnd,
    response: scenarioVerdict,
    refusals: [404, 410],
    handler: async ({ stages }, { params, body }) => {
      const found = stages.require(params.stage);
      await found.settle();
      return found.judge(body as ClientEnd);
    },
  }),
];

function facts({ id, title, layer, threat }: Scenario) {
  return { id, title, layer, threat };
}

function told({ tenant, scenario }: ScenarioStage, client: readonly string[]) {
  const { http, https } = tenant.urls;
  return { stage: tenant.name, scenario: scenario.id, urls: { http, https }, client };
}
