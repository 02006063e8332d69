import t from 'tap';
import { type ServiceContract, soapActionOf } from '../../../protocol/soap/contract.ts';
import { decodeResponse, encodeRequest } from '../../../protocol/soap/envelope.ts';
import { type SoapVersion, soap11, soap12 } from '../../../protocol/soap/version.ts';
import { dssAuth } from '../../../protocol/wsusss/dss-auth.ts';
import { serverSync } from '../../../protocol/wsusss/server-sync.ts';
import { startMockWindowsUpdate } from '../../../server/index.ts';
import { idOf, importUpdates } from '../../helpers/documents.ts';
import { withKeys } from '../../helpers/prepared-keys.ts';
import { DOWNSTREAM, serverClient, startUpstream, type Upstream } from '../../helpers/server-client.ts';
import { faultOf } from '../../helpers/wusp-client.ts';

const DIGEST = Buffer.alloc(20, 1);
const PATHS = [
  '/ServerSyncWebService/ServerSyncWebService.asmx',
  '//ServerSyncWebService/ServerSyncWebService.asmx',
  '/serversyncwebservice//SERVERSYNCWEBSERVICE.ASMX',
];

/** A request of each operation that is answered, as [service, operation, request]. */
async function goodRequests({ server, cookie, catalog }: Upstream) {
  importUpdates(catalog, { id: 1, files: [{ sha1: DIGEST.toString('hex'), fileName: 'a.cab', size: 1 }] });
  const { GetAuthorizationCookieResult: authorization } = await server.call('GetAuthorizationCookie', {
    accountName: DOWNSTREAM.name,
    accountGuid: DOWNSTREAM.id,
  });
  const updateIds = [{ UpdateID: idOf(1), RevisionNumber: 1 }];
  const { anchor } = await server.list(cookie);
  return {
    sync: {
      GetAuthConfig: {},
      GetCookie: { authCookies: [authorization], protocolVersion: '1.20' },
      GetConfigData: { cookie },
      GetRevisionIdList: { cookie, filter: { GetConfig: true } },
      GetUpdateData: { cookie, updateIds },
      GetUpdateDecryptionData: { cookie, updateIds },
      DownloadFiles: { cookie, fileDigestList: [DIGEST] },
      GetDeployments: { cookie, syncAnchor: anchor },
      GetRelatedRevisionsForUpdates: { cookie, updateIDs: [idOf(1)] },
      Ping: { pingLevel: 0 },
    },
    auth: {
      GetAuthorizationCookie: { accountName: DOWNSTREAM.name, accountGuid: DOWNSTREAM.id },
      Ping: { pingLevel: 0 },
    },
  } satisfies Record<string, Record<string, object>>;
}

/** Sends a call over HTTP to `path` and reads the answer; a fault is thrown. */
async function ask(
  { server }: Upstream,
  [contract, name, request]: readonly [ServiceContract, string, object],
  version: SoapVersion,
  path = contract.path,
): Promise<object> {
  const operation = contract.operations[name];
  if (operation === undefined) throw new Error(`no operation ${name}`);
  const body = encodeRequest(contract, operation, request as never, version);
  const action = soapActionOf(contract, name);
  const headers =
    version === soap11
      ? { 'content-type': 'text/xml; charset=utf-8', soapaction: `"${action}"` }
      : { 'content-type': `application/soap+xml; charset=utf-8; action="${action}"` };
  const reply = await server.http('POST', path, headers, body);
  if (!`${reply.headers['content-type']}`.startsWith(version.contentType.split(';')[0] ?? '?'))
    throw new Error(`${name} is answered as ${reply.headers['content-type']}`);
  return decodeResponse(reply.body, contract, operation, undefined, version) as object;
}

t.test(
  'every operation answers in both versions of SOAP, whatever case and slashes the path has',
  async (t) => {
    const upstream = await startUpstream(t);
    const { sync, auth } = await goodRequests(upstream);
    for (const version of [soap11, soap12]) {
      for (const [name, request] of Object.entries(sync))
        for (const path of PATHS)
          t.equal(
            await faultOf(() => ask(upstream, [serverSync, name, request], version, path)),
            'no fault',
            `${name} in ${version.name} at ${path}`,
          );
      for (const [name, request] of Object.entries(auth))
        for (const path of [dssAuth.path, '//DssAuthWebService/dssauthwebservice.ASMX'])
          t.equal(
            await faultOf(() => ask(upstream, [dssAuth, name, request], version, path)),
            'no fault',
            `${name} in ${version.name} at ${path}`,
          );
    }
  },
);

t.test('no operation of the two services but those of drivers is left out above', async (t) => {
  const { sync, auth } = await goodRequests(await startUpstream(t));
  const others = Object.keys(serverSync.operations).filter((name) => !(name in sync));
  t.same(others, ['GetDriverIdList', 'GetDriverSetData']);
  t.same(Object.keys(auth), Object.keys(dssAuth.operations));
});

t.test('a downstream server synchronises over TLS with a started double', async (t) => {
  const double = await startMockWindowsUpdate({
    ...{ state: withKeys(t.testdir()), seeds: ['demo'], httpPort: 0, httpsPort: 0, controlPort: 0 },
  });
  const server = serverClient(double.urls.https, double.ca.pem);
  t.teardown(async () => {
    server.close();
    await double.close();
  });
  const cookie = await server.serverSession();
  const { revisions } = await server.list(cookie, { GetConfig: true });
  t.ok(revisions.length > 10, 'the categories of the demo');
  const { PingResult } = await server.call('Ping', { pingLevel: 0 });
  t.match(PingResult, { SuccessFlag: true, IsHttps: true });
});
