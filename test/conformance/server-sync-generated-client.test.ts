import path from 'node:path';
import t, { type Test } from 'tap';
import { readUpdateBlob } from '../../protocol/codecs/update-blob.ts';
import { dssAuth } from '../../protocol/wsusss/dss-auth.ts';
import { serverSync } from '../../protocol/wsusss/server-sync.ts';
import { type MockWindowsUpdate, startMockWindowsUpdate } from '../../server/index.ts';
import { asSent, type GeneratedCall, type Reply } from '../helpers/generated-client-calls.ts';
import { withKeys } from '../helpers/prepared-keys.ts';
import { DOWNSTREAM } from '../helpers/server-client.ts';
import { shared, sharedFolder } from '../helpers/shared.ts';
import { soap12Client } from '../helpers/soap12-client.ts';
import { wsdlClient } from '../helpers/wsdl-client.ts';

const profiles = ['wsus-2025', 'microsoft'] as const;
const BATCH = 100;

const double: MockWindowsUpdate = await startMockWindowsUpdate({
  state: withKeys(t.testdir()),
  seeds: ['demo'],
  httpPort: 0,
  httpsPort: 0,
  controlPort: 0,
});
t.teardown(() => double.close());
const { catalog } = double;

/** What calls the two services between servers. */
interface Calls {
  readonly sync: GeneratedCall;
  readonly auth: GeneratedCall;
}

async function generatedFrom(wsdl: string, servicePath: string): Promise<GeneratedCall> {
  const client = await wsdlClient(wsdl, `${double.urls.https}${servicePath}`, double.ca.pem);
  return async (operation, request) => {
    const method = client[`${operation}Async`];
    if (method === undefined) throw new Error(`the WSDL has no ${operation}`);
    const [reply] = await method.call(client, request);
    return reply;
  };
}

async function officialCalls(t: Test): Promise<Calls | undefined> {
  const [sync, auth] = ['wsdl/ServerSyncWebService.wsdl', 'wsdl/DssAuthWebService.wsdl'];
  if (shared(t, sync) === undefined || shared(t, auth) === undefined) return undefined;
  return {
    sync: await generatedFrom(path.join(sharedFolder, sync), serverSync.path),
    auth: await generatedFrom(path.join(sharedFolder, auth), dssAuth.path),
  };
}

async function ownCalls(): Promise<Calls> {
  const callOf = async (url: string): Promise<GeneratedCall> => {
    const call = await soap12Client(`${double.urls.http}${url}`);
    return async (operation, request) => (await call(operation, request))[0];
  };
  return { sync: await callOf(serverSync.path), auth: await callOf(dssAuth.path) };
}

async function session({ sync, auth }: Calls): Promise<object> {
  const { GetAuthConfigResult: config } = await sync('GetAuthConfig', {});
  const [plugIn] = config.AuthInfo.AuthPlugInInfo;
  if (plugIn.PlugInID !== 'DssTargeting' || !dssAuth.path.endsWith(plugIn.ServiceUrl))
    throw new Error(`the plug-in is ${JSON.stringify(plugIn)}`);
  const { GetAuthorizationCookieResult: authorization } = await auth('GetAuthorizationCookie', {
    accountName: DOWNSTREAM.name,
    accountGuid: DOWNSTREAM.id,
    programKeys: {},
  });
  const { GetCookieResult: cookie } = await sync('GetCookie', {
    authCookies: { AuthorizationCookie: [authorization] },
    protocolVersion: '1.20',
  });
  return asSent(cookie);
}

/** Every revision the double has of the types, as `id.revision`. */
function stored(...types: readonly string[]): string[] {
  const rows = catalog.database
    .prepare(
      `SELECT update_id || '.' || revision_number FROM revision JOIN update_identity USING (update_key)
       WHERE update_type IN (${types.map((type) => `'${type}'`).join()})`,
    )
    .pluck()
    .all() as string[];
  return rows.sort();
}

const named = (ids: readonly Reply[]): string[] =>
  ids.map(({ UpdateID, RevisionNumber }) => `${UpdateID}.${RevisionNumber}`).sort();

/** Fetches the documents of `ids` and returns what came, as `id.revision`. */
async function fetched(t: Test, { sync }: Calls, cookie: object, ids: readonly Reply[]): Promise<string[]> {
  const came: string[] = [];
  for (let at = 0; at < ids.length; at += BATCH) {
    const UpdateIdentity = ids.slice(at, at + BATCH);
    const { GetUpdateDataResult: data } = await sync('GetUpdateData', {
      cookie,
      updateIds: { UpdateIdentity },
    });
    const digests = new Set<string>();
    for (const { Id, XmlUpdateBlob, XmlUpdateBlobCompressed, FileDigestList } of data.updates
      .ServerSyncUpdateData) {
      const xml = XmlUpdateBlob ?? readUpdateBlob(Buffer.from(XmlUpdateBlobCompressed as string, 'base64'));
      t.match(xml.toLowerCase(), `updateid="${Id.UpdateID}"`);
      came.push(`${Id.UpdateID}.${Id.RevisionNumber}`);
      for (const digest of FileDigestList?.base64Binary ?? []) digests.add(digest);
    }
    const places: Reply[] = data.fileUrls?.ServerSyncUrlData ?? [];
    t.same(places.map(({ FileDigest }) => FileDigest).sort(), [...digests].sort());
  }
  return came.sort();
}

