import type { RequestOf } from './wusp-client.ts';

/** One event of a client. */
export type ReportedEvent = NonNullable<RequestOf<'ReportEventBatch'>['eventBatch']>[number];

/** When events say they happened. */
export const EVENT_TIME = '2026-11-01T10:00:00.1234567Z';

/** The GUID a number stands for, in upper case as clients write it. */
export function guidOf(number: number): string {
  return `ABCDEF00-0000-4000-8000-${String(number).padStart(12, '0')}`;
}

/** What `eventOf` adds to an event. */
export interface EventWords {
  /** Number of the update it is about. */
  readonly update?: number;
  readonly misc?: readonly string[];
  readonly basic?: object;
  readonly extended?: object;
}

/** An event with all that is required. */
export function eventOf(instance: number, eventId: number, words: EventWords = {}): ReportedEvent {
  const { update, misc = [], basic, extended } = words;
  return {
    BasicData: {
      TargetID: { Sid: 'client-1' },
      SequenceNumber: 0,
      TimeAtTarget: EVENT_TIME,
      EventInstanceID: guidOf(instance),
      NamespaceID: 1,
      EventID: eventId,
      SourceID: 101,
      ...(update !== undefined && { UpdateID: { UpdateID: guidOf(update), RevisionNumber: 200 } }),
      Win32HResult: 0,
      ...basic,
    },
    ExtendedData: {
      MiscData: [...misc],
      ProcessorArchitecture: 'Amd64Compatible',
      OSVersion: {
        Major: 10,
        Minor: 0,
        Build: 26200,
        Revision: 65792,
        ServicePackMajor: 0,
        ServicePackMinor: 0,
      },
      OSLocaleID: 1033,
      ...extended,
    },
    PrivateData: {},
  };
}
