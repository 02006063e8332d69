import type { ApplicabilityRules } from '../../protocol/metadata/read-rules.ts';
import type { RevisionIdentity } from '../../protocol/metadata/update-document.ts';
import type { DeviceState } from '../state/device-state.ts';
import type { VerifiedFile } from '../verify/verify-file.ts';
import type { PendingInstallation } from './pending.ts';

/** An update that has files of its own: a member of a bundle, or one that is none. Its UpdateID is in lower case. */
export interface InstallableUpdate extends RevisionIdentity {
  readonly title: string;
  readonly rules: ApplicabilityRules;
  /** The Extended fragment. */
  readonly extended: string;
}

/** What an update is removed with. */
export interface UninstallParts {
  readonly update: InstallableUpdate;
  /** Stays as it is. */
  readonly state: DeviceState;
  /** What waits for a restart of this device. */
  readonly pending: readonly PendingInstallation[];
  /** With what the installer of the update ends; 0 where it is left out. */
  readonly exitCodeOf?: ((update: InstallableUpdate) => number) | undefined;
}

/** What an update is installed with. */
export interface InstallParts extends UninstallParts {
  readonly files: readonly VerifiedFile[];
}
