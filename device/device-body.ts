import { isDeepStrictEqual } from 'node:util';
import { fail } from '../platform/errors/index.ts';
import type { DeviceIdentity } from './client/identity.ts';
import { createDatastore, type Datastore } from './datastore/datastore.ts';
import type { DeviceOptions } from './device-options.ts';
import { type DevicePolicy, readPolicy } from './policy/policy.ts';
import { applyChanges as applyPolicy } from './policy/reg-file.ts';
import { computerOf } from './profile/computer.ts';
import { stateOf } from './profile/state-of.ts';
import { readCoreFragment } from './scan/read-page.ts';
import { applyChanges } from './state/apply-change.ts';
import type { DeviceState } from './state/device-state.ts';
import type { DeviceRecord } from './storage/device-record.ts';
import { readRecord } from './storage/read-record.ts';
import { newestOutcomes } from './storage/record-limits.ts';
import { openDatastore, saveDatastore } from './storage/saved-datastore.ts';

/** A device at work: its parts, and what changes of it. */
export interface DeviceBody {
  readonly options: DeviceOptions;
  readonly identity: DeviceIdentity;
  readonly policy: DevicePolicy;
  /** Origin of the server it scans; undefined where neither policy nor anybody named one. */
  readonly server: string | undefined;
  readonly state: DeviceState;
  readonly store: Datastore;
  record: DeviceRecord;
  /** Whether a server answered since the last scan began. */
  isAnswered: boolean;
  /** Writes everything down. */
  save(): void;
  /** Writes down what the device is, without what servers said, which is much. */
  saveRecord(): void;
}

/** Opens the device that is kept, or makes a new one. Throws DEVICE_STATE_DAMAGED and DEVICE_PROFILE_DIFFERS. */
export function openBody(options: DeviceOptions): DeviceBody {
  const { storage, profile, watch } = options;
  const kept = storage.readRecord();
  const record = kept === undefined ? newRecord(options) : readRecord(kept, storage.recordFile);
  if (!isDeepStrictEqual(plain(record.profile), plain(profile)))
    fail('DEVICE_PROFILE_DIFFERS', { kept: record.profile.name, given: profile.name });
  const state = stateOf(profile);
  applyChanges(state, record.changes);
  applyPolicy(state.registry, options.policy);
  const policy = readPolicy(state.registry);
  for (const problem of [...policy.problems, ...policy.ineffective])
    watch({ kind: 'warning', text: `policy: ${problem}` });
  const server = policy.wsus?.server ?? options.onlineServer;
  const store = openStore(options);
  const body: DeviceBody = {
    options,
    identity: identityOf(options, record),
    policy,
    server,
    state,
    store,
    record,
    isAnswered: false,
    saveRecord: () => {
      body.record = { ...body.record, outcomes: newestOutcomes(body.record.outcomes) };
      storage.writeRecord(body.record);
    },
    save: () => {
      body.saveRecord();
      storage.writeDatastore(saveDatastore(store));
    },
  };
  return body;
}

function newRecord({ profile, randomness }: DeviceOptions): DeviceRecord {
  return {
    version: 1,
    profile,
    clientId: randomness.uuid(),
    sampling: randomness.bytes(4).readUInt32BE() % SAMPLES,
    changes: [],
    pending: [],
    events: [],
    outcomes: {},
  };
}

/** ClientSamplingValue is one of so many. */
const SAMPLES = 1_000;

/** The way a value is after it was written down. */
function plain(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}

function identityOf(
  { profile, dnsName }: DeviceOptions,
  { clientId, sampling }: DeviceRecord,
): DeviceIdentity {
  const { name, agentVersion } = computerOf(profile);
  return { clientId, sampling, agentVersion, dnsName: dnsName ?? name };
}

function openStore({ storage, readCore, watch }: DeviceOptions): Datastore {
  const saved = storage.readDatastore();
  if (saved === undefined) return createDatastore();
  const opened = openDatastore(saved, readCore ?? readCoreFragment);
  if (!('damaged' in opened)) return opened;
  watch({ kind: 'warning', text: `the data store is begun anew: ${opened.damaged}` });
  return createDatastore();
}
