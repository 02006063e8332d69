import { ticksOf } from '../../protocol/soap/date-time.ts';
import type { UnknownElement } from '../../protocol/soap/decode.ts';
import { SoapFault } from '../../protocol/soap/fault.ts';
import { dateTime, guid } from '../../protocol/soap/scalars.ts';
import type { ReportingEvent } from '../../protocol/wusp/reporting.ts';
import type { World } from '../world.ts';
import { statusFrom } from './status-from-event.ts';

/** What a reader puts where a value is missing. */
const NO_TIME = dateTime.absent;
const NO_GUID = guid.absent;
/** Most characters of one event; a status event that lists 10,000 updates has 400,000. */
const MOST_EVENT_CHARACTERS = 1024 * 1024;

/** A batch of events as either operation brings it. */
export interface EventBatch {
  readonly computerId: string;
  readonly clientTime: string;
  readonly events: readonly ReportingEvent[] | undefined;
  /** What the request held beyond its contract: kept with the event it was in. */
  readonly unknown: readonly UnknownElement[];
}

/**
 * Keeps every event of a batch once, and draws from them what a real WSUS does (wire facts §2.10). All of a batch is
 * kept or nothing. Throws SoapFault InvalidParameters naming what is wrong.
 */
export function keepEvents(world: World, batch: EventBatch): void {
  const { catalog, clock, logger } = world;
  const { clientTime, events } = batch;
  if (clientTime === NO_TIME || ticksOf(clientTime) === undefined)
    throw new SoapFault('InvalidParameters', 'clientTime');
  if (events === undefined || events.length > catalog.view().settings.maxBatchEvents)
    throw new SoapFault('InvalidParameters', 'eventBatch');
  const now = clock.now();
  const dropped = catalog.write(() => {
    events.forEach((event, index) => {
      keep(world, batch, event, index, now);
    });
    catalog.computers.noteContacts(new Map([[batch.computerId, { at: now, isSync: false }]]));
    return catalog.retention.enforce('events');
  });
  if (dropped !== undefined)
    logger.warn(
      `dropped ${dropped.count} of the oldest events: more than keptEvents or keptEventBytes were here`,
    );
}

function keep(
  { catalog }: World,
  batch: EventBatch,
  event: ReportingEvent,
  index: number,
  now: number,
): void {
  const { computerId } = batch;
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
    raw: rawOf(event, batch.unknown, index),
  });
  if (!isNew) return;
  const drawn = statusFrom(event);
  if (drawn?.kind === 'snapshot') {
    catalog.events.replaceStatus(computerId, drawn.rows, now);
    catalog.computers.noteStatus(computerId, now);
  } else if (drawn?.kind === 'one') catalog.events.setStatus(computerId, drawn.row, now);
}

/**
 * The whole event as JSON; what its contract does not name stands beside it as it came. Throws SoapFault for one that
 * is too large to be kept.
 */
function rawOf(event: ReportingEvent, unknown: readonly UnknownElement[], index: number): string {
  const own = unknown.filter(({ items }) => items[0] === index).map(({ path, xml }) => ({ path, xml }));
  const raw = JSON.stringify(own.length === 0 ? event : { ...event, beyondContract: own });
  if (raw.length > MOST_EVENT_CHARACTERS)
    throw new SoapFault('InvalidParameters', 'eventBatch.ReportingEvent');
  return raw;
}
