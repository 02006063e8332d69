import type { Test } from 'tap';
import { type Catalog, openCatalog } from '../../catalog/catalog.ts';
import { createVirtualClock } from '../../platform/clock.ts';
import { createSeededRandomness } from '../../platform/randomness.ts';

/** Opens a catalogue that ends with the test: in memory, or in `file`. */
export function testCatalog(t: Test, file = ':memory:', name = 'catalog'): Catalog {
  const clock = createVirtualClock('2026-11-01T10:20:30Z');
  const catalog = openCatalog({ file, clock, randomness: createSeededRandomness(name), lookMilliseconds: 0 });
  t.teardown(() => catalog.close());
  return catalog;
}
