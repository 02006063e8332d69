import type { Catalog } from '../catalog.ts';
import type { ImportReport, ImportWatcher, SeedPorts } from './import-ports.ts';
import { seedMark } from './seed-mark.ts';

/**
 * Imports `source` unless it is a seed that is in the catalogue already, with everything it depends on unchanged.
 * The importers, with the parsers they need, are loaded only when there is something to import: the second start
 * of a demo is quick.
 *
 * @throws what `importSource` throws
 */
export async function importOnce(
  catalog: Catalog,
  source: string,
  ports: SeedPorts,
  watcher?: ImportWatcher,
): Promise<ImportReport> {
  const mark = seedMark(source, ports.signerId);
  const known = mark === undefined ? undefined : catalog.seeds.count(mark);
  if (known !== undefined) return { source, kind: 'seed', added: 0, known };
  const { importSource } = await import('./import-source.ts');
  return importSource(catalog, source, { ...ports, ...(mark !== undefined && { mark }) }, watcher);
}
