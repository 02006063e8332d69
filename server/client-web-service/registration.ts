import type { Catalog } from '../../catalog/catalog.ts';
import { createRecent, type Recent } from '../../platform/recent.ts';

const KEPT_COMPUTERS = 10_000;
const registered = new WeakMap<Catalog, Recent<true>>();

/** Whether the computer called RegisterComputer. A yes is remembered: nothing takes a registration back. */
export function isRegistered(catalog: Catalog, computerId: string): boolean {
  let known = registered.get(catalog);
  if (known === undefined) {
    known = createRecent<true>(KEPT_COMPUTERS);
    registered.set(catalog, known);
  }
  if (known.get(computerId) === true) return true;
  const registeredAt = catalog.computers.find(computerId)?.registeredAt ?? null;
  if (registeredAt === null) return false;
  known.set(computerId, true);
  return true;
}
