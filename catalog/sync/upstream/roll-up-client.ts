import type { Operation } from '../../../protocol/soap/contract.ts';
import type { TypeOf } from '../../../protocol/soap/types.ts';
import { reportingService } from '../../../protocol/wusp/reporting.ts';
import type { RollUpClient } from '../roll-up/ports.ts';
import type { UpstreamCalls } from './call.ts';
import { type Patience, patiently } from './patience.ts';

/** The roll-up operations of an upstream server; they need no session, since their cookie is a dummy. */
export function createRollUpClient(calls: UpstreamCalls, patience: Patience): RollUpClient {
  const { operations } = reportingService;
  const caller =
    <O extends Operation>(operation: O) =>
    (request: TypeOf<O['request']>): Promise<TypeOf<O['response']>> =>
      patiently(() => calls.call(reportingService, operation, request as never), patience);
  return {
    getRollupConfiguration: caller(operations.GetRollupConfiguration),
    rollupDownstreamServers: caller(operations.RollupDownstreamServers),
    rollupComputers: caller(operations.RollupComputers),
    getOutOfSyncComputers: caller(operations.GetOutOfSyncComputers),
    rollupComputerStatus: caller(operations.RollupComputerStatus),
  };
}
