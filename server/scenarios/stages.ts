import { fail } from '../../platform/errors/index.ts';
import type { Tenant } from '../tenants/tenant.ts';
import type { Tenants } from '../tenants/tenants.ts';
import { createStage, type ScenarioStage } from './stage.ts';

/** The scenarios that are being played on one double, by the names of their tenants. */
export interface Stages {
  /**
   * Makes a tenant with listeners of its own for the scenario called `id` and arranges its honest state. Throws SCENARIO_UNKNOWN and
   * what making the tenant throws.
   */
  open(id: string): Promise<ScenarioStage>;
  /** Throws STAGE_UNKNOWN. */
  require(tenant: string): ScenarioStage;
}

export function createStages(tenants: Tenants): Stages {
  const stages = new WeakMap<Tenant, ScenarioStage>();
  return {
    open: async (id) => {
      // Loaded when one is played: their texts are long.
      const { requireScenario } = await import('./all-scenarios.ts');
      const scenario = requireScenario(id);
      const tenant = await tenants.create({ name: freeName(tenants, id), ports: {} });
      const stage = createStage(tenant, scenario);
      try {
        await stage.arrange();
      } catch (error) {
        await tenant.close();
        throw error;
      }
      stages.set(tenant, stage);
      return stage;
    },
    require: (name) => {
      const tenant = tenants.find(name);
      return (tenant && stages.get(tenant)) ?? fail('STAGE_UNKNOWN', { tenant: name.slice(0, 80) });
    },
  };
}

function freeName(tenants: Tenants, id: string): string {
  let name = id;
  for (let number = 2; tenants.find(name) !== undefined; number++) name = `${id}-${number}`;
  return name;
}
