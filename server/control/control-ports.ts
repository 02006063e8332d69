import type { Catalog } from '../../catalog/catalog.ts';
import type { ImportReport } from '../../catalog/import/import-ports.ts';
import type { Pki } from '../../pki/index.ts';
import type { Clock } from '../../platform/clock.ts';
import type { CapsuleHead } from '../capsule/capsule-head.ts';
import type { Urls } from '../listeners.ts';
import type { Stages } from '../scenarios/stages.ts';
import type { SyncStarter } from '../sync/sync-starter.ts';
import type { Synchroniser } from '../sync/synchroniser.ts';
import type { Tenant } from '../tenants/tenant.ts';
import type { Tenants } from '../tenants/tenants.ts';

/** What the operations of the control API work on: the parts of one double. */
export interface ControlPorts extends DoubleParts {
  /** Whose catalogue, journal, faults and clock they are. */
  readonly tenant: Tenant;
  readonly catalog: Catalog;
  readonly clock: Clock;
  readonly imports: ControlImports;
  /** Ends when the caller is gone; of calls over HTTP. */
  readonly signal?: AbortSignal | undefined;
}

/** What all tenants of one double have in common. */
export interface DoubleParts {
  readonly pki: Pki;
  readonly synchroniser: Synchroniser;
  readonly syncs: SyncStarter;
  readonly urls: Urls;
  readonly tenants: Tenants;
  readonly stages: Stages;
  /** Absent where others than this machine may call: it writes files. */
  readonly saveCapsule: ((file: string) => CapsuleHead) | undefined;
}

/** What a call works on: the tenant it names, or the default one. Throws TENANT_UNKNOWN. */
export type PortsOf = (tenant?: string) => ControlPorts;

/** The parts of a double, and how a catalogue is filled. */
export interface ControlGround extends DoubleParts {
  importsInto(catalog: Catalog): ControlImports;
}

/** What operations work on for the tenant called `name`, the default one without. Throws TENANT_UNKNOWN. */
export function controlPortsOf({ importsInto, ...parts }: ControlGround, name?: string): ControlPorts {
  const tenant = name === undefined ? parts.tenants.default : parts.tenants.require(name);
  const { catalog, clock } = tenant;
  return { ...parts, tenant, catalog, clock, imports: importsInto(catalog) };
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
