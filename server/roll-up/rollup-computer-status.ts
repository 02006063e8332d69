import type { DownstreamStatus, SummarizationState } from '../../catalog/store/downstream-statuses.ts';
import { isBusy } from '../../catalog/view/busy-rest.ts';
import type { TypeOf } from '../../protocol/soap/types.ts';
import type {
  ComputerStatusRollupInfo,
  ComputerStatusRollupUpdateStatus,
} from '../../protocol/wsusss/roll-up-status.ts';
import type { reportingService } from '../../protocol/wusp/reporting.ts';
import type { Caller, World } from '../world.ts';
import { checkBatch, checkDetailed, checkGuid, checkLeast, checkName, refuse } from './checks.ts';
import { NEVER, type RequestTimes, requestTimes } from './request-times.ts';

type Request = TypeOf<typeof reportingService.operations.RollupComputerStatus.request>;
type Response = TypeOf<typeof reportingService.operations.RollupComputerStatus.response>;

const COMPUTER = 'computers.ComputerStatusRollupInfo';
const STATUS = `${COMPUTER}.UpdateStatus.ComputerStatusRollupUpdateStatus`;
const HIGHEST_STATE = 6;
/** States kept of one computer; a real catalogue has some thousand updates for one. */
const MOST_STATUSES = 50_000;

/**
 * [MS-WSUSSS] §3.1.4.17: the states of updates on the computers of servers below; false when another process holds the
 * store, so that the server below tries again. Computers that are not known are ignored. All of a request is kept or
 * nothing. Throws SoapFault InvalidParameters naming what is wrong, InternalServerError where no details are taken.
 */
export function rollupComputerStatus(world: World, _caller: Caller, request: Request): Response {
  checkDetailed(world);
  const { catalog, clock } = world;
  const most = catalog.configuration.current().maxRollupStatuses;
  const computers = checkBatch(request.computers, 'computers', most);
  const times = requestTimes(request.clientTime, clock.now());
  try {
    catalog.write(() => {
      for (const info of computers) keep(world, info, times);
    });
    return { RollupComputerStatusResult: true };
  } catch (error) {
    if (isBusy(error)) return { RollupComputerStatusResult: false };
    throw error;
  }
}

function keep({ catalog, clock }: World, info: ComputerStatusRollupInfo, times: RequestTimes): void {
  const { downstreamComputers, downstreamStatuses } = catalog;
  const computerId = checkName(info.ComputerId, `${COMPUTER}.ComputerId`);
  checkGuid(info.InstanceId, `${COMPUTER}.InstanceId`);
  checkLeast(info.RollupNumber, `${COMPUTER}.RollupNumber`, 1);
  const detection = times.moment(info.EffectiveLastDetectionTime, `${COMPUTER}.EffectiveLastDetectionTime`);
  const statuses = (info.UpdateStatus ?? []).map((status) => checkStatus(status, times));
  if (downstreamComputers.find(computerId) === undefined) return;
  downstreamComputers.noteStatus(computerId, info.RollupNumber, detection);
  if (info.IsFullRollup) downstreamStatuses.clear(computerId);
  for (const status of statuses) downstreamStatuses.put(computerId, status, clock.now());
  if (downstreamStatuses.countOf(computerId) > MOST_STATUSES) refuse(`${COMPUTER}.UpdateStatus`);
}

function checkStatus(status: ComputerStatusRollupUpdateStatus, times: RequestTimes): DownstreamStatus {
  const { SummarizationState: state } = status;
  if (state < 0 || state > HIGHEST_STATE) refuse(`${STATUS}.SummarizationState`);
  return {
    updateId: checkGuid(status.UpdateId, `${STATUS}.UpdateId`),
    state: state as SummarizationState,
    // A change without a time is before every other.
    lastChange: times.moment(status.LastChangeTime, `${STATUS}.LastChangeTime`) ?? NEVER,
  };
}
