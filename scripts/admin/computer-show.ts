import type { Catalog } from '../../catalog/catalog.ts';
import { createRecentEvents, type RecentEvent } from '../../catalog/reports/recent-events.ts';
import type { Computer } from '../../catalog/store/computers.ts';
import { requestedNames } from '../../catalog/targeting/memberships.ts';
import type { Terminal } from '../terminal.ts';
import { computerGroups } from './computer-groups.ts';
import { factList } from './fact-list.ts';
import { momentJson, momentText } from './moment-text.ts';
import { printJson } from './output.ts';
import { readRegistration, registrationLines } from './registration.ts';
import type { StateFlags } from './state-options.ts';
import { statusText } from './status-columns.ts';

/** Events printed of one computer. */
const SHOWN_EVENTS = 10;

/** Prints everything about one computer. */
export function showComputer(catalog: Catalog, name: string, flags: StateFlags, terminal: Terminal): void {
  const computer = catalog.computers.require(name);
  const details = detailsOf(catalog, computer);
  if (flags.json) printJson(terminal, asJson(computer, details));
  else terminal.stdout.write(asText(computer, details));
}

type Details = ReturnType<typeof detailsOf>;

function detailsOf(catalog: Catalog, { computerId, requestedGroups, info }: Computer) {
  const names = new Map(catalog.groups.all().map((group) => [group.groupId, group.name]));
  return {
    groups: computerGroups(catalog).names(computerId),
    assignedGroups: catalog.computers.assignedGroups(computerId).map((id) => names.get(id) ?? id),
    requestedGroups: requestedNames(requestedGroups),
    registration: readRegistration(info),
    status: catalog.status.ofComputer(computerId),
    inventory: inventoryOf(catalog, computerId),
    events: createRecentEvents(catalog.database)(computerId, SHOWN_EVENTS),
  };
}

/** What is kept of the last ReportInventory, but for its content; null for a computer that sent none. */
function inventoryOf({ computers }: Catalog, computerId: string) {
  const kept = computers.inventory(computerId);
  if (kept === undefined) return null;
  const { receivedAt, isCompressed, content } = kept;
  return { receivedAt: momentJson(receivedAt), isCompressed, bytes: content.length };
}

function asJson(computer: Computer, details: Details): object {
  return {
    computerId: computer.computerId,
    dnsName: computer.dnsName,
    ...details,
    firstSeen: momentJson(computer.firstSeen),
    lastSeen: momentJson(computer.lastSeen),
    registeredAt: momentJson(computer.registeredAt),
    infoChangedAt: momentJson(computer.infoChangedAt),
    lastSyncAt: momentJson(computer.lastSyncAt),
    lastStatusAt: momentJson(computer.lastStatusAt),
    events: details.events.map((event) => ({ ...event, receivedAt: momentJson(event.receivedAt) })),
  };
}

function asText(computer: Computer, details: Details): string {
  return factList([
    ['computer', computer.dnsName],
    ['id', computer.computerId],
    ['in', details.groups.join(', ')],
    ['assigned to', details.assignedGroups.join(', ') || 'none'],
    ['asks for', details.requestedGroups.join(', ') || 'none'],
    ['first contact', momentText(computer.firstSeen)],
    ['last contact', momentText(computer.lastSeen)],
    ['registered', momentText(computer.registeredAt)],
    ['last sync', momentText(computer.lastSyncAt)],
    ['last status', momentText(computer.lastStatusAt)],
    ['updates', statusText(details.status)],
    ['registration', registrationLines(details.registration)],
    ['inventory', inventoryText(details.inventory)],
    ['events', details.events.map(eventText)],
  ]);
}

function inventoryText(inventory: Details['inventory']): string {
  if (inventory === null) return 'none';
  const { receivedAt, isCompressed, bytes } = inventory;
  return `${bytes} bytes${isCompressed ? ', compressed' : ''}, received ${receivedAt}`;
}

function eventText({ receivedAt, eventId, updateId, title, win32HResult }: RecentEvent): string {
  const update = title ?? updateId;
  const failure =
    win32HResult === 0 ? '' : ` failed with 0x${(win32HResult >>> 0).toString(16).padStart(8, '0')}`;
  return `${momentText(receivedAt)} event ${eventId}${failure}${update === null ? '' : `: ${update}`}`;
}
