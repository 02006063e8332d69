import { rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { ImportReport } from '../../catalog/import/import-ports.ts';
import { fail } from '../../platform/errors/index.ts';
import type { TenantMarks } from './assignment.ts';
import { goBack, positionOf } from './go-back.ts';
import { createSnapshots } from './snapshots.ts';
import type { Tenant, TenantUrls } from './tenant.ts';
import type { TenantWorld } from './tenant-parts.ts';

/** What a tenant is put together from. */
export interface TenantMaking extends TenantWorld {
  readonly folder: string;
  readonly marks: TenantMarks;
  readonly urls: () => TenantUrls;
  readonly ports: readonly number[];
  /** A closed copy of its store as it was at first; undefined where none was kept. */
  readonly baseline: string | undefined;
  /** Imports a source that lies on the disk. */
  readonly load: (source: string) => Promise<ImportReport>;
  readonly close: () => Promise<void>;
}

/** Puts a tenant together. */
export function makeTenant(making: TenantMaking): Tenant {
  const { world, clock, catalog, folder, marks, ports, baseline } = making;
  const snapshots = createSnapshots({ world, catalog, clock, folder });
  const position = positionOf(world.randomness);
  const close = async (): Promise<void> => {
    await making.close();
    snapshots.close();
  };
  return {
    ...{ name: world.tenant, world, catalog, clock, snapshots, marks, ports },
    journal: world.journal,
    faults: world.faults,
    get urls() {
      return making.urls();
    },
    import: (source) =>
      typeof source === 'string'
        ? making.load(source)
        : loadValue(folder, world.tenant, source.seed, making.load),
    reset: () => {
      if (baseline === undefined) fail('RESET_NOT_KEPT', { bytes: sizeOf(catalog.database.name) });
      goBack(world, baseline, position);
      world.faults.clear();
      clock.release();
      world.journal.clear();
    },
    close,
    [Symbol.asyncDispose]: close,
  };
}

function sizeOf(file: string): number {
  return statSync(path.resolve(file), { throwIfNoEntry: false })?.size ?? 0;
}

/** Imports a seed file given as its value: written down first, since seeds are read from files. */
async function loadValue(
  folder: string,
  tenant: string,
  seed: object,
  load: (source: string) => Promise<ImportReport>,
): Promise<ImportReport> {
  const file = path.join(folder, `${tenant}-seed.json`);
  writeFileSync(file, JSON.stringify(seed));
  try {
    return await load(file);
  } finally {
    rmSync(file, { force: true });
  }
}
