import type { SyncUpdateParameters } from '../../protocol/wusp/sync-types.ts';
import { computerIdOf, deviceIdsOf, MODELS_WITH_DRIVERS } from './synthetic/hardware.ts';

/** Devices a real client reports in its driver pass: wire facts §2.5. */
export const DEVICES = 75;

/** Every third device is of a model no driver is made for. */
const WITHOUT_DRIVER = 3;
/** A driver that came with Windows: every other device runs one. */
const INBOX_DATE = '2006-06-21T00:00:00';
/** 10.0.26100.1, sixteen bits a part. */
const INBOX_VERSION = (10n << 48n) | (26_100n << 16n) | 1n;
/** Signature and feature score of an inbox driver and an inexact identifier match. */
const INBOX_RANK = 0x00ff2001;
/** Ids of its computer a client reports, most specific first. */
const COMPUTER_IDS = 15;

/** What the bench client says in its driver pass, beside the ids of what it has. */
export function driverPassParameters(): Partial<SyncUpdateParameters> {
  return {
    SkipSoftwareSync: true,
    SystemSpec: Array.from({ length: DEVICES }, (_none, place) => device(place)),
    // The first is the computer some drivers of the synthetic catalogue are for; the others nobody knows.
    ComputerSpec: {
      HardwareIDs: Array.from({ length: COMPUTER_IDS }, (_none, place) => computerIdOf(place * 1_000)),
    },
    FeatureScoreMatchingKey: 'AMD64.10.0',
  };
}

function device(place: number): NonNullable<SyncUpdateParameters['SystemSpec']>[number] {
  const isUnknown = place % WITHOUT_DRIVER === WITHOUT_DRIVER - 1;
  const { hardware, compatible } = deviceIdsOf(place * 20 + (isUnknown ? MODELS_WITH_DRIVERS : 0));
  return {
    HardwareIDs: [...hardware],
    CompatibleIDs: [...compatible],
    ...(place % 2 === 0 && {
      installedDriver: {
        MatchingID: compatible[0] ?? '',
        DriverVerDate: INBOX_DATE,
        DriverVerVersion: INBOX_VERSION,
        Class: 'System',
        Manufacturer: 'Mock Windows',
        Provider: 'Mock Windows',
        Model: `Mock Device ${place}`,
        DriverRank: INBOX_RANK,
      },
    }),
    DeviceFlags: 0,
  };
}
