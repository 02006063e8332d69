import t from 'tap';
import { startServices } from '../../helpers/services.ts';
import { shared } from '../../helpers/shared.ts';
import { wsdlClient } from '../../helpers/wsdl-client.ts';
import { clientsOf, computerOf, details, idOf, serverOf, statusOf } from './rolled.ts';

const cookie = { Expiration: '9999-12-31T23:59:59.9999999', EncryptedData: '' };
const clientTime = '2026-11-01T10:20:30Z';

t.test('a client generated from the WSDL of the specification rolls up', async (t) => {
  const wsdl = shared(t, 'wsdl/ReportingWebService.wsusss.wsdl');
  if (wsdl === undefined) return;
  const { url, catalog } = await startServices(t);
  const generated = await wsdlClient(wsdl, `${url}/ReportingWebService/ReportingWebService.asmx`, '');
  const call = async (name: string, request: object) => {
    const [reply] = (await generated[`${name}Async`]?.(request)) ?? [];
    return reply;
  };

  const told = await call('GetRollupConfiguration', { cookie });
  t.match(told, {
    GetRollupConfigurationResult: {
      DoDetailedRollup: true,
      ServerId: catalog.serverId,
      RollupDownstreamServersMaxBatchSize: 5_000,
      RollupComputersMaxBatchSize: 1_500,
      GetOutOfSyncComputersMaxBatchSize: 20_000,
      RollupComputerStatusMaxBatchSize: 500,
    },
  });

  const { ActivitySummaries, ...clients } = clientsOf(26200, 2, [1, 3, 1]);
  const summary = {
    ...clients,
    ActivitySummaries: { DownstreamServerRollupClientActivitySummary: ActivitySummaries },
  };
  const server = serverOf(1, { ClientSummaries: [] });
  await call('RollupDownstreamServers', {
    cookie,
    clientTime,
    downstreamServers: {
      DownstreamServerRollupInfo: [
        { ...server, ClientSummaries: { DownstreamServerRollupClientSummary: [summary] } },
      ],
    },
  });
  t.same(catalog.downstreamActivity.of(idOf(1)), [clientsOf(26200, 2, [1, 3, 1])].map(lowerCased));

  const { TargetGroupIdList: _, RequestedTargetGroupNames: __, ...attributes } = details;
  const info = {
    attributes: computerOf('pc', 1),
    Details: { attributes, RequestedTargetGroupNames: { string: ['Pilot'] } },
  };
  const silent = { attributes: computerOf('silent', 1) };
  const changed = await call('RollupComputers', {
    cookie,
    clientTime,
    computers: { ComputerRollupInfo: [info, silent] },
  });
  t.match(changed, {
    RollupComputersResult: {
      ChangedComputer: [{ attributes: { ComputerId: 'silent', Change: 'NewParent' } }],
    },
  });
  t.match(catalog.downstreamComputers.find('pc')?.details, {
    ...attributes,
    RequestedTargetGroupNames: ['Pilot'],
  });

  const { UpdateStatus, ...status } = statusOf('pc', 3, [[1, 4, '2026-11-01T08:00:00Z']]);
  const taken = await call('RollupComputerStatus', {
    cookie,
    clientTime,
    parentServerId: idOf(1),
    computers: {
      ComputerStatusRollupInfo: [
        { ...status, UpdateStatus: { ComputerStatusRollupUpdateStatus: UpdateStatus } },
      ],
    },
  });
  t.match(taken, { RollupComputerStatusResult: true });
  t.match(catalog.downstreamStatuses.of('pc'), [{ updateId: idOf(1), state: 4 }]);

  const outOfSync = await call('GetOutOfSyncComputers', {
    cookie,
    parentServerId: idOf(1),
    lastRollupNumbers: { ComputerLastRollupNumber: [{ ComputerId: 'pc', RollupNumber: 2 }] },
  });
  t.match(outOfSync, { GetOutOfSyncComputersResult: { string: ['pc'] } });
});

function lowerCased(summary: ReturnType<typeof clientsOf>) {
  return {
    ...summary,
    ActivitySummaries: summary.ActivitySummaries?.map((row) => ({
      ...row,
      UpdateId: row.UpdateId.toLowerCase(),
    })),
  };
}