async function walk(t: Test, calls: Calls, profile: (typeof profiles)[number]): Promise<void> {
  catalog.configuration.set({ profile });
  const { sync, auth } = calls;
  const cookie = await session(calls);
  const { GetConfigDataResult: config } = await sync('GetConfigData', { cookie });
  t.equal(config.CatalogOnlySync, profile === 'microsoft');
  t.equal(config.MaxNumberOfUpdatesPerRequest, BATCH);
  t.equal(config.LanguageUpdateList.ServerSyncLanguageData.length, 39);

  const { GetRevisionIdListResult: categories } = await sync('GetRevisionIdList', {
    cookie,
    filter: { GetConfig: true, Get63LanguageOnly: false },
  });
  const categoryIds: Reply[] = categories.NewRevisions.UpdateIdentity;
  t.same(named(categoryIds), stored('Category', 'Detectoid'));
  t.same(await fetched(t, calls, cookie, categoryIds), named(categoryIds));

  const { GetRevisionIdListResult: updates } = await sync('GetRevisionIdList', {
    cookie,
    filter: { GetConfig: false, Get63LanguageOnly: false },
  });
  const updateIds: Reply[] = updates.NewRevisions.UpdateIdentity;
  t.ok(updateIds.length > 10);
  t.same(await fetched(t, calls, cookie, updateIds), named(updateIds));
  const { GetRevisionIdListResult: none } = await sync('GetRevisionIdList', {
    cookie,
    filter: { Anchor: updates.Anchor, GetConfig: false, Get63LanguageOnly: false },
  });
  t.notOk(none.NewRevisions?.UpdateIdentity, 'nothing since');

  const UpdateIdentity = updateIds.slice(0, 3);
  const { GetUpdateDecryptionDataResult: keys } = await sync('GetUpdateDecryptionData', {
    cookie,
    updateIds: { UpdateIdentity },
  });
  t.same(
    keys.UpdateFileDecryptionData.ServerSyncUpdateFileDecryption.map(({ UpdateId }: Reply) => UpdateId),
    UpdateIdentity,
  );
  const guid = updateIds.slice(0, 2).map(({ UpdateID }) => UpdateID as string);
  const related = await sync('GetRelatedRevisionsForUpdates', { cookie, updateIDs: { guid } });
  const found: Reply[] = related.GetRelatedRevisionsForUpdatesResult.UpdateIdentity;
  for (const id of guid) t.ok(found.some(({ UpdateID }) => UpdateID === id));

  await downloads(t, calls, cookie);
  if (profile === 'wsus-2025') await replica(t, calls, cookie, updates.Anchor);
  for (const call of [sync, auth]) {
    const { PingResult: well } = await call('Ping', { pingLevel: 0 });
    t.equal(well.SuccessFlag, true);
  }
}

async function downloads(t: Test, { sync }: Calls, cookie: object): Promise<void> {
  const [sha1] = catalog.database.prepare('SELECT sha1 FROM file LIMIT 1').pluck().all() as Buffer[];
  const base64Binary = [sha1?.toString('base64')];
  await sync('DownloadFiles', { cookie, fileDigestList: { base64Binary } });
  const missing = Buffer.alloc(20, 9).toString('base64');
  await t.rejects(
    sync('DownloadFiles', { cookie, fileDigestList: { base64Binary: [missing] } }),
    /FileDigestsMissing|Fault occurred/,
  );
}

async function replica(t: Test, { sync }: Calls, cookie: object, syncAnchor: string): Promise<void> {
  const { GetDeploymentsResult: result } = await sync('GetDeployments', { cookie, syncAnchor });
  t.equal(result.Anchor, syncAnchor);
  t.equal(result.Groups.ServerSyncTargetGroup.length, catalog.groups.all().length);
  const deployments: Reply[] = result.Deployments?.ServerSyncDeployment ?? [];
  t.equal(deployments.length, catalog.deployments.explicit().length);
  t.ok(deployments.length > 0, 'the demo approves something');
  for (const { Action, DownloadPriority } of deployments) t.ok(Action <= 3 && Number(DownloadPriority) === 2);
}

for (const profile of profiles) {
  t.test(`a client generated from the official WSDLs walks every operation of ${profile}`, async (t) => {
    const calls = await officialCalls(t);
    if (calls !== undefined) await walk(t, calls, profile);
  });

  t.test(`a client generated from our own WSDLs walks them in SOAP 1.2, ${profile}`, async (t) => {
    await walk(t, await ownCalls(), profile);
  });
}

t.test('in the alphabetical order a generated client reads the same configuration', async (t) => {
  const calls = await officialCalls(t);
  if (calls === undefined) return;
  const config = async () =>
    (await calls.sync('GetConfigData', { cookie: await session(calls) })).GetConfigDataResult as Reply;
  catalog.configuration.set({ profile: 'microsoft' });
  const text = await config();
  catalog.configuration.set({ configDataOrder: 'alphabetical' });
  t.same(await config(), text);
  t.equal(text.MaxNumberOfComputerIdsInRequest, 200);
});

t.test('a fault comes with its code and message', async (t) => {
  const calls = await officialCalls(t);
  if (calls === undefined) return;
  const cookie = await session(calls);
  const filter = { Anchor: 'garbage', GetConfig: true, Get63LanguageOnly: false };
  await calls.sync('GetRevisionIdList', { cookie, filter }).then(
    () => t.fail('it is refused'),
    (error: Reply) => {
      const { detail } = error.root.Envelope.Body.Fault;
      t.match(detail, { ErrorCode: 'InvalidParameters', Message: 'filter' });
    },
  );
});
