import type { ImportItem } from '../../catalog/import/import-documents.ts';
import { buildUpdateDocument } from '../../protocol/metadata/build-document.ts';
import type { DocumentSpec } from '../../protocol/metadata/build-document-spec.ts';
import { categories } from './synthetic/categories.ts';
import { detectoids } from './synthetic/detectoids.ts';
import { createDraws } from './synthetic/draws.ts';
import { drivers } from './synthetic/drivers.ts';
import { type CataloguePlan, planCatalogue } from './synthetic/plan.ts';
import { software } from './synthetic/software.ts';

/** Which synthetic catalogue. */
export interface SyntheticOptions {
  /** Draws other prerequisites, bundles, rules and hardware; UpdateIDs stay. Left out: `DEFAULT_SEED`. */
  readonly seed?: string;
  /** How many of the revisions are drivers; none when left out. */
  readonly drivers?: number;
}

export const DEFAULT_SEED = '1';

/** A smaller catalogue is not made: it would have no room for updates. */
const FEWEST_REVISIONS = 300;

/**
 * `revisions` documents shaped like real ones (server sync facts §2.2, §2.6), byte by byte the same for the same
 * numbers and seed: detectoids in eight layers first, then categories, then bundles after their members, each in one
 * or two products and one classification and in need of one or two clauses of detectoids, then drivers.
 */
export function* syntheticDocuments(
  revisions: number,
  options: SyntheticOptions = {},
): Generator<ImportItem> {
  const draws = createDraws(options.seed ?? DEFAULT_SEED);
  const plan = planCatalogue(Math.max(revisions, FEWEST_REVISIONS), options.drivers ?? 0);
  const source = 'synthetic';
  for (const spec of specs(plan, draws)) yield { xml: buildUpdateDocument(spec), source };
}

function* specs(plan: CataloguePlan, draws: ReturnType<typeof createDraws>): Generator<DocumentSpec> {
  yield* detectoids(plan, draws);
  yield* categories(plan);
  yield* software(plan, draws);
  yield* drivers(plan, draws);
}
