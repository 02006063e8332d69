import { createHash } from 'node:crypto';
import t, { type Test } from 'tap';
import { type MockWindowsUpdate, startMockWindowsUpdate } from '../../server/index.ts';
import { importUpdates, revisionIdOf } from '../helpers/documents.ts';
import { entitled, newestRevisions } from '../helpers/entitlement.ts';
import {
  type GeneratedCalls,
  generatedCalls,
  generatedSession,
  officialWsdls,
  softwareScan,
} from '../helpers/generated-client-calls.ts';
import { withKeys } from '../helpers/prepared-keys.ts';
import { shared } from '../helpers/shared.ts';
import { soap12Client } from '../helpers/soap12-client.ts';
import { computerInfo } from '../helpers/wusp-client.ts';

const NOBODY = '00000000-0000-4000-8000-00000000dead';
const NETWORK_CARD = 'PCI\\VEN_1AF4&DEV_1000';
const WINDOWS_11 = '72e7624a-5b00-45d2-b92f-e561c0a6a160';
const PRINTER = {
  ...{ hardwareId: 'USBPRINT\\Contoso', class: 'Printer', manufacturer: 'Contoso', provider: 'Contoso' },
  ...{ driverVerDate: '2023-04-18', driverVerVersion: '1.2.3.4', model: 'Contoso Laser', whqlDriverId: '7' },
  ...{ featureScores: [], distributionComputerHardwareIds: [], targetComputerHardwareIds: [] },
};

const double: MockWindowsUpdate = await startMockWindowsUpdate({
  state: withKeys(t.testdir()),
  seeds: ['demo'],
  httpPort: 0,
  httpsPort: 0,
  controlPort: 0,
});
t.teardown(() => double.close());
const { catalog } = double;
importUpdates(catalog, { id: 900, type: 'Driver', more: { drivers: [PRINTER] } });

/** Clients generated from the official WSDLs, or undefined where these are absent. */
async function officialClients(t: Test): Promise<GeneratedCalls | undefined> {
  for (const { wsdl } of Object.values(officialWsdls)) if (shared(t, wsdl) === undefined) return undefined;
  return generatedCalls(double);
}

t.test('handshake: configuration, authorization, cookie and registration say what is so', async (t) => {
  const calls = await officialClients(t);
  if (calls === undefined) return;
  const { GetConfigResult: config } = await calls.client('GetConfig', { protocolVersion: '2.90' });
  t.equal(config.LastChange.getTime(), Date.parse(catalog.view().configLastChange));
  t.equal(config.IsRegistrationRequired, true);
  t.match(config.AuthInfo.AuthPlugInInfo, [
    { PlugInID: 'SimpleTargeting', ServiceUrl: 'SimpleAuthWebService/SimpleAuth.asmx' },
  ]);
  const properties = config.Properties.ConfigurationProperty as { Name: string; Value: string }[];
  t.match(Object.fromEntries(properties.map(({ Name, Value }) => [Name, Value])), {
    MaxExtendedUpdatesPerRequest: '50',
    ProtocolVersion: '3.2',
    IsInventoryRequired: '0',
    ClientReportingLevel: '2',
  });

  const { GetAuthorizationCookieResult: authorization } = await calls.auth('GetAuthorizationCookie', {
    clientId: 'c1',
    targetGroupName: 'Pilot',
    dnsName: 'c1.example',
  });
  t.equal(authorization.PlugInId, 'SimpleTargeting');
  t.match(catalog.computers.find('c1'), { dnsName: 'c1.example', requestedGroups: 'Pilot' });

  const cookie = await generatedSession(calls, 'c1');
  t.match(cookie, { EncryptedData: /^[A-Za-z0-9+/]{100,}=*$/, Expiration: /^\d{4}-.*Z$/ });
  const info = JSON.parse(catalog.computers.find('c1')?.info ?? '{}') as object;
  t.match(info, { DnsName: computerInfo.DnsName, OSBuildNumber: 26200, OldProductType: 1 });
});

