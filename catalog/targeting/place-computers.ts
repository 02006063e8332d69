import type { Catalog } from '../catalog.ts';

/** A computer that was moved or removed. */
export interface NamedComputer {
  readonly computerId: string;
  readonly dnsName: string;
}

/** A computer and the names of the groups an administrator put it into. */
export interface PlacedComputer extends NamedComputer {
  readonly groups: readonly string[];
}

/**
 * Puts computers into groups and takes them out of all others: all that are named, or none. Without a group it is left to
 * the computers. Throws CATALOG_COMPUTER_UNKNOWN, CATALOG_GROUP_UNKNOWN.
 */
export function placeComputers(
  catalog: Catalog,
  names: readonly string[],
  groupNames: readonly string[],
): readonly PlacedComputer[] {
  const groups = groupNames.map((group) => catalog.groups.require(group));
  const groupIds = groups.map(({ groupId }) => groupId);
  return catalog.write(() =>
    names.map((name) => {
      const { computerId, dnsName } = catalog.computers.require(name);
      catalog.computers.assign(computerId, groupIds);
      return { computerId, dnsName, groups: groups.map((group) => group.name) };
    }),
  );
}

/** Forgets computers with their status: all that are named, or none. Throws CATALOG_COMPUTER_UNKNOWN. */
export function removeComputers(catalog: Catalog, names: readonly string[]): readonly NamedComputer[] {
  return catalog.write(() =>
    names.map((name) => {
      const { computerId, dnsName } = catalog.computers.require(name);
      catalog.computers.remove(computerId);
      return { computerId, dnsName };
    }),
  );
}
