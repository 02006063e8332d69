import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Test } from 'tap';
import { importDocuments } from '../../catalog/import/import-documents.ts';
import { buildSeed } from '../../catalog/import/seed-build.ts';
import { readSeedFile } from '../../catalog/import/seed-reader.ts';
import { createUpdateReport } from '../../catalog/reports/update-report.ts';
import { createDevice, type Device } from '../../device/create-device.ts';
import type { DeviceOptions } from '../../device/device-options.ts';
import type { DeviceEvent } from '../../device/events.ts';
import { type PolicyFlags, policyFromFlags } from '../../device/policy/policy-flags.ts';
import type { RegistryChange } from '../../device/policy/reg-file.ts';
import { loadProfile } from '../../device/profile/read-profile.ts';
import type { DeviceTrust } from '../../device/trust/device-trust.ts';
import { createSigningStatus } from '../../device/trust/signing-status.ts';
import type { SigningTrust } from '../../device/verify/signing-trust.ts';
import { systemClock } from '../../platform/clock.ts';
import { systemRandomness } from '../../platform/randomness.ts';
import { type MockWindowsUpdate, type StartOptions, startMockWindowsUpdate } from '../../server/start.ts';
import { openDevice, openTrust } from './device-http.ts';
import { withKeys } from './prepared-keys.ts';
import { type KeptDevice, keptDevice } from './scanning-device.ts';
import { type ServerSide, serverSideOf, shortNames } from './server-side.ts';

/** A double, and devices that are its clients over real connections. */
export interface DeviceDouble {
  readonly double: MockWindowsUpdate;
  /** A new device; its connections end with the test `t`. */
  deviceFor(t: Test, wish?: DeviceWish): DoubleDevice;
  /** Takes a seed in while it runs, with `files` beside it by name; documents of software are changed by `edit` before. */
  seed(
    text: string,
    files?: Readonly<Record<string, Uint8Array>>,
    edit?: (xml: string) => string,
  ): Promise<void>;
  /** The UpdateID of an update by its KB number or title. */
  idOf(name: string): string;
  /** Where the double keeps the content of the file that is called `fileName`. */
  contentOf(fileName: string): string;
}

/** What a device is to be: a Windows 11 desktop that goes to the double over TLS and trusts nobody else when left out. */
export interface DeviceWish {
  /** A ready profile. */
  readonly profile?: string;
  /** Policy beside the server, which is the double; `none` names no server. */
  readonly policy?: PolicyFlags | 'none';
  /** Policy there is no flag for. */
  readonly registry?: readonly RegistryChange[];
  readonly trust?: Partial<DeviceTrust>;
  readonly signing?: Partial<SigningTrust>;
  readonly options?: Partial<DeviceOptions>;
  /** Told of everything as it happens. */
  readonly onEvent?: (event: DeviceEvent) => void;
}

/** A device under test. */
export interface DoubleDevice {
  readonly device: Device;
  /** Everything it told, in order. */
  readonly told: readonly DeviceEvent[];
  readonly kept: KeptDevice;
  /** What follows from the last scan, as `install KB9901001`, sorted. */
  offers(): readonly string[];
  /** What is not, as `KB9901001: it is not approved`. */
  withheld(): readonly string[];
  /** What it told to have failed, as `about: message`. */
  failures(): readonly string[];
  warnings(): readonly string[];
  /** The ids of the events of each post that was taken. */
  posts(): readonly (readonly number[])[];
  /** Names in the folder of its downloads. */
  files(): readonly string[];
  /** What the double knows of it. */
  onServer(): ServerSide;
  /** The same device in another process. */
  again(changes?: DeviceWish): DoubleDevice;
}

/** Starts a double with a seed, the demo when left out, on free ports; it ends with the test `t`. */
export async function startDouble(t: Test, seed?: string, options: StartOptions = {}): Promise<DeviceDouble> {
  const folder = t.testdir({});
  let count = 0;
  const newFolder = (what: string): string => {
    count += 1;
    const made = path.join(folder, `${what}-${count}`);
    mkdirSync(made);
    return made;
  };
  const writeSeed = (text: string, files: Readonly<Record<string, Uint8Array>> = {}): string => {
    const place = newFolder('seed');
    for (const [name, bytes] of Object.entries(files)) writeFileSync(path.join(place, name), bytes);
    writeFileSync(path.join(place, 'seed.yaml'), text);
    return path.join(place, 'seed.yaml');
  };
  const double = await startMockWindowsUpdate({
    state: withKeys(path.join(folder, 'double')),
    seeds: [seed === undefined ? 'demo' : writeSeed(seed)],
    httpPort: 0,
    httpsPort: 0,
    controlPort: 0,
    ...options,
  });
  t.teardown(() => double.close());
  return {
    double,
    deviceFor: (test, wish = {}) => {
      const kept = { ...keptDevice(), downloads: path.join(newFolder('device'), 'download') };
      return openDoubleDevice(test, double, kept, wish);
    },
    seed: async (text, files, edit) => {
      const file = writeSeed(text, files);
      if (edit === undefined) await double.import(file);
      else importEdited(double, file, edit);
    },
    idOf: createUpdateReport(double.catalog.database).require,
    contentOf: (fileName) => {
      const select = double.catalog.database
        .prepare('SELECT hex(sha1) FROM file WHERE file_name = ?')
        .pluck();
      return double.content.pathOf(select.get(fileName) as string, path.extname(fileName));
    },
  };
}

