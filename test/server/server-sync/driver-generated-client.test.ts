import { writeFileSync } from 'node:fs';
import path from 'node:path';
import t from 'tap';
import { computerOf, importDrivers } from '../../catalog/upstream/driver-updates.ts';
import { idOf } from '../../helpers/documents.ts';
import type { Reply } from '../../helpers/generated-client-calls.ts';
import { wsdlClient } from '../../helpers/wsdl-client.ts';
import { devices, setOf, startMicrosoft } from './driver-calls.ts';

t.test('a client generated from the WSDL served here gets drivers, and the sets they are in', async (t) => {
  const { server, catalog, url, cookie } = await startMicrosoft(t);
  importDrivers(catalog, { id: 1 }, { id: 2, targets: [1] });
  const endpoint = '/ServerSyncWebService/ServerSyncWebService.asmx';
  const { body } = await server.http('GET', `${endpoint}?wsdl`);
  const file = path.join(t.testdir(), 'service.wsdl');
  writeFileSync(file, body);
  const client = await wsdlClient(file, `${url}${endpoint}`, '');
  const call = async (name: string, request: object): Promise<Reply> => {
    const [reply] = (await client[`${name}Async`]?.call(client, request)) ?? [];
    return reply;
  };
  const sent = { ...cookie, EncryptedData: cookie.EncryptedData?.toString('base64') };
  const list = await call('GetDriverIdList', {
    cookie: sent,
    filter: {
      ComputerIds: { IdAndDelta: [{ Id: computerOf(1), Delta: false }] },
      PnpHardwareIds: { HardwareIdAndDelta: devices(['PCI\\A']) },
    },
  });
  t.same(list.GetDriverIdListResult.NewRevisions.UpdateIdentity, [
    { UpdateID: idOf(1), RevisionNumber: 1 },
    { UpdateID: idOf(2), RevisionNumber: 1 },
  ]);
  t.same(list.GetDriverIdListResult.NewDriverSets, { guid: [setOf(1)] });
  t.match(list.GetDriverIdListResult.Anchor, /^\d+,\d{4}-\d\d-\d\d /);
  const data = await call('GetDriverSetData', { cookie: sent, driverSets: { guid: [setOf(1)] } });
  const [set] = data.GetDriverSetDataResult.DriverSets.ServerSyncDriverSetData;
  t.equal(set.DriverSetId, setOf(1));
  t.match(set.DriverSetXml, `<ComputerHardwareId>${computerOf(1)}</ComputerHardwareId>`);
});
