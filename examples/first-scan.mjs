// A Windows Update client in one page: it shakes hands, scans, downloads one file, checks its digest and reports.
//
//   npm start                                   (in one terminal)
//   NODE_EXTRA_CA_CERTS=.mock-wu/pki/root.pem node examples/first-scan.mjs https://localhost:8531
import { createHash, randomUUID } from 'node:crypto';
import { soapActionOf } from '../dist/protocol/soap/contract.js';
import { decodeResponse, encodeRequest } from '../dist/protocol/soap/envelope.js';
import { clientService } from '../dist/protocol/wusp/client.js';
import { reportingService } from '../dist/protocol/wusp/reporting.js';
import { simpleAuth } from '../dist/protocol/wusp/simple-auth.js';

const server = (process.argv[2] ?? 'https://localhost:8531').replace(/\/$/, '');
const clientId = randomUUID();
const dnsName = 'first-scan.example';

/** Calls one operation and returns its result element. */
async function call(service, name, request) {
  const response = await fetch(server + service.path, {
    method: 'POST',
    headers: { 'Content-Type': 'text/xml; charset=utf-8', SOAPAction: `"${soapActionOf(service, name)}"` },
    body: encodeRequest(service, service.operations[name], request),
  });
  const answer = decodeResponse(Buffer.from(await response.arrayBuffer()), service, service.operations[name]);
  return answer[`${name}Result`];
}

// 1. The handshake.
const config = await call(clientService, 'GetConfig', { protocolVersion: '2.90' });
const authorization = await call(simpleAuth, 'GetAuthorizationCookie', { clientId, dnsName });
let cookie = await call(clientService, 'GetCookie', {
  authCookies: [authorization],
  lastChange: config.LastChange,
  currentTime: new Date().toISOString(),
  protocolVersion: '2.90',
});
await call(clientService, 'RegisterComputer', {
  cookie,
  computerInfo: {
    DnsName: dnsName,
    OSMajorVersion: 10,
    OSMinorVersion: 0,
    OSBuildNumber: 26200,
    OSServicePackMajorNumber: 0,
    OSServicePackMinorNumber: 0,
    BiosReleaseDate: '2026-01-01T00:00:00Z',
    SuiteMask: 256,
    OldProductType: 1,
    NewProductType: 48,
    SystemMetrics: 0,
    ClientVersionMajorNumber: 1507,
    ClientVersionMinorNumber: 2601,
    ClientVersionBuildNumber: 30012,
    ClientVersionQfeNumber: 0,
  },
});

// 2. The scan. A real client evaluates each revision's rules; this one takes every category and detectoid for
//    installed, so it is offered everything the catalogue holds.
const found = new Map();
for (let before = -1, truncated = false; truncated || found.size > before; ) {
  before = found.size;
  const installed = [...found.values()].filter((one) => !one.IsLeaf).map((one) => one.ID);
  const others = [...found.values()].filter((one) => one.IsLeaf).map((one) => one.ID);
  const answer = await call(clientService, 'SyncUpdates', {
    cookie,
    parameters: {
      ExpressQuery: false,
      InstalledNonLeafUpdateIDs: installed,
      OtherCachedUpdateIDs: others,
      SkipSoftwareSync: false,
    },
  });
  cookie = answer.NewCookie;
  truncated = answer.Truncated;
  for (const info of answer.NewUpdates ?? []) found.set(info.ID, info);
}
const offered = [...found.values()].filter(({ Deployment }) => Deployment.Action === 'Install');

// 3. Titles, and where the files are.
const ids = [...found.values()]
  .filter(({ Deployment }) => Deployment.Action !== 'Evaluate')
  .map(({ ID }) => ID);
const titles = new Map();
let locations = [];
for (let at = 0; at < ids.length; at += 50) {
  const extended = await call(clientService, 'GetExtendedUpdateInfo', {
    cookie,
    revisionIDs: ids.slice(at, at + 50),
    infoTypes: ['Extended', 'LocalizedProperties'],
    locales: ['en-US', 'en'],
  });
  for (const { ID, Xml } of extended.Updates ?? []) {
    const title = /<Title>(.*?)<\/Title>/.exec(Xml)?.[1];
    if (title) titles.set(ID, title);
  }
  locations = [...locations, ...(extended.FileLocations ?? [])];
}
console.log(`${found.size} revisions, ${offered.length} to install:`);
for (const { ID } of offered) console.log(`  ${titles.get(ID)}`);

// 4. One download over plain HTTP, trusted only after its digest is the one the metadata promised.
const [file] = locations;
const bytes = Buffer.from(await (await fetch(file.Url)).arrayBuffer());
const digest = createHash('sha1').update(bytes).digest();
if (!digest.equals(file.FileDigest)) throw new Error(`${file.Url} is not the file the metadata promises`);
console.log(`downloaded and verified ${file.Url} (${bytes.length} bytes)`);

// 5. The report: event 147, "detection finished", with how many updates were found.
const version = { Major: 10, Minor: 0, Build: 26200, Revision: 0, ServicePackMajor: 0, ServicePackMinor: 0 };
const isKept = await call(reportingService, 'ReportEventBatch', {
  cookie,
  clientTime: new Date().toISOString(),
  eventBatch: [
    {
      BasicData: {
        TargetID: { Sid: clientId },
        SequenceNumber: 0,
        TimeAtTarget: new Date().toISOString(),
        EventInstanceID: randomUUID(),
        NamespaceID: 1,
        EventID: 147,
        SourceID: 101,
        Win32HResult: 0,
      },
      ExtendedData: {
        ReplacementStrings: [String(offered.length)],
        ProcessorArchitecture: 'Amd64Compatible',
        OSVersion: version,
        OSLocaleID: 1033,
      },
    },
  ],
});
console.log(isKept ? 'reported' : 'the report was refused');
