import { fail } from '../../platform/errors/index.ts';
import { uuidFromName } from '../../platform/randomness.ts';
import type { Catalog } from '../catalog.ts';
import { type ImportResult, importDocuments } from './import-documents.ts';
import type { ImportWatcher, SeedPorts } from './import-ports.ts';
import { sameButSignature } from './same-but-signature.ts';
import type { Seed } from './seed.ts';
import { buildSeed } from './seed-build.ts';
import { seedFileOf } from './seed-mark.ts';
import { parseSeed, readSeedFile } from './seed-reader.ts';
import type { BuiltSeed } from './seed-tools.ts';

/** Builds the seed `source`, imports it with its decisions, and notes that it is in. */
export function importSeed(
  catalog: Catalog,
  source: string,
  ports: SeedPorts,
  watcher?: ImportWatcher,
): ImportResult {
  requireSameKeys(catalog, ports);
  return importRead(catalog, readSeedFile(seedFileOf(source)), ports, watcher);
}

/**
 * The same of a seed that is no file but a text; `name` is what errors call it, and says by its ending whether it is JSON.
 * It can name no files.
 */
export function importSeedText(catalog: Catalog, text: string, name: string, ports: SeedPorts): ImportResult {
  requireSameKeys(catalog, ports);
  return importRead(catalog, parseSeed(text, { source: name, folder: undefined }), ports);
}

function requireSameKeys(catalog: Catalog, { signerId }: SeedPorts): void {
  const signer = catalog.settings.get('seed_signer');
  if (signer !== undefined && signer !== signerId) fail('CATALOG_KEYS_REPLACED');
}

function importRead(catalog: Catalog, seed: Seed, ports: SeedPorts, watcher?: ImportWatcher): ImportResult {
  const built = buildSeed(seed, {
    signCabinet: ports.signCabinet,
    storeContent: (bytes, extension) => ports.content.put(bytes, extension),
    now: catalog.clock.now(),
  });
  watcher?.start(seed.source, built.documents.length);
  try {
    return catalog.write(() => {
      const result = importDocuments(
        catalog,
        built.documents,
        (done) => watcher?.step(done),
        sameButSignature,
      );
      decide(catalog, built);
      catalog.settings.set('seed_signer', ports.signerId);
      if (ports.mark !== undefined) catalog.seeds.add(ports.mark, result.added + result.known);
      return result;
    });
  } finally {
    watcher?.stop();
  }
}

function decide(catalog: Catalog, built: BuiltSeed): void {
  for (const { name, parent } of built.groups) catalog.groups.ensure(name, parent);
  for (const approval of built.approvals) catalog.approvals.approve({ ...approval, acceptEula: true });
  for (const { updateId } of built.declined) catalog.approvals.decline(updateId);
  for (const { name, id, groups } of built.computers) {
    const computerId = id ?? uuidFromName(`computer\0${name.toLowerCase()}`);
    if (catalog.computers.find(computerId) === undefined) {
      catalog.computers.introduce(computerId, name, '', catalog.clock.now());
    }
    catalog.computers.assign(
      computerId,
      groups.map((group) => catalog.groups.require(group).groupId),
    );
  }
}
