import type { Catalog } from '../../catalog/catalog.ts';
import type { DownstreamServer } from '../../catalog/store/downstream-servers.ts';
import { fail } from '../../platform/errors/index.ts';

/** The downstream server of that name or ServerID, whatever the case. Throws CATALOG_SERVER_UNKNOWN, CATALOG_SERVER_AMBIGUOUS. */
export function namedServer({ downstream }: Catalog, name: string): DownstreamServer {
  const wanted = name.trim().toLowerCase();
  const byId = downstream.find(wanted);
  if (byId !== undefined) return byId;
  const found = downstream.all().filter((one) => one.fullDomainName.toLowerCase() === wanted);
  const [server] = found;
  if (server !== undefined && found.length === 1) return server;
  if (server === undefined) return fail('CATALOG_SERVER_UNKNOWN', { server: name });
  const candidates = found.map(({ serverId }) => serverId).join(', ');
  return fail('CATALOG_SERVER_AMBIGUOUS', { server: name, count: found.length, candidates });
}
