import { fail } from '../../platform/errors/index.ts';
import { uuidFromName } from '../../platform/randomness.ts';
import type { Replication } from '../replication.ts';
import type { Changes } from './changes.ts';
import type { Database } from './database.ts';
import type { Deployments } from './deployments.ts';
import type { Revisions } from './revisions.ts';

/** The built-in groups and their well-known ids (server sync facts §1.4, GetDeployments). */
export const ALL_COMPUTERS = 'a0a08746-4dbe-4a37-9adf-9e7652c0b421';
export const UNASSIGNED_COMPUTERS = 'b73ca6ed-5727-47f3-84de-015e03f6a88a';

/** What a replica leaves to its upstream server. */
const DEED = 'which target groups there are';

/** Longest name of a group, as the product has it. */
const LONGEST_NAME = 256;

/** A target group. */
export interface TargetGroup {
  readonly groupId: string;
  readonly name: string;
  /** Absent for All Computers, the root. */
  readonly parentId: string | null;
  readonly isBuiltin: boolean;
}

/** The TargetGroup Table. What changes it throws CATALOG_GROUP_REFUSED with the reason, and CATALOG_GROUP_UNKNOWN. */
export interface Groups {
  all(): TargetGroup[];
  /** The group with that id or name, whatever the case. */
  find(idOrName: string): TargetGroup | undefined;
  /** Like `find`, but throws CATALOG_GROUP_UNKNOWN. */
  require(idOrName: string): TargetGroup;
  /** Makes a group under `parent` (All Computers by default); its name must be new. */
  create(name: string, parent?: string): TargetGroup;
  /** Like `create`, or returns the group of that name. */
  ensure(name: string, parent?: string): TargetGroup;
  rename(group: string, name: string): void;
  /** Puts a group under another parent: approvals of the new line reach its computers from now on. */
  move(group: string, parent: string): void;
  /**
   * Makes the groups those of an upstream server, which decides for a replica: each is added or changed, and what it does
   * not have goes with its approvals. Throws CATALOG_GROUP_REFUSED when they are no tree below All Computers.
   */
  mirror(given: readonly TargetGroup[]): void;
  /** Removes a group without groups below it, its approvals, and its place in the memberships of computers. */
  remove(group: string): void;
}

/** What changes of groups touch. */
export interface GroupPorts {
  readonly database: Database;
  readonly changes: Changes;
  readonly deployments: Deployments;
  readonly revisions: Revisions;
  readonly replication: Replication;
  readonly write: <T>(work: () => T) => T;
}

export function createGroups(ports: GroupPorts): Groups {
  const { database, changes, deployments, revisions, replication, write } = ports;
  const select = database.prepare<[], Omit<TargetGroup, 'isBuiltin'> & { isBuiltin: 0 | 1 }>(
    'SELECT group_id AS groupId, name, parent_id AS parentId, is_builtin AS isBuiltin FROM target_group ORDER BY is_builtin DESC, name',
  );
  const add = database.prepare(
    'INSERT OR IGNORE INTO target_group (group_id, name, parent_id, is_builtin) VALUES (?, ?, ?, ?)',
  );
  const setName = database.prepare('UPDATE target_group SET name = ? WHERE group_id = ?');
  const setParent = database.prepare('UPDATE target_group SET parent_id = ? WHERE group_id = ?');
  const remove = database.prepare('DELETE FROM target_group WHERE group_id = ?');
  const detach = database.prepare('UPDATE target_group SET parent_id = ? WHERE parent_id = ?');
  if (select.all().length === 0) {
    database
      .transaction(() => {
        add.run(ALL_COMPUTERS, 'All Computers', null, 1);
        add.run(UNASSIGNED_COMPUTERS, 'Unassigned Computers', ALL_COMPUTERS, 1);
      })
      .immediate();
  }

  const own = (idOrName: string, deed: string): TargetGroup => {
    replication.refuse(DEED);
    const group = groups.require(idOrName);
    if (group.isBuiltin) refuse(group.name, `it is built in and cannot be ${deed}`);
    return group;
  };
  const removeWithApprovals = (groupId: string): void => {
    for (const revisionId of deployments.revisionsApprovedFor(groupId))
      revisions.noteChange(revisionId, changes.next());
    deployments.removeGroup(groupId);
    remove.run(groupId);
  };
  const groups: Groups = {
    all: () => select.all().map((row) => ({ ...row, isBuiltin: row.isBuiltin === 1 })),
    find: (idOrName) => {
      const wanted = idOrName.trim().toLowerCase();
      return groups.all().find(({ groupId, name }) => groupId === wanted || name.toLowerCase() === wanted);
    },
    require: (idOrName) => groups.find(idOrName) ?? unknown(idOrName, groups.all()),
    create: (name, parent) =>
      write(() => {
        if (groups.find(name) !== undefined) refuse(name, 'there is a group of that name');
        return groups.ensure(name, parent);
      }),
    ensure: (name, parent = ALL_COMPUTERS) =>
      write(() => {
        const known = groups.find(name);
        if (known !== undefined) return known;
        replication.refuse(DEED);
        const parentId = parentFor(name, groups.require(parent));
        const groupId = freeId(checkedName(name), groups.all());
        add.run(groupId, checkedName(name), parentId, 0);
        changes.nextMembership();
        return { groupId, name: checkedName(name), parentId, isBuiltin: false };
      }),
    rename: (group, name) => {
      write(() => {
        const { groupId } = own(group, 'renamed');
        const taken = groups.find(name);
        if (taken !== undefined && taken.groupId !== groupId) refuse(name, 'there is a group of that name');
        setName.run(checkedName(name), groupId);
        changes.nextMembership();
      });
    },
    move: (group, parent) => {
      write(() => {
        const { groupId, name } = own(group, 'moved');
        const target = groups.require(parent);
        if (isWithin(groups.all(), target.groupId, groupId)) refuse(name, `${target.name} lies within it`);
        setParent.run(parentFor(name, target), groupId);
        changes.nextMembership();
      });
    },
    remove: (group) => {
      write(() => {
        const { groupId, name } = own(group, 'removed');
        const below = groups.all().find(({ parentId }) => parentId === groupId);
        if (below !== undefined) refuse(name, `the group ${below.name} lies within it`);
        removeWithApprovals(groupId);
        changes.nextMembership();
      });
    },
    mirror: (given) => {
      write(() => {
        const wanted = checkedTree(given);
        const kept = new Set(wanted.map(({ groupId }) => groupId));
        const before = groups.all();
        const gone = before.filter(({ groupId, isBuiltin }) => !isBuiltin && !kept.has(groupId));
        const changed = wanted.filter((one) => {
          const own = before.find(({ groupId }) => groupId === one.groupId);
          return own?.name !== one.name || own.parentId !== one.parentId;
        });
        if (gone.length === 0 && changed.length === 0) return;
        for (const { groupId } of gone) {
          detach.run(ALL_COMPUTERS, groupId);
          removeWithApprovals(groupId);
        }
        // Names are given twice, so that two groups can trade theirs; no name anybody gives begins so.
        for (const { groupId } of changed) setName.run(`\u0001${groupId}`, groupId);
        for (const { groupId, name, parentId } of changed) {
          add.run(groupId, name, parentId, 0);
          setName.run(name, groupId);
          setParent.run(parentId, groupId);
        }
        changes.nextMembership();
      });
    },
  };
  return groups;
}

