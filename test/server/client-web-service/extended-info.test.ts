import t from 'tap';
import { idOf, importUpdates, revisionIdOf } from '../../helpers/documents.ts';
import { startServices } from '../../helpers/services.ts';
import type { ResponseOf } from '../../helpers/wusp-client.ts';

const digest = (character: string) => character.repeat(40);
const file = (character: string, fileName: string) => ({ sha1: digest(character), fileName, size: 10 });

/** `id:element language` of every fragment, in the order of the reply. */
function fragments({ GetExtendedUpdateInfoResult: result }: ResponseOf<'GetExtendedUpdateInfo'>): string[] {
  return (result?.Updates ?? []).map(({ ID, Xml = '' }) => {
    const language = /<Language>([^<]*)</.exec(Xml)?.[1] ?? /Language="([^"]*)"/.exec(Xml)?.[1] ?? '';
    return `${ID}:${/^<(\w+)/.exec(Xml)?.[1]} ${language}`.trim();
  });
}

t.test('without ids or kinds of fragments, or with too many ids, it is InvalidParameters', async (t) => {
  const { client } = await startServices(t);
  const cookie = await client.session();
  const infoTypes = ['Extended' as const];
  const ids = (count: number) => Array.from({ length: count }, (_, i) => i + 1);
  const rows = [
    [{ infoTypes }, 'InvalidParameters: revisionIDs'],
    [{ revisionIDs: ids(51), infoTypes }, 'InvalidParameters: revisionIDs'],
    [{ revisionIDs: Array(51).fill(1) as number[], infoTypes }, 'InvalidParameters: revisionIDs'],
    [{ revisionIDs: ids(1) }, 'InvalidParameters: infoTypes'],
    [{ revisionIDs: ids(1), infoTypes: [] }, 'InvalidParameters: infoTypes'],
    [{ revisionIDs: ids(1), infoTypes: ['LocalizedProperties' as const] }, 'InvalidParameters: locales'],
    [
      { revisionIDs: ids(1), infoTypes: ['Extended' as const, 'Eula' as const], locales: [] },
      'InvalidParameters: locales',
    ],
    [{ revisionIDs: ids(50), infoTypes }, 'no fault'],
    [{ revisionIDs: [], infoTypes }, 'no fault'],
  ] as const;
  for (const [request, expected] of rows)
    t.equal(await client.fault('GetExtendedUpdateInfo', { cookie, ...request }), expected);
});

t.test('the limit is the one GetConfig names', async (t) => {
  const { client } = await startServices(t, { settings: { maxExtendedUpdates: 2 } });
  const cookie = await client.session();
  const { GetConfigResult } = await client.call('GetConfig', { protocolVersion: '2.90' });
  t.equal(
    GetConfigResult?.Properties?.find(({ Name }) => Name === 'MaxExtendedUpdatesPerRequest')?.Value,
    '2',
  );
  const ask = (revisionIDs: number[]) =>
    client.fault('GetExtendedUpdateInfo', { cookie, revisionIDs, infoTypes: ['Core'] });
  t.equal(await ask([1, 2]), 'no fault');
  t.equal(await ask([1, 2, 3]), 'InvalidParameters: revisionIDs');
});

t.test('ids that are unknown, declined or replaced are out of scope and get nothing', async (t) => {
  const { client, catalog } = await startServices(t);
  importUpdates(catalog, { id: 1 }, { id: 2, files: [file('A', 'a.cab')] }, { id: 3 });
  importUpdates(catalog, { id: 3, revision: 2 });
  catalog.approvals.decline(idOf(2));
  const [one, two, three, next] = [
    revisionIdOf(catalog, 1),
    revisionIdOf(catalog, 2),
    revisionIdOf(catalog, 3),
    revisionIdOf(catalog, 3, 2),
  ];
  const answer = await client.call('GetExtendedUpdateInfo', {
    cookie: await client.session(),
    revisionIDs: [999, one, two, one, three, next, -5, 999],
    infoTypes: ['Extended', 'LocalizedProperties', 'Extended'],
    locales: ['en'],
  });
  t.same(answer.GetExtendedUpdateInfoResult?.OutOfScopeRevisionIDs, [999, two, three, -5]);
  t.notOk(answer.GetExtendedUpdateInfoResult?.FileLocations, 'a declined update has no files to fetch');
  t.same(fragments(answer), [
    `${one}:ExtendedProperties en`,
    `${next}:ExtendedProperties en`,
    `${one}:LocalizedProperties en`,
    `${next}:LocalizedProperties en`,
  ]);
});

t.test('texts come in the first locale there is, and in English when there is none', async (t) => {
  const { client, catalog } = await startServices(t);
  importUpdates(catalog, { id: 1, languages: ['en', 'de', 'fr'] }, { id: 2, languages: ['ja'] });
  const [one, two] = [revisionIdOf(catalog, 1), revisionIdOf(catalog, 2)];
  const cookie = await client.session();
  const texts = async (...locales: string[]) =>
    fragments(
      await client.call('GetExtendedUpdateInfo', {
        cookie,
        revisionIDs: [one, two],
        infoTypes: ['LocalizedProperties'],
        locales,
      }),
    );
  t.same(await texts('de-DE', 'DE', 'en'), [`${one}:LocalizedProperties de`]);
  t.same(await texts('fr', 'ja'), [`${one}:LocalizedProperties fr`, `${two}:LocalizedProperties ja`]);
  t.same(await texts('pt-BR', 'pt'), [`${one}:LocalizedProperties en`]);
});

