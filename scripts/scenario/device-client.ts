import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createDevice, type Device } from '../../device/create-device.ts';
import type { DeviceWatcher } from '../../device/events.ts';
import { DeviceFailure } from '../../device/failure.ts';
import { policyFromFlags } from '../../device/policy/policy-flags.ts';
import { loadProfile } from '../../device/profile/read-profile.ts';
import { failureIn, runDevice, scanOrReport } from '../../device/run-device.ts';
import { openFolderStorage } from '../../device/storage/folder-storage.ts';
import { createDeviceHttp } from '../../device/transport/create-device-http.ts';
import { createSigningStatus } from '../../device/trust/signing-status.ts';
import { createDeviceTrustStore } from '../../device/trust/trust-store.ts';
import type { InstallResult } from '../../device/work/install-work.ts';
import type { Clock } from '../../platform/clock.ts';
import { messageOf } from '../../platform/errors/index.ts';
import { systemRandomness } from '../../platform/randomness.ts';
import type { ClientEnd } from '../../server/scenarios/judge-oracle.ts';
import type { ClientAction } from '../../server/scenarios/scenario.ts';
import { USUAL_PROFILE } from '../device/device-session.ts';
import type { ClientTarget, ClientUnderTest } from './client.ts';

/**
 * How patient the device is here: a twentieth of its usual patience, so that a server that stalls is given up in a second or two. What is
 * judged is that it gives up, not when.
 */
const PATIENCE = {
  idleMilliseconds: 1_500,
  connectMilliseconds: 1_500,
  wholeMilliseconds: 15_000,
  slowest: { bytesPerSecond: 4_096, milliseconds: 1_000 },
};

/**
 * Our simulated device as the client under test: the profile of a Windows 11 desktop, the double as WSUS and pinned update authority.
 * `watch` is told of everything it does.
 */
export function createDeviceClient(
  target: ClientTarget,
  clock: Clock,
  watch: DeviceWatcher = () => {},
): ClientUnderTest {
  const folder = mkdtempSync(path.join(tmpdir(), 'mock-wu-scenario-'));
  const storage = openFolderStorage(folder);
  const roots = target.caPem;
  const onWarning = (): void => {};
  const trust = createDeviceTrustStore({
    clock,
    trust: { roots, pin: { kind: 'authority', certificates: roots }, revocation: 'hard' },
  });
  const signingStatus = createSigningStatus();
  const http = createDeviceHttp({ trust, onCheck: () => {}, onWarning, ...PATIENCE });
  const device = createDevice({
    profile: loadProfile(USUAL_PROFILE),
    policy: policyFromFlags({ server: target.https }),
    http,
    signing: {
      roots,
      revocation: 'soft',
      askStatus: signingStatus.askStatus,
      onWarning,
    },
    storage,
    clock,
    randomness: systemRandomness,
    // Waits of minutes before something is tried again are not waited.
    pause: async () => {},
    watch,
  });
  const installed = new Set<string>();
  return {
    act: (action) => act(device, action, installed),
    close: async () => {
      http.close();
      trust.close();
      signingStatus.close();
      storage.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function act(device: Device, action: ClientAction, installed: Set<string>): Promise<ClientEnd> {
  const noteAll = (results: readonly InstallResult[]): DeviceFailure | undefined => {
    for (const { kind, offer } of results) {
      if (kind === 'installed') installed.add(offer.revision.core.updateId);
      if (kind === 'removed') installed.delete(offer.revision.core.updateId);
    }
    return failureIn(results);
  };
  const end = await perform(device, action, noteAll).then(endOf, endOf);
  return { ...end, installed: [...installed] };
}

/** Does it and returns what failed without ending it. */
async function perform(
  device: Device,
  action: ClientAction,
  note: (results: readonly InstallResult[]) => DeviceFailure | undefined,
): Promise<DeviceFailure | undefined> {
  switch (action) {
    case 'scan':
      await scanOrReport(device, undefined);
      await device.report();
      return undefined;
    case 'download': {
      const { failures } = await device.download();
      await device.report();
      return [...failures.values()][0];
    }
    case 'install': {
      const failure = note(await device.install());
      await device.report();
      return failure;
    }
    case 'run':
      return note((await runDevice(device, { reboots: true })).results);
  }
}

function endOf(failure: unknown): ClientEnd {
  if (failure === undefined) return { isGood: true };
  if (!(failure instanceof DeviceFailure)) return { isGood: false, words: messageOf(failure) };
  const { code, extended, message } = failure;
  return { isGood: false, codes: extended === undefined ? [code] : [code, extended], words: message };
}
