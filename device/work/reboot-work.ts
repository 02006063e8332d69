import type { DeviceBody } from '../device-body.ts';
import { applyChanges } from '../state/apply-change.ts';
import { forgetOutcome } from './outcomes.ts';

/**
 * Restarts the device: what waited for it takes effect. Nothing is reported of it by itself, the next scan finds the updates
 * installed (online service facts §5.7). Answers how many updates waited.
 */
export function rebootWork(body: DeviceBody): number {
  const { record, state, options } = body;
  const changes = record.pending.flatMap((one) => one.changes);
  applyChanges(state, changes);
  body.record = { ...record, pending: [], changes: [...record.changes, ...changes] };
  for (const [updateId, { kind }] of Object.entries(record.outcomes))
    if (kind === 'pending') forgetOutcome(body, updateId);
  options.watch({ kind: 'phase', phase: 'reboot', about: '' });
  options.watch({ kind: 'rebooted', updates: record.pending.length });
  body.save();
  return record.pending.length;
}
