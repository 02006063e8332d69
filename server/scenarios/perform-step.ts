import { importDocuments } from '../../catalog/import/import-documents.ts';
import { fail } from '../../platform/errors/index.ts';
import type { Tenant } from '../tenants/tenant.ts';
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
      return revise(tenant, idOf(step.update), step);
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

type Revision = Extract<Step, { do: 'revise' }>;

/** Imports the newest document of an update under another number, its texts replaced. */
function revise({ catalog }: Tenant, updateId: string, { by = 1, replace }: Revision): void {
  const key = catalog.revisions.updateKeyOf(updateId.toLowerCase()) ?? 0;
  const [revisionId = 0] = catalog.revisions.newestFirst(key);
  const number = catalog.revisions.newestNumber(key) ?? 0;
  let xml = catalog.revisions.document(revisionId) ?? '';
  const renumbered: readonly [string, string] = [
    `RevisionNumber="${number}"`,
    `RevisionNumber="${number + by}"`,
  ];
  for (const [found, replacement] of [renumbered, ...replace]) {
    if (!xml.includes(found)) fail('SCENARIO_STEP', { text: found.slice(0, 80), update: updateId });
    xml = xml.replaceAll(found, replacement);
  }
  catalog.write(() => importDocuments(catalog, [{ xml, source: 'scenario' }]));
}
