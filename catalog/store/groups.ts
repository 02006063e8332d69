import { fail } from '../../platform/errors/index.ts';
import { uuidFromName } from '../../platform/randomness.ts';
import type { Database } from './database.ts';

/** The built-in groups and their well-known ids (server sync facts §1.4, GetDeployments). */
export const ALL_COMPUTERS = 'a0a08746-4dbe-4a37-9adf-9e7652c0b421';
export const UNASSIGNED_COMPUTERS = 'b73ca6ed-5727-47f3-84de-015e03f6a88a';

/** A target group. */
export interface TargetGroup {
  readonly groupId: string;
  readonly name: string;
  /** Absent for All Computers, the root. */
  readonly parentId: string | null;
  readonly isBuiltin: boolean;
}

/** The TargetGroup Table. */
export interface Groups {
  all(): TargetGroup[];
  /** The group with that id or name, whatever the case. */
  find(idOrName: string): TargetGroup | undefined;
  /** Like `find`, but throws CATALOG_GROUP_UNKNOWN. */
  require(idOrName: string): TargetGroup;
  /** Makes a group under `parent` (All Computers by default), or returns the one of that name. */
  ensure(name: string, parent?: string): TargetGroup;
}

export function createGroups(database: Database): Groups {
  const select = database.prepare<[], Omit<TargetGroup, 'isBuiltin'> & { isBuiltin: 0 | 1 }>(
    'SELECT group_id AS groupId, name, parent_id AS parentId, is_builtin AS isBuiltin FROM target_group ORDER BY is_builtin DESC, name',
  );
  const add = database.prepare(
    'INSERT OR IGNORE INTO target_group (group_id, name, parent_id, is_builtin) VALUES (?, ?, ?, ?)',
  );
  const isNew = select.all().length === 0;
  if (isNew) add.run(ALL_COMPUTERS, 'All Computers', null, 1);
  if (isNew) add.run(UNASSIGNED_COMPUTERS, 'Unassigned Computers', ALL_COMPUTERS, 1);

  const groups: Groups = {
    all: () => select.all().map((row) => ({ ...row, isBuiltin: row.isBuiltin === 1 })),
    find: (idOrName) => {
      const wanted = idOrName.trim().toLowerCase();
      return groups.all().find(({ groupId, name }) => groupId === wanted || name.toLowerCase() === wanted);
    },
    require: (idOrName) =>
      groups.find(idOrName) ??
      fail('CATALOG_GROUP_UNKNOWN', {
        group: idOrName,
        known: groups
          .all()
          .map(({ name }) => name)
          .join(', '),
      }),
    ensure: (name, parent = ALL_COMPUTERS) => {
      const known = groups.find(name);
      if (known !== undefined) return known;
      const parentGroup = groups.require(parent);
      // Derived from the name so that the same seed gives the same ids on every machine.
      const groupId = uuidFromName(`target-group\0${name.toLowerCase()}`);
      add.run(groupId, name, parentGroup.groupId, 0);
      return { groupId, name, parentId: parentGroup.groupId, isBuiltin: false };
    },
  };
  return groups;
}
