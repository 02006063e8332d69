import type { HresultName } from '../../protocol/hresult/hresults.ts';
import type { PendingInstallation } from '../install/pending.ts';
import type { DeviceProfile } from '../profile/profile.ts';
import type { EventDraft } from '../report/event-draft.ts';
import type { StateChange } from '../state/state-change.ts';

/** What became of an update that is still wanted. */
export interface UpdateOutcome {
  /** `pending` is installed, and not in effect before a restart. */
  readonly kind: 'downloaded' | 'failed' | 'pending';
  /** Times it failed. */
  readonly failures: number;
  readonly code?: HresultName;
}

/** All that makes a device the one it is, as JSON. */
export interface DeviceRecord {
  readonly version: 1;
  readonly profile: DeviceProfile;
  readonly clientId: string;
  readonly sampling: number;
  /** Everything installations changed, in order: the device is its profile and these. */
  readonly changes: readonly StateChange[];
  readonly pending: readonly PendingInstallation[];
  /** Events no server took yet. */
  readonly events: readonly EventDraft[];
  /** By UpdateID. */
  readonly outcomes: Readonly<Record<string, UpdateOutcome>>;
}
