import type { Clock } from '../platform/clock.ts';
import type { Randomness } from '../platform/randomness.ts';
import type { DeviceWatcher } from './events.ts';
import type { RegistryChange } from './policy/reg-file.ts';
import type { DeviceProfile } from './profile/profile.ts';
import type { CoreReader } from './scan/read-page.ts';
import type { DeviceStorage } from './storage/device-storage.ts';
import type { DeviceHttp } from './transport/http.ts';
import type { SigningTrust } from './verify/signing-trust.ts';

/** What a device is made of. */
export interface DeviceOptions {
  /** What a new device is; one that is kept already must be the same. */
  readonly profile: DeviceProfile;
  /** What an administrator decided, over what the registry of the profile has. */
  readonly policy: readonly RegistryChange[];
  /** Origin of the online service, for a device that policy sends to no WSUS. */
  readonly onlineServer?: string;
  /** Its name in DNS where it is not that of the profile: many devices may be of one profile. */
  readonly dnsName?: string;
  /** How it reaches servers; not closed with the device. */
  readonly http: DeviceHttp;
  /** Whose files it installs; whether trusted publishers count is for policy to say. */
  readonly signing: Omit<SigningTrust, 'acceptsTrustedPublishers'>;
  readonly storage: DeviceStorage;
  readonly clock: Clock;
  readonly randomness: Randomness;
  /** Waits before something is tried again. */
  readonly pause: (milliseconds: number, signal?: AbortSignal) => Promise<void>;
  readonly watch: DeviceWatcher;
  /** Ends what is under way with WU_E_CALL_CANCELLED. */
  readonly signal?: AbortSignal;
  /** Devices of one process may share what they read. */
  readonly readCore?: CoreReader;
  /** Who scans, in the words of CallerAttributes and AppName. */
  readonly caller?: string;
  /** Whether somebody waits for it. */
  readonly isInteractive?: boolean;
  /** What an installer ends with; 0 when left out. No program is ever run. */
  readonly exitCodeOf?: (updateId: string) => number;
}
