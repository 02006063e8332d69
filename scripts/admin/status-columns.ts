import type { StateCounts } from '../../catalog/reports/status-report.ts';
import type { Column } from './text-table.ts';

const STATES: readonly (readonly [keyof StateCounts, heading: string])[] = [
  ['Installed', 'installed'],
  ['NotInstalled', 'not installed'],
  ['Downloaded', 'downloaded'],
  ['InstalledPendingReboot', 'pending reboot'],
  ['Failed', 'failed'],
  ['NotApplicable', 'not applicable'],
  ['Unknown', 'unknown'],
];

/** Columns of the states an update can be in on computers, as the product's reports name them. */
export const statusColumns: readonly Column[] = STATES.map(([, heading]) => ({ heading, isFigure: true }));

export function statusCells(counts: StateCounts): readonly string[] {
  return STATES.map(([state]) => String(counts[state]));
}

/** The counters that are not zero, in one line. */
export function statusText(counts: Partial<StateCounts>): string {
  const shown = STATES.filter(([state]) => (counts[state] ?? 0) > 0);
  return shown.map(([state, heading]) => `${heading} ${counts[state]}`).join(', ') || 'nothing reported';
}
