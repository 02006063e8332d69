import { isoMoment, isoMomentOrNull } from '../../platform/clock.ts';
import type { Catalog } from '../catalog.ts';
import type { Computer } from '../store/computers.ts';
import type { ReportedState } from '../store/events.ts';
import { computerGroups } from '../targeting/computer-groups.ts';
import { requestedNames } from '../targeting/memberships.ts';
import { type Registration, readRegistration, windowsVersion } from './registration.ts';

/** A computer as a list shows it. Moments are ISO 8601. */
export interface ComputerSummary {
  readonly computerId: string;
  readonly dnsName: string;
  /** Names of the groups it is in. */
  readonly groups: readonly string[];
  /** Empty where it did not say. */
  readonly windowsVersion: string;
  readonly lastSeen: string;
  readonly lastSyncAt: string | null;
  readonly lastStatusAt: string | null;
  /** How many updates are in which state on it. */
  readonly status: Readonly<Record<ReportedState, number>>;
}

/** Which computers to list. */
export interface ComputerQuery {
  /** Only those in this group, by name or id, and in those below it. */
  readonly group?: string;
  /** Only those whose id comes after this one. */
  readonly after?: string;
  /** At most so many; 0 for all. */
  readonly limit: number;
}

/** Some computers in the order of their ids, and whether there are more. */
export interface ComputerPage {
  readonly computers: readonly ComputerSummary[];
  readonly hasMore: boolean;
}

/** What is kept of the last ReportInventory, but for its content. */
export interface InventorySummary {
  readonly receivedAt: string;
  readonly isCompressed: boolean;
  readonly bytes: number;
}

/** Everything about one computer but its events. */
export interface ComputerDetails extends Omit<ComputerSummary, 'windowsVersion'> {
  /** Names of the groups an administrator put it into. */
  readonly assignedGroups: readonly string[];
  /** Names of the groups it asks for, made or not. */
  readonly requestedGroups: readonly string[];
  readonly firstSeen: string;
  readonly registeredAt: string | null;
  readonly infoChangedAt: string | null;
  readonly registration: Registration | null;
  readonly inventory: InventorySummary | null;
}

/** Lists computers. Throws CATALOG_GROUP_UNKNOWN. */
export function listComputers(catalog: Catalog, { group, after, limit }: ComputerQuery): ComputerPage {
  const membership = computerGroups(catalog);
  const within = group === undefined ? undefined : catalog.groups.require(group).groupId;
  const found = catalog.computers
    .all()
    .filter(({ computerId }) => after === undefined || computerId > after)
    .filter(({ computerId }) => within === undefined || membership.isWithin(computerId, within));
  const page = limit === 0 ? found : found.slice(0, limit);
  const computers = page.map((computer) => ({
    ...factsOf(catalog, computer),
    groups: membership.names(computer.computerId),
    windowsVersion: windowsVersion(readRegistration(computer.info)),
  }));
  return { computers, hasMore: found.length > page.length };
}

/** Everything about the computer with that id or DNS name. Throws CATALOG_COMPUTER_UNKNOWN. */
export function computerDetails(catalog: Catalog, idOrName: string): ComputerDetails {
  const computer = catalog.computers.require(idOrName);
  const { computerId, requestedGroups, info, firstSeen, registeredAt, infoChangedAt } = computer;
  const names = new Map(catalog.groups.all().map((group) => [group.groupId, group.name]));
  return {
    ...factsOf(catalog, computer),
    groups: computerGroups(catalog).names(computerId),
    assignedGroups: catalog.computers.assignedGroups(computerId).map((id) => names.get(id) ?? id),
    requestedGroups: requestedNames(requestedGroups),
    firstSeen: isoMoment(firstSeen),
    registeredAt: isoMomentOrNull(registeredAt),
    infoChangedAt: isoMomentOrNull(infoChangedAt),
    registration: readRegistration(info),
    inventory: inventoryOf(catalog, computerId),
  };
}

function factsOf(catalog: Catalog, computer: Computer): Omit<ComputerSummary, 'groups' | 'windowsVersion'> {
  const { computerId, dnsName, lastSeen, lastSyncAt, lastStatusAt } = computer;
  return {
    computerId,
    dnsName,
    lastSeen: isoMoment(lastSeen),
    lastSyncAt: isoMomentOrNull(lastSyncAt),
    lastStatusAt: isoMomentOrNull(lastStatusAt),
    status: catalog.status.ofComputer(computerId),
  };
}

function inventoryOf({ computers }: Catalog, computerId: string): InventorySummary | null {
  const kept = computers.inventory(computerId);
  if (kept === undefined) return null;
  const { receivedAt, isCompressed, content } = kept;
  return { receivedAt: isoMoment(receivedAt), isCompressed, bytes: content.length };
}
