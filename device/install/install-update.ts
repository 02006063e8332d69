import type { ApplicabilityRules } from '../../protocol/metadata/read-rules.ts';
import { elementsAt, textIn } from '../applicability/rule.ts';
import { failWith } from '../failure.ts';
import { applyChanges } from '../state/apply-change.ts';
import type { StateChange } from '../state/state-change.ts';
import { changesFor, mustWait, replacesWindows } from './changes-for.ts';
import { behaviorsOf, isRebootRequired, readFragment } from './extended-properties.ts';
import { type Handler, handlerOf } from './handlers.ts';
import type { InstallParts } from './install-parts.ts';
import { checkFiles } from './needed-files.ts';
import { afterReboot } from './pending.ts';
import { runHandler } from './run-handler.ts';

/** An installation that went well. */
export interface Installed {
  readonly kind: 'installed';
  /** What it changes, not done yet: for `applyChanges` at once, or for `pending` where a restart is required. */
  readonly changes: readonly StateChange[];
  readonly rebootRequired: boolean;
}

/**
 * Installs one update, which is to change the device as the rules of the update say, so that the next scan finds it
 * installed. No program is run and no file is opened. Throws DeviceFailure: what its handler and files lack, what its
 * installer ended with, and WU_E_UH_INVALIDMETADATA where nothing this device can change makes IsInstalled true.
 */
export function installUpdate({ update, state, pending, files, exitCodeOf }: InstallParts): Installed {
  const fragment = readFragment(update.extended);
  const handler = handlerOf(fragment);
  const { install } = behaviorsOf(fragment);
  checkMetadata(handler, update.rules);
  checkFiles(handler, files);
  const { asksReboot } = runHandler(handler, exitCodeOf?.(update) ?? 0);
  const noted: StateChange = { kind: 'history', updateId: update.updateId, isThere: true };
  const base = afterReboot(state, pending);
  applyChanges(base, [noted]);
  const changes = [noted, ...changesFor(update, 'true', base)];
  const asks = asksReboot || replacesWindows(changes) || packageAsks(update.rules);
  const rebootRequired =
    isRebootRequired(install, asks) || mustWait(update, 'true', changes, { state, pending });
  return { kind: 'installed', changes, rebootRequired };
}

/** What a driver is for stands in the rules alone. */
function checkMetadata(handler: Handler, { metadata }: ApplicabilityRules): void {
  if (handler.kind !== 'WindowsDriver' || metadata.some(({ name }) => name === 'd.WindowsDriverMetaData'))
    return;
  failWith('WU_E_DRV_NO_METADATA', 'its rules have no WindowsDriverMetaData');
}

/** The manifest of a package says whether it needs a restart. */
function packageAsks({ metadata }: ApplicabilityRules): boolean {
  const manifests = metadata.filter(({ local }) => local === 'CbsPackageApplicabilityMetadata');
  return elementsAt(manifests, 'assembly', 'package').some((one) => textIn(one, 'restart') === 'required');
}
