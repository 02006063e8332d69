import { type Catalog, openCatalog } from '../../catalog/catalog.ts';
import type { UpstreamProfile } from '../../catalog/configuration/upstream-configuration.ts';
import { createVirtualClock, isoMoment } from '../../platform/clock.ts';
import type { Logger } from '../../platform/logger.ts';
import { createSeededRandomness } from '../../platform/randomness.ts';
import { encodeRequest } from '../../protocol/soap/envelope.ts';
import { formatAnchor } from '../../protocol/wsusss/anchor.ts';
import { clientService } from '../../protocol/wusp/client.ts';
import type { AuthorizationCookie, Cookie } from '../../protocol/wusp/common.ts';
import { sealAuthorization } from '../../server/cookies/authorization-cookie.ts';
import { expiryFrom, sealSession } from '../../server/cookies/session-cookie.ts';
import { servedServices } from '../../server/services.ts';
import { answerCall } from '../../server/soap/answer.ts';
import { createWorld, type World } from '../../server/world.ts';
import { idOf, importUpdates, type ShortUpdate } from './documents.ts';
import { type FuzzCookies, fuzzServerCookies } from './fuzz-server-cookies.ts';

export type { CookieKind } from './fuzz-server-cookies.ts';

/** What of the world a request may name. */
export interface KnownValues {
  readonly revisionIds: readonly number[];
  readonly updateIds: readonly string[];
  readonly digests: readonly Buffer[];
  readonly hardwareIds: readonly string[];
  readonly computerIds: readonly string[];
  readonly lastChange: string;
  /** What downstream servers know beside that. */
  readonly serverIds: readonly string[];
  readonly groupIds: readonly string[];
  readonly driverSetIds: readonly string[];
  readonly anchors: readonly string[];
  /** Now, as an xs:dateTime. */
  readonly time: string;
}

/** A world about to get any requests at all, and what tells whether it took harm. */
export interface FuzzWorld {
  readonly world: World;
  /** Of a client. */
  readonly cookies: FuzzCookies;
  readonly authorization: AuthorizationCookie;
  /** Of a downstream server. */
  readonly serverCookies: FuzzCookies;
  readonly serverAuthorization: AuthorizationCookie;
  readonly known: KnownValues;
  /** What the log says went wrong, so far. */
  readonly errors: readonly string[];
  /** What is wrong after all; empty when nothing is. */
  harm(): readonly string[];
  close(): void;
}

export const fuzzCaller = {
  contentBase: 'http://wsus.example:8530',
  hostName: 'wsus.example',
  isHttps: false,
};

const COMPUTER = 'fuzz-client';
const STRANGER = 'fuzz-stranger';
const SERVER = 'dddddddd-0000-4000-8000-000000000001';
const HARDWARE_IDS = ['PCI\\VEN_1AF4&DEV_1000', 'PCI\\VEN_8086', 'USB\\VID_1', '*PNP0A08'];
const digest = (byte: number) => Buffer.alloc(20, byte);

const driver = (hardwareId: string, driverClass = 'Net') => ({
  hardwareId,
  driverVerDate: '2023-04-18',
  driverVerVersion: '31.0.101.2115',
  class: driverClass,
  manufacturer: 'Contoso',
  provider: 'Contoso',
  model: 'Contoso Device',
  whqlDriverId: '100',
  featureScores: [{ operatingSystem: 'AMD64.10.0', featureScore: 200 }],
  distributionComputerHardwareIds: [],
  targetComputerHardwareIds: [],
});
const file = (byte: number) => ({
  sha1: digest(byte).toString('hex').toUpperCase(),
  fileName: `file-${byte}.cab`,
  size: 100 + byte,
  isEncrypted: false,
});

const updates: readonly ShortUpdate[] = [
  { id: 1, type: 'Category' },
  { id: 2, type: 'Category', needs: [[1]] },
  { id: 3, type: 'Detectoid', needs: [[1]] },
  { id: 4, needs: [[3]], in: [2], languages: ['en', 'de'] },
  { id: 5, revision: 1, needs: [[2, 3]] },
  { id: 5, revision: 2, needs: [[2, 3], [4]] },
  { id: 6, deployable: false },
  { id: 7, bundles: [[[6, 1]]], in: [2] },
  { id: 8, expired: true },
  { id: 9, removable: true, needs: [[9]] },
  { id: 10, type: 'Driver', in: [2], more: { drivers: HARDWARE_IDS.slice(0, 2).map((id) => driver(id)) } },
  { id: 11, type: 'Driver', more: { drivers: [driver('USB\\VID_1', 'Printer')] } },
  ...Array.from({ length: 40 }, (_none, at) => ({ id: 20 + at, in: [1] })),
];

