import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { uuidFromName } from '../../platform/randomness.ts';
import type { Catalog } from '../catalog.ts';
import type { ContentStore } from '../content-store.ts';
import { type ImportResult, importDocuments } from './import-documents.ts';
import type { ImportWatcher } from './import-source.ts';
import { buildSeed } from './seed-build.ts';
import { readSeedFile } from './seed-reader.ts';
import type { BuiltSeed } from './seed-tools.ts';

/** What seeds need beside the catalogue. */
export interface SeedPorts {
  readonly content: ContentStore;
  signCabinet(bytes: Uint8Array, signer: 'a' | 'b'): Uint8Array;
  /** Names the signing keys: a seed is built again when they are others. */
  readonly signerId: string;
}

/** Grows when the same seed file would give other documents: then seeds imported before are built anew. */
const SEED_LAYOUT = 1;

/**
 * Builds the seed `file` and imports it with its decisions. A seed that is in the catalogue already, byte for
 * byte, is left alone: the second start of a demo is quick.
 */
export function importSeed(
  catalog: Catalog,
  file: string,
  ports: SeedPorts,
  watcher?: ImportWatcher,
): ImportResult {
  const seed = readSeedFile(file);
  const mark = markOf(file, ports);
  const before = catalog.seeds.count(mark);
  if (before !== undefined) return { added: 0, known: before };
  const built = buildSeed(seed, {
    signCabinet: ports.signCabinet,
    storeContent: (bytes, extension) => ports.content.put(bytes, extension),
    now: catalog.clock.now(),
  });
  watcher?.start(path.basename(file), built.documents.length);
  try {
    return catalog.write(() => {
      const result = importDocuments(catalog, built.documents, (done) => watcher?.step(done));
      decide(catalog, built);
      catalog.seeds.add(mark, result.added + result.known);
      return result;
    });
  } finally {
    watcher?.stop();
  }
}

function markOf(file: string, { signerId }: SeedPorts): string {
  return createHash('sha256')
    .update(`${SEED_LAYOUT}\0${signerId}\0`)
    .update(readFileSync(file))
    .digest('hex');
}

function decide(catalog: Catalog, built: BuiltSeed): void {
  for (const { name, parent } of built.groups) catalog.groups.ensure(name, parent);
  for (const approval of built.approvals) catalog.approvals.approve(approval);
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
