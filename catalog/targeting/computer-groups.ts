import type { Catalog } from '../catalog.ts';
import { createMemberships } from './memberships.ts';

/** The groups computers are in. */
export interface ComputerGroups {
  /** Names of the groups it is a member of. */
  names(computerId: string): readonly string[];
  /** Whether it is in the group or in one below it. */
  isWithin(computerId: string, groupId: string): boolean;
}

/** As of now. Asked of the memberships alone: a view of the catalogue would read all its revisions first. */
export function computerGroups({ groups, computers, changes, configuration }: Catalog): ComputerGroups {
  const { targeting } = configuration.current();
  const members = createMemberships({ groups, computers }).at(changes.read().membership, targeting);
  const nameOf = new Map(groups.all().map(({ groupId, name }) => [groupId, name]));
  return {
    names: (computerId) => members.of(computerId).groupIds.map((id) => nameOf.get(id) ?? id),
    isWithin: (computerId, groupId) => members.of(computerId).lines.some((line) => line.includes(groupId)),
  };
}
