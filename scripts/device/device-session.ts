import path from 'node:path';
import { createDevice, type Device } from '../../device/create-device.ts';
import type { DeviceOptions } from '../../device/device-options.ts';
import type { DeviceWatcher } from '../../device/events.ts';
import { type DevicePolicy, readPolicy } from '../../device/policy/policy.ts';
import { loadPolicy } from '../../device/policy/policy-file.ts';
import { type PolicyFlags, policyFromFlags } from '../../device/policy/policy-flags.ts';
import { applyChanges, type RegistryChange } from '../../device/policy/reg-file.ts';
import type { DeviceProfile } from '../../device/profile/profile.ts';
import { loadProfile } from '../../device/profile/read-profile.ts';
import { stateOf } from '../../device/profile/state-of.ts';
import type { DeviceStorage } from '../../device/storage/device-storage.ts';
import { openFolderStorage } from '../../device/storage/folder-storage.ts';
import { createDeviceHttp } from '../../device/transport/create-device-http.ts';
import { createSigningStatus } from '../../device/trust/signing-status.ts';
import { createDeviceTrustStore } from '../../device/trust/trust-store.ts';
import { systemClock } from '../../platform/clock.ts';
import { pause } from '../../platform/pause.ts';
import { systemRandomness } from '../../platform/randomness.ts';
import type { Terminal } from '../terminal.ts';
import { cancelSignal } from './cancel-signal.ts';
import type { WorkFlags } from './device-flags.ts';
import {
  certificatesIn,
  deviceTrust,
  readTrustFiles,
  signingFiles,
  type TrustFiles,
} from './device-trust.ts';
import { type DeviceSetup, mergedSetup, readSetup, writeSetup } from './setup.ts';

/** A device somebody works with, and how that is ended. */
export interface OpenedDevice {
  readonly device: Device;
  readonly profile: DeviceProfile;
  readonly files: TrustFiles;
  close(): void;
}

export const USUAL_PROFILE = 'windows-11-24h2';

/** Opens the device `flags` describe, over what was said of it before, and remembers what was said. */
export function openDevice(flags: WorkFlags, terminal: Terminal, watch: DeviceWatcher): OpenedDevice {
  const folder = path.resolve(flags.state);
  const storage = openFolderStorage(folder);
  try {
    const opened = openKept(folder, storage, flags, terminal, watch);
    const close = (): void => {
      opened.close();
      storage.close();
    };
    return { ...opened, close };
  } catch (error) {
    storage.close();
    throw error;
  }
}

function openKept(
  folder: string,
  storage: DeviceStorage,
  flags: WorkFlags,
  terminal: Terminal,
  watch: DeviceWatcher,
): OpenedDevice {
  const setup = mergedSetup(flags, readSetup(folder));
  const profile = loadProfile(setup.profile ?? USUAL_PROFILE);
  const policy = policyOf(setup);
  const files = readTrustFiles(setup);
  const { options, close } = connected(files, policyAfter(profile, policy), watch);
  try {
    const device = createDevice({
      ...options,
      profile,
      policy,
      storage,
      watch,
      caller: 'mock-wu',
      isInteractive: true,
      signal: cancelSignal(terminal),
      ...onlineOf(setup),
      ...(setup.name !== undefined && { dnsName: setup.name }),
      ...(flags.exitCode !== undefined && { exitCodeOf: () => flags.exitCode ?? 0 }),
    });
    writeSetup(folder, setup);
    return { device, profile, files, close };
  } catch (error) {
    close();
    throw error;
  }
}

/** Connections and trust, for one device. */
function connected(files: TrustFiles, policy: DevicePolicy, watch: DeviceWatcher) {
  const onWarning = (text: string): void => watch({ kind: 'warning', text });
  const signingStatus = createSigningStatus();
  const trust = createDeviceTrustStore({ clock: systemClock, trust: deviceTrust(files, policy) });
  const http = createDeviceHttp({
    trust,
    onCheck: (about, check) => watch({ kind: 'check', of: 'server', about, ...check }),
    onWarning,
  });
  const options: Pick<DeviceOptions, 'http' | 'signing' | 'clock' | 'randomness' | 'pause'> = {
    http,
    signing: {
      ...signingFiles(files),
      askStatus: signingStatus.askStatus,
      onWarning,
    },
    clock: systemClock,
    randomness: systemRandomness,
    pause,
  };
  const close = (): void => {
    http.close();
    trust.close();
    signingStatus.close();
  };
  return { options, close };
}

/** The policy as it will be for a device of `profile`. */
export function policyAfter(profile: DeviceProfile, changes: readonly RegistryChange[]): DevicePolicy {
  const { registry } = stateOf(profile);
  applyChanges(registry, changes);
  return readPolicy(registry);
}

/** What files and flags decide; flags go before the file. */
export function policyOf(setup: DeviceSetup): readonly RegistryChange[] {
  return [
    ...(setup.policy === undefined ? [] : loadPolicy(setup.policy)),
    ...policyFromFlags(flagsOf(setup)),
  ];
}

function flagsOf(setup: DeviceSetup): PolicyFlags {
  const { statusServer, contentServer, targetGroup, downloadMode, pin } = setup;
  const { deferFeature, deferQuality, detectionHours } = setup;
  return {
    ...(setup.server !== undefined && !setup.online && { server: setup.server }),
    ...(statusServer !== undefined && { statusServer }),
    ...(contentServer !== undefined && { contentServer }),
    ...(targetGroup !== undefined && { targetGroups: targetGroup }),
    ...(downloadMode !== undefined && { downloadMode }),
    ...(pin !== undefined && { pinnedCertificates: certificatesIn(pin) }),
    ...(setup.pinning === false && { noPinning: true }),
    ...(setup.acceptTrustedPublishers && { acceptTrustedPublishers: true }),
    ...(setup.drivers === false && { noDrivers: true }),
    ...(deferFeature !== undefined && { deferFeatureDays: deferFeature }),
    ...(deferQuality !== undefined && { deferQualityDays: deferQuality }),
    ...(detectionHours !== undefined && { detectionHours }),
  };
}

/** The server that stands for the online service. */
export function onlineOf(setup: DeviceSetup): { readonly onlineServer?: string } {
  return setup.online && setup.server !== undefined ? { onlineServer: setup.server } : {};
}
