import { readFileSync } from 'node:fs';
import path from 'node:path';
import t, { type Test } from 'tap';
import { openCatalog } from '../../catalog/catalog.ts';
import { importDocuments } from '../../catalog/import/import-documents.ts';
import { createVirtualClock } from '../../platform/clock.ts';
import { silentLogger } from '../../platform/logger.ts';
import { createSeededRandomness } from '../../platform/randomness.ts';
import { sealAuthorization } from '../../server/cookies/authorization-cookie.ts';
import { expiryFrom, sealSession } from '../../server/cookies/session-cookie.ts';
import { servedServices } from '../../server/services.ts';
import { answerCall } from '../../server/soap/answer.ts';
import { createWorld, type World } from '../../server/world.ts';
import { canonical } from '../helpers/canonical-xml.ts';
import { type ExportedRevision, realExport } from '../helpers/real-export.ts';
import { shared } from '../helpers/shared.ts';

/** Time and address of the recording. */
const RECORDED_AT = '2026-10-04T15:03:36Z';
const caller = {
  contentBase: 'http://wsus.lab.invalid:8530',
  hostName: 'REDACTED2',
};
const CLIENT = 'e1da06a3-5601-43c9-bac3-52d5db701494';

/** The three categories of captures 06 to 08, in the order the recorded server sent them. */
const CATEGORIES = [
  { updateId: '56309036-4c77-4dd9-951a-99ee9c246a94', revisionNumber: 101, recordedId: '108226' },
  { updateId: '6964aab4-c5b5-43bd-a17d-ffb4346a8e1d', revisionNumber: 100, recordedId: '108231' },
  { updateId: 'dd78b8a1-0b20-45c1-add6-4da72e9364cf', revisionNumber: 202, recordedId: '72571' },
] as const;

/** A world that holds what the recorded server held of the matter: the three real documents. */
function recordedWorld(t: Test, documents: readonly ExportedRevision[]): World {
  const clock = createVirtualClock(RECORDED_AT);
  const randomness = createSeededRandomness('captures');
  const catalog = openCatalog({ file: ':memory:', clock, randomness });
  t.teardown(() => catalog.close());
  const items = CATEGORIES.map(({ updateId, revisionNumber }) => {
    const found = documents.find((one) => one.updateId === updateId && one.revisionNumber === revisionNumber);
    return { xml: found?.xml ?? '', source: 'export' };
  });
  catalog.write(() => importDocuments(catalog, items));
  const world = createWorld({
    catalog,
    clock,
    randomness,
    logger: silentLogger,
    cookieKey: Buffer.alloc(32, 7),
  });
  catalog.write(() => {
    catalog.settings.set('config_last_change', '2026-10-04T13:17:07.59Z');
    catalog.computers.introduce(CLIENT, 'REDACTED3', '', clock.now());
    catalog.computers.register(CLIENT, '{}', clock.now());
  });
  return world;
}

/** Volatile parts: sealed bytes, and the ids each server hands out for itself. */
function masked(xml: string): string {
  return canonical(
    xml
      .replace(/<(EncryptedData|CookieData)>[^<]*</g, '<$1>…<')
      .replace(/<Expiration>[^<]*</g, '<Expiration>…<')
      .replace(/<ID>[^<]*</g, '<ID>…<'),
  );
}

/** The recorded request with the cookies and ids of this world in place of the recorded server's. */
function asOurs(world: World, xml: string, ids: ReadonlyMap<string, number>): Buffer {
  const session = {
    serverId: world.catalog.serverId,
    computerId: CLIENT,
    protocolVersion: '2.90',
    configLastChange: world.catalog.view().configLastChange,
    ...expiryFrom(world.clock.now()),
    syncPoint: 0,
    locations: 0,
  };
  const sealed = sealSession(world, session).EncryptedData?.toString('base64');
  const authorization = sealAuthorization(world, CLIENT).CookieData?.toString('base64');
  const text = xml
    .replace(/<EncryptedData>[^<]*</g, `<EncryptedData>${sealed}<`)
    .replace(/<CookieData>[^<]*</g, `<CookieData>${authorization}<`)
    .replace(/<int>(\d+)</g, (_whole, id: string) => `<int>${ids.get(id) ?? id}<`);
  return Buffer.from(text);
}

const replays = [
  '01-getconfig',
  '02-getauthorizationcookie',
  '03-getcookie',
  '04-registercomputer',
  '06-syncupdates-first',
  '07-syncupdates-second',
  '08-syncupdates-third',
  '10-getextendedupdateinfo-categories',
  '13-reporteventbatch-detect',
];

t.test(
  'recorded requests, asked of a world with the recorded documents, get the recorded replies',
  async (t) => {
    const folder = shared(t, 'captures');
    const documents = realExport(t);
    if (folder === undefined || documents === undefined) return;
    const world = recordedWorld(t, documents);
    const { snapshot } = world.catalog.view();
    const idOf = (updateId: string) =>
      snapshot.revisionIds[snapshot.nodeOfKey(world.catalog.revisions.updateKey(updateId))]!;
    const ids = new Map<string, number>(
      CATEGORIES.map(({ recordedId, updateId }) => [recordedId, idOf(updateId)]),
    );
    for (const name of replays) {
      const read = (kind: string) => readFileSync(path.join(folder, `${name}.${kind}`), 'utf8');
      const soapAction = /SOAPAction: (.*)/.exec(read('request.headers'))?.[1]?.trim();
      const service = servedServices.find(({ contract }) => soapAction?.includes(`${contract.namespace}/`));
      if (service === undefined) throw new Error(name);
      const body = asOurs(world, read('request.xml'), ids);
      const call = { body, soapAction, caller, serviceUrl: () => 'http://192.0.2.1:8530/' };
      const answer = answerCall(world, service, call);
      t.equal(answer.status, 200, name);
      t.equal(masked(Buffer.concat(answer.pieces).toString()), masked(read('response.xml')), name);
    }
    t.equal(world.catalog.events.list(CLIENT).length, 4, 'the recorded events are kept');
  },
);
