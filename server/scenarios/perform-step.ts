import type { Tenant } from '../tenants/tenant.ts';
import { reviseUpdate } from './revise-update.ts';
import type { Step } from './scenario.ts';

/** Does one step of a scenario on its tenant. Throws what the step's own part throws, and SCENARIO_STEP for a text that is not there. */
export async function performStep(tenant: Tenant, step: Step): Promise<void> {
  const { catalog, clock, faults, snapshots } = tenant;
  const idOf = (update: string): string => tenant.journal.known().require(update);
  switch (step.do) {
    case 'seed':
      await tenant.import({ seed: step.seed });
      return;
    case 'revise':
      return reviseUpdate(catalog, idOf(step.update), step);
    case 'fault':
      faults.add(step.rule);
      return;
    case 'clear faults':
      return faults.clear();
    case 'advance clock':
      return clock.advance(step.milliseconds);
    case 'snapshot':
      snapshots.take(step.name);
      return;
    case 'restore':
      snapshots.restore(step.name);
      return;
    case 'approve':
      catalog.approvals.approve({
        updateId: idOf(step.update),
        action: step.action,
        group: 'All Computers',
        acceptEula: true,
      });
      return;
    case 'decline':
      catalog.approvals.decline(idOf(step.update));
      return;
    case 'configure':
      catalog.configuration.set(step.values);
      return;
  }
}