t.test('a scan brings categories, software, the driver of a device and the printers', async (t) => {
  const calls = await officialClients(t);
  if (calls === undefined) return;
  const first = await generatedSession(calls, 'c1');

  const asked = [
    { IndexOfAndGroup: 0, CategoryId: WINDOWS_11 },
    { IndexOfAndGroup: 1, CategoryId: NOBODY },
  ];
  const category = await calls.client('StartCategoryScan', {
    requestedCategories: { CategoryRelationship: asked },
  });
  t.same(category.preferredCategoryIds.guid, [WINDOWS_11]);
  t.same(category.requestedCategoryIdsInError.guid, [NOBODY]);

  const { found, installed, cookie } = await softwareScan(calls.client, first);
  const all = newestRevisions(catalog.database);
  const byId = new Map(all.map((one) => [one.revisionId, one]));
  const expected = entitled(all).all.map(({ revisionId }) => revisionId);
  t.same([...found.keys()].sort(ascending), [...expected].sort(ascending), 'neither more nor less');
  for (const [id, { Xml }] of found) t.match(String(Xml).toLowerCase(), byId.get(id)?.updateId ?? 'none');

  const filter = { FilterCategoryIds: { CategoryIdentifier: [{ Id: WINDOWS_11 }] } };
  const filtered = await softwareScan(calls.client, cookie, filter);
  t.ok(filtered.found.size > 5 && filtered.found.size < found.size, 'a part of the whole');
  for (const id of filtered.found.keys()) t.ok(found.has(id), `${id} is in the whole scan too`);
  const wanted = all.find(({ updateId }) => updateId === WINDOWS_11);
  t.ok(filtered.found.has(wanted?.revisionId ?? -1), 'the category itself is there');

  const { SyncUpdatesResult: drivers } = await calls.client('SyncUpdates', {
    cookie,
    parameters: {
      ExpressQuery: false,
      InstalledNonLeafUpdateIDs: { int: installed },
      SystemSpec: { Device: [{ HardwareIDs: { string: [NETWORK_CARD, 'PCI\\VEN_0000'] } }] },
      CachedDriverIDs: { int: [4_000_000] },
      SkipSoftwareSync: true,
      FeatureScoreMatchingKey: 'amd64.10.0',
    },
  });
  t.equal(drivers.NewUpdates.UpdateInfo.length, 1);
  const [driver] = drivers.NewUpdates.UpdateInfo;
  t.same(driver.Deployment.HardwareIds.string, [NETWORK_CARD]);
  t.equal(driver.Deployment.Action, 'OptionalInstall');
  t.equal(driver.IsLeaf, true);
  t.equal(byId.get(driver.ID)?.isDriver, true);
  t.match(driver.Xml, /UpdateType="Driver"/);
  t.same(drivers.OutOfScopeRevisionIDs.int, [4_000_000], 'what is not here is taken back');
  t.equal(drivers.Truncated, false);

  const { SyncPrinterCatalogResult: printers } = await calls.client('SyncPrinterCatalog', {
    cookie,
    installedNonLeafUpdateIDs: { int: installed },
    printerUpdateIDs: { int: [] },
  });
  t.same(
    printers.NewUpdates.UpdateInfo.map(({ ID }: { ID: number }) => ID),
    [revisionIdOf(catalog, 900)],
  );
  t.ok(printers.NewCookie.EncryptedData);
});

t.test('what is asked of single revisions is answered with what the store has', async (t) => {
  const calls = await officialClients(t);
  if (calls === undefined) return;
  const { found, cookie } = await softwareScan(calls.client, await generatedSession(calls, 'c1'));
  const known = new Map(newestRevisions(catalog.database).map((one) => [one.revisionId, one]));
  const identityOf = (id: number) => {
    const { updateId = '', revisionNumber = 0 } = known.get(id) ?? {};
    return { UpdateID: updateId, RevisionNumber: revisionNumber };
  };
  const infos = [...found.values()];
  const installs = infos.filter(({ Deployment }) => Deployment.Action === 'Install').slice(0, 3);
  const members = infos.filter(({ Deployment }) => Deployment.Action === 'Bundle').slice(0, 3);
  t.equal(installs.length + members.length, 6);

  const refreshed = await calls.client('RefreshCache', {
    cookie,
    globalIDs: {
      UpdateIdentity: [...installs.map(({ ID }) => identityOf(ID)), { UpdateID: NOBODY, RevisionNumber: 1 }],
    },
  });
  t.same(
    refreshed.RefreshCacheResult.RefreshCacheResult,
    installs.map(({ ID, IsLeaf, Deployment }) => ({
      ...{ RevisionID: ID, GlobalID: identityOf(ID), IsLeaf, Deployment },
    })),
    'the same ids and deployments as in the scan; nothing of what is not here',
  );

  const ids = members.map(({ ID }) => ID as number);
  const locales = { string: ['en-US', 'en'] };
  const { GetExtendedUpdateInfoResult: extended } = await calls.client('GetExtendedUpdateInfo', {
    cookie,
    revisionIDs: { int: [...ids, 4_000_000] },
    infoTypes: { XmlUpdateFragmentType: ['Extended', 'LocalizedProperties'] },
    locales,
  });
  t.same(
    extended.Updates.Update.map(({ ID }: { ID: number }) => ID),
    [...ids, ...ids],
    'one kind after the other',
  );
  t.same(extended.OutOfScopeRevisionIDs.int, [4_000_000]);
  t.match(extended.Updates.Update.at(-1).Xml, /<Language>en<\/Language><Title>Mock: /);
  const locations = extended.FileLocations.FileLocation as { FileDigest: string; Url: string }[];
  t.equal(locations.length, ids.length);

  const { GetExtendedUpdateInfo2Result: more } = await calls.client('GetExtendedUpdateInfo2', {
    cookie,
    updateIDs: { UpdateIdentity: ids.map(identityOf) },
    infoTypes: { XmlUpdateFragmentType: ['Core', 'FileUrl', 'FileDecryption'] },
    locales,
  });
  const cores = more.Updates.Update as { ID: number; Xml: string }[];
  for (const { ID, Xml } of cores) t.equal(Xml, found.get(ID).Xml, 'the Core fragment of the scan');
  t.equal(cores.length, ids.length);
  t.same(
    more.FileLocations.FileLocation,
    locations.map((location) => ({ ...location, FileDigestAlgorithm: 'SHA1' })),
  );
  t.same(
    more.UpdateEncryptionDetails.UpdateEncryptionDetail,
    ids.map((id) => ({ UpdateIdentity: identityOf(id), HasEncryptedFiles: false })),
  );

  const { GetFileLocationsResult: files } = await calls.client('GetFileLocations', {
    cookie,
    fileDigests: { base64Binary: locations.map(({ FileDigest }) => FileDigest) },
  });
  t.same(files.FileLocations.FileLocation, locations);
  t.ok(files.NewCookie.EncryptedData);
  for (const { Url, FileDigest } of locations) {
    const bytes = Buffer.from(await (await fetch(Url)).arrayBuffer());
    t.equal(createHash('sha1').update(bytes).digest('base64'), FileDigest, 'the file has its digest');
  }
});

