import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import cliProgress from 'cli-progress';
import { type FleetReport, runFleet } from '../../device/fleet/run-fleet.ts';
import { loadProfile } from '../../device/profile/read-profile.ts';
import { createSigningStatus } from '../../device/trust/signing-status.ts';
import { createDeviceTrustStore, type DeviceTrustStore } from '../../device/trust/trust-store.ts';
import { systemClock } from '../../platform/clock.ts';
import { fail } from '../../platform/errors/index.ts';
import { pause } from '../../platform/pause.ts';
import { systemRandomness } from '../../platform/randomness.ts';
import { printJson, tell } from '../admin/output.ts';
import { textTable } from '../admin/text-table.ts';
import { CommandFailed, type Terminal } from '../terminal.ts';
import { cancelSignal } from './cancel-signal.ts';
import type { DeviceFlags } from './device-flags.ts';
import { onlineOf, policyAfter, policyOf, USUAL_PROFILE } from './device-session.ts';
import { deviceTrust, readTrustFiles, signingFiles } from './device-trust.ts';
import { megabytes } from './event-lines.ts';

/** Options of `device fleet`. */
export interface FleetFlags extends Omit<DeviceFlags, 'profile' | 'state' | 'log'> {
  readonly count: number;
  readonly profile?: readonly string[];
  /** Seconds. */
  readonly jitter?: number;
  readonly parallel: number;
  readonly run?: true;
  readonly exitCode?: number;
}

/** Milliseconds between two starts, as far as nobody says otherwise, and the longest time all of them take. */
const USUAL_GAP = 20;
const MOST_JITTER = 20_000;

/** `mock-wu device fleet`: many devices in one process. */
export async function runFleetCommand(flags: FleetFlags, terminal: Terminal): Promise<void> {
  const { profile: names = [USUAL_PROFILE], ...setup } = flags;
  const profiles = names.map(loadProfile);
  const policy = policyOf(setup);
  const files = readTrustFiles(setup);
  const policies = profiles.map((profile) => policyAfter(profile, policy));
  if (policies.every(({ wsus }) => wsus === undefined) && onlineOf(setup).onlineServer === undefined)
    fail('DEVICE_SERVER_MISSING');
  const stores = new Map(
    profiles.map((profile, at) => {
      const decided = policies[at] ?? policyAfter(profile, policy);
      return [profile, createDeviceTrustStore({ clock: systemClock, trust: deviceTrust(files, decided) })];
    }),
  );
  const status = createSigningStatus();
  const downloads = mkdtempSync(path.join(os.tmpdir(), 'mock-wu-fleet-'));
  const bar = progressBar(terminal, flags.count);
  try {
    const report = await runFleet({
      count: flags.count,
      profiles,
      policy,
      trustOf: (profile) => stores.get(profile) as DeviceTrustStore,
      signing: {
        ...signingFiles(files),
        askStatus: status.askStatus,
        onWarning: () => {},
      },
      clock: systemClock,
      randomness: systemRandomness,
      pause,
      jitter:
        flags.jitter === undefined ? Math.min(flags.count * USUAL_GAP, MOST_JITTER) : flags.jitter * 1_000,
      parallel: flags.parallel,
      extent: flags.run ? 'run' : 'scan',
      downloads,
      signal: cancelSignal(terminal),
      onDone: bar.update,
      ...onlineOf(setup),
      ...(flags.exitCode !== undefined && { exitCodeOf: () => flags.exitCode ?? 0 }),
    });
    bar.stop();
    show(report, flags, terminal);
  } finally {
    bar.stop();
    for (const trust of stores.values()) trust.close();
    status.close();
    rmSync(downloads, { recursive: true, force: true });
  }
}

function progressBar({ stderr }: Terminal, total: number) {
  if (stderr.isTTY !== true) return { update: () => {}, stop: () => {} };
  const bar = new cliProgress.SingleBar({
    format: 'devices |{bar}| {value}/{total}, {failed} failed, {duration_formatted}',
    stream: stderr as NodeJS.WritableStream,
    hideCursor: true,
    clearOnComplete: true,
    gracefulExit: false,
  });
  bar.start(total, 0, { failed: 0 });
  return {
    update: (done: number, failed: number): void => bar.update(done, { failed }),
    stop: (): void => bar.stop(),
  };
}

function show(report: FleetReport, flags: FleetFlags, terminal: Terminal): void {
  if (flags.json) printJson(terminal, report);
  else terminal.stdout.write(`${summaryText(report)}\n${operationTable(report)}${failureTable(report)}`);
  const missing = flags.count - report.devices;
  if (missing > 0) throw new CommandFailed(`${missing} devices did not begin`);
  if (report.failed > 0) throw new CommandFailed(`${report.failed} of ${report.devices} devices failed`);
  if (!flags.json) tell(terminal, 'no device failed');
}

function summaryText(report: FleetReport): string {
  const { devices, seconds, calls, whole, contentBytes, offered, installed } = report;
  const rate = (count: number): string => (count / seconds).toFixed(1);
  return [
    `${devices} devices in ${seconds.toFixed(1)} s: ${rate(devices)} devices and ${rate(calls)} calls a second`,
    `each took ${whole.median.toFixed(0)} ms (median), ${whole.p90.toFixed(0)} ms (90 %), ${whole.most.toFixed(0)} ms at most`,
    `${megabytes(report.bytesSent)} sent, ${megabytes(report.bytesReceived)} received, ${megabytes(contentBytes)} of content; ${offered} offered, ${installed} installed`,
  ].join('\n');
}

function operationTable({ operations, seconds }: FleetReport): string {
  const columns = [
    { heading: 'operation' },
    ...(['calls', 'a second', 'median ms', '90 %', '99 %', 'most'] as const).map((heading) => ({
      heading,
      isFigure: true as const,
    })),
  ];
  const rows = operations.map(({ operation, count, median, p90, p99, most }) => [
    operation,
    String(count),
    (count / seconds).toFixed(1),
    ...[median, p90, p99, most].map((value) => value.toFixed(1)),
  ]);
  return `\n${textTable(columns, rows)}`;
}

function failureTable({ failures }: FleetReport): string {
  if (failures.length === 0) return '';
  const columns = [
    { heading: 'devices', isFigure: true as const },
    { heading: 'failed with' },
    { heading: 'for example', most: 100 },
  ];
  return `\n${textTable(
    columns,
    failures.map(({ code, reason, count }) => [String(count), code, reason]),
  )}`;
}
