import { createHash } from 'node:crypto';
import t from 'tap';
import { importDocuments } from '../../../catalog/import/import-documents.ts';
import { PLAIN_BLOB_BYTES, readUpdateBlob } from '../../../protocol/codecs/update-blob.ts';
import { documentOf, idOf, importUpdates } from '../../helpers/documents.ts';
import { startUpstream, type Upstream } from '../../helpers/server-client.ts';

const digest = (name: string) => createHash('sha1').update(name).digest();
const file = (name: string, size = 10) => ({ sha1: digest(name).toString('hex'), fileName: name, size });
const identity = (id: number, revision = 1) => ({ UpdateID: idOf(id), RevisionNumber: revision });

/** The document of update `id` as a call hands it out, and how. */
async function sent({ server, cookie }: Upstream, id: number): Promise<{ kind: string; xml: string }> {
  const [update] = (await server.updates(cookie, [identity(id)])).updates ?? [];
  const { XmlUpdateBlob: plain, XmlUpdateBlobCompressed: packed } = update ?? {};
  if (plain !== undefined && packed !== undefined) return { kind: 'both', xml: plain };
  if (packed === undefined) return { kind: 'plain', xml: plain ?? '' };
  const kind = { 0: 'stored', 1: 'mszip', 5379: 'lzx' }[packed.readUInt16LE(0x2a)] ?? 'another';
  return { kind, xml: readUpdateBlob(packed) };
}

/** The document of update `id`, made to have exactly `characters` by its title. */
function documentWith(id: number, characters: number): string {
  const bare = documentOf({ id, title: '' });
  return documentOf({ id, title: 'x'.repeat(characters - bare.length) });
}

function importXml({ catalog }: Upstream, ...documents: readonly string[]): void {
  catalog.write(() =>
    importDocuments(
      catalog,
      documents.map((xml, at) => ({ xml, source: `${at}.xml` })),
    ),
  );
}

t.test('none, no list, or more ids than are allowed are refused', async (t) => {
  const { server, cookie, catalog } = await startUpstream(t, {
    settings: { maxDecryptionUpdatesPerRequest: 7 },
  });
  importUpdates(catalog, { id: 1 });
  const fault = (name: 'GetUpdateData' | 'GetUpdateDecryptionData', count?: number) =>
    server.fault(name, { cookie, ...(count !== undefined && { updateIds: Array(count).fill(identity(1)) }) });
  for (const count of [undefined, 0, 101])
    t.equal(await fault('GetUpdateData', count), 'InvalidParameters: updateIds', `${count}`);
  t.equal(await fault('GetUpdateData', 100), 'no fault');
  for (const count of [undefined, 0, 8])
    t.equal(await fault('GetUpdateDecryptionData', count), 'InvalidParameters: updateIds', `${count}`);
  t.equal(await fault('GetUpdateDecryptionData', 7), 'no fault');
  catalog.configuration.set({ maxUpdatesPerRequest: 3 });
  t.equal(await fault('GetUpdateData', 4), 'InvalidParameters: updateIds', 'the limit is the configured one');
});

t.test('an unknown id fails the whole call: bare as wsus-2025 does, named as microsoft does', async (t) => {
  const asked = [identity(1), identity(2), identity(1, 7)];
  for (const [profile, fault] of [
    ['wsus-2025', 'InternalServerError'],
    [
      'microsoft',
      `InternalServerError: Requested 3 returned 1. Missing Revisions: ${idOf(2)}.1, ${idOf(1)}.7`,
    ],
  ] as const) {
    const { server, cookie, catalog } = await startUpstream(t, { settings: { profile } });
    importUpdates(catalog, { id: 1 });
    for (const name of ['GetUpdateData', 'GetUpdateDecryptionData'] as const)
      t.equal((await server.fault(name, { cookie, updateIds: asked })).replace(/: $/, ''), fault, profile);
    t.equal(await server.fault('GetUpdateData', { cookie, updateIds: [identity(1)] }), 'no fault');
  }
});

t.test('documents come in the order of the request, twice when they are named twice', async (t) => {
  const { server, cookie, catalog } = await startUpstream(t);
  importUpdates(catalog, { id: 1 }, { id: 1, revision: 2, expired: true }, { id: 2 });
  const asked = [identity(2), identity(1), identity(1, 2), identity(2)];
  const { updates } = await server.updates(cookie, asked);
  t.same(
    updates?.map(({ Id }) => Id),
    asked,
  );
  t.match(updates?.[2]?.XmlUpdateBlob, /PublicationState="Expired"/);
  const upper = { UpdateID: idOf(1).toUpperCase(), RevisionNumber: 1 };
  t.equal((await server.updates(cookie, [upper])).updates?.length, 1, 'whatever the case of an id');
});