/** Makes a world of its own in memory; where `isRegistered` is false it asks for no registration. */
export function createFuzzWorld(isRegistered = true, profile: UpstreamProfile = 'wsus-2025'): FuzzWorld {
  const errors: string[] = [];
  const logger: Logger = { info: () => {}, warn: () => {}, error: (message) => errors.push(message) };
  const clock = createVirtualClock('2026-11-01T10:20:30.500Z');
  const catalog = openCatalog({
    file: ':memory:',
    clock,
    randomness: createSeededRandomness('fuzz'),
    lookMilliseconds: 0,
    configuration: { profile, isRegistrationRequired: isRegistered, keptEvents: 500, keptComputers: 2_000 },
  });
  importUpdates(catalog, ...updates, { id: 12, files: [file(1), file(2)] });
  catalog.write(() => {
    catalog.computers.introduce(COMPUTER, 'fuzz.example', '', clock.now());
    catalog.computers.register(COMPUTER, '{}', clock.now());
    catalog.computers.introduce(STRANGER, 'stranger.example', '', clock.now());
    catalog.downstream.introduce(SERVER, 'dss.example', clock.now());
  });
  catalog.approvals.approve({ updateId: idOf(4), action: 'Install' });
  catalog.approvals.approve({ updateId: idOf(9), action: 'Uninstall' });
  const cookieKey = Buffer.alloc(32, 7);
  const worldOf = (name: string): World =>
    createWorld({ catalog, clock, randomness: createSeededRandomness(name), logger, cookieKey });
  const world = worldOf('served');
  // Cookies are sealed by another world with the same key, so that the served one has to open them.
  const maker = worldOf('maker');
  return {
    world,
    cookies: cookiesOf(maker),
    authorization: sealAuthorization(maker, COMPUTER),
    ...fuzzServerCookies(maker, SERVER),
    known: knownOf(catalog),
    errors,
    harm: () => [...errors, ...harmOf(world)],
    close: () => catalog.close(),
  };
}

function cookiesOf(maker: World): FuzzCookies {
  const { catalog, clock } = maker;
  const view = catalog.view();
  const good = {
    serverId: catalog.serverId,
    computerId: COMPUTER,
    protocolVersion: '2.90',
    configLastChange: view.configLastChange,
    ...expiryFrom(clock.now()),
    seen: 0,
    locations: view.locations,
  };
  const sealed = (more: Partial<typeof good> = {}): Cookie => sealSession(maker, { ...good, ...more });
  const cookie = sealed();
  const damaged = Buffer.from(cookie.EncryptedData ?? []);
  damaged[damaged.length - 1] = (damaged.at(-1) ?? 0) ^ 1;
  return {
    good: cookie,
    expired: sealed(expiryFrom(clock.now() - 24 * 60 * 60 * 1000)),
    unregistered: sealed({ computerId: STRANGER }),
    stale: sealed({ configLastChange: '2001-01-01T00:00:00Z' }),
    moved: sealed({ locations: view.locations + 1 }),
    foreign: sealed({ serverId: 'another' }),
    damaged: { ...cookie, EncryptedData: damaged },
  };
}

function knownOf(catalog: Catalog): KnownValues {
  return {
    revisionIds: catalog.database.prepare('SELECT revision_id FROM revision').pluck().all() as number[],
    updateIds: updates.map(({ id }) => idOf(id)),
    digests: [digest(1), digest(2)],
    hardwareIds: HARDWARE_IDS,
    computerIds: [COMPUTER, STRANGER],
    lastChange: catalog.view().configLastChange,
    serverIds: [SERVER, catalog.serverId, '00000000-0000-0000-0000-000000000000'],
    groupIds: catalog.groups.all().map(({ groupId }) => groupId),
    driverSetIds: [],
    anchors: ['1,2006-01-01 00:00:00.000', formatAnchor(catalog.changes.pointInTime()), ''],
    time: isoMoment(catalog.clock.now()),
  };
}

function harmOf(world: World): string[] {
  const { database } = world.catalog;
  const integrity = database.pragma('integrity_check', { simple: true });
  const broken = database.pragma('foreign_key_check') as unknown[];
  const service = servedServices.find(({ contract }) => contract === clientService);
  const body = encodeRequest(clientService, clientService.operations.GetConfig, { protocolVersion: '2.90' });
  const soapAction = `"${clientService.namespace}/GetConfig"`;
  const call = { body: Buffer.from(body), soapAction, caller: fuzzCaller, serviceUrl: () => '' };
  const status = service && answerCall(world, service, call).status;
  return [
    ...(integrity === 'ok' ? [] : [`integrity_check: ${integrity}`]),
    ...(broken.length === 0 ? [] : [`foreign_key_check: ${broken.length} rows`]),
    ...(status === 200 ? [] : [`GetConfig is answered ${status}`]),
  ];
}
