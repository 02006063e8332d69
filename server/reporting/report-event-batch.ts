import type { UnknownElement } from '../../protocol/soap/decode.ts';
import type { TypeOf } from '../../protocol/soap/types.ts';
import type { reportingService } from '../../protocol/wusp/reporting.ts';
import { openSession } from '../cookies/session-cookie.ts';
import type { Caller, World } from '../world.ts';
import { keepEvents } from './keep-events.ts';

type Request = TypeOf<typeof reportingService.operations.ReportEventBatch.request>;
type Response = TypeOf<typeof reportingService.operations.ReportEventBatch.response>;

/** [MS-WUSP] §3.1.5.11: events of the client the cookie was made for. */
export function reportEventBatch(
  world: World,
  _caller: Caller,
  request: Request,
  unknown: readonly UnknownElement[],
): Response {
  const { computerId } = openSession(world, request.cookie);
  keepEvents(world, { computerId, clientTime: request.clientTime, events: request.eventBatch, unknown });
  return { ReportEventBatchResult: true };
}