t.test('a document travels plain up to the border, and packed from one character more', async (t) => {
  const upstream = await startUpstream(t);
  const border = PLAIN_BLOB_BYTES / 2;
  const documents = [documentWith(1, border), documentWith(2, border + 1), documentWith(3, 20_000)];
  t.same(
    documents.map(({ length }) => length),
    [2_560, 2_561, 20_000],
  );
  importXml(upstream, ...documents);
  t.same(await sent(upstream, 1), { kind: 'plain', xml: documents[0] });
  t.same(await sent(upstream, 2), { kind: 'mszip', xml: documents[1] });
  t.same(await sent(upstream, 3), { kind: 'mszip', xml: documents[2] });
});

t.test('what counts is UTF-16, not the bytes of UTF-8', async (t) => {
  const upstream = await startUpstream(t);
  const long = documentOf({ id: 1, title: '\u6f22'.repeat(1_000) });
  t.ok(Buffer.byteLength(long) > 3_000 && long.length < 2_560, 'some 4,000 bytes of UTF-8');
  importXml(upstream, long, documentOf({ id: 2, title: '\u{1f4be}'.repeat(1_050) }));
  t.same(await sent(upstream, 1), { kind: 'plain', xml: long });
  t.equal((await sent(upstream, 2)).kind, 'mszip', 'a surrogate pair counts twice');
});

t.test('updateBlobs decides how long documents travel', async (t) => {
  const xml = documentWith(1, 70_000);
  for (const [updateBlobs, kind] of [
    ['mszip', 'mszip'],
    ['lzx-stored', 'lzx'],
    ['plain', 'plain'],
  ] as const) {
    const upstream = await startUpstream(t, { settings: { updateBlobs } });
    importXml(upstream, xml);
    t.same(await sent(upstream, 1), { kind, xml }, updateBlobs);
  }
});

t.test('text goes and comes as it is: markup, line ends, and what is not ASCII', async (t) => {
  const upstream = await startUpstream(t);
  const odd = 'a &amp;amp; <![CDATA[b & <c>]]> \u00e9\u6f22\u{1f4be}\r\n\tend';
  const short = documentOf({ id: 1, title: 'TITLE' }).replace('TITLE', odd);
  const long = documentOf({ id: 2, title: 'TITLE' }).replace('TITLE', odd + odd.repeat(100));
  importXml(upstream, short, long);
  t.same(await sent(upstream, 1), { kind: 'plain', xml: short });
  t.same(await sent(upstream, 2), { kind: 'mszip', xml: long });
});

t.test('the XML declaration and the byte order mark of a stored document stay here', async (t) => {
  const upstream = await startUpstream(t);
  const declarations = [
    '<?xml version="1.0"?>',
    '<?xml version="1.0" encoding="utf-8" standalone="yes"?>\r\n  ',
    '\uFEFF<?xml version="1.0" encoding="utf-8"?>\n',
    '\uFEFF',
  ];
  const titles = ['short', 'x'.repeat(4_000)];
  for (const [at, declaration] of declarations.entries())
    for (const [which, title] of titles.entries()) {
      const id = 10 * (at + 1) + which;
      const bare = documentOf({ id, title });
      importXml(upstream, `${declaration}${bare}`);
      t.same(
        await sent(upstream, id),
        { kind: which === 0 ? 'plain' : 'mszip', xml: bare },
        JSON.stringify(declaration),
      );
    }
});

t.test('the declaration does not count for the border', async (t) => {
  const upstream = await startUpstream(t);
  const bare = documentWith(1, PLAIN_BLOB_BYTES / 2);
  importXml(upstream, `<?xml version="1.0" encoding="utf-8"?>\n${bare}`);
  t.same(await sent(upstream, 1), { kind: 'plain', xml: bare });
});

t.test('a reply that grows too long ends early, with one update at least', async (t) => {
  const settings = { maxUpdateDataBytes: 50_000, updateBlobs: 'plain' } as const;
  const upstream = await startUpstream(t, { settings });
  importXml(upstream, documentWith(1, 60_000), ...[2, 3, 4, 5].map((id) => documentWith(id, 20_000)));
  const ask = async (...ids: number[]) => {
    const { updates } = await upstream.server.updates(
      upstream.cookie,
      ids.map((id) => identity(id)),
    );
    return updates?.map(({ Id }) => Number(Id?.UpdateID.slice(-12)));
  };
  t.same(await ask(1, 2), [1], 'the first one is whole, however long');
  t.same(await ask(2, 3, 4, 5), [2, 3]);
  t.same(await ask(4, 5), [4, 5], 'the rest is to be had');
  t.same(await ask(2, 1, 3), [2], 'nothing is skipped');
});

