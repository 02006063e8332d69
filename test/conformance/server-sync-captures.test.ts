import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import t, { type Test } from 'tap';
import { importDocuments } from '../../catalog/import/import-documents.ts';
import { readUpdateBlob } from '../../protocol/codecs/update-blob.ts';
import { dateTimeOf } from '../../protocol/soap/date-time.ts';
import { sealServerAuthorization, sealServerSession } from '../../server/cookies/server-cookie.ts';
import type { World } from '../../server/world.ts';
import { documentOf } from '../helpers/documents.ts';
import { realExport } from '../helpers/real-export.ts';
import { type Recorded, recorded, recordedWorld, serveRecorded } from '../helpers/recorded-world.ts';
import { shared } from '../helpers/shared.ts';

/** The downstream server of the recording (capture 31). */
const RECORDED_SERVER = '6f1c2f6e-3f0b-4d3a-9b1e-0d2f6a1c5e12';
const HOST = '127.0.0.1:8530';
const RECORDED_COOKIE_ENDS = '2026-10-04T20:33:26.65455Z';
const DEFENDER = '8c3fcc84-7410-4a95-8b89-a166a0190486';
const DEFINITIONS = 'e0789628-ce08-4437-be74-2495b842f43b';
/** Headers of the web server itself and of the connection. */
const OF_THE_LISTENER = ['server', 'x-aspnet-version', 'x-powered-by', 'date', 'connection', 'keep-alive'];
/** Recorded replies a test below gets from our server; the last two are faults without a recorded request. */
const REPLAYED = ['30', '31', '32', '33', '34', '35', '37', '39', '40'];
const DSS_AUTH = '/DssAuthWebService/DssAuthWebService.asmx';

interface Replay {
  readonly world: World;
  /** Our reply to the recorded request `name`, and the recorded one. */
  readonly ask: (name: string, change?: (xml: string) => string) => Promise<Answers>;
}

interface Answers {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly ours: string;
  readonly theirs: string;
}

/** The recorded server between servers, holding `documents`; undefined where the recordings are not at hand. */
async function replay(
  t: Test,
  documents: (folder: string) => readonly string[],
): Promise<Replay | undefined> {
  const folder = shared(t, 'captures');
  if (folder === undefined) return undefined;
  const world = recordedWorld(t, documents(folder));
  const { catalog } = world;
  catalog.configuration.set({ configDataOrder: 'alphabetical', updateBlobs: 'lzx-stored' });
  catalog.write(() => catalog.settings.set('config_last_change', '2026-10-04T13:16:35.433Z'));
  const send = await serveRecorded(t, world);
  const ask = async (name: string, change = (xml: string) => xml): Promise<Answers> => {
    const request = asOurs(world, requestOf(folder, name));
    const reply = await send({ ...request, body: change(request.body) }, HOST);
    const theirs = readFileSync(path.join(folder, `${name}.response.xml`), 'utf8');
    return { ...reply, ours: reply.body.toString('utf8'), theirs };
  };
  return { world, ask };
}

/** The recorded request, with the headers of capture 30 where none were recorded. */
function requestOf(folder: string, name: string): Recorded {
  if (readdirSync(folder).includes(`${name}.request.headers`)) return recorded(folder, `${name}.request`);
  const { line, headers } = recorded(folder, '30-ss-getauthconfig.request');
  const body = readFileSync(path.join(folder, `${name}.request.xml`), 'utf8');
  const [, operation = '', namespace = ''] = /Body><(\w+) xmlns="([^"]*)"/.exec(body) ?? [];
  const isAuthorization = namespace.endsWith('DssAuthWebService');
  return {
    line: isAuthorization ? `POST ${DSS_AUTH} HTTP/1.1` : line,
    headers: { ...headers, soapaction: `"${namespace}/${operation}"` },
    body,
  };
}

/** The request with cookies of this world in place of the recorded server's. */
function asOurs(world: World, request: Recorded): Recorded {
  const expires = world.clock.now() + 24 * 60 * 60 * 1000;
  const session = sealServerSession(world, { downstreamId: RECORDED_SERVER, expires }, '1.20');
  const authorization = sealServerAuthorization(world, RECORDED_SERVER);
  const body = request.body
    .replace(/<EncryptedData>[^<]*</g, `<EncryptedData>${session.EncryptedData?.toString('base64')}<`)
    .replace(/<CookieData>[^<]*</g, `<CookieData>${authorization.CookieData?.toString('base64')}<`);
  return { ...request, body };
}

