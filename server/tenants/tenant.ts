import type { Catalog } from '../../catalog/catalog.ts';
import type { Configuration } from '../../catalog/configuration/configuration-values.ts';
import type { ImportReport } from '../../catalog/import/import-ports.ts';
import type { SteerableClock } from '../../platform/steerable-clock.ts';
import type { Faults } from '../faults/faults.ts';
import type { Journal, JournalLimits } from '../journal/journal.ts';
import type { World } from '../world.ts';
import type { TenantMarks } from './assignment.ts';
import type { Snapshots } from './snapshots.ts';

/** Where the clients of a tenant find it. */
export interface TenantUrls {
  readonly http: string;
  readonly https: string;
}

/** How a tenant is made. */
export interface TenantOptions {
  /** Letters, digits, dots, hyphens and underscores; made when left out. */
  readonly name?: string;
  /** Host names clients ask it under; `*` is any text. */
  readonly hosts?: readonly string[];
  /** Ids of its computers or downstream servers; `*` is any text. */
  readonly clients?: readonly string[];
  /** SHA-256 fingerprints of the certificates its clients show. */
  readonly certificates?: readonly string[];
  /** Listeners of its own, on these ports; 0 picks a free one. */
  readonly ports?: { readonly http?: number; readonly https?: number };
  /** Seed of its ids, cookies and chances; follows from that of the double, where that has one. */
  readonly seed?: string;
  readonly configuration?: Partial<Configuration>;
  readonly journal?: Partial<JournalLimits>;
  /** A tenant to branch from, and a snapshot of it; the default one as it is now when left out. */
  readonly from?: { readonly tenant?: string; readonly snapshot?: string };
}

/** An isolated user of one double: catalogue, approvals, faults, clock, chance and journal of its own. */
export interface Tenant extends AsyncDisposable {
  readonly name: string;
  readonly world: World;
  readonly catalog: Catalog;
  readonly journal: Journal;
  readonly faults: Faults;
  readonly clock: SteerableClock;
  readonly snapshots: Snapshots;
  readonly marks: TenantMarks;
  readonly urls: TenantUrls;
  /** Ports of its own listeners. */
  readonly ports: readonly number[];
  /** Imports what `mock-wu seed` takes, or a seed file given as its value. Throws what the import throws. */
  import(source: string | { readonly seed: object }): Promise<ImportReport>;
  /**
   * Puts everything back to how it was when the tenant was made, or the double started: catalogue, clock and chance; no fault rule is
   * left, and the journal is empty. Throws RESET_NOT_KEPT.
   */
  reset(): void;
  /** Ends it: its listeners, its store. Of the default tenant it throws TENANT_DEFAULT. */
  close(): Promise<void>;
}
