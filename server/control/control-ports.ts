import type { Catalog } from '../../catalog/catalog.ts';
import type { ImportReport } from '../../catalog/import/import-ports.ts';
import type { Pki } from '../../pki/index.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Urls } from '../listeners.ts';
import type { SyncStarter } from '../sync/sync-starter.ts';
import type { Synchroniser } from '../sync/synchroniser.ts';

/** What the operations of the control API work on: the parts of one double. */
export interface ControlPorts {
  readonly catalog: Catalog;
  readonly pki: Pki;
  readonly synchroniser: Synchroniser;
  readonly syncs: SyncStarter;
  readonly urls: Urls;
  readonly clock: Clock;
  readonly imports: ControlImports;
}

/** Brings updates into the catalogue. */
export interface ControlImports {
  /** Whether files of this machine may be named: only who is on it may. */
  readonly mayNameFiles: boolean;
  /** Imports `demo` or a path. */
  source(source: string): Promise<ImportReport>;
  /** Imports the text of a seed; `name` says by its ending whether it is JSON. */
  text(text: string, name: string): Promise<ImportReport>;
}
