import { ticksOf } from '../../protocol/soap/date-time.ts';
import { SoapFault } from '../../protocol/soap/fault.ts';
import { dateTime, guid } from '../../protocol/soap/scalars.ts';
import type { TypeOf } from '../../protocol/soap/types.ts';
import type { ReportingEvent, reportingService } from '../../protocol/wusp/reporting.ts';
import { openSession } from '../cookies/session-cookie.ts';
import type { Caller, World } from '../world.ts';
import { statusFrom } from './status-from-event.ts';

type Request = TypeOf<typeof reportingService.operations.ReportEventBatch.request>;
type Response = TypeOf<typeof reportingService.operations.ReportEventBatch.response>;

/** What a reader puts where a value is missing. */
const NO_TIME = dateTime.absent;
const NO_GUID = guid.absent;

/** [MS-WUSP] §3.1.5.11: keeps every event once, and draws from them what a real WSUS does (wire facts §2.10). */
export function reportEventBatch(world: World, _caller: Caller, request: Request): Response {
  const { computerId } = openSession(world, request.cookie);
  const { clientTime, eventBatch } = request;
  if (clientTime === NO_TIME || ticksOf(clientTime) === undefined)
    throw new SoapFault('InvalidParameters', 'clientTime');
  if (eventBatch === undefined) throw new SoapFault('InvalidParameters', 'eventBatch');
  const { catalog, clock } = world;
  const now = clock.now();
  catalog.write(() => {
    for (const event of eventBatch) keep(world, computerId, event, now);
  });
  return { ReportEventBatchResult: true };
}

function keep({ catalog }: World, computerId: string, event: ReportingEvent, now: number): void {
  const refused = (what: string) =>
    new SoapFault('InvalidParameters', `eventBatch.ReportingEvent.BasicData${what}`);
  const basic = event.BasicData;
  if (basic === undefined) throw refused('');
  // Events are told apart by this id: without one all but the first would be lost.
  if (basic.EventInstanceID === NO_GUID) throw refused('.EventInstanceID');
  if (ticksOf(basic.TimeAtTarget) === undefined) throw refused('.TimeAtTarget');
  const updateId = basic.UpdateID?.UpdateID.toLowerCase();
  const isNew = catalog.events.add({
    eventInstanceId: basic.EventInstanceID.toLowerCase(),
    computerId,
    eventId: basic.EventID,
    namespaceId: basic.NamespaceID,
    updateId: updateId === undefined || updateId === NO_GUID ? null : updateId,
    revisionNumber: basic.UpdateID?.RevisionNumber ?? null,
    win32HResult: basic.Win32HResult,
    timeAtTarget: basic.TimeAtTarget,
    receivedAt: now,
    raw: JSON.stringify(event),
  });
  if (!isNew) return;
  const drawn = statusFrom(event);
  if (drawn?.kind === 'snapshot') catalog.events.replaceStatus(computerId, drawn.rows, now);
  else if (drawn?.kind === 'one') catalog.events.setStatus(computerId, drawn.row, now);
}
