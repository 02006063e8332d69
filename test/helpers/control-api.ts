import path from 'node:path';
import type { FastifyInstance } from 'fastify';
import type { Test } from 'tap';
import type { Catalog } from '../../catalog/catalog.ts';
import { silentLogger } from '../../platform/logger.ts';
import { createSeededRandomness } from '../../platform/randomness.ts';
import { createSteerableClock } from '../../platform/steerable-clock.ts';
import { createControlApi } from '../../server/control/control-api.ts';
import type { ControlPorts } from '../../server/control/control-ports.ts';
import { makeTenant } from '../../server/tenants/make-tenant.ts';
import type { Tenant } from '../../server/tenants/tenant.ts';
import { createWorld } from '../../server/world.ts';
import { testCatalog } from './catalogs.ts';

/** The operations on a catalogue in memory; what needs keys or an upstream server is not there. */
export async function testApi(
  t: Test,
  more: Partial<ControlPorts> = {},
): Promise<{ readonly api: FastifyInstance; readonly catalog: Catalog }> {
  const catalog = more.catalog ?? testCatalog(t);
  const tenant = tenantOn(t, catalog);
  const ports = { catalog, tenant, clock: tenant.clock, ...more } as ControlPorts;
  const api = await createControlApi({ portsOf: () => ports, logger: silentLogger });
  return { api, catalog };
}

/** A tenant on a catalogue in memory. */
function tenantOn(t: Test, catalog: Catalog): Tenant {
  const clock = createSteerableClock(catalog.clock);
  const randomness = createSeededRandomness('tenant');
  const cookieKey = Buffer.alloc(32, 7);
  const world = createWorld({ catalog, clock, randomness, cookieKey, logger: silentLogger });
  const baseline = path.join(t.testdir({}), 'start.db');
  catalog.copyTo(baseline);
  return makeTenant({
    ...{ world, clock, catalog, baseline, ports: [], folder: path.dirname(baseline) },
    marks: { hosts: [], clients: [], certificates: [] },
    urls: () => ({ http: '', https: '' }),
    load: async () => {
      throw new Error('nothing is imported');
    },
    close: async () => {},
  });
}

/** What a refused call was told, as `STATUS CODE path | message | repair`. */
export function refusalOf({
  statusCode,
  body,
}: {
  readonly statusCode: number;
  readonly body: string;
}): string {
  const { error } = JSON.parse(body) as { readonly error?: Readonly<Record<string, string>> };
  if (error === undefined) return `${statusCode} was not refused`;
  return `${statusCode} ${error.code} ${error.path ?? '-'} | ${error.message} | ${error.repair}`;
}
