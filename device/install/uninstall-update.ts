import { failWith } from '../failure.ts';
import type { StateChange } from '../state/state-change.ts';
import { changesFor, mustWait, replacesWindows } from './changes-for.ts';
import { behaviorsOf, isRebootRequired, readFragment } from './extended-properties.ts';
import { handlerOf } from './handlers.ts';
import type { UninstallParts } from './install-parts.ts';
import { afterReboot } from './pending.ts';
import { runHandler } from './run-handler.ts';

/** A removal that went well. */
export interface Uninstalled {
  readonly kind: 'uninstalled';
  /** What it changes, not done yet: for `applyChanges` at once, or for `pending` where a restart is required. */
  readonly changes: readonly StateChange[];
  readonly rebootRequired: boolean;
}

/**
 * Removes one update: IsInstalled is not true any more. What was there before is not known, so a version goes back to the
 * one just before that of the update. Throws WU_E_UNINSTALL_NOT_ALLOWED where its metadata has no UninstallationBehavior,
 * and as `installUpdate` does.
 */
export function uninstallUpdate({ update, state, pending, exitCodeOf }: UninstallParts): Uninstalled {
  const fragment = readFragment(update.extended);
  const { uninstall } = behaviorsOf(fragment);
  if (uninstall === undefined)
    return failWith('WU_E_UNINSTALL_NOT_ALLOWED', 'its metadata says nothing of how it is removed');
  const { asksReboot } = runHandler(handlerOf(fragment), exitCodeOf?.(update) ?? 0);
  const changes = changesFor(update, 'false', afterReboot(state, pending));
  const rebootRequired =
    isRebootRequired(uninstall, asksReboot || replacesWindows(changes)) ||
    mustWait(update, 'false', changes, { state, pending });
  return { kind: 'uninstalled', changes, rebootRequired };
}