/** Without what is each server's own: sealed bytes, ids of faults, moments. */
function masked(xml: string): string {
  return xml
    .replace(/<(EncryptedData|CookieData|NewConfigAnchor|Anchor|Expiration|ID)>[^<]+</g, '<$1>\u2026<')
    .replace(/<XmlUpdateBlobCompressed>[^<]+</g, '<XmlUpdateBlobCompressed>\u2026<');
}

function without(headers: Readonly<Record<string, unknown>>, names: readonly string[]): object {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !names.includes(name)));
}

t.test('the handshake and both configurations are answered as they were, byte for byte', async (t) => {
  const replayed = await replay(t, () => []);
  if (replayed === undefined) return;
  for (const name of [
    '30-ss-getauthconfig',
    '31-ss-getauthorizationcookie',
    '32-ss-getcookie',
    '33-ss-getconfigdata-anchor',
    '34-ss-getconfigdata-full',
  ]) {
    const { status, ours, theirs } = await replayed.ask(name);
    t.equal(status, 200, name);
    t.equal(masked(ours), masked(theirs), name);
  }
  t.match(replayed.world.catalog.downstream.find(RECORDED_SERVER), {
    ...{ fullDomainName: 'probe.lab.invalid', protocolVersion: '1.20' },
  });
});

t.test('a cookie ends four hours after it was asked for, as the recorded one', async (t) => {
  const replayed = await replay(t, () => []);
  if (replayed === undefined) return;
  const { ours, theirs } = await replayed.ask('32-ss-getcookie');
  t.match(theirs, `<Expiration>${RECORDED_COOKIE_ENDS}<`);
  const end = dateTimeOf(replayed.world.clock.now() + 240 * 60 * 1000);
  t.match(ours, `<Expiration>${end}<`);
});

