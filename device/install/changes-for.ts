import { clip } from '../../platform/plain-text.ts';
import { evaluate } from '../applicability/evaluate.ts';
import { failWith } from '../failure.ts';
import { applyChanges } from '../state/apply-change.ts';
import { copyState } from '../state/copy-state.ts';
import type { DeviceState } from '../state/device-state.ts';
import type { InstallableUpdate } from './install-parts.ts';
import { afterReboot, type PendingInstallation } from './pending.ts';
import type { Changes } from './proposal.ts';
import { satisfy } from './satisfy.ts';

/** Elements a failure names. */
const MOST_NAMED = 10;

/** What of an update changes are looked for by. */
type Judged = Pick<InstallableUpdate, 'updateId' | 'rules'>;
type Wanted = 'true' | 'false';

/**
 * Changes that make IsInstalled of an update come out as `wanted`. Throws WU_E_UH_INVALIDMETADATA, with the elements that
 * stand against it: nothing else could tell that the update is there, so it is not to be told as installed.
 */
export function changesFor({ rules, updateId }: Judged, wanted: Wanted, state: DeviceState): Changes {
  if (rules.isInstalled === undefined)
    return failWith(
      'WU_E_UH_INVALIDMETADATA',
      'it has no IsInstalled, so nothing could tell that it is there',
    );
  const unchangeable = new Set<string>();
  const context = { state, metadata: rules.metadata, updateId, unchangeable };
  const changes = satisfy(rules.isInstalled, wanted, context);
  if (changes !== undefined) return changes;
  const names = [...unchangeable]
    .slice(0, MOST_NAMED)
    .map((name) => clip(name))
    .join(', ');
  return failWith(
    'WU_E_UH_INVALIDMETADATA',
    `nothing this device can change makes its IsInstalled ${wanted}: ${names}`,
  );
}

/** Windows is not replaced while it runs. */
export function replacesWindows(changes: Changes): boolean {
  return changes.some(({ kind }) => kind === 'windows version');
}

/**
 * Whether changes have to wait for a restart because of what waits for it already: they build on it, or it would undo them.
 */
export function mustWait(
  update: Judged,
  wanted: Wanted,
  changes: Changes,
  device: { readonly state: DeviceState; readonly pending: readonly PendingInstallation[] },
): boolean {
  if (device.pending.length === 0) return false;
  const now = copyState(device.state);
  applyChanges(now, changes);
  return [now, afterReboot(now, device.pending)].some((state) => !isMet(update, wanted, state));
}

function isMet({ rules, updateId }: Judged, wanted: Wanted, state: DeviceState): boolean {
  const context = { state, metadata: rules.metadata, updateId, unknown: new Set<string>() };
  return rules.isInstalled !== undefined && evaluate(rules.isInstalled, context) === wanted;
}