/** Imports what no seed can express: the documents of software are changed by `edit`. */
function importEdited(
  { catalog, content, pki }: MockWindowsUpdate,
  file: string,
  edit: (xml: string) => string,
): void {
  const { documents, approvals } = buildSeed(readSeedFile(file), {
    signCabinet: pki.signCabinet,
    storeContent: content.put,
    now: catalog.clock.now(),
  });
  catalog.write(() => {
    importDocuments(
      catalog,
      documents.map((one) =>
        one.xml.includes('UpdateType="Software"') ? { ...one, xml: edit(one.xml) } : one,
      ),
    );
    for (const approval of approvals) catalog.approvals.approve({ ...approval, acceptEula: true });
  });
}

function openDoubleDevice(
  t: Test,
  double: MockWindowsUpdate,
  kept: KeptDevice,
  wish: DeviceWish,
): DoubleDevice {
  const told: DeviceEvent[] = [];
  const watch = (event: DeviceEvent): void => {
    told.push(event);
    wish.onEvent?.(event);
  };
  const device = createDevice({
    profile: loadProfile(wish.profile ?? 'windows-11-24h2'),
    policy: [...policyOf(double, wish.policy), ...(wish.registry ?? [])],
    ...connectionsOf(t, double, watch, wish),
    storage: kept,
    clock: systemClock,
    randomness: systemRandomness,
    pause: async () => {},
    watch,
    ...wish.options,
  });
  const nameOf = shortNames(double.catalog);
  return {
    device,
    told,
    kept,
    offers: () =>
      device
        .offers()
        .offers.map(({ kind, revision }) => `${kind} ${nameOf(revision.core.updateId)}`)
        .sort(),
    withheld: () =>
      device.offers().withheld.map(({ revision, reason }) => `${nameOf(revision.core.updateId)}: ${reason}`),
    failures: () =>
      told.flatMap((one) => (one.kind === 'failed' ? [`${one.about}: ${one.failure.message}`] : [])),
    warnings: () => told.flatMap((one) => (one.kind === 'warning' ? [one.text] : [])),
    posts: () => told.flatMap((one) => (one.kind === 'reported' ? [one.events] : [])),
    files: () => (existsSync(kept.downloads) ? readdirSync(kept.downloads).sort() : []),
    onServer: () => serverSideOf(double.catalog, kept.record().clientId),
    again: (changes) => openDoubleDevice(t, double, kept, { ...wish, ...changes }),
  };
}

function policyOf({ urls }: MockWindowsUpdate, flags: DeviceWish['policy'] = {}): readonly RegistryChange[] {
  return flags === 'none' ? [] : policyFromFlags({ server: urls.https, ...flags });
}

/** Whom a device trusts, and how it reaches him: the double as update authority, and its signatures. */
function connectionsOf(
  t: Test,
  { ca }: MockWindowsUpdate,
  watch: DeviceOptions['watch'],
  { trust, signing }: DeviceWish,
): Pick<DeviceOptions, 'http' | 'signing'> {
  const onWarning = (text: string): void => watch({ kind: 'warning', text });
  const pin = { kind: 'authority', certificates: ca.pem } as const;
  const { http } = openDevice(t, openTrust(t, { roots: ca.pem, pin, revocation: 'soft', ...trust }), {
    onCheck: (about, check) => watch({ kind: 'check', of: 'server', about, ...check }),
    onWarning,
  });
  const status = createSigningStatus();
  t.teardown(() => status.close());
  return {
    http,
    signing: {
      roots: ca.pem,
      acceptsTrustedPublishers: false,
      revocation: 'soft',
      askStatus: status.askStatus,
      onWarning,
      ...signing,
    },
  };
}
