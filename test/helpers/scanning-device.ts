import type { Test } from 'tap';
import { createDevice, type Device } from '../../device/create-device.ts';
import type { DeviceOptions } from '../../device/device-options.ts';
import type { DeviceEvent } from '../../device/events.ts';
import { policyFromFlags } from '../../device/policy/policy-flags.ts';
import type { EventDraft } from '../../device/report/event-draft.ts';
import type { DeviceRecord } from '../../device/storage/device-record.ts';
import type { DeviceStorage } from '../../device/storage/device-storage.ts';
import type { SavedDatastore } from '../../device/storage/saved-datastore.ts';
import type { SigningTrust } from '../../device/verify/signing-trust.ts';
import { createVirtualClock, type VirtualClock } from '../../platform/clock.ts';
import { createSeededRandomness } from '../../platform/randomness.ts';
import { failureOf, openDevice, openTrust } from './device-http.ts';
import { PLAIN } from './device-rules.ts';
import { START } from './services.ts';

/** A device that scans under test, with all it says and keeps. */
export interface ScanningDevice {
  readonly device: Device;
  readonly clock: VirtualClock;
  readonly kept: KeptDevice;
  /** Everything it told, in order. */
  readonly told: readonly DeviceEvent[];
  /** Pauses it made, in milliseconds; none takes time. */
  readonly pauses: readonly number[];
  /** Events that wait to be reported. */
  events(): readonly EventDraft[];
  /** What it warned of. */
  warnings(): readonly string[];
  /** Faults it recovered from. */
  recoveries(): readonly string[];
  /** The code a scan ends with and why, or `done`. */
  outcome(categories?: readonly string[]): Promise<string>;
}

/** The storage of a device that can be opened again in the same process: JSON, as on disk. */
export interface KeptDevice extends DeviceStorage {
  record(): DeviceRecord;
  datastore(): SavedDatastore;
}

/** An empty storage. */
export function keptDevice(): KeptDevice {
  const texts = new Map<string, string>();
  const read = (name: string): unknown => {
    const text = texts.get(name);
    return text === undefined ? undefined : JSON.parse(text);
  };
  return {
    readRecord: () => read('record'),
    writeRecord: (record) => texts.set('record', JSON.stringify(record)),
    recordFile: 'device.json',
    readDatastore: () => read('datastore'),
    writeDatastore: (datastore) => texts.set('datastore', JSON.stringify(datastore)),
    record: () => read('record') as DeviceRecord,
    datastore: () => read('datastore') as SavedDatastore,
    downloads: '/nowhere',
    close: () => {},
  };
}

/** Makes the plain device, a client of the WSUS at `server`; it ends with the test. */
export function openScanner(
  t: Test,
  server: string,
  options: Partial<DeviceOptions> & { readonly kept?: KeptDevice; readonly clock?: VirtualClock } = {},
): ScanningDevice {
  const { clock = createVirtualClock(START), kept = keptDevice(), ...given } = options;
  const told: DeviceEvent[] = [];
  const pauses: number[] = [];
  const device = createDevice({
    profile: PLAIN,
    policy: policyFromFlags({ server }),
    http: openDevice(t, openTrust(t)).http,
    // A scan installs nothing.
    signing: {} as SigningTrust,
    storage: kept,
    clock,
    randomness: createSeededRandomness('scanning device'),
    pause: async (milliseconds) => {
      pauses.push(milliseconds);
    },
    watch: (event) => told.push(event),
    ...given,
  });
  const textsOf = (kind: 'warning' | 'recovery'): readonly string[] =>
    told.flatMap((one) =>
      one.kind !== kind ? [] : [one.kind === 'warning' ? one.text : `${one.fault}: ${one.action}`],
    );
  return {
    device,
    clock,
    kept,
    told,
    pauses,
    events: () => kept.record().events,
    warnings: () => textsOf('warning').filter((text) => !text.startsWith('over plain HTTP')),
    recoveries: () => textsOf('recovery'),
    outcome: async (categories) => {
      const scan = device.scan(categories).then(() => undefined);
      return scan.then(
        () => 'done',
        async () => {
          const { code, reason } = await failureOf(scan);
          return `${code}: ${reason}`;
        },
      );
    },
  };
}
