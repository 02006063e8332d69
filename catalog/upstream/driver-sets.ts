import type { RevisionIdentity } from '../../protocol/metadata/update-document.ts';
import type { Database } from '../store/database.ts';
import { type CategoryTree, createCategoryTree } from './category-tree.ts';
import type { DriverFilter, DriverListing, FilterHardwareId } from './driver-filter.ts';
import { createPrerequisiteClauses } from './driver-prerequisites.ts';
import {
  createDriverRevisions,
  type DriverOfComputer,
  type DriverRevision,
  type DriverRevisions,
  type DriverScope,
} from './driver-revisions.ts';
import { commonClauses, type DriverSet } from './driver-set-document.ts';
import { createDriverSetIds, driverSetIdOf } from './driver-set-ids.ts';

/**
 * Drivers by the machines they are for ([MS-WSUSSS] §3.1.4.7 and .8). A driver set is what belongs to one computer
 * hardware id: the newest revisions, expired ones left out, of all drivers that name it as a computer they are
 * targeted or distributed to. It is there as long as it has a driver.
 */
export interface DriverSets {
  /** Drivers and driver sets for the hardware of a filter. A driver outside its categories is in neither. */
  list(filter: DriverFilter): DriverListing;
  /** The sets with these ids (lower case), each once; what needs a newer protocol is withheld, and an empty set. */
  find(setIds: readonly string[], protocol: number): DriverSet[];
}

export function createDriverSets(database: Database): DriverSets {
  const tree = createCategoryTree(database);
  const drivers = createDriverRevisions(database);
  const ids = createDriverSetIds(database);
  const clausesOf = createPrerequisiteClauses(database);
  return {
    list: (filter) => listingOf(drivers, filter, scopeOf(tree, filter)),
    find: (setIds, protocol) => {
      const computers = ids.computersOf(setIds);
      const sets = setsOf(drivers, [...computers.values()], { protocol });
      return [...computers].flatMap(([driverSetId, computerHardwareId]): DriverSet[] => {
        const own = sets.get(computerHardwareId);
        if (own === undefined) return [];
        const clauses = clausesOf(own.map(({ revisionId }) => revisionId));
        const prerequisites = commonClauses(own.map(({ revisionId }) => clauses.get(revisionId) ?? []));
        return [{ driverSetId, computerHardwareId, drivers: own, prerequisites }];
      });
    },
  };
}

function scopeOf(tree: CategoryTree, { categories, protocol }: DriverFilter): DriverScope {
  if (categories.length === 0) return { protocol };
  const wholes = categories.filter(({ delta }) => !delta);
  return { protocol, categories: tree.within(categories), wholes: tree.within(wholes) };
}

function listingOf(drivers: DriverRevisions, filter: DriverFilter, scope: DriverScope): DriverListing {
  const { after } = filter;
  const computers = wholesOf(filter.computerIds);
  const sets = setsOf(drivers, [...computers.keys()], scope);
  const fresh = [...computers].filter(([id, isWhole]) => isNew(sets.get(id), isWhole, after));
  const missing = [...computers.keys()].filter((id) => !sets.has(id));
  const plain = drivers.ofDevices(filter.hardwareIds, after ?? 0, scope);
  return {
    revisions: inOrderOfArrival([...plain, ...fresh.flatMap(([id]) => sets.get(id) ?? [])]),
    newSets: fresh.map(([id]) => driverSetIdOf(id)),
    removedSets: after === undefined ? [] : removedOf(drivers, missing, scope, after).map(driverSetIdOf),
  };
}

/**
 * Those of the computers `missing` whose set had drivers at the moment `after` and has none now. Where all need a newer
 * protocol by now the set is not removed: its older drivers are as good as before to a server that has them.
 */
function removedOf(
  drivers: DriverRevisions,
  missing: readonly string[],
  scope: DriverScope,
  after: number,
): string[] {
  const withheld = setsOf(drivers, missing, { ...scope, protocol: Number.POSITIVE_INFINITY });
  const gone = missing.filter((id) => !withheld.has(id));
  const before = setsOf(drivers, gone, scope, after);
  return gone.filter((id) => before.has(id));
}

/** The drivers of these computers by computer; one without any is left out. */
function setsOf(
  drivers: DriverRevisions,
  computers: readonly string[],
  scope: DriverScope,
  until?: number,
): ReadonlyMap<string, readonly DriverOfComputer[]> {
  const sets = new Map<string, DriverOfComputer[]>();
  if (computers.length === 0) return sets;
  for (const row of drivers.ofComputers(computers, scope, until)) {
    const set = sets.get(row.computerHardwareId);
    if (set === undefined) sets.set(row.computerHardwareId, [row]);
    else set.push(row);
  }
  return sets;
}

/** Whether each id is asked for as a whole; one that is there twice is if either is. */
function wholesOf(ids: readonly FilterHardwareId[]): ReadonlyMap<string, boolean> {
  const wholes = new Map<string, boolean>();
  for (const { id, delta } of ids) wholes.set(id, !delta || (wholes.get(id) ?? false));
  return wholes;
}

function isNew(set: readonly DriverOfComputer[] | undefined, isWhole: boolean, after = 0): boolean {
  if (set === undefined) return false;
  return isWhole || set.some((driver) => driver.isWhole === 1 || driver.arrivedAt > after);
}

function inOrderOfArrival(rows: readonly DriverRevision[]): RevisionIdentity[] {
  const byId = new Map(rows.map((row) => [row.revisionId, row]));
  return [...byId.values()]
    .sort((a, b) => a.revisionId - b.revisionId)
    .map(({ updateId, revisionNumber }) => ({ updateId, revisionNumber }));
}
