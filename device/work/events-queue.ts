import type { CachedRevision } from '../datastore/cached-revision.ts';
import type { DeviceBody } from '../device-body.ts';
import type { EventDraft } from '../report/event-draft.ts';
import type { EventId } from '../report/event-kinds.ts';
import { USUAL_CALLER } from '../scan/caller-facts.ts';

/** Events a device keeps for a server that takes none; of more the oldest are dropped. */
const MOST_EVENTS = 1_000;

/** Notes an event to be sent with the next report. */
export function queueEvent(body: DeviceBody, event: Omit<EventDraft, 'instanceId' | 'at' | 'appName'>): void {
  const { randomness, clock, caller = USUAL_CALLER } = body.options;
  const draft: EventDraft = { instanceId: randomness.uuid(), at: clock.now(), appName: caller, ...event };
  body.record = { ...body.record, events: [...body.record.events, draft].slice(-MOST_EVENTS) };
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
