import { hostname, networkInterfaces } from 'node:os';

/** The names and addresses this machine calls itself. */
export interface HostIdentity {
  readonly names: readonly string[];
  readonly addresses: readonly string[];
}

/** Reads them from the operating system, in a stable order. */
export function hostIdentity(): HostIdentity {
  const full = hostname();
  const short = full.split('.', 1)[0] ?? full;
  const addresses = Object.values(networkInterfaces()).flatMap((list) =>
    (list ?? []).map(({ address }) => address),
  );
  return { names: [...new Set([full, short])], addresses: [...new Set(addresses)].sort() };
}
