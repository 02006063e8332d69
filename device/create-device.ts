import { createStatuses } from './applicability/statuses.ts';
import { openBody } from './device-body.ts';
import type { DeviceOptions } from './device-options.ts';
import type { Offer, Offers } from './offers/offer.ts';
import type { DevicePolicy } from './policy/policy.ts';
import { offersOf, type ScanResult } from './scan/scan.ts';
import type { DeviceState } from './state/device-state.ts';
import { type Downloads, downloadWork, presentDownloads } from './work/download-work.ts';
import { type InstallResult, installWork } from './work/install-work.ts';
import { outcomesOf } from './work/outcomes.ts';
import { rebootWork } from './work/reboot-work.ts';
import { reportWork } from './work/report-work.ts';
import { scanWork } from './work/scan-work.ts';
import { titleOf } from './work/titles.ts';

/** A simulated Windows device. What it is told to do it does step by step; what it is outlives it in its storage. */
export interface Device {
  /** Rises and falls with what is installed; read it, and let installations change it. */
  readonly state: DeviceState;
  readonly policy: DevicePolicy;
  /** When a scan is due, in milliseconds since the epoch; undefined before the first. */
  dueAt(): number | undefined;
  /** Whether a scan ended well before: what follows from it can be used. */
  isScanned(): boolean;
  /** Asks the server what there is. Throws DeviceFailure. */
  scan(categories?: readonly string[]): Promise<ScanResult>;
  /** What follows from the last scan for the device as it is now, without asking anybody. */
  offers(): Offers;
  /** Whether a server answered since the last scan began: what happened can be told to it. */
  isAnswered(): boolean;
  /** Whether something is installed and not in effect before a restart. */
  isRestartPending(): boolean;
  titleOf(offer: Offer): string;
  /** Fetches and verifies what offers need; those to be installed by themselves when none are named. Throws nothing. */
  download(offers?: readonly Offer[]): Promise<Downloads>;
  /** Installs what was verified just now, or is here from an earlier run and passes again. Throws nothing. */
  install(offers?: readonly Offer[], downloads?: Downloads): Promise<readonly InstallResult[]>;
  /** Restarts it; answers how many updates waited for that. */
  reboot(): number;
  /** Sends the events that happened. Throws nothing; what is not taken is kept. */
  report(): Promise<void>;
}

/** Opens the device that is kept in its storage, or makes a new one. Throws DEVICE_STATE_DAMAGED and DEVICE_PROFILE_DIFFERS. */
export function createDevice(options: DeviceOptions): Device {
  const body = openBody(options);
  const offers = (): Offers =>
    offersOf(
      { ...body, pending: outcomesOf(body.record).pending, clock: options.clock },
      createStatuses(body.store, body.state),
    );
  const automatic = (): readonly Offer[] => offers().offers.filter(({ kind }) => kind !== 'optional');
  return {
    state: body.state,
    policy: body.policy,
    dueAt: () => body.store.memory.dueAt,
    isScanned: () => body.store.memory.scannedAt !== undefined,
    isAnswered: () => body.isAnswered,
    isRestartPending: () => body.record.pending.length > 0,
    titleOf: (offer) => titleOf(body.store, offer.revision),
    scan: (categories = []) => scanWork(body, categories),
    offers,
    download: (chosen = automatic()) => downloadWork(body, chosen),
    install: async (chosen = automatic(), downloads) =>
      installWork(body, chosen, downloads ?? (await presentDownloads(body, chosen)), () => reportWork(body)),
    reboot: () => rebootWork(body),
    report: () => reportWork(body),
  };
}
