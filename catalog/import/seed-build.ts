import { fail, MockWuError, messageOf } from '../../platform/errors/index.ts';
import { buildUpdateDocument } from '../../protocol/metadata/build-document.ts';
import type { PrerequisiteClause } from '../../protocol/metadata/update-document.ts';
import { listOf, type OneOrMany, type Seed, type SeedClauses } from './seed.ts';
import { createCategories, type SeedCategories } from './seed-categories.ts';
import { approvalsOf } from './seed-decisions.ts';
import { createDetectoids, type SeedDetectoids } from './seed-detectoids.ts';
import { computersOf, createGroups } from './seed-groups.ts';
import { isGuid, unknownName } from './seed-names.ts';
import { orderNodes, type SeedNode } from './seed-nodes.ts';
import type { BuiltSeed, SeedTools } from './seed-tools.ts';
import { nameUpdates, type SeedUpdateNames } from './seed-update-names.ts';
import { updateNodes } from './seed-update-nodes.ts';

/** Most bytes that the files of one seed may have together. */
const MAX_TOTAL_BYTES = 4 * 1024 * 1024 * 1024;

/**
 * Makes update documents, signed files and decisions from a seed. Everything is checked before the first file is made.
 * The same seed gives the same bytes, signatures and spans such as `+7d` apart.
 *
 * @throws SEED_INVALID, SEED_UNKNOWN_NAME, SEED_CYCLE, SEED_FILE, SEED_TOO_LARGE
 */
export function buildSeed(seed: Seed, tools: SeedTools): BuiltSeed {
  const categories = createCategories(seed);
  const detectoids = createDetectoids(seed);
  const updates = nameUpdates(seed);
  const groups = createGroups(seed);
  const resolve = (clauses: SeedClauses | undefined, where: string) =>
    resolveClauses(clauses, where, { categories, detectoids, updates });
  const references = { seed, categories, detectoids, updates, resolve };
  const software = updates.all.flatMap((named) => updateNodes(named, references));
  const approvals = approvalsOf(seed, updates, groups, tools.now);
  // Detectoids may use products and products their families: each is complete only when what uses it is.
  const conditions = detectoids.nodes(resolve, (id) => categories.use('Product', id, seed.source));
  const nodes = orderNodes([...categories.nodes(), ...conditions, ...software]);
  checkTotal(nodes, seed);
  return {
    documents: nodes.map((node) => ({ xml: write(node, tools), source: node.source })),
    approvals,
    declined: updates.all.filter(({ update }) => update.declined).map(({ updateId }) => ({ updateId })),
    groups: groups.list,
    computers: computersOf(seed, groups),
  };
}

interface Nameable {
  readonly categories: SeedCategories;
  readonly detectoids: SeedDetectoids;
  readonly updates: SeedUpdateNames;
}

function resolveClauses(
  clauses: SeedClauses | undefined,
  where: string,
  known: Nameable,
): readonly PrerequisiteClause[] {
  return listOf<OneOrMany<string>>(clauses).map((clause) => ({
    isCategory: false,
    updateIds: listOf(clause).map((name) => prerequisiteId(name, where, known)),
  }));
}

function prerequisiteId(name: string, where: string, { categories, detectoids, updates }: Nameable): string {
  const found = detectoids.find(name) ?? updates.find(name)?.updateId ?? categories.findProduct(name);
  // A GUID nothing here declares may belong to a document the catalogue has from elsewhere.
  if (found !== undefined || isGuid(name)) return found ?? name.toLowerCase();
  const names = [...detectoids.names(), ...updates.names(), ...categories.productNames()];
  return unknownName('detectoid, update or product', name, names, where);
}

function checkTotal(nodes: readonly SeedNode[], seed: Seed): void {
  const total = nodes.reduce((sum, node) => sum + (node.bytes ?? 0), 0);
  if (total > MAX_TOTAL_BYTES)
    fail('SEED_TOO_LARGE', { file: seed.source, limit: `${MAX_TOTAL_BYTES} bytes of files (${total})` });
}

function write(node: SeedNode, tools: SeedTools): string {
  try {
    return buildUpdateDocument(node.write(tools));
  } catch (error) {
    if (error instanceof MockWuError && error.code.startsWith('SEED_')) throw error;
    const repair = error instanceof MockWuError ? error.repair : 'Correct what the seed says there.';
    return fail('SEED_INVALID', { where: node.source, problem: messageOf(error), repair }, error);
  }
}
