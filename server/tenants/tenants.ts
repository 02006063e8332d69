import { rmSync } from 'node:fs';
import path from 'node:path';
import type { Catalog } from '../../catalog/catalog.ts';
import type { ImportReport } from '../../catalog/import/import-ports.ts';
import { fail } from '../../platform/errors/index.ts';
import { makeTenant } from './make-tenant.ts';
import { isTenantName } from './path-prefix.ts';
import { copyStore, removeStore } from './store-files.ts';
import type { Tenant, TenantOptions, TenantUrls } from './tenant.ts';
import { openTenantWorld, type TenantGround } from './tenant-parts.ts';

/** The tenants of one double. The default one is always there. */
export interface Tenants {
  readonly default: Tenant;
  /**
   * Makes a tenant on a copy of another's catalogue. Throws TENANT_NAME_TAKEN, TENANT_NAME_INVALID, TENANT_LIMIT, TENANT_UNKNOWN,
   * SNAPSHOT_UNKNOWN and what a port that cannot be listened on throws.
   */
  create(options?: TenantOptions): Promise<Tenant>;
  /** All but the default one, in the order they were made. */
  list(): readonly Tenant[];
  find(name: string): Tenant | undefined;
  /** Throws TENANT_UNKNOWN. */
  require(name: string): Tenant;
  /** Throws TENANT_UNKNOWN and TENANT_DEFAULT. */
  remove(name: string): Promise<void>;
  /** Ends all but the default one. */
  close(): Promise<void>;
}

/** What tenants have of the double they are of. */
export interface TenantHost {
  /** Imports a source into a tenant's catalogue; files go to the content all share. */
  load(catalog: Catalog, source: string): Promise<ImportReport>;
  /** Opens listeners on the ports asked for. */
  open(ports: NonNullable<TenantOptions['ports']>): Promise<OwnListeners>;
  /** Where a tenant without listeners of its own is found. */
  urlsOf(name: string): TenantUrls;
}

/** Listeners of one tenant. */
export interface OwnListeners {
  readonly urls: TenantUrls;
  readonly ports: readonly number[];
  close(): Promise<void>;
}

/** Tenants of one double at most: each request is held against the marks of all. */
const MOST_TENANTS = 1_000;

/** Makes the tenants of a double beside its default one. */
export function createTenants(first: Tenant, ground: TenantGround, host: TenantHost): Tenants {
  let others: readonly Tenant[] = [];
  /** Names that are taken, those of tenants whose listeners are still being opened included. */
  const taken = new Set([first.name]);
  let made = 0;
  const find = (name: string): Tenant | undefined => [first, ...others].find((one) => one.name === name);
  const require = (name: string): Tenant =>
    find(name) ?? fail('TENANT_UNKNOWN', { name, known: [...taken].join(', ') });
  const freeName = (): string => {
    do made += 1;
    while (taken.has(`tenant-${made}`));
    return `tenant-${made}`;
  };
  const makeOn = async (name: string, options: TenantOptions): Promise<Tenant> => {
    const { hosts = [], clients = [], certificates = [], ports } = options;
    const opened = openOnCopy(ground, require, name, options);
    const own =
      ports &&
      (await host.open(ports).catch((error: unknown) => {
        opened.discard();
        throw error;
      }));
    const tenant = makeTenant({
      ...opened.parts,
      folder: ground.folder,
      baseline: opened.baseline,
      load: (source) => host.load(opened.parts.catalog, source),
      marks: { hosts, clients, certificates },
      ports: own?.ports ?? [],
      urls: () => own?.urls ?? host.urlsOf(name),
      close: async () => {
        others = others.filter((one) => one !== tenant);
        taken.delete(name);
        await own?.close();
        opened.discard();
      },
    });
    others = [...others, tenant];
    return tenant;
  };
  return {
    default: first,
    find,
    require,
    list: () => others,
    create: async (options = {}) => {
      const { name = freeName() } = options;
      if (!isTenantName(name)) fail('TENANT_NAME_INVALID', { name: name.slice(0, 80) });
      if (taken.has(name)) fail('TENANT_NAME_TAKEN', { name });
      if (taken.size >= MOST_TENANTS) fail('TENANT_LIMIT', { limit: MOST_TENANTS });
      taken.add(name);
      try {
        return await makeOn(name, options);
      } catch (error) {
        taken.delete(name);
        throw error;
      }
    },
    remove: async (name) => {
      if (name === first.name) fail('TENANT_DEFAULT');
      await require(name).close();
    },
    close: async () => {
      for (const tenant of others) await tenant.close();
      rmSync(ground.folder, { recursive: true, force: true });
    },
  };
}

/** Opens the world of a new tenant: on a copy of the store it branches from, with a second one to go back to. */
function openOnCopy(
  ground: TenantGround,
  require: (name: string) => Tenant,
  name: string,
  { from = {}, seed, configuration, journal }: TenantOptions,
) {
  const origin = require(from.tenant ?? 'default');
  const snapshot = from.snapshot === undefined ? undefined : origin.snapshots.require(from.snapshot);
  const baseline = path.join(ground.folder, `${name}-${ground.randomness.bytes(4).toString('hex')}-start.db`);
  if (snapshot === undefined) origin.catalog.copyTo(baseline);
  else copyStore(snapshot.file, baseline);
  const parts = openTenantWorld(ground, { name, seed, configuration, journal }, (target) =>
    copyStore(baseline, target),
  );
  const discard = (): void => {
    parts.catalog.close();
    removeStore(parts.catalog.database.name);
    removeStore(baseline);
  };
  return { parts, baseline, discard };
}