t.test('anchors are written as the recorded ones', async (t) => {
  const replayed = await replay(t, () => []);
  if (replayed === undefined) return;
  for (const name of ['33-ss-getconfigdata-anchor', '35-ss-getrevisionidlist-filter'])
    for (const xml of Object.values(await replayed.ask(name)).filter((one) => typeof one === 'string'))
      t.match(xml, /Anchor>\d+,\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{3}<\//, name);
});

t.test('headers are those of a real server', async (t) => {
  const replayed = await replay(t, (folder) => [recordedDocument(folder)]);
  const folder = shared(t, 'captures');
  if (replayed === undefined || folder === undefined) return;
  const own = [...OF_THE_LISTENER, 'content-length'];
  for (const name of ['30-ss-getauthconfig', '37-ss-getupdatedata-compressed']) {
    const expected = recorded(folder, `${name}.response`);
    const { headers } = await replayed.ask(name);
    t.strictSame(without(headers, own), without(expected.headers, own), name);
  }
});

/** Identities in the order `xml` lists them. */
function identitiesIn(xml: string): readonly (readonly [id: string, revision: number])[] {
  const rows = xml.matchAll(/<UpdateID>([^<]*)<\/UpdateID><RevisionNumber>(\d+)</g);
  return [...rows].map(([, id = '', revision = '']) => [id, Number(revision)]);
}

t.test('a filter finds what the recorded server listed, in its order, and nothing beside it', async (t) => {
  const documents = (folder: string): readonly string[] => {
    const reply = readFileSync(path.join(folder, '35-ss-getrevisionidlist-filter.response.xml'), 'utf8');
    const listed = identitiesIn(reply);
    const belongs = (...categories: readonly string[]) =>
      categories.map((updateId) => ({ isCategory: true, updateIds: [updateId] }));
    const named = (updateId: string, revisionNumber: number, more: object): string =>
      documentOf({ id: 1, more: { identity: { updateId, revisionNumber }, ...more } });
    const asCategory = { type: 'Category' as const, id: 1 };
    return [
      ...[DEFENDER, DEFINITIONS].map((updateId) =>
        documentOf({ ...asCategory, more: { identity: { updateId, revisionNumber: 1 } } }),
      ),
      ...listed.map(([id, revision]) =>
        named(id, revision, { prerequisites: belongs(DEFENDER, DEFINITIONS) }),
      ),
      named('00000000-0000-4000-8000-000000000002', 1, { prerequisites: belongs(DEFENDER) }),
      named('00000000-0000-4000-8000-000000000003', 1, { prerequisites: belongs(DEFINITIONS) }),
    ];
  };
  const replayed = await replay(t, documents);
  if (replayed === undefined) return;
  const { status, ours, theirs } = await replayed.ask('35-ss-getrevisionidlist-filter');
  t.equal(status, 200);
  t.ok(identitiesIn(theirs).length > 20);
  t.equal(masked(ours), masked(theirs));
});

/** The document behind capture 37. */
function recordedDocument(folder: string): string {
  return readFileSync(path.join(folder, '50-doc-266f6222-r200.update.xml'), 'utf8').trimEnd();
}

function blobIn(xml: string): Buffer {
  return Buffer.from(/<XmlUpdateBlobCompressed>([^<]*)</.exec(xml)?.[1] ?? '', 'base64');
}

t.test(
  'a document comes as the recorded one: the same elements, the same document in the blob',
  async (t) => {
    const replayed = await replay(t, (folder) => [recordedDocument(folder)]);
    if (replayed === undefined) return;
    const { catalog } = replayed.world;
    const { theirs } = await replayed.ask('37-ss-getupdatedata-compressed');
    const [, digest = ''] = /<FileDigest>([^<]*)</.exec(theirs) ?? [];
    const [, url = ''] = /<MUUrl>([^<]*)</.exec(theirs) ?? [];
    catalog.write(() => catalog.files.setMuUrl(Buffer.from(digest, 'base64'), url));
    const { ours } = await replayed.ask('37-ss-getupdatedata-compressed');
    t.equal(masked(ours), masked(theirs), 'an empty UssUrl behind MUUrl, and the digests before the blob');
    const [own, recordedBlob] = [blobIn(ours), blobIn(theirs)];
    t.equal(readUpdateBlob(own), readUpdateBlob(recordedBlob));
    // All of the head but the size of the cabinet (at 8), and the count of blocks, which is the same.
    t.same(own.subarray(0, 8), recordedBlob.subarray(0, 8));
    t.same(own.subarray(12, 0x41), recordedBlob.subarray(12, 0x41));
  },
);

t.test('a revision that is not here is the recorded fault', async (t) => {
  const replayed = await replay(t, () => []);
  const folder = shared(t, 'captures');
  if (replayed === undefined || folder === undefined) return;
  const { status, ours } = await replayed.ask('37-ss-getupdatedata-compressed');
  t.equal(status, 500);
  const theirs = readFileSync(path.join(folder, '39-ss-fault-internalservererror.response.xml'), 'utf8');
  t.equal(masked(ours), masked(theirs));
});

t.test('an anchor that is none is the recorded fault', async (t) => {
  const replayed = await replay(t, () => []);
  const folder = shared(t, 'captures');
  if (replayed === undefined || folder === undefined) return;
  const garbage = (xml: string) => xml.replace('<filter>', '<filter><Anchor>garbage</Anchor>');
  const { status, ours } = await replayed.ask('35-ss-getrevisionidlist-filter', garbage);
  t.equal(status, 500);
  const theirs = readFileSync(path.join(folder, '40-ss-fault-invalidparameters.response.xml'), 'utf8');
  t.equal(masked(ours), masked(theirs));
});

t.test('no recording between servers is left out', async (t) => {
  const folder = shared(t, 'captures');
  if (folder === undefined) return;
  const numbers = new Set(readdirSync(folder).map((file) => file.slice(0, 2)));
  t.same([...numbers].filter((number) => number >= '30' && number < '50').sort(), REPLAYED);
});

t.test('a real export comes out of the double as it went in', async (t) => {
  const exported = realExport(t);
  if (exported === undefined) return;
  const sample = exported.filter((_one, at) => at % 200 === 0).slice(0, 20);
  const replayed = await replay(t, () => []);
  if (replayed === undefined) return;
  const { catalog } = replayed.world;
  catalog.write(() =>
    importDocuments(
      catalog,
      sample.map(({ xml }) => ({ xml, source: 'export' })),
    ),
  );
  const ids = sample.map(
    ({ updateId, revisionNumber }) =>
      `<UpdateIdentity><UpdateID>${updateId}</UpdateID><RevisionNumber>${revisionNumber}</RevisionNumber></UpdateIdentity>`,
  );
  const { ours } = await replayed.ask('37-ss-getupdatedata-compressed', (xml) =>
    xml.replace(/<updateIds>.*<\/updateIds>/, `<updateIds>${ids.join('')}</updateIds>`),
  );
  const blobs = [...ours.matchAll(/<XmlUpdateBlob(Compressed)?>([^<]*)</g)];
  t.equal(blobs.length, sample.length);
  for (const [at, [, isPacked, text = '']] of blobs.entries()) {
    const expected = sample[at]?.xml.replace(/^\uFEFF?<\?xml[^>]*>\s*/, '') ?? '';
    const xml = isPacked ? readUpdateBlob(Buffer.from(text, 'base64')) : unescaped(text);
    t.equal(xml, expected, sample[at]?.updateId ?? 'none');
    t.equal(isPacked !== undefined, expected.length * 2 > 5_120);
  }
});

function unescaped(text: string): string {
  return text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replace(/&#x([0-9A-F]+);/gi, (_whole, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
    .replaceAll('&amp;', '&');
}
