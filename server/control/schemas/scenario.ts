import { Type } from '../../../platform/documents/schema-type.ts';
import { name, object } from './common.ts';

const facts = {
  id: Type.String(),
  title: Type.String(),
  layer: Type.String(),
  threat: Type.String(),
};

export const scenarioId = name('Id of the scenario, such as content.wrong-bytes');
export const stageName = name('Name of the tenant it is played on');

export const scenarioList = object({ scenarios: Type.Array(object(facts)) }, { title: 'ScenarioList' });

const actions = Type.Array(Type.String(), {
  description: 'What the client is to do: scan, download, install, run',
});

export const scenario = object(
  {
    ...facts,
    story: Type.Array(Type.String(), { description: 'What it is, in paragraphs' }),
    correct: Type.String({ description: 'What a correct client does' }),
    likely: Type.Array(Type.String(), { description: 'Codes a Windows client is likely to end with' }),
    needs: Type.Array(Type.String(), { description: 'What a client must be able to do for it' }),
    honest: actions,
    strike: actions,
    repair: actions,
    oracles: Type.Array(Type.String(), { description: 'What the client is judged by' }),
  },
  { title: 'Scenario' },
);

export const stage = object(
  {
    stage: Type.String({ description: 'Name of its tenant' }),
    scenario: Type.String(),
    urls: object({ http: Type.String(), https: Type.String() }),
    client: actions,
  },
  { title: 'Stage', description: 'A scenario that is being played, and what the client is to do now' },
);

export const clientEnd = object({
  isGood: Type.Optional(Type.Boolean({ description: 'Whether the client says it ended well' })),
  codes: Type.Optional(Type.Array(name('Code it ended with, by name'), { maxItems: 10 })),
  installed: Type.Optional(Type.Array(name('UpdateID of what it says is installed'), { maxItems: 10_000 })),
  words: Type.Optional(Type.String({ maxLength: 1_000, description: 'What it says of itself' })),
});

export const scenarioVerdict = object(
  {
    scenario: Type.String(),
    isPassed: Type.Boolean(),
    oracles: Type.Array(object({ why: Type.String(), result: Type.String(), explanation: Type.String() })),
  },
  { title: 'ScenarioVerdict' },
);
