import type { Catalog } from '../../catalog/catalog.ts';
import { isBusy } from '../../catalog/view/busy-rest.ts';

/** Notes something of a server below; it is worth a note, yet no server has to wait for it where the store is held. */
export function noteServer(catalog: Catalog, note: (downstream: Catalog['downstream']) => void): void {
  try {
    catalog.write(() => note(catalog.downstream));
  } catch (error) {
    if (!isBusy(error)) throw error;
  }
}
