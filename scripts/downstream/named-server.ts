import type { Catalog } from '../../catalog/catalog.ts';
import type { DownstreamServer } from '../../catalog/store/downstream-servers.ts';
import { CommandFailed } from '../terminal.ts';

/** The downstream server of that name or ServerID, whatever the case. Throws CommandFailed for none, or several. */
export function namedServer({ downstream }: Catalog, name: string): DownstreamServer {
  const wanted = name.trim().toLowerCase();
  const byId = downstream.find(wanted);
  if (byId !== undefined) return byId;
  const found = downstream.all().filter((one) => one.fullDomainName.toLowerCase() === wanted);
  const [server] = found;
  if (server !== undefined && found.length === 1) return server;
  throw new CommandFailed(
    server === undefined
      ? `there is no downstream server "${name}"; \`mock-wu downstream list\` shows them all`
      : `${found.length} downstream servers are called "${name}"; name one of ${found.map(({ serverId }) => serverId).join(', ')}`,
  );
}
