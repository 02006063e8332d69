import path from 'node:path';
import type { Test } from 'tap';
import type { Catalog } from '../../../catalog/catalog.ts';
import { testCatalog } from '../../helpers/catalogs.ts';
import { importUpdates, revisionIdOf, type ShortUpdate } from '../../helpers/documents.ts';

/** A state folder with these updates, and its catalogue, open as a running double has it. */
export function stateWith(
  t: Test,
  ...updates: readonly ShortUpdate[]
): { readonly state: string; readonly catalog: Catalog } {
  const state = t.testdir({});
  const catalog = testCatalog(t, path.join(state, 'catalog.db'));
  if (updates.length > 0) importUpdates(catalog, ...updates);
  return { state, catalog };
}

/** The approvals of a revision as `group action deadline`, oldest first. */
export function approvalsOf(catalog: Catalog, id: number, revision = 1): readonly string[] {
  const names = new Map(catalog.groups.all().map((group) => [group.groupId, group.name]));
  return catalog.deployments
    .explicitOf(revisionIdOf(catalog, id, revision))
    .map(({ groupId, action, deadline }) => [names.get(groupId), action, deadline].filter(Boolean).join(' '));
}

/** A computer that came, registered and reported. */
export function addComputer(
  catalog: Catalog,
  id: string,
  groups = '',
  more: { readonly reported?: true } = {},
): void {
  const now = catalog.clock.now();
  catalog.write(() => {
    catalog.computers.introduce(id, `${id}.test`, groups, now);
    const info = {
      OSMajorVersion: 10,
      OSMinorVersion: 0,
      OSBuildNumber: 26100,
      ComputerModel: 'Model\u001b[1m',
    };
    catalog.computers.register(id, JSON.stringify(info), now);
    if (more.reported) catalog.computers.noteStatus(id, now);
  });
}
