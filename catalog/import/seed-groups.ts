import { fail } from '../../platform/errors/index.ts';
import { listOf, type Seed } from './seed.ts';
import { unknownName } from './seed-names.ts';
import type { BuiltSeed } from './seed-tools.ts';

const ROOT = 'All Computers';
const BUILT_IN = [ROOT, 'Unassigned Computers'];

/** The groups of a seed. */
export interface SeedGroups {
  /** Each after its parent. */
  readonly list: BuiltSeed['groups'];
  /** The name of a group as it is declared, whatever the case asked for. */
  readonly require: (name: string, where: string) => string;
  readonly isRoot: (name: string) => boolean;
}

/**
 * Collects the groups of `seed`.
 *
 * @throws SEED_INVALID, SEED_UNKNOWN_NAME, SEED_CYCLE
 */
export function createGroups(seed: Seed): SeedGroups {
  const names = new Map(BUILT_IN.map((name) => [groupKey(name), name]));
  const declared = (seed.groups ?? []).map((given, index) => {
    const { name, parent } = typeof given === 'string' ? { name: given, parent: undefined } : given;
    const where = seed.where(['groups', index]);
    if (names.has(groupKey(name)))
      fail('SEED_INVALID', {
        where,
        problem: `the group ${name} is ${BUILT_IN.includes(name) ? 'built in' : 'declared twice'}`,
        repair: 'Take this declaration out.',
      });
    names.set(groupKey(name), name);
    return { name, parent, where };
  });
  const require = (name: string, where: string) =>
    names.get(groupKey(name)) ?? unknownName('group', name, [...names.values()], where);
  const groups = declared.map(({ name, parent, where }) => ({
    name,
    ...(parent !== undefined && { parent: require(parent, where) }),
  }));
  return { list: parentsFirst(groups, seed), require, isRoot: (name) => groupKey(name) === groupKey(ROOT) };
}

/** The computers of `seed` with the groups they are in. */
export function computersOf(seed: Seed, groups: SeedGroups): BuiltSeed['computers'] {
  return (seed.computers ?? []).map((computer, index) => ({
    name: computer.name,
    groups: listOf(computer.groups).map((name) => groups.require(name, seed.where(['computers', index]))),
    ...(computer.id !== undefined && { id: computer.id.toLowerCase() }),
  }));
}

/** Takes groups whose parent is there already, round by round, until all are taken or none can be. */
function parentsFirst(groups: BuiltSeed['groups'], seed: Seed): BuiltSeed['groups'] {
  const taken = new Set(BUILT_IN);
  const sorted: BuiltSeed['groups'][number][] = [];
  let waiting = groups;
  while (waiting.length > 0) {
    const ready = waiting.filter(({ parent }) => parent === undefined || taken.has(parent));
    if (ready.length === 0)
      return fail('SEED_CYCLE', {
        where: seed.where(['groups']),
        relation: 'parents of groups',
        names: waiting
          .slice(0, 6)
          .map(({ name }) => name)
          .join(', '),
      });
    for (const group of ready) taken.add(group.name);
    sorted.push(...ready);
    waiting = waiting.filter((group) => !ready.includes(group));
  }
  return sorted;
}

function groupKey(name: string): string {
  return name.trim().toLowerCase();
}
