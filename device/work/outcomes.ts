import type { HresultName } from '../../protocol/hresult/hresults.ts';
import type { DeviceBody } from '../device-body.ts';
import type { Outcomes } from '../report/status-lists.ts';
import type { DeviceRecord, UpdateOutcome } from '../storage/device-record.ts';

/** What became of updates, as a status event lists it. */
export function outcomesOf({ outcomes }: DeviceRecord): Outcomes {
  const all = Object.entries(outcomes);
  const of = (kind: UpdateOutcome['kind']): ReadonlySet<string> =>
    new Set(all.filter(([, outcome]) => outcome.kind === kind).map(([updateId]) => updateId));
  return { failed: of('failed'), downloaded: of('downloaded'), pending: of('pending') };
}

/** Notes that an update failed, once more. */
export function noteFailed(body: DeviceBody, updateId: string, code: HresultName): void {
  note(body, updateId, { kind: 'failed', failures: failuresOf(body, updateId) + 1, code });
}

/** Notes that all files of an update are here, or that it waits for a restart. */
export function noteOutcome(body: DeviceBody, updateId: string, kind: 'downloaded' | 'pending'): void {
  note(body, updateId, { kind, failures: failuresOf(body, updateId) });
}

/** How often an update failed. */
export function failuresOf({ record }: DeviceBody, updateId: string): number {
  return record.outcomes[updateId]?.failures ?? 0;
}

/** Forgets what became of an update: it is installed, or wanted no more. */
export function forgetOutcome(body: DeviceBody, updateId: string): void {
  delete ownOutcomes(body)[updateId];
}

function note(body: DeviceBody, updateId: string, outcome: UpdateOutcome): void {
  ownOutcomes(body)[updateId] = outcome;
}

/** Changed in place: thousands may fail one after the other, and a copy for each takes longer than all else. */
function ownOutcomes({ record }: DeviceBody): Record<string, UpdateOutcome> {
  return record.outcomes as Record<string, UpdateOutcome>;
}
