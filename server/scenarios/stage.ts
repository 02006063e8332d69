import type { Tenant } from '../tenants/tenant.ts';
import { type ClientEnd, judgeOracle, type OracleVerdict } from './judge-oracle.ts';
import { performStep } from './perform-step.ts';
import type { Oracle, Scenario, Step } from './scenario.ts';
import { settle } from './settle.ts';

/** What a scenario came to. */
export interface ScenarioVerdict {
  readonly scenario: string;
  /** Whether the client did what a correct one does, as far as could be judged. */
  readonly isPassed: boolean;
  readonly oracles: readonly OracleVerdict[];
}

/** A scenario on a tenant of its own, step by step: whoever drives the client calls them in between. */
export interface ScenarioStage {
  readonly scenario: Scenario;
  readonly tenant: Tenant;
  /** Makes the honest state. */
  arrange(): Promise<void>;
  /** Strikes; what arrives from now on is judged. */
  strike(): Promise<void>;
  /** Has the server well again, where the scenario goes on so. */
  repair(): Promise<void>;
  /** Waits for what oracles look for and has not arrived yet, half a second at most. */
  settle(): Promise<void>;
  /** Judges what the client did since the strike. */
  judge(end?: ClientEnd): ScenarioVerdict;
}

/** Puts a scenario on a tenant, which should be of nobody else. */
export function createStage(tenant: Tenant, scenario: Scenario): ScenarioStage {
  let strikeAt = 0;
  let repairAt = 0;
  const from = ({ since }: Oracle): number => (since === 'repair' ? repairAt : strikeAt);
  const perform = async (steps: readonly Step[]): Promise<void> => {
    for (const step of steps) await performStep(tenant, step);
  };
  return {
    scenario,
    tenant,
    arrange: () => perform(scenario.honest.steps),
    strike: async () => {
      strikeAt = tenant.journal.state().last;
      await perform(scenario.strike.steps);
    },
    repair: async () => {
      repairAt = tenant.journal.state().last;
      await perform(scenario.repair?.steps ?? []);
    },
    settle: () =>
      settle(
        tenant.journal,
        scenario.oracles.flatMap((oracle) =>
          oracle.kind === 'journal' ? [{ expect: oracle.expect, after: from(oracle) }] : [],
        ),
      ),
    judge: (end) => {
      const oracles = scenario.oracles.map((oracle) => judgeOracle(tenant, oracle, from(oracle), end));
      return {
        scenario: scenario.id,
        isPassed: oracles.every(({ result }) => result !== 'broken'),
        oracles,
      };
    },
  };
}
