import { readFileSync } from 'node:fs';
import { exportedDocuments } from '../../catalog/import/export-cab.ts';
import { createStatuses } from '../../device/applicability/statuses.ts';
import { createDevice } from '../../device/create-device.ts';
import type { CachedRevision } from '../../device/datastore/cached-revision.ts';
import type { DeviceOptions } from '../../device/device-options.ts';
import { runFleet } from '../../device/fleet/run-fleet.ts';
import { policyFromFlags } from '../../device/policy/policy-flags.ts';
import { loadProfile } from '../../device/profile/read-profile.ts';
import { stateOf } from '../../device/profile/state-of.ts';
import { createMemoryStorage } from '../../device/storage/folder-storage.ts';
import { createDeviceHttp } from '../../device/transport/create-device-http.ts';
import { createDeviceTrustStore } from '../../device/trust/trust-store.ts';
import { stopwatch, systemClock } from '../../platform/clock.ts';
import { messageOf } from '../../platform/errors/index.ts';
import { pause } from '../../platform/pause.ts';
import { systemRandomness } from '../../platform/randomness.ts';
import { openCab } from '../../protocol/codecs/cab-reader.ts';
import { parseUpdateDocument } from '../../protocol/metadata/parse-update-document.ts';
import { readCore } from '../../protocol/metadata/read-core.ts';
import type { DeviceOrder, DeviceReply } from './device-message.ts';

// A process of devices: an order comes in, what it took goes out over the channel.
process.on('message', (order: DeviceOrder) => {
  void replyTo(order).then((reply) => process.send?.(reply));
});

const PROFILE = 'windows-11-24h2';
/** Milliseconds within which the devices of a fleet begin: none waits for another, and they do not come all at once. */
const JITTER = 1_000;
const PARALLEL = 100;

async function replyTo(order: DeviceOrder): Promise<DeviceReply> {
  try {
    switch (order.kind) {
      case 'scans':
        return await scans(order);
      case 'fleet':
        return await fleet(order);
      case 'rules':
        return rules(order);
    }
  } catch (error) {
    return { error: messageOf(error) };
  }
}

type Of<K extends DeviceOrder['kind']> = Extract<DeviceOrder, { kind: K }>;

function surroundings(ca: string) {
  const trust = createDeviceTrustStore({
    clock: systemClock,
    trust: { roots: ca, pin: { kind: 'authority', certificates: ca }, revocation: 'hard' },
  });
  const signing: DeviceOptions['signing'] = {
    roots: ca,
    revocation: 'off',
    askStatus: async () => ({ kind: 'none', reason: 'nobody is asked' }),
    onWarning: () => {},
  };
  return { trust, signing, clock: systemClock, randomness: systemRandomness, pause };
}

async function scans({ url, ca, times }: Of<'scans'>): Promise<DeviceReply> {
  const { trust, ...common } = surroundings(ca);
  const milliseconds: number[] = [];
  let calls = 0;
  while (milliseconds.length < times) {
    let sinceConnected = stopwatch();
    const http = createDeviceHttp({
      trust,
      // The last check: what comes after it is the scan.
      onCheck: (_, { check }) => {
        if (check === 'pin') sinceConnected = stopwatch();
      },
      onWarning: () => {},
    });
    const device = createDevice({
      ...common,
      http,
      profile: loadProfile(PROFILE),
      policy: policyFromFlags({ server: url }),
      storage: createMemoryStorage(''),
      watch: ({ kind }) => {
        if (kind === 'call') calls += 1;
      },
    });
    await device.scan();
    milliseconds.push(sinceConnected());
    http.close();
  }
  trust.close();
  return { kind: 'scans', milliseconds, calls: calls / times };
}

async function fleet({ url, ca, count }: Of<'fleet'>): Promise<DeviceReply> {
  const { trust, ...common } = surroundings(ca);
  const report = await runFleet({
    ...common,
    trustOf: () => trust,
    count,
    profiles: [loadProfile(PROFILE)],
    policy: policyFromFlags({ server: url }),
    jitter: JITTER,
    parallel: PARALLEL,
    extent: 'scan',
    downloads: '',
  });
  trust.close();
  return { kind: 'fleet', report, peakResidentMegabytes: process.resourceUsage().maxRSS / 1024 };
}

function rules({ file, times }: Of<'rules'>): DeviceReply {
  const cab = openCab(readFileSync(file));
  const metadata = cab.extract('metadata.txt');
  const xmls = [...exportedDocuments(metadata, file)].map(
    ({ xml }) => parseUpdateDocument(xml).fragments.core,
  );
  const reading = stopwatch();
  const revisions = xmls.map(revisionOf);
  const read = reading();
  const byUpdate = new Map(revisions.map((one) => [one.core.updateId, one]));
  const state = stateOf(loadProfile(PROFILE));
  const milliseconds: number[] = [];
  while (milliseconds.length < times) {
    const elapsed = stopwatch();
    const statuses = createStatuses({ ofUpdate: (updateId) => byUpdate.get(updateId) }, state);
    for (const revision of revisions) statuses.of(revision);
    milliseconds.push(elapsed());
  }
  return { kind: 'rules', revisions: revisions.length, milliseconds, reading: read };
}

function revisionOf(xml: string, at: number): CachedRevision {
  const deployment = { ID: at, Action: 'Evaluate', IsAssigned: true, LastChangeTime: '2026-01-01' } as const;
  return { revisionId: at, isLeaf: false, deployment, xml, core: readCore(xml) };
}
