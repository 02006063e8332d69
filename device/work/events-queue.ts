import type { CachedRevision } from '../datastore/cached-revision.ts';
import type { DeviceBody } from '../device-body.ts';
import type { EventDraft } from '../report/event-draft.ts';
import { EVENT, type EventId } from '../report/event-kinds.ts';
import { USUAL_CALLER } from '../scan/caller-facts.ts';
import { MOST_EVENTS, MOST_LISTED } from '../storage/record-limits.ts';

/**
 * Notes an event to be sent with the next report. Of those no server took the newest are kept, and of status events, each of
 * which says all there is to say, the last alone.
 */
export function queueEvent(body: DeviceBody, event: Omit<EventDraft, 'instanceId' | 'at' | 'appName'>): void {
  const { randomness, clock, caller = USUAL_CALLER } = body.options;
  const draft: EventDraft = { instanceId: randomness.uuid(), at: clock.now(), appName: caller, ...event };
  const before = body.record.events.filter(({ id }) => id !== EVENT.status || event.id !== EVENT.status);
  const events = [...before, withinLimits(draft)].slice(-MOST_EVENTS);
  body.record = { ...body.record, events };
}

function withinLimits(draft: EventDraft): EventDraft {
  const cut = Object.entries(draft).map(([name, value]) =>
    Array.isArray(value) ? [name, value.slice(0, MOST_LISTED)] : [name, value],
  );
  return Object.fromEntries(cut);
}

/** Notes an event of an update. */
export function queueUpdateEvent(
  body: DeviceBody,
  { core: { updateId, revisionNumber, bundles } }: CachedRevision,
  id: EventId,
  more: Partial<EventDraft> = {},
): void {
  queueEvent(body, {
    id,
    code: 'S_OK',
    update: { updateId, revisionNumber },
    ...(bundles.length > 0 && { isBundle: true }),
    ...more,
  });
}
