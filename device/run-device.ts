import type { Device } from './create-device.ts';
import type { DeviceFailure } from './failure.ts';
import type { Offer } from './offers/offer.ts';
import type { Downloads } from './work/download-work.ts';
import type { InstallResult } from './work/install-work.ts';

/** How far a run goes. */
export interface RunExtent {
  /** Also what waits for somebody to choose it. */
  readonly withOptional?: boolean;
  /** Restarts the device when an update wants that, and scans once more. */
  readonly reboots?: boolean;
  /** UpdateIDs of the categories the scan is for; none for a whole one. */
  readonly categories?: readonly string[];
}

/** What a run came to. `restart required` is no failure; policy may leave what is found to whoever uses the device. */
export type RunOutcome = 'up to date' | 'installed' | 'restart required' | 'left to the user' | 'failed';

export interface DeviceRun {
  readonly outcome: RunOutcome;
  readonly results: readonly InstallResult[];
  /** What is offered and was left for somebody to choose. */
  readonly left: readonly Offer[];
}

/**
 * Does what a device does by itself: scans, downloads, verifies, installs, reports, as far as policy has it (AUOptions, online
 * service facts §6.1). Throws DeviceFailure when the scan fails.
 */
export async function runDevice(device: Device, extent: RunExtent = {}): Promise<DeviceRun> {
  const { offers } = await scanOrReport(device, extent.categories);
  const isChosen = ({ kind }: Offer): boolean => extent.withOptional === true || kind !== 'optional';
  const chosen = offers.filter(isChosen);
  const left = offers.filter((offer) => !isChosen(offer));
  if (chosen.length === 0) {
    await device.report();
    return restarted(device, extent, { outcome: 'up to date', results: [], left });
  }
  const { isAutomatic, automaticOption } = device.policy;
  if (!isAutomatic || automaticOption === NOTIFY) return leave(device, offers);
  const downloads = await device.download(chosen);
  if (DOWNLOAD_ONLY.includes(automaticOption)) return leave(device, offers, downloads);
  const results = await device.install(chosen, downloads);
  await device.report();
  const outcome = results.some(({ kind }) => kind === 'failed') ? 'failed' : 'installed';
  return restarted(device, extent, { outcome, results, left });
}

/** Restarts the device where something waits for it, now or since an earlier run, and scans once more. */
async function restarted(device: Device, extent: RunExtent, run: DeviceRun): Promise<DeviceRun> {
  if (!device.isRestartPending()) return run;
  if (extent.reboots !== true)
    return run.outcome === 'failed' ? run : { ...run, outcome: 'restart required' };
  device.reboot();
  await scanOrReport(device, extent.categories);
  await device.report();
  return run.outcome === 'up to date' ? { ...run, outcome: 'installed' } : run;
}

/** AUOptions: tell, and let somebody decide; download, and let somebody decide when to install. */
const NOTIFY = 2;
const DOWNLOAD_ONLY: readonly number[] = [3, 7];

/** Leaves the rest to whoever uses the device; what could not be downloaded failed all the same. */
async function leave(device: Device, left: readonly Offer[], downloads?: Downloads): Promise<DeviceRun> {
  await device.report();
  const results = left.flatMap((offer): readonly InstallResult[] => {
    const failure = downloads?.failures.get(offer.revision.core.updateId);
    return failure === undefined ? [] : [{ kind: 'failed', offer, title: device.titleOf(offer), failure }];
  });
  return { outcome: results.length > 0 ? 'failed' : 'left to the user', results, left };
}

/**
 * Scans; one that fails is reported at once where the server answers at all, otherwise with what comes next. Throws
 * DeviceFailure.
 */
export async function scanOrReport(
  device: Device,
  categories: readonly string[] | undefined,
): ReturnType<Device['scan']> {
  try {
    return await device.scan(categories);
  } catch (error) {
    if (device.isAnswered()) await device.report();
    throw error;
  }
}

/** The first failure of a run. */
export function failureIn(results: readonly InstallResult[]): DeviceFailure | undefined {
  for (const one of results) if (one.kind === 'failed') return one.failure;
  return undefined;
}
