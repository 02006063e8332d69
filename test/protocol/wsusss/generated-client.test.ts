import { writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import t, { type Test } from 'tap';
import type { ServiceContract } from '../../../protocol/soap/contract.ts';
import { decodeRequest, encodeResponse } from '../../../protocol/soap/envelope.ts';
import { wsdlOf } from '../../../protocol/soap/wsdl.ts';
import { dssAuth } from '../../../protocol/wsusss/dss-auth.ts';
import { serverSync, serverSyncAlphabetical } from '../../../protocol/wsusss/server-sync.ts';
import { reportingService } from '../../../protocol/wusp/reporting.ts';
import { type WsdlClient, wsdlClient } from '../../helpers/wsdl-client.ts';

const COOKIE = { Expiration: '2026-11-01T00:00:00Z', EncryptedData: 'QUI=' };
const ID = '11111111-2222-4333-8444-555555555555';
const TIME = '2026-11-01T00:00:00Z';

/** What one call sent, as the contract reads it. */
interface Sent {
  readonly action: string;
  readonly value: unknown;
  readonly unknown: readonly unknown[];
}

/** A client generated from our WSDL of `service`, and what it sends to a server that answers with `reply`. */
async function generated(
  t: Test,
  service: ServiceContract,
  reply: unknown = {},
): Promise<{ client: WsdlClient; sent: Sent[] }> {
  const sent: Sent[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const { operation, value, unknown } = decodeRequest(Buffer.concat(chunks), service);
    sent.push({ action: String(request.headers.soapaction), value, unknown });
    const called = service.operations[operation];
    response.setHeader('content-type', 'text/xml; charset=utf-8');
    response.end(called && Buffer.concat(encodeResponse(service, called, reply as never)));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.teardown(() => server.close());
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const file = path.join(t.testdir(), 'service.wsdl');
  writeFileSync(file, wsdlOf(service, address));
  return { client: await wsdlClient(file, address, ''), sent };
}

async function call(client: WsdlClient, name: string, request: object): Promise<Record<string, unknown>> {
  const method = client[`${name}Async`];
  if (method === undefined) throw new Error(`the WSDL has no ${name}`);
  const [reply] = await method.call(client, request);
  return reply;
}

for (const service of [serverSync, serverSyncAlphabetical, dssAuth, reportingService]) {
  t.test(`a client generated from the WSDL of ${service.name} has every operation`, async (t) => {
    const { client } = await generated(t, service);
    const methods = Object.keys(service.operations).filter((name) => typeof client[name] === 'function');
    t.same(methods, Object.keys(service.operations));
  });

  t.test(`a client generated from the WSDL of ${service.name} speaks Ping's own namespace`, async (t) => {
    const well = {
      SuccessFlag: true,
      ServicesTime: TIME,
      ServicesName: 'here',
      IsHttps: false,
      ConfigFileLastModifiedTime: TIME,
      ConfigFileNextExpirationTime: TIME,
      ConfigFileExpirationModuloInMinutes: 7,
    };
    const { client, sent } = await generated(t, service, { PingResult: well });
    const reply = await call(client, 'Ping', { pingLevel: 3 });
    t.match(reply, {
      PingResult: { SuccessFlag: true, ServicesName: 'here', ConfigFileExpirationModuloInMinutes: 7 },
    });
    const action = '"http://www.microsoft.com/SoftwareDistribution/Server/IMonitorable/Ping"';
    t.same(sent, [{ action, value: { pingLevel: 3 }, unknown: [] }]);
  });
}

t.test('it calls GetDriverIdList, which the official WSDL does not have', async (t) => {
  const identity = { UpdateID: ID, RevisionNumber: 200 };
  const result = { Anchor: 'a', NewRevisions: [identity], NewDriverSets: [ID], RemovedDriverSets: [] };
  const { client, sent } = await generated(t, serverSync, { GetDriverIdListResult: result });
  const reply = await call(client, 'GetDriverIdList', {
    cookie: COOKIE,
    filter: {
      Anchor: 'before',
      Categories: { IdAndDelta: [{ Id: ID, Delta: true }] },
      ComputerIds: { IdAndDelta: [{ Id: ID, Delta: false }] },
      PnpHardwareIds: { HardwareIdAndDelta: [{ Id: 'PCI\\VEN_1AF4', Delta: false }] },
    },
  });
  t.match(reply, {
    GetDriverIdListResult: {
      Anchor: 'a',
      NewRevisions: { UpdateIdentity: [identity] },
      NewDriverSets: { guid: [ID] },
    },
  });
  t.same(sent, [
    {
      action: '"http://www.microsoft.com/SoftwareDistribution/GetDriverIdList"',
      value: {
        cookie: { Expiration: COOKIE.Expiration, EncryptedData: Buffer.from('AB') },
        filter: {
          Anchor: 'before',
          Categories: [{ Id: ID, Delta: true }],
          ComputerIds: [{ Id: ID, Delta: false }],
          PnpHardwareIds: [{ Id: 'PCI\\VEN_1AF4', Delta: false }],
        },
      },
      unknown: [],
    },
  ]);
});

t.test('it calls GetDriverSetData, which the official WSDL does not have either', async (t) => {
  const set = { DriverSetId: ID, DriverSetXml: '<set a="1" />' };
  const { client, sent } = await generated(t, serverSync, { GetDriverSetDataResult: { DriverSets: [set] } });
  const reply = await call(client, 'GetDriverSetData', { driverSets: { guid: [ID] } });
  t.match(reply, { GetDriverSetDataResult: { DriverSets: { ServerSyncDriverSetData: [set] } } });
  t.match(sent, [{ value: { driverSets: [ID] }, unknown: [] }]);
});

t.test('it sends the attributes of a roll-up and reads those of the answer', async (t) => {
  const changed = { ComputerId: 'pc-1', Change: 'NewParent' };
  const { client, sent } = await generated(t, reportingService, { RollupComputersResult: [changed] });
  const computer = {
    ComputerId: 'pc-1',
    LastSyncTime: TIME,
    LastSyncResult: 1,
    LastReportedRebootTime: TIME,
    LastReportedStatusTime: TIME,
    LastInventoryTime: TIME,
    ParentServerId: ID,
  };
  const reply = await call(client, 'RollupComputers', {
    clientTime: TIME,
    computers: { ComputerRollupInfo: [{ attributes: computer }] },
  });
  t.match(sent, [{ value: { clientTime: TIME, computers: [computer] }, unknown: [] }]);
  t.match(reply, { RollupComputersResult: { ChangedComputer: [{ attributes: changed }] } });
});