t.test('what a client reports is taken and kept', async (t) => {
  const calls = await officialClients(t);
  if (calls === undefined) return;
  const { events, computers } = catalog;
  const cookie = await generatedSession(calls, 'c4');
  const clientTime = '2026-11-01T10:20:30Z';
  const batch = (instance: number) => ({
    ReportingEvent: [
      {
        BasicData: {
          ...{ TargetID: { Sid: 'c4' }, SequenceNumber: 1, TimeAtTarget: clientTime },
          EventInstanceID: `00000000-0000-4000-8000-00000000000${instance}`,
          ...{ NamespaceID: 1, EventID: 182, SourceID: 101 },
          UpdateID: { UpdateID: NOBODY, RevisionNumber: 200 },
          ...{ Win32HResult: -2145107924, AppName: 'Test' },
        },
        ExtendedData: {
          MiscData: { string: ['a=1', 'b=<&>'] },
          ProcessorArchitecture: 'Amd64Compatible',
          OSVersion: {
            ...{ Major: 10, Minor: 0, Build: 26200, Revision: 1 },
            ...{ ServicePackMajor: 0, ServicePackMinor: 0 },
          },
          OSLocaleID: 1033,
        },
        PrivateData: { ComputerDnsName: 'c4.example' },
      },
    ],
  });
  const taken = await calls.reporting('ReportEventBatch', { cookie, clientTime, eventBatch: batch(1) });
  t.equal(taken.ReportEventBatchResult, true);
  const named = { computerId: 'c4', clientTime, eventBatch: batch(2) };
  t.equal((await calls.reporting('ReportEventBatch2', named)).ReportEventBatch2Result, true);
  const kept = events.list('c4');
  t.match(kept, [
    { eventId: 182, updateId: NOBODY, win32HResult: -2145107924 },
    { eventId: 182, updateId: NOBODY, win32HResult: -2145107924 },
  ]);
  t.match(JSON.parse(kept[0]?.raw ?? '{}'), { ExtendedData: { MiscData: ['a=1', 'b=<&>'] } });

  const inventory = { IsCompressed: false, RawXml: '<Inventory>\u00e9 & more</Inventory>' };
  const inventoried = await calls.reporting('ReportInventory', { cookie, clientTime, inventory });
  t.equal(inventoried.ReportInventoryResult, true);
  t.equal(computers.inventory('c4')?.content.toString(), inventory.RawXml);

  const required = await calls.reporting('GetRequiredInventoryType', {
    cookie,
    rulesId: NOBODY,
    rulesVersion: '1.0',
  });
  t.equal(required.GetRequiredInventoryTypeResult, 0);
});

t.test('a client generated from our own WSDLs scans in SOAP 1.2', async (t) => {
  const callOf = async (url: string) => {
    const call = await soap12Client(`${double.urls.http}${url}`);
    return async (operation: string, request: object) => {
      const [reply, xml] = await call(operation, request);
      t.match(xml, 'http://www.w3.org/2003/05/soap-envelope');
      return reply;
    };
  };
  const calls = {
    client: await callOf(officialWsdls.client.url),
    auth: await callOf(officialWsdls.auth.url),
    reporting: await callOf(officialWsdls.reporting.url),
  };
  const { found } = await softwareScan(calls.client, await generatedSession(calls, 'c12'));
  const expected = entitled(newestRevisions(catalog.database)).all;
  t.same([...found.keys()].sort(ascending), expected.map(({ revisionId }) => revisionId).sort(ascending));
});

function ascending(a: number, b: number): number {
  return a - b;
}
