import { SoapFault } from '../../protocol/soap/fault.ts';
import type { TypeOf } from '../../protocol/soap/types.ts';
import type { ChangedComputer, ComputerRollupInfo } from '../../protocol/wsusss/roll-up-computers.ts';
import type { reportingService } from '../../protocol/wusp/reporting.ts';
import type { Caller, World } from '../world.ts';
import { COMPUTER, checkComputer } from './check-computer.ts';
import { checkBatch, checkDetailed, checkKnownServer } from './checks.ts';
import { type RequestTimes, requestTimes } from './request-times.ts';

type Request = TypeOf<typeof reportingService.operations.RollupComputers.request>;
type Response = TypeOf<typeof reportingService.operations.RollupComputers.response>;
type Change = ChangedComputer['Change'];

/** Computers of servers below that are kept: anybody may roll up. */
const MOST_COMPUTERS = 500_000;

/**
 * [MS-WSUSSS] §3.1.4.15: the computers of servers below. The answer names those whose details are wanted (NewParent)
 * and those that were removed here (Deleted), each once. All of a request is kept or nothing. Throws SoapFault
 * InvalidParameters naming what is wrong, InternalServerError for a parent nobody knows or where no details are taken.
 */
export function rollupComputers(world: World, _caller: Caller, request: Request): Response {
  checkDetailed(world);
  const { catalog, clock } = world;
  const most = catalog.configuration.current().maxRollupComputers;
  const computers = checkBatch(request.computers, 'computers', most);
  const times = requestTimes(request.clientTime, clock.now());
  const changed = catalog.write(() => {
    for (const { ParentServerId } of computers)
      checkKnownServer(world, ParentServerId.toLowerCase(), `${COMPUTER}.ParentServerId`);
    const answers = new Map<string, Change>();
    for (const info of computers) {
      const computerId = checkComputer(info, times);
      const change = keep(world, computerId, info, times);
      // What was said first of a computer stands: NewParent goes before Deleted.
      if (change !== undefined && !answers.has(computerId)) answers.set(computerId, change);
    }
    if (catalog.downstreamComputers.count() > MOST_COMPUTERS)
      throw new SoapFault('InternalServerError', `more than ${MOST_COMPUTERS} computers of servers below`);
    return answers;
  });
  return {
    RollupComputersResult: [...changed].map(([ComputerId, Change]) => ({ ComputerId, Change })),
  };
}

function keep(
  world: World,
  computerId: string,
  info: ComputerRollupInfo,
  times: RequestTimes,
): Change | undefined {
  const { downstreamComputers } = world.catalog;
  const moment = (name: 'LastSyncTime' | `LastReported${'Reboot' | 'Status'}Time` | 'LastInventoryTime') =>
    times.moment(info[name], `${COMPUTER}.${name}`);
  const computer = {
    computerId,
    parentServerId: info.ParentServerId.toLowerCase(),
    lastSyncAt: moment('LastSyncTime'),
    lastSyncResult: info.LastSyncResult,
    lastRebootAt: moment('LastReportedRebootTime'),
    lastStatusAt: moment('LastReportedStatusTime'),
    lastInventoryAt: moment('LastInventoryTime'),
    details: info.Details ?? null,
  };
  if (isRemoved(world, computerId, computer.lastSyncAt)) return 'Deleted';
  const known = downstreamComputers.find(computerId);
  if (known !== undefined && times.compare(computer.lastSyncAt, known.lastSyncAt) === 'older')
    return undefined;
  downstreamComputers.put(computer);
  if (info.Details !== undefined || known?.parentServerId === computer.parentServerId) return undefined;
  return 'NewParent';
}

/**
 * Whether an administrator removed the computer, and its server must hear of it. One that asked for updates after its
 * server had been told is there again.
 */
function isRemoved({ catalog, clock }: World, computerId: string, lastSyncAt: number | null): boolean {
  const { downstreamComputers } = catalog;
  const removal = downstreamComputers.removal(computerId);
  if (removal === undefined) return false;
  if (removal.toldAt !== null && lastSyncAt !== null && lastSyncAt > removal.toldAt) {
    downstreamComputers.welcomeBack(computerId);
    return false;
  }
  if (removal.toldAt === null) downstreamComputers.noteTold(computerId, clock.now());
  return true;
}
