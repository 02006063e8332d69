import { stopwatch } from '../../platform/clock.ts';
import { hresultText } from '../../protocol/hresult/hresults.ts';
import { createDevice, type Device } from '../create-device.ts';
import type { DeviceOptions } from '../device-options.ts';
import type { DeviceEvent } from '../events.ts';
import type { DeviceFailure } from '../failure.ts';
import type { DeviceProfile } from '../profile/profile.ts';
import { failureIn, runDevice } from '../run-device.ts';
import { createMemoryStorage } from '../storage/folder-storage.ts';
import { createDeviceHttp } from '../transport/create-device-http.ts';
import type { DeviceTrustStore } from '../trust/trust-store.ts';
import { failureOf } from '../work/failure-of.ts';
import { createSamples, type Samples, type Summary } from './samples.ts';
import { createSharedCoreReader } from './shared-core-reader.ts';

/** Many devices in one process. */
export interface FleetOptions
  extends Pick<
    DeviceOptions,
    'policy' | 'onlineServer' | 'signing' | 'clock' | 'randomness' | 'pause' | 'exitCodeOf'
  > {
  readonly count: number;
  /** Given out in turn. */
  readonly profiles: readonly DeviceProfile[];
  /** What a device of a profile believes. */
  readonly trustOf: (profile: DeviceProfile) => DeviceTrustStore;
  /** Devices begin within so many milliseconds, each at a moment drawn at random. */
  readonly jitter: number;
  /** Devices at work at once. */
  readonly parallel: number;
  readonly extent: 'scan' | 'run';
  /** Folder for what is downloaded, a folder below it each; the caller deletes it. */
  readonly downloads: string;
  readonly signal?: AbortSignal;
  /** Told after each device how many have ended. */
  readonly onDone?: (done: number, failed: number) => void;
}

/** What came of it. */
export interface FleetReport {
  readonly devices: number;
  readonly failed: number;
  readonly seconds: number;
  readonly calls: number;
  readonly bytesSent: number;
  readonly bytesReceived: number;
  readonly contentBytes: number;
  readonly offered: number;
  readonly installed: number;
  /** From the first byte of a device to its last answer. */
  readonly whole: Summary;
  readonly operations: readonly (Summary & { readonly operation: string })[];
  /** Devices by what they ended with, the most frequent first. */
  readonly failures: readonly { readonly code: string; readonly reason: string; readonly count: number }[];
}

/** Runs the fleet to its end; a device that fails stops no other. Throws nothing but what makes a device impossible. */
export async function runFleet(options: FleetOptions): Promise<FleetReport> {
  const tally = createTally();
  const elapsed = stopwatch();
  const readCore = createSharedCoreReader();
  const starts = startsOf(options);
  const waiting = starts.entries();
  const worker = async (): Promise<void> => {
    for (const [index, start] of waiting) {
      const early = start - elapsed();
      if (early > 0) await options.pause(early, options.signal).catch(() => {});
      if (options.signal?.aborted) return;
      await runOne(options, index, readCore, tally);
      options.onDone?.(tally.done(), tally.failed());
    }
  };
  await Promise.all(Array.from({ length: Math.min(options.parallel, options.count) }, worker));
  return tally.report(elapsed() / 1_000);
}

/** When each device begins, in milliseconds from now, the earliest first. */
function startsOf({ count, jitter, randomness }: FleetOptions): readonly number[] {
  const bytes = randomness.bytes(4 * count);
  const starts = Array.from(
    { length: count },
    (_, at) => (bytes.readUInt32BE(4 * at) / 0x1_0000_0000) * jitter,
  );
  return starts.sort((a, b) => a - b);
}

async function runOne(
  options: FleetOptions,
  index: number,
  readCore: NonNullable<DeviceOptions['readCore']>,
  tally: Tally,
): Promise<void> {
  const { profiles, extent, signal } = options;
  const profile = profiles[index % profiles.length] as DeviceProfile;
  const http = createDeviceHttp({ trust: options.trustOf(profile), onCheck: () => {}, onWarning: () => {} });
  const elapsed = stopwatch();
  try {
    const device = createDevice({
      ...options,
      profile,
      dnsName: `fleet-${String(index + 1).padStart(5, '0')}.mock.test`,
      http,
      storage: createMemoryStorage(`${options.downloads}/${index}`),
      watch: tally.watch,
      readCore,
    });
    const failure = await (extent === 'scan' ? scanOnly(device) : runAll(device));
    tally.end(elapsed(), failure);
  } catch (error) {
    tally.end(elapsed(), failureOf(error, signal));
  } finally {
    http.close();
  }
}

async function scanOnly(device: Device): Promise<undefined> {
  await device.scan();
  await device.report();
}

async function runAll(device: Device): Promise<DeviceFailure | undefined> {
  const { results } = await runDevice(device);
  return failureIn(results);
}

interface Tally {
  watch(event: DeviceEvent): void;
  end(milliseconds: number, failure: DeviceFailure | undefined): void;
  done(): number;
  failed(): number;
  report(seconds: number): FleetReport;
}

function createTally(): Tally {
  const counts = { done: 0, failed: 0, calls: 0, sent: 0, received: 0, content: 0, offered: 0, installed: 0 };
  const whole = createSamples();
  const operations = new Map<string, Samples>();
  const failures = new Map<string, { readonly reason: string; count: number }>();
  const sample = (operation: string, milliseconds: number): void => {
    const samples = operations.get(operation) ?? createSamples();
    operations.set(operation, samples);
    samples.add(milliseconds);
  };
  return {
    watch: (event) => {
      if (event.kind === 'call') {
        counts.calls += 1;
        counts.sent += event.sent;
        counts.received += event.received;
        sample(event.operation, event.milliseconds);
      } else if (event.kind === 'bytes') counts.content += event.count;
      else if (event.kind === 'offer') counts.offered += 1;
      else if (event.kind === 'installed') counts.installed += 1;
    },
    end: (milliseconds, failure) => {
      counts.done += 1;
      whole.add(milliseconds);
      if (failure === undefined) return;
      counts.failed += 1;
      const code = `${hresultText(failure.code)} ${failure.code}`;
      const known = failures.get(code) ?? { reason: failure.reason, count: 0 };
      known.count += 1;
      failures.set(code, known);
    },
    done: () => counts.done,
    failed: () => counts.failed,
    report: (seconds) => ({
      devices: counts.done,
      failed: counts.failed,
      seconds,
      calls: counts.calls,
      bytesSent: counts.sent,
      bytesReceived: counts.received,
      contentBytes: counts.content,
      offered: counts.offered,
      installed: counts.installed,
      whole: whole.summary(),
      operations: [...operations].map(([operation, samples]) => ({ operation, ...samples.summary() })),
      failures: [...failures]
        .map(([code, { reason, count }]) => ({ code, reason, count }))
        .sort((a, b) => b.count - a.count),
    }),
  };
}
