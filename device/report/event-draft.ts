import type { HresultName } from '../../protocol/hresult/hresults.ts';
import type { EventId } from './event-kinds.ts';

/** One event before it is sent: what it is about, and what of it differs from every other one. Plain data, so it can be kept. */
export interface EventDraft {
  readonly id: EventId;
  /** A GUID of its own, by which a server knows it again. */
  readonly instanceId: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** None for events of the device itself. */
  readonly update?: { readonly updateId: string; readonly revisionNumber: number };
  readonly code: HresultName;
  /** What fills the holes of its message. */
  readonly replacements?: readonly string[];
  /** Who started what it tells. */
  readonly appName: string;
  /** Bytes that were downloaded. */
  readonly bytes?: number;
  /** Calls for software a scan took. */
  readonly trips?: number;
  /** Revisions a scan judged, and those that came with it. */
  readonly judged?: number;
  readonly added?: number;
  /** Times it failed before. */
  readonly failures?: number;
  /** A code behind the code, as the signed decimal native events have. */
  readonly lastError?: string;
  readonly isBundle?: boolean;
  /** An installation that came to its end. */
  readonly isDone?: boolean;
  /** The lists of a status event: UpdateIDs. */
  readonly needed?: readonly string[];
  readonly installed?: readonly string[];
  readonly pending?: readonly string[];
  readonly failed?: readonly string[];
  readonly downloaded?: readonly string[];
}