/** Groups of another server, parents first; the built-in ones are here in any case. */
function checkedTree(given: readonly TargetGroup[]): readonly TargetGroup[] {
  const own = given.filter(({ groupId }) => groupId !== ALL_COMPUTERS && groupId !== UNASSIGNED_COMPUTERS);
  const placed = new Set([ALL_COMPUTERS]);
  const names = new Set(['all computers', 'unassigned computers']);
  const ordered: TargetGroup[] = [];
  for (let left = own; left.length > 0; ) {
    const next = left.filter(({ parentId }) => placed.has(parentId ?? ALL_COMPUTERS));
    if (next.length === 0) refuse(left[0]?.name ?? '', 'it does not lie within All Computers');
    for (const group of next) {
      const name = takenName(group);
      if (placed.has(group.groupId)) refuse(name, 'another group has its id');
      if (names.has(name.toLowerCase())) refuse(name, 'another group has its name');
      placed.add(group.groupId);
      names.add(name.toLowerCase());
      ordered.push({ ...group, name, parentId: group.parentId ?? ALL_COMPUTERS, isBuiltin: false });
    }
    left = left.filter((group) => !next.includes(group));
  }
  return ordered;
}

/** Derived from the name so that the same seed gives the same ids on every machine; a group renamed since keeps its own. */
function freeId(name: string, all: readonly TargetGroup[]): string {
  for (let turn = 0; ; turn++) {
    const groupId = uuidFromName(`target-group\0${name.toLowerCase()}${turn === 0 ? '' : `\0${turn}`}`);
    if (all.every((group) => group.groupId !== groupId)) return groupId;
  }
}

function refuse(group: string, reason: string): never {
  return fail('CATALOG_GROUP_REFUSED', { group, reason });
}

function unknown(group: string, all: readonly TargetGroup[]): never {
  return fail('CATALOG_GROUP_UNKNOWN', { group, known: all.map(({ name }) => name).join(', ') });
}

function parentFor(name: string, parent: TargetGroup): string {
  if (parent.groupId === UNASSIGNED_COMPUTERS) refuse(name, 'nothing can lie within Unassigned Computers');
  return parent.groupId;
}

/** A client writes several names with `;` between them, so none may hold one. */
function checkedName(given: string): string {
  const name = given.trim();
  if (name === '') refuse(given, 'a name must not be empty');
  if (name.length > LONGEST_NAME) refuse(name.slice(0, 40), `a name has at most ${LONGEST_NAME} characters`);
  if (name.includes(';')) refuse(name, 'a name must not hold a semicolon');
  return name;
}

/** The name of another server's group, mended where it is none here: what is decided for the group counts, not its name. */
function takenName({ groupId, name }: TargetGroup): string {
  const mended = name.replaceAll(';', ',').trim().slice(0, LONGEST_NAME);
  return mended === '' ? groupId : mended;
}

/** Whether the group `inner` is `outer` or lies below it. */
function isWithin(all: readonly TargetGroup[], inner: string, outer: string): boolean {
  for (
    let id: string | null | undefined = inner;
    id;
    id = all.find(({ groupId }) => groupId === id)?.parentId
  ) {
    if (id === outer) return true;
  }
  return false;
}
