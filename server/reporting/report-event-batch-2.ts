import type { UnknownElement } from '../../protocol/soap/decode.ts';
import { SoapFault } from '../../protocol/soap/fault.ts';
import type { TypeOf } from '../../protocol/soap/types.ts';
import type { reportingService } from '../../protocol/wusp/reporting.ts';
import type { Caller, World } from '../world.ts';
import { keepEvents } from './keep-events.ts';

type Request = TypeOf<typeof reportingService.operations.ReportEventBatch2.request>;
type Response = TypeOf<typeof reportingService.operations.ReportEventBatch2.response>;

/**
 * Events of a client that names itself: the Reporting WSDL has no cookie here, so nothing proves who it is. Events of
 * computers that never introduced themselves are refused, or anybody could fill the store with names.
 */
export function reportEventBatch2(
  world: World,
  _caller: Caller,
  request: Request,
  unknown: readonly UnknownElement[],
): Response {
  const { computerId } = request;
  if (computerId === undefined || world.catalog.computers.find(computerId) === undefined)
    throw new SoapFault('InvalidParameters', 'computerId');
  keepEvents(world, { computerId, clientTime: request.clientTime, events: request.eventBatch, unknown });
  return { ReportEventBatch2Result: true };
}
