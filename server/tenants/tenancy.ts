import { monotonic } from '../../platform/clock.ts';
import { whoseMessage } from '../cookies/whose-message.ts';
import type { ExchangeOf } from '../exchange.ts';
import { type AssignBy, assignByClient, assignByHead, marksOf } from './assignment.ts';
import { nameInPath, prefixOf } from './path-prefix.ts';
import type { Tenant } from './tenant.ts';

/** Tells which tenant requests are of. */
export interface Tenancy {
  /** The exchange a request begins. */
  exchangeOf: ExchangeOf;
  /** The tenant of a TLS connection. */
  ofConnection(localPort: number, serverName: string | undefined): Tenant;
  /** Whether a connection `ofConnection` gave to `tenant` was named by nothing, though there are other tenants. */
  isUnassigned(tenant: Tenant): boolean;
}

/** Who there is, asked at each request. */
export interface TenancyPorts {
  readonly first: Tenant;
  readonly others: () => readonly Tenant[];
  readonly order: readonly AssignBy[];
  /** Port of the plain HTTP listener. */
  readonly httpPort: () => number;
}

export function createTenancy({ first, others, order, httpPort }: TenancyPorts): Tenancy {
  const byClient = (value: unknown) => {
    const found = assignByClient(others(), whoseMessage(first.world.sealer, value));
    return found && { world: found.world, prefix: prefixOf(found.name) };
  };
  const alone = { world: first.world, isUnassigned: false, prefix: '' };
  return {
    exchangeOf: (request) => {
      const startedAt = monotonic();
      const tenants = others();
      const named = nameInPath(request.raw);
      if (tenants.length === 0 && named === undefined) return { ...alone, httpPort: httpPort(), startedAt };
      const found = assignByHead([...tenants, first], order, marksOf(request, named));
      const isLost = named !== undefined && found?.name !== named && found === undefined;
      return {
        world: (found ?? first).world,
        isUnassigned: found === undefined,
        prefix: named === undefined || isLost ? '' : prefixOf(named),
        httpPort: found?.ports[0] ?? httpPort(),
        startedAt,
        ...(isLost && { isLost }),
        ...(found === undefined && order.includes('client') && { byClient }),
      };
    },
    ofConnection: (localPort, serverName) => {
      const marks = { localPort, host: serverName ?? '', named: undefined, certificate: () => undefined };
      return assignByHead(others(), order, marks) ?? first;
    },
    // Only a request tells more than its connection: its path, or whose it is.
    isUnassigned: (tenant) => tenant === first && others().length > 0,
  };
}
