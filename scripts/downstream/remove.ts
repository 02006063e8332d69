import type { Catalog } from '../../catalog/catalog.ts';
import { counted } from '../../platform/plain-text.ts';
import { printJson, tell } from '../admin/output.ts';
import type { StateFlags } from '../admin/state-options.ts';
import { CommandFailed, type Terminal } from '../terminal.ts';
import { namedServer } from './named-server.ts';

/** Forgets a server with those below it and their computers. It is known again when it comes again. */
export function removeServer(catalog: Catalog, name: string, flags: StateFlags, terminal: Terminal): void {
  const { downstream } = catalog;
  const { server, below } = catalog.write(() => {
    const found = namedServer(catalog, name);
    const family = downstream.withDescendants(found.serverId);
    downstream.remove(found.serverId);
    return { server: found, below: family.filter((id) => id !== found.serverId) };
  });
  const others = below.length === 0 ? '' : `, with ${counted(below.length, 'server')} below it`;
  tell(terminal, `${server.fullDomainName}: removed${others}`);
  if (flags.json) printJson(terminal, { removed: [server.serverId, ...below] });
}

/** Forgets a computer of a downstream server; that server is told with its next roll-up. */
export function removeComputer(catalog: Catalog, id: string, flags: StateFlags, terminal: Terminal): void {
  const isRemoved = catalog.write(() => catalog.downstreamComputers.remove(id, catalog.clock.now()));
  if (!isRemoved)
    throw new CommandFailed(
      `no downstream server has a computer "${id}"; \`mock-wu downstream show\` lists them`,
    );
  tell(terminal, `${id}: removed`);
  if (flags.json) printJson(terminal, { removed: [id] });
}