t.test('licence texts come for the region of the client, or for the rest of the world', async (t) => {
  const { client, catalog } = await startServices(t);
  const eula = (character: string, language: string, geoId?: string) => ({
    ...file(character, `${language}.txt`),
    language,
    ...(geoId && { geoId }),
  });
  const eulaFiles = [eula('A', 'en'), eula('B', 'en', 'USA'), eula('C', 'de')];
  const properties = { defaultLanguage: 'en', explicitlyDeployable: true, eulaId: idOf(77) };
  importUpdates(catalog, { id: 1, languages: ['en', 'de'], more: { eulaFiles, properties } });
  const cookie = await client.session();
  const texts = async (locale: string, GeoId?: string) => {
    const request = {
      cookie,
      revisionIDs: [revisionIdOf(catalog, 1)],
      infoTypes: ['Eula' as const],
      locales: [locale],
    };
    const { GetExtendedUpdateInfoResult } = await client.call('GetExtendedUpdateInfo', {
      ...request,
      ...(GeoId && { GeoId }),
    });
    return (GetExtendedUpdateInfoResult?.Updates ?? []).map(
      ({ Xml = '' }) => Buffer.from(/Digest="([^"]*)"/.exec(Xml)?.[1] ?? '', 'base64').toString('hex')[0],
    );
  };
  t.same(await texts('en', 'USA'), ['b']);
  t.same(await texts('en', 'DEU'), ['a']);
  t.same(await texts('en'), ['a']);
  t.same(await texts('de', 'USA'), ['c']);
  t.same(await texts('fr', 'USA'), ['b'], 'English when there is no French');
});

t.test('file locations come with Extended fragments only, each file once', async (t) => {
  const { client, catalog } = await startServices(t);
  importUpdates(
    catalog,
    { id: 1, files: [file('A', 'a b.CAB'), file('B', 'odd<name>&.exe')] },
    { id: 2, files: [file('A', 'same.cab')] },
  );
  const cookie = await client.session();
  const revisionIDs = [1, 2].map((id) => revisionIdOf(catalog, id));
  const ask = async (infoTypes: readonly ('Core' | 'Extended')[]) =>
    (await client.call('GetExtendedUpdateInfo', { cookie, revisionIDs, infoTypes }))
      .GetExtendedUpdateInfoResult?.FileLocations;
  t.same(await ask(['Core']), undefined);
  const locations = (await ask(['Core', 'Extended'])) ?? [];
  t.same(
    locations.map(({ FileDigest }) => FileDigest?.toString('hex')),
    [digest('a'), digest('b')],
  );
  t.match(locations[0]?.Url, /^http:\/\/127\.0\.0\.1:\d+\/Content\/AA\/A{40}\.CAB$/);
  t.match(locations[1]?.Url, /\/Content\/BB\/B{40}\.exe$/);
});

t.test('GetFileLocations refuses digests that are missing, too many or not 20 bytes long', async (t) => {
  const { client } = await startServices(t);
  const cookie = await client.session();
  const digests = (count: number, size = 20) => Array.from({ length: count }, () => Buffer.alloc(size, 1));
  t.equal(await client.fault('GetFileLocations', { cookie }), 'InvalidParameters: fileDigests');
  for (const size of [0, 19, 21, 32]) {
    t.equal(
      await client.fault('GetFileLocations', { cookie, fileDigests: [...digests(1), ...digests(1, size)] }),
      'InvalidParameters: fileDigests',
      `${size}`,
    );
  }
  t.equal(
    await client.fault('GetFileLocations', { cookie, fileDigests: digests(101) }),
    'InvalidParameters: fileDigests',
  );
  t.equal(await client.fault('GetFileLocations', { cookie, fileDigests: digests(100) }), 'no fault');
});

t.test('GetFileLocations answers for the files it knows, with a cookie that goes on', async (t) => {
  const { client, catalog } = await startServices(t);
  importUpdates(catalog, { id: 1, files: [file('A', 'a.cab')] });
  const cookie = await client.session();
  const known = Buffer.from(digest('A'), 'hex');
  const ask = async (fileDigests: Buffer[]) =>
    (await client.call('GetFileLocations', { cookie, fileDigests })).GetFileLocationsResult;
  const answer = await ask([Buffer.alloc(20, 9), known]);
  t.same(
    answer?.FileLocations?.map(({ FileDigest }) => FileDigest),
    [known],
  );
  t.equal(answer?.NewCookie?.Expiration, cookie.Expiration);
  t.ok(await client.sync(answer?.NewCookie ?? cookie));
  t.equal((await ask([]))?.FileLocations, undefined);
});
