import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import t from 'tap';
import { unpackXpressBlocks } from '../../protocol/codecs/xpress-blocks.ts';
import { encodeRequest } from '../../protocol/soap/envelope.ts';
import { clientService } from '../../protocol/wusp/client.ts';
import type { World } from '../../server/world.ts';
import { documentOf } from '../helpers/documents.ts';
import { type ExportedRevision, realExport } from '../helpers/real-export.ts';
import {
  RECORDED_CLIENT,
  type Recorded,
  recorded,
  recordedCookies,
  recordedWorld,
  serveRecorded,
} from '../helpers/recorded-world.ts';
import { shared } from '../helpers/shared.ts';
import type { HttpReply } from '../helpers/wusp-client.ts';

/** Names that stand in the recordings where the server's own were. */
const HOST = 'REDACTED2:8530';
const CONTENT_HOST = 'wsus.lab.invalid:8530';
/** Headers of the web server itself, of the connection, and of bodies that were recorded unpacked. */
const OF_THE_LISTENER = ['server', 'x-aspnet-version', 'x-powered-by', 'date', 'connection', 'keep-alive'];
const OF_THE_CODING = ['content-encoding', 'content-length'];

/** The three categories of captures 06 to 08, in the order the recorded server sent them. */
const CATEGORIES = [
  { updateId: '56309036-4c77-4dd9-951a-99ee9c246a94', revisionNumber: 101, recordedId: '108226' },
  { updateId: '6964aab4-c5b5-43bd-a17d-ffb4346a8e1d', revisionNumber: 100, recordedId: '108231' },
  { updateId: 'dd78b8a1-0b20-45c1-add6-4da72e9364cf', revisionNumber: 202, recordedId: '72571' },
] as const;

/** Recorded pairs that are replayed, in the order of the recording. */
const replays = [
  '01-getconfig',
  '02-getauthorizationcookie',
  '03-getcookie',
  '04-registercomputer',
  '05-startcategoryscan',
  '06-syncupdates-first',
  '07-syncupdates-second',
  '08-syncupdates-third',
  '10-getextendedupdateinfo-categories',
  '13-reporteventbatch-detect',
];
/** Recorded replies without a request; the second test makes the requests they imply. */
const replies = ['17-fault-invalidparameters', '21-getfilelocations'];
/** Pairs of the content server, which are replayed beside its other tests. */
const ofContent = ['18-content-whole-file', '19-content-first-piece', '20-content-last-piece'];
/** Numbers from here on belong to server synchronisation. */
const FIRST_OF_SERVER_SYNC = 30;

function documentsIn(exported: readonly ExportedRevision[]): readonly string[] {
  return CATEGORIES.map(({ updateId, revisionNumber }) => {
    const found = exported.find((one) => one.updateId === updateId && one.revisionNumber === revisionNumber);
    return found?.xml ?? '';
  });
}

/** Ids of the recorded server by those of `world`. */
function idsIn({ catalog }: World): ReadonlyMap<string, number> {
  const { snapshot } = catalog.view();
  return new Map(
    CATEGORIES.map(({ recordedId, updateId }) => {
      const node = snapshot.nodeOfKey(catalog.revisions.updateKey(updateId));
      return [recordedId, snapshot.revisionIds[node] ?? 0];
    }),
  );
}

/** The recorded request with the cookies and ids of this world in place of the recorded server's. */
function asOurs(world: World, request: Recorded): Recorded {
  const { session, authorization } = recordedCookies(world);
  const ids = idsIn(world);
  const body = request.body
    .replace(/<EncryptedData>[^<]*</g, `<EncryptedData>${session}<`)
    .replace(/<CookieData>[^<]*</g, `<CookieData>${authorization}<`)
    .replace(/<int>(\d+)</g, (_whole, id: string) => `<int>${ids.get(id) ?? id}<`);
  return { ...request, body };
}

/** Volatile parts: sealed bytes, and the ids each server hands out for itself. */
function masked(xml: string): string {
  return xml
    .replace(/<(EncryptedData|CookieData)>[^<]*</g, '<$1>…<')
    .replace(/<Expiration>[^<]*</g, '<Expiration>…<')
    .replace(/<ID>[^<]*</g, '<ID>…<');
}

function textOf({ headers, body }: HttpReply): string {
  const isPacked = headers['content-encoding'] === 'xpress';
  return (isPacked ? unpackXpressBlocks(body, 1_000_000) : body).toString('utf8');
}

function without(headers: Readonly<Record<string, unknown>>, names: readonly string[]): object {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !names.includes(name)));
}

