import type { Clock } from '../../platform/clock.ts';
import type { ServerSyncConfigData } from '../../protocol/wsusss/config-data.ts';
import type { Catalog } from '../catalog.ts';
import type { PatientStore } from './patient-store.ts';
import type { SyncEvent, SyncStage, Tally } from './sync-events.ts';
import type { SyncOptions } from './sync-options.ts';
import type { UpstreamSession } from './upstream/session.ts';

/** What every stage of a synchronisation works with. */
export interface SyncContext {
  readonly catalog: Catalog;
  readonly options: SyncOptions;
  readonly session: UpstreamSession;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly tally: Tally;
  readonly tell: (event: SyncEvent) => void;
  /** Runs a write in one transaction, when the store can be had. */
  readonly store: PatientStore;
  /** Begins a stage. */
  readonly enter: (stage: SyncStage) => void;
  /** Shows that the run is alive; throws SYNC_CANCELLED when somebody wants it to end. Call it often. */
  readonly breathe: () => void;
}

/** What the stages need of what the upstream server is set to. */
export type UpstreamConfig = Pick<
  ServerSyncConfigData,
  'CatalogOnlySync' | 'MaxNumberOfUpdatesPerRequest' | 'MaxUpdatesPerRequestInGetUpdateDecryptionData'
>;
