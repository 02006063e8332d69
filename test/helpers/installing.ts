import { DeviceFailure } from '../../device/failure.ts';
import type { InstallableUpdate } from '../../device/install/install-parts.ts';
import { stateOf } from '../../device/profile/state-of.ts';
import type { DeviceState } from '../../device/state/device-state.ts';
import type { VerifiedFile } from '../../device/verify/verify-file.ts';
import { readCore } from '../../protocol/metadata/read-core.ts';
import type { UpdateDocument } from '../../protocol/metadata/update-document.ts';
import { PLAIN, UPDATE_ID } from './device-rules.ts';

/** Files that count as verified by their names alone; only verification makes them for a device. */
export function verifiedFiles(...names: readonly string[]): readonly VerifiedFile[] {
  return names.map((name) => ({ name })) as unknown as readonly VerifiedFile[];
}

/** What is installed of a document. */
export function installable({ fragments, texts }: UpdateDocument): InstallableUpdate {
  return {
    ...readCore(fragments.core),
    title: texts[0]?.title ?? '',
    extended: fragments.extended,
  };
}

/** The plain device, fresh. */
export function plainState(): DeviceState {
  return stateOf(PLAIN);
}

/** An update of rules and an Extended fragment. */
export function updateOf(isInstalled: string, extended: string, metadata = ''): InstallableUpdate {
  const core =
    `<UpdateIdentity UpdateID="${UPDATE_ID}" RevisionNumber="1"/><Properties UpdateType="Software"/>` +
    `<ApplicabilityRules>${isInstalled && `<IsInstalled>${isInstalled}</IsInstalled>`}<Metadata>${metadata}</Metadata></ApplicabilityRules>`;
  return { ...readCore(core), title: 'Mock', extended };
}

/** The failure `action` ends with, as text, or what happened instead. */
export function failureOf(action: () => unknown): string {
  try {
    action();
  } catch (error) {
    return error instanceof DeviceFailure ? error.message : `something else: ${String(error)}`;
  }
  return 'it did not fail';
}
