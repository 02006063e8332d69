import type { Device } from '../../device/create-device.ts';
import { DeviceFailure } from '../../device/failure.ts';
import type { Offer } from '../../device/offers/offer.ts';
import { failureIn, runDevice, scanOrReport } from '../../device/run-device.ts';
import type { InstallResult } from '../../device/work/install-work.ts';
import { isoMoment, systemClock } from '../../platform/clock.ts';
import type { Terminal } from '../terminal.ts';
import type { WorkFlags } from './device-flags.ts';
import { type OpenedDevice, openDevice } from './device-session.ts';
import { offerJson } from './event-json.ts';
import { failureJson } from './failure-line.ts';
import { type Finish, finishing } from './finish.ts';
import { createWatching } from './watchers.ts';

/** Opens the device, does `work` with it, and says how it ended. */
async function withDevice(
  flags: WorkFlags,
  terminal: Terminal,
  work: (opened: OpenedDevice) => Promise<Finish>,
): Promise<void> {
  const watching = createWatching(flags, terminal);
  await finishing(flags, terminal, async () => {
    const opened = openDevice(flags, terminal, watching.watch);
    try {
      return await unlessEarly(flags, opened, work);
    } finally {
      watching.stop();
      opened.close();
    }
  });
}

async function unlessEarly(
  flags: WorkFlags,
  opened: OpenedDevice,
  work: (opened: OpenedDevice) => Promise<Finish>,
): Promise<Finish> {
  const due = opened.device.dueAt() ?? 0;
  if (flags.ifDue && !opened.device.policy.isAutomatic)
    return { outcome: 'not due: policy starts nothing by itself (NoAutoUpdate)' };
  if (!flags.ifDue || due <= systemClock.now()) return work(opened);
  const at = isoMoment(due);
  return { outcome: `not due before ${at}`, data: { dueAt: at } };
}

/** `mock-wu device scan` */
export function scanDevice(flags: WorkFlags, terminal: Terminal): Promise<void> {
  return withDevice(flags, terminal, async ({ device }) => {
    const { offers, facts } = await scanOrReport(device, flags.category);
    await device.report();
    return { outcome: `${offers.length} offered`, data: { facts, offers: offersJson(device, offers) } };
  });
}

/** `mock-wu device download` */
export function downloadDevice(flags: WorkFlags, terminal: Terminal): Promise<void> {
  return withDevice(flags, terminal, async ({ device }) => {
    const offers = await chosen(device, flags);
    const { files, failures } = await device.download(offers);
    await device.report();
    const failure = downloadFailure([...failures.values()], offers.length);
    const outcome = failure === undefined ? `${files.size} files here and verified` : 'failed';
    const broken = [...failures].map(([updateId, one]) => ({ updateId, failure: failureJson(one) }));
    return { outcome, failure, data: { files: files.size, failures: broken } };
  });
}

/** Where nothing could be had at all Windows has a code for that (online service facts §5.4), and behind it the first reason. */
function downloadFailure(failures: readonly DeviceFailure[], offers: number): DeviceFailure | undefined {
  const cancelled = failures.find(({ code }) => code === 'WU_E_CALL_CANCELLED');
  const first = cancelled ?? failures[0];
  if (first === undefined || first === cancelled || failures.length < offers) return first;
  return new DeviceFailure('WU_E_ALL_UPDATES_FAILED', { reason: first.reason, extended: first.code }, first);
}

/** `mock-wu device install` */
export function installDevice(flags: WorkFlags, terminal: Terminal): Promise<void> {
  return withDevice(flags, terminal, async ({ device }) => {
    const results = await device.install(await chosen(device, flags));
    await device.report();
    const failure = failureIn(results);
    const outcome = failure === undefined ? `${results.length} done` : 'failed';
    return { outcome, failure, data: { results: results.map(resultJson) } };
  });
}

/** `mock-wu device run` */
export function runWholeDevice(flags: WorkFlags, terminal: Terminal): Promise<void> {
  return withDevice(flags, terminal, async ({ device }) => {
    const { outcome, results, left } = await runDevice(device, {
      withOptional: flags.optional === true,
      reboots: flags.reboot === true,
      ...(flags.category && { categories: flags.category }),
    });
    const data = { results: results.map(resultJson), left: offersJson(device, left) };
    return { outcome, failure: failureIn(results), data };
  });
}

/** `mock-wu device reboot` */
export function rebootDevice(flags: WorkFlags, terminal: Terminal): Promise<void> {
  return withDevice(flags, terminal, async ({ device }) => {
    const updates = device.reboot();
    return { outcome: 'restarted', data: { updates } };
  });
}

/** What the last scan offers, after one where there was none. */
async function chosen(device: Device, flags: WorkFlags): Promise<readonly Offer[]> {
  if (!device.isScanned()) await scanOrReport(device, flags.category);
  return device.offers().offers.filter(({ kind }) => flags.optional === true || kind !== 'optional');
}

function offersJson(device: Device, offers: readonly Offer[]): readonly object[] {
  return offers.map((offer) => offerJson(offer, device.titleOf(offer)));
}

function resultJson(result: InstallResult): object {
  const { offer, title, kind } = result;
  return {
    result: kind,
    updateId: offer.revision.core.updateId,
    title,
    ...(result.kind === 'failed'
      ? { failure: failureJson(result.failure) }
      : { isRebootRequired: result.isRebootRequired }),
  };
}
