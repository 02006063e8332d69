import type { Catalog } from '../../catalog/catalog.ts';
import { type ComputerDetails, computerDetails } from '../../catalog/reports/computer-report.ts';
import { createRecentEvents, type RecentEvent } from '../../catalog/reports/recent-events.ts';
import { isoMoment } from '../../platform/clock.ts';
import type { Terminal } from '../terminal.ts';
import { factList } from './fact-list.ts';
import { momentText, shortMoment } from './moment-text.ts';
import { printJson } from './output.ts';
import { registrationLines } from './registration.ts';
import type { StateFlags } from './state-options.ts';
import { statusText } from './status-columns.ts';

/** Events printed of one computer. */
const SHOWN_EVENTS = 10;

/** Prints everything about one computer. */
export function showComputer(catalog: Catalog, name: string, flags: StateFlags, terminal: Terminal): void {
  const details = computerDetails(catalog, name);
  const events = createRecentEvents(catalog.database)(details.computerId, SHOWN_EVENTS);
  if (!flags.json) {
    terminal.stdout.write(asText(details, events));
    return;
  }
  const told = events.map((event) => ({ ...event, receivedAt: isoMoment(event.receivedAt) }));
  printJson(terminal, { ...details, events: told });
}

function asText(details: ComputerDetails, events: readonly RecentEvent[]): string {
  return factList([
    ['computer', details.dnsName],
    ['id', details.computerId],
    ['in', details.groups.join(', ')],
    ['assigned to', details.assignedGroups.join(', ') || 'none'],
    ['asks for', details.requestedGroups.join(', ') || 'none'],
    ['first contact', shortMoment(details.firstSeen)],
    ['last contact', shortMoment(details.lastSeen)],
    ['registered', shortMoment(details.registeredAt)],
    ['last sync', shortMoment(details.lastSyncAt)],
    ['last status', shortMoment(details.lastStatusAt)],
    ['updates', statusText(details.status)],
    ['registration', registrationLines(details.registration)],
    ['inventory', inventoryText(details.inventory)],
    ['events', events.map(eventText)],
  ]);
}

function inventoryText(inventory: ComputerDetails['inventory']): string {
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
