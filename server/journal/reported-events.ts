import { describeHresult } from '../../protocol/hresult/hresults.ts';
import { guid } from '../../protocol/soap/scalars.ts';
import type { ReportingEvent } from '../../protocol/wusp/reporting.ts';
import type { CallEntry, JournalEntry } from './entry.ts';

/** What an event a client reported says, as far as tests ask for it ([MS-WUSP] §2.2.2.3.1). */
export interface ReportedFacts {
  readonly eventId: number;
  /** Unsigned. */
  readonly hresult: number;
  /** In lower case; absent for events of no update. */
  readonly updateId?: string;
  readonly revisionNumber?: number;
}

/** The events a call brings; none for any other entry, or for a batch that could not be read. */
export function eventsOf(entry: JournalEntry): readonly ReportedFacts[] {
  return entry.kind === 'call' ? eventsOfCall(entry) : [];
}

/** The events of a decoded call. */
export function eventsOfCall(call: Pick<CallEntry, 'operation' | 'parameters'>): readonly ReportedFacts[] {
  if (!call.operation.startsWith('ReportEventBatch')) return [];
  const { eventBatch } = (call.parameters ?? {}) as { readonly eventBatch?: readonly ReportingEvent[] };
  return (eventBatch ?? []).flatMap(({ BasicData }) => {
    if (BasicData === undefined) return [];
    const { EventID: eventId, Win32HResult, UpdateID } = BasicData;
    const facts = { eventId, hresult: Win32HResult >>> 0 };
    if (UpdateID === undefined || UpdateID.UpdateID === guid.absent) return facts;
    return {
      ...facts,
      updateId: UpdateID.UpdateID.toLowerCase(),
      revisionNumber: UpdateID.RevisionNumber,
    };
  });
}

/** An event in words: `182 with 0x80246007 (WU_E_DM_NOTDOWNLOADED) for <UpdateID>`. */
export function describeEvent({ eventId, hresult, updateId }: ReportedFacts): string {
  return `${eventId} with ${describeHresult(hresult)}${updateId === undefined ? '' : ` for ${updateId}`}`;
}
