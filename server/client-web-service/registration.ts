import type { Catalog } from '../../catalog/catalog.ts';
import { createRecent, type Recent } from '../../platform/recent.ts';

const KEPT_COMPUTERS = 10_000;

interface Remembered {
  /** Removing a computer, which takes its registration back, is a change of memberships. */
  readonly membership: number;
  readonly computers: Recent<true>;
}

const registered = new WeakMap<Catalog, Remembered>();

/** Whether the computer called RegisterComputer. A yes is remembered as long as no computer is removed. */
export function isRegistered(catalog: Catalog, computerId: string): boolean {
  const { membership } = catalog.view();
  let known = registered.get(catalog);
  if (known?.membership !== membership) {
    known = { membership, computers: createRecent<true>(KEPT_COMPUTERS) };
    registered.set(catalog, known);
  }
  if (known.computers.get(computerId) === true) return true;
  const registeredAt = catalog.computers.find(computerId)?.registeredAt ?? null;
  if (registeredAt === null) return false;
  known.computers.set(computerId, true);
  return true;
}
