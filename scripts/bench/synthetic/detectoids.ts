import type { DocumentSpec } from '../../../protocol/metadata/build-document-spec.ts';
import type { PrerequisiteClause } from '../../../protocol/metadata/update-document.ts';
import type { Draws } from './draws.ts';
import { type CataloguePlan, COMMON_DETECTOIDS } from './plan.ts';
import { registryRule, versionRule } from './rules.ts';
import { detectoidIdOf, updateIdOf } from './update-names.ts';

/** Share of the alternatives in a clause that are common detectoids. */
const COMMON_SHARE = 0.6;
const MOST_ALTERNATIVES = 3;
/** Power a draw is raised to: most clauses have one alternative. */
const ALTERNATIVE_SKEW = 2;
/** Share of the detectoids, and of the updates, that need two clauses. */
const TWO_CLAUSES = 0.3;

/** Layer upon layer: those of the first need nothing, any other needs some of the layer below. */
export function* detectoids({ detectoids: layers }: CataloguePlan, draws: Draws): Generator<DocumentSpec> {
  let number = 0;
  for (const [layer, size] of layers.entries()) {
    for (let place = 0; place < size; place++) {
      const prerequisites = layer === 0 ? [] : clausesOf(layer, place, layers, draws);
      yield detectoid(detectoidIdOf(layer, place), number++, prerequisites);
    }
  }
}

/** A detectoid that needs nothing, beyond those of the catalogue: every client gets it with its next scan. */
export function arrivingDetectoid(number: number): DocumentSpec {
  return detectoid(updateIdOf('change', number), number, []);
}

/** One or two clauses over detectoids of all layers, one to three alternatives each: what an update needs. */
export function detectoidClauses(
  { detectoids: layers }: CataloguePlan,
  draws: Draws,
): readonly PrerequisiteClause[] {
  const size = draws.chance(TWO_CLAUSES) ? 2 : 1;
  return Array.from({ length: size }, () => clause(draws, () => drawOfAll(layers, draws)));
}

function clausesOf(
  layer: number,
  place: number,
  layers: readonly number[],
  draws: Draws,
): readonly PrerequisiteClause[] {
  const below = layer - 1;
  // A common one needs a common one, so that a machine that has them all is told of them all.
  if (place < (COMMON_DETECTOIDS[layer] ?? 0)) {
    const needed = detectoidIdOf(below, place % (COMMON_DETECTOIDS[below] ?? 1));
    return [{ isCategory: false, updateIds: [needed] }];
  }
  const size = draws.chance(TWO_CLAUSES) ? 2 : 1;
  return Array.from({ length: size }, () => clause(draws, () => drawOfLayer(below, layers, draws)));
}

function clause(draws: Draws, draw: () => string): PrerequisiteClause {
  const ids = new Set<string>();
  const wanted = 1 + Math.floor(MOST_ALTERNATIVES * draws.fraction() ** ALTERNATIVE_SKEW);
  for (let made = 0; made < wanted; made++) ids.add(draw());
  return { isCategory: false, updateIds: [...ids] };
}

function drawOfAll(layers: readonly number[], draws: Draws): string {
  const sizes = draws.chance(COMMON_SHARE) ? COMMON_DETECTOIDS : layers;
  let place = draws.below(sizes.reduce((sum, size) => sum + size, 0));
  let layer = 0;
  for (let size = sizes[0] ?? 0; place >= size; size = sizes[++layer] ?? Number.POSITIVE_INFINITY)
    place -= size;
  return detectoidIdOf(layer, place);
}

function drawOfLayer(layer: number, layers: readonly number[], draws: Draws): string {
  const sizes = draws.chance(COMMON_SHARE) ? COMMON_DETECTOIDS : layers;
  return detectoidIdOf(layer, draws.below(sizes[layer] ?? 1));
}

function detectoid(
  updateId: string,
  number: number,
  prerequisites: readonly PrerequisiteClause[],
): DocumentSpec {
  return {
    identity: { updateId, revisionNumber: 100 },
    updateType: 'Detectoid',
    properties: {
      defaultLanguage: 'en',
      explicitlyDeployable: false,
      isPublic: false,
      detectoidType: 'SKU or Feature',
    },
    texts: [{ language: 'en', title: `Mock: detectoid ${number}` }],
    ...(prerequisites.length > 0 && { prerequisites }),
    rules: { isInstalled: { name: 'lar:Or', children: [versionRule(number), registryRule(number)] } },
  };
}