t.test('recorded requests get the recorded replies, byte for byte and header by header', async (t) => {
  const folder = shared(t, 'captures');
  const exported = realExport(t);
  if (folder === undefined || exported === undefined) return;
  const world = recordedWorld(t, documentsIn(exported));
  const send = await serveRecorded(t, world);
  for (const name of replays) {
    const request = recorded(folder, `${name}.request`);
    const expected = recorded(folder, `${name}.response`);
    const reply = await send(asOurs(world, request), HOST);
    t.equal(reply.status, 200, name);
    t.equal(masked(textOf(reply)), masked(expected.body), name);
    const ignored = [...OF_THE_LISTENER, ...OF_THE_CODING];
    t.strictSame(without(reply.headers, ignored), without(expected.headers, ignored), `${name}: headers`);
    t.equal(reply.headers['content-length'], String(reply.body.length), 'never chunked');
  }
  t.equal(world.catalog.events.list(RECORDED_CLIENT).length, 4, 'the recorded events are kept');
});

t.test('without an offer of xpress, and with one of identity, nothing varies', async (t) => {
  const folder = shared(t, 'captures');
  if (folder === undefined) return;
  const send = await serveRecorded(t, recordedWorld(t, []));
  const request = recorded(folder, '01-getconfig.request');
  const { 'accept-encoding': offered, ...others } = request.headers;
  t.equal(offered, 'xpress');
  for (const headers of [others, { ...others, 'accept-encoding': 'identity' }]) {
    const reply = await send({ ...request, headers }, HOST);
    t.equal(reply.status, 200);
    t.equal(reply.headers.vary, undefined);
    t.equal(reply.headers['content-encoding'], undefined);
  }
});

t.test('the recorded fault is what a 401st id gets: not packed, and it varies with nothing', async (t) => {
  const folder = shared(t, 'captures');
  const exported = realExport(t);
  if (folder === undefined || exported === undefined) return;
  const world = recordedWorld(t, documentsIn(exported));
  const send = await serveRecorded(t, world);
  const request = asOurs(world, recorded(folder, '07-syncupdates-second.request'));
  const withIds = (count: number): Recorded => ({
    ...request,
    body: request.body.replace(/<int>\d+<\/int>/, (one) => one.repeat(count)),
  });
  t.equal((await send(withIds(400), HOST)).status, 200, 'the 400th is fine');

  const expected = recorded(folder, '17-fault-invalidparameters.response');
  const reply = await send(withIds(401), HOST);
  t.match(expected.line, / 500 /);
  t.equal(reply.status, 500);
  t.equal(masked(reply.body.toString()), masked(expected.body));
  t.strictSame(without(reply.headers, OF_THE_LISTENER), without(expected.headers, OF_THE_LISTENER));
  t.equal(reply.headers.vary, undefined);
});

t.test('the recorded file locations are what a request for their digest gets', async (t) => {
  const folder = shared(t, 'captures');
  if (folder === undefined) return;
  const expected = readFileSync(path.join(folder, '21-getfilelocations.response.xml'), 'utf8');
  const [, digest = ''] = /<FileDigest>([^<]*)</.exec(expected) ?? [];
  const sha1 = Buffer.from(digest, 'base64').toString('hex').toUpperCase();
  const file = { sha1, fileName: 'any-name.cab', size: 1000 };
  const world = recordedWorld(t, [documentOf({ id: 1, files: [file] })]);
  const send = await serveRecorded(t, world);
  const request = recorded(folder, '01-getconfig.request');
  const headers = {
    ...request.headers,
    soapaction: `${request.headers.soapaction}`.replace('GetConfig', 'GetFileLocations'),
  };
  const { session } = recordedCookies(world);
  const asking = (digests: readonly Buffer[]) =>
    encodeRequest(clientService, clientService.operations.GetFileLocations, {
      cookie: { Expiration: '2026-10-04T16:03:35.9967236Z', EncryptedData: Buffer.from(session, 'base64') },
      fileDigests: digests,
    });
  const reply = await send(
    { ...request, headers, body: asking([Buffer.from(digest, 'base64')]) },
    CONTENT_HOST,
  );
  t.equal(reply.status, 200);
  t.equal(masked(textOf(reply)), masked(expected));
  t.match(reply.headers, { 'cache-control': 'private', vary: 'Accept-Encoding' });

  const unknown = await send({ ...request, headers, body: asking([Buffer.alloc(20)]) }, CONTENT_HOST);
  t.equal(
    masked(textOf(unknown)),
    masked(expected.replace(/<FileLocations>.*<\/FileLocations>/, '')),
    'a digest that is not here is left out',
  );
});

t.test('no recording of the update services is left out', async (t) => {
  const folder = shared(t, 'captures');
  if (folder === undefined) return;
  const names = new Set(readdirSync(folder).map((file) => file.split('.')[0] ?? ''));
  const theirs = [...names].filter((name) => Number.parseInt(name, 10) < FIRST_OF_SERVER_SYNC).sort();
  t.same(theirs, [...replays, ...replies, ...ofContent].sort());
});
