import type { FastifyInstance } from 'fastify';
import type { Test } from 'tap';
import type { Catalog } from '../../catalog/catalog.ts';
import { silentLogger } from '../../platform/logger.ts';
import { createControlApi } from '../../server/control/control-api.ts';
import type { ControlPorts } from '../../server/control/control-ports.ts';
import { testCatalog } from './catalogs.ts';

/** The operations on a catalogue in memory; what needs keys or an upstream server is not there. */
export async function testApi(
  t: Test,
  more: Partial<ControlPorts> = {},
): Promise<{ readonly api: FastifyInstance; readonly catalog: Catalog }> {
  const catalog = more.catalog ?? testCatalog(t);
  const ports = { catalog, clock: catalog.clock, ...more } as ControlPorts;
  const api = await createControlApi({ portsOf: () => ports, logger: silentLogger });
  return { api, catalog };
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