t.test('the default ends a reply at about two million bytes', async (t) => {
  const upstream = await startUpstream(t, { settings: { updateBlobs: 'plain' } });
  const ids = Array.from({ length: 30 }, (_none, at) => at + 1);
  importXml(upstream, ...ids.map((id) => documentWith(id, 100_000)));
  const { body } = await upstream.server.raw('GetUpdateData', {
    cookie: upstream.cookie,
    updateIds: ids.map((id) => identity(id)),
  });
  t.ok(body.length > 1_800_000 && body.length <= 2_010_000, `${body.length} bytes`);
});

t.test('files: digests with the update, and one place for each, however many updates name it', async (t) => {
  const { server, cookie, catalog } = await startUpstream(t);
  importUpdates(
    catalog,
    { id: 1, files: [file('b.cab'), file('a.cab')] },
    { id: 2, files: [file('a.cab')] },
    { id: 3 },
  );
  const { updates, fileUrls } = await server.updates(
    cookie,
    [1, 2, 3, 2].map((id) => identity(id)),
  );
  t.same(
    updates?.map(({ FileDigestList }) => FileDigestList),
    [[digest('b.cab'), digest('a.cab')], [digest('a.cab')], undefined, [digest('a.cab')]],
  );
  t.same(
    fileUrls?.map(({ FileDigest }) => FileDigest),
    [digest('b.cab'), digest('a.cab')],
  );
  const { body } = await server.raw('GetUpdateData', { cookie, updateIds: [identity(3)] });
  t.notMatch(body.toString(), 'FileDigestList', 'absent where there are no files');
});

t.test('licence texts are files too', async (t) => {
  const { server, cookie, catalog } = await startUpstream(t);
  const eulaFiles = [{ ...file('eula.txt'), language: 'en' }];
  const properties = { defaultLanguage: 'en', explicitlyDeployable: true, eulaId: idOf(77) };
  importUpdates(catalog, { id: 1, more: { properties, eulaFiles } });
  const { updates, fileUrls } = await server.updates(cookie, [identity(1)]);
  t.same(updates?.[0]?.FileDigestList, [digest('eula.txt')]);
  t.equal(fileUrls?.length, 1);
});

t.test('a place of its own is an empty UssUrl for wsus-2025, and always a MUUrl for microsoft', async (t) => {
  const known = 'http://download.example/known.cab';
  const places = async (settings: object) => {
    const { server, cookie, catalog, url } = await startUpstream(t, { settings });
    importUpdates(catalog, { id: 1, files: [file('known.cab'), file('own.cab')] });
    catalog.write(() => catalog.files.setMuUrl(digest('known.cab'), known));
    const { body } = await server.raw('GetUpdateData', { cookie, updateIds: [identity(1)] });
    const { fileUrls } = await server.updates(cookie, [identity(1)]);
    return { url, body: body.toString(), fileUrls };
  };
  const hex = digest('own.cab').toString('hex').toUpperCase();
  const own = `/Content/${hex.slice(-2)}/${hex}.cab`;

  const wsus = await places({ profile: 'wsus-2025' });
  t.same(wsus.fileUrls, [
    { FileDigest: digest('known.cab'), MUUrl: known, UssUrl: '' },
    { FileDigest: digest('own.cab'), UssUrl: '' },
  ]);
  t.match(wsus.body, `<MUUrl>${known}</MUUrl><UssUrl /></ServerSyncUrlData>`);

  const microsoft = await places({ profile: 'microsoft' });
  t.same(microsoft.fileUrls, [
    { FileDigest: digest('known.cab'), MUUrl: known },
    { FileDigest: digest('own.cab'), MUUrl: `${microsoft.url}${own}` },
  ]);
  const elsewhere = await places({ profile: 'microsoft', contentUrl: 'http://cdn.example' });
  t.equal(elsewhere.fileUrls?.[1]?.MUUrl, `http://cdn.example${own}`);
});

t.test('keys travel with the places of files, and by GetUpdateDecryptionData for every file', async (t) => {
  const { server, cookie, catalog } = await startUpstream(t);
  importUpdates(
    catalog,
    { id: 1, files: [{ ...file('secret.cab'), isEncrypted: true }, file('open.cab')] },
    { id: 2 },
  );
  const key = Buffer.from('0123456789abcdef');
  catalog.write(() => catalog.files.setDecryptionKey(digest('secret.cab'), key));
  const { fileUrls } = await server.updates(cookie, [identity(1)]);
  t.same(
    fileUrls?.map(({ DecryptionKey }) => DecryptionKey),
    [key, undefined],
  );
  const { GetUpdateDecryptionDataResult: result } = await server.call('GetUpdateDecryptionData', {
    cookie,
    updateIds: [identity(2), identity(1)],
  });
  t.same(result?.UpdateFileDecryptionData, [
    { UpdateId: identity(2), FileDecryptionData: [] },
    {
      UpdateId: identity(1),
      FileDecryptionData: [
        { FileDigest: digest('secret.cab'), DecryptionKey: key },
        { FileDigest: digest('open.cab') },
      ],
    },
  ]);
});
