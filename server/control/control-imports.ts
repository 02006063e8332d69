import type { Catalog } from '../../catalog/catalog.ts';
import { importOnce } from '../../catalog/import/import-once.ts';
import type { SeedPorts } from '../../catalog/import/import-ports.ts';
import type { ControlImports } from './control-ports.ts';

/** What the control API brings updates into `catalog` with. */
export function createControlImports(
  catalog: Catalog,
  ports: SeedPorts,
  mayNameFiles: boolean,
): ControlImports {
  return {
    mayNameFiles,
    source: (source) => importOnce(catalog, source, ports),
    text: async (text, name) => {
      // Loaded when there is something to import, as by importOnce.
      const { importSeedText } = await import('../../catalog/import/import-seed.ts');
      return { source: name, kind: 'seed', ...importSeedText(catalog, text, name, ports) };
    },
  };
}
