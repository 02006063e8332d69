import { isoMoment } from '../../platform/clock.ts';
import { reportingService } from '../../protocol/wusp/reporting.ts';
import type { DeviceSession } from '../client/session.ts';
import { failWith } from '../failure.ts';
import type { ReporterFacts } from './device-facts.ts';
import type { EventDraft } from './event-draft.ts';
import { reportingEvent } from './reporting-event.ts';

/** Events of one post; a server may refuse more (wire facts §1.1). */
const MOST_EVENTS = 100;

/**
 * Sends events in the order they happened (ReportEventBatch, [MS-WUSP] §2.2.2.3.1); `onSent` is told of each batch that was
 * taken. Throws DeviceFailure; what was not taken is to be sent again.
 */
export async function sendEvents(
  session: DeviceSession,
  drafts: readonly EventDraft[],
  facts: ReporterFacts,
  now: () => number,
  onSent: (batch: readonly EventDraft[]) => void,
): Promise<void> {
  for (let at = 0; at < drafts.length; at += MOST_EVENTS) {
    const batch = drafts.slice(at, at + MOST_EVENTS);
    const { ReportEventBatchResult: isTaken } = await session.call(
      reportingService,
      reportingService.operations.ReportEventBatch,
      () => ({
        clientTime: isoMoment(now()),
        eventBatch: batch.map((draft) => reportingEvent(draft, facts)),
      }),
    );
    if (!isTaken) failWith('WU_E_INVALID_EVENT', 'the server did not take the events');
    onSent(batch);
  }
}
