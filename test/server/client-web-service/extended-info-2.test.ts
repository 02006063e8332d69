import t from 'tap';
import { idOf, importUpdates, revisionIdOf } from '../../helpers/documents.ts';
import { startServices } from '../../helpers/services.ts';
import type { RequestOf, WuspClient } from '../../helpers/wusp-client.ts';

type Request = RequestOf<'GetExtendedUpdateInfo2'>;
type InfoType = NonNullable<Request['infoTypes']>[number];
type Identity = NonNullable<Request['updateIDs']>[number];

const digest = (character: string) => character.repeat(40);
const file = (character: string, more: object = {}) => ({
  sha1: digest(character),
  fileName: `${character}.cab`,
  size: 10,
  ...more,
});
const update = (id: number, RevisionNumber = 1): Identity => ({ UpdateID: idOf(id), RevisionNumber });

/** Asks as client-1, and fails where the server does. */
async function ask(client: WuspClient, updateIDs: readonly Identity[], ...infoTypes: readonly InfoType[]) {
  const { GetExtendedUpdateInfo2Result } = await client.call('GetExtendedUpdateInfo2', {
    cookie: await client.session(),
    updateIDs,
    infoTypes,
    locales: ['en'],
  });
  if (GetExtendedUpdateInfo2Result === undefined) throw new Error('no GetExtendedUpdateInfo2Result');
  return GetExtendedUpdateInfo2Result;
}

t.test('FileUrl gives where each file is, once, and by which algorithm it is known', async (t) => {
  const { client, catalog } = await startServices(t);
  importUpdates(catalog, { id: 1, files: [file('A'), file('B')] }, { id: 2, files: [file('B')] });
  const result = await ask(client, [update(1), update(2)], 'FileUrl');
  t.same(Object.keys(result), ['FileLocations']);
  t.same(
    result.FileLocations?.map(({ FileDigest, FileDigestAlgorithm }) => [
      FileDigest?.toString('hex'),
      FileDigestAlgorithm,
    ]),
    [
      [digest('a'), 'SHA1'],
      [digest('b'), 'SHA1'],
    ],
  );
  for (const { Url, FileDigest } of result.FileLocations ?? []) {
    const name = FileDigest?.toString('hex').toUpperCase() ?? '';
    t.match(Url, new RegExp(`^http://127\\.0\\.0\\.1:\\d+/Content/${name.slice(-2)}/${name}\\.cab$`));
  }
});

t.test('without FileUrl there are no locations, not even with Extended', async (t) => {
  const { client, catalog } = await startServices(t);
  importUpdates(catalog, { id: 1, files: [file('A')] });
  t.same(Object.keys(await ask(client, [update(1)], 'Extended')), ['Updates']);
});

t.test('FileDecryption gives the key of an encrypted file, both ways WSUS gives it', async (t) => {
  const { client, catalog } = await startServices(t);
  importUpdates(
    catalog,
    { id: 1, files: [file('A', { isEncrypted: true }), file('B')] },
    { id: 2, files: [file('C')] },
    { id: 3, files: [file('D', { isEncrypted: true })] },
  );
  const sha1 = Buffer.from(digest('A'), 'hex');
  const key = Buffer.from('0123456789abcdef0123456789abcdef', 'hex');
  catalog.write(() => catalog.files.setDecryptionKey(sha1, key));
  const result = await ask(client, [update(1), update(2), update(3)], 'FileDecryption');
  const data = [{ FileDigest: sha1, DecryptionKey: key, SecurityData: [key] }];
  t.same(result.FileDecryptionData, data, 'a file without a key is not there');
  t.same(result.FileDecryptionData2, data);
  t.same(result.UpdateEncryptionDetails, [
    { UpdateIdentity: update(1), HasEncryptedFiles: true },
    { UpdateIdentity: update(2), HasEncryptedFiles: false },
    { UpdateIdentity: update(3), HasEncryptedFiles: true },
  ]);
  t.equal(result.FileLocations, undefined);
});

t.test('FileDecryption of updates without keys tells which are encrypted and nothing else', async (t) => {
  const { client, catalog } = await startServices(t);
  importUpdates(catalog, { id: 1, files: [file('A')] }, { id: 2 });
  t.same(await ask(client, [update(1), update(2)], 'FileDecryption'), {
    UpdateEncryptionDetails: [1, 2].map((id) => ({ UpdateIdentity: update(id), HasEncryptedFiles: false })),
  });
});

t.test('Extended and LocalizedProperties give the stored fragments under the RevisionID', async (t) => {
  const { client, catalog } = await startServices(t);
  importUpdates(catalog, { id: 1, languages: ['en', 'de'] }, { id: 2 });
  const ids = [1, 2].map((id) => revisionIdOf(catalog, id));
  const { Updates = [] } = await ask(
    client,
    [update(1), update(2)],
    'Extended',
    'LocalizedProperties',
    'Core',
  );
  t.same(
    Updates.map(({ ID, Xml }) => `${ids.indexOf(ID) + 1} ${/^<(\w+)/.exec(Xml ?? '')?.[1]}`),
    [
      '1 ExtendedProperties',
      '2 ExtendedProperties',
      '1 LocalizedProperties',
      '2 LocalizedProperties',
      '1 UpdateIdentity',
      '2 UpdateIdentity',
    ],
  );
  const infoTypes: readonly InfoType[] = ['Extended', 'LocalizedProperties', 'Core'];
  const { GetExtendedUpdateInfoResult } = await client.call('GetExtendedUpdateInfo', {
    cookie: await client.session(),
    revisionIDs: ids,
    infoTypes,
    locales: ['en'],
  });
  t.same(Updates, GetExtendedUpdateInfoResult?.Updates, 'the same as the older operation gives');
});

t.test('types only newer clients know are taken and give nothing', async (t) => {
  const { client, catalog } = await startServices(t);
  importUpdates(catalog, { id: 1, files: [file('A')] });
  const newer = [
    'PiecesHashUrl',
    'BlockMapUrl',
    'EsrpDecryptionInformation',
    'Published',
    'Whatever',
  ] as const;
  t.same(await ask(client, [update(1)], ...newer), {});
  const { FileLocations = [] } = await ask(client, [update(1)], 'FileUrl', ...newer);
  t.equal(FileLocations.length, 1);
  t.match(FileLocations[0], {
    PiecesHashUrl: undefined,
    BlockMapUrl: undefined,
    DecryptionInformation: undefined,
  });
});

t.test('revisions that are not deployed are left out', async (t) => {
  const { client, catalog } = await startServices(t);
  importUpdates(
    catalog,
    { id: 1, files: [file('A')] },
    { id: 2, files: [file('B')] },
    { id: 3, files: [file('C')] },
  );
  importUpdates(catalog, { id: 1, revision: 2, files: [file('D')] });
  catalog.approvals.decline(idOf(2));
  const asked = [update(1), update(1, 2), update(1, 3), update(2), update(77), update(3), update(3)];
  const result = await ask(client, asked, 'FileUrl', 'FileDecryption', 'Extended');
  t.same(
    result.FileLocations?.map(({ FileDigest }) => FileDigest?.toString('hex')),
    [digest('d'), digest('c')],
  );
  t.same(
    result.UpdateEncryptionDetails?.map(({ UpdateIdentity }) => UpdateIdentity),
    [update(1, 2), update(3)],
    'each once',
  );
  t.same(
    result.Updates?.map(({ ID }) => ID),
    [revisionIdOf(catalog, 1, 2), revisionIdOf(catalog, 3)],
  );
  t.same(await ask(client, [update(77)], 'FileUrl', 'FileDecryption', 'Extended'), {});
});

t.test('an id in capitals is known, and comes back as it was asked', async (t) => {
  const { client, catalog } = await startServices(t);
  const updateId = 'abcdefab-0000-4000-8000-00000000000a';
  importUpdates(catalog, { id: 1, more: { identity: { updateId, revisionNumber: 7 } } });
  const asked = { UpdateID: updateId.toUpperCase(), RevisionNumber: 7 };
  const { UpdateEncryptionDetails } = await ask(client, [asked], 'FileDecryption');
  t.same(UpdateEncryptionDetails, [{ UpdateIdentity: asked, HasEncryptedFiles: false }]);
});

t.test('without ids or types, or with more ids than GetConfig names, it is InvalidParameters', async (t) => {
  const { client, clock } = await startServices(t);
  const cookie = await client.session();
  const infoTypes = ['FileUrl' as const];
  const fault = (request: Partial<Request>) => client.fault('GetExtendedUpdateInfo2', request);
  const ids = (count: number) => Array.from({ length: count }, () => update(1));
  t.equal(await fault({ cookie, infoTypes }), 'InvalidParameters: updateIDs');
  t.equal(await fault({ cookie, infoTypes, updateIDs: ids(50) }), 'no fault');
  t.equal(await fault({ cookie, infoTypes, updateIDs: ids(51) }), 'InvalidParameters: updateIDs');
  t.equal(await fault({ cookie, updateIDs: ids(1) }), 'InvalidParameters: infoTypes');
  t.equal(await fault({ cookie, updateIDs: ids(1), infoTypes: [] }), 'InvalidParameters: infoTypes');
  t.equal(
    await fault({ cookie, updateIDs: ids(1), infoTypes: ['LocalizedProperties'] }),
    'InvalidParameters: locales',
  );
  t.equal(await fault({ infoTypes, updateIDs: ids(1) }), 'InvalidCookie: cookie');
  clock.advance(60 * 60 * 1000);
  t.equal(await fault({ cookie, infoTypes, updateIDs: ids(1) }), 'CookieExpired: cookie');
});
