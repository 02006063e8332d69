/** How many revisions of each kind a synthetic catalogue has. */
export interface CataloguePlan {
  readonly families: number;
  readonly products: number;
  /** Detectoids of each layer; those of the first need nothing. */
  readonly detectoids: readonly number[];
  /** Software, bundles and members counted alike. */
  readonly software: number;
  readonly drivers: number;
}

/** As many as a real export has; the last one is Drivers. */
export const CLASSIFICATIONS = 12;
export const DRIVERS_CLASSIFICATION = CLASSIFICATIONS - 1;

/**
 * Detectoids of each layer that stand for what nearly every machine is: architecture, Windows version, service pack.
 * As many layers as a real export takes rounds to deliver.
 */
export const COMMON_DETECTOIDS: readonly number[] = [20, 14, 11, 9, 7, 5, 3, 2];

/** Share of the detectoids in each layer. */
const LAYER_SHARES: readonly number[] = [0.36, 0.2, 0.14, 0.1, 0.08, 0.06, 0.04, 0.02];

/** More than fit on the first page, so that the page of a fresh client is a full one. */
const FEWEST_DETECTOIDS = 100;
/** 17 products of 1,000 revisions, 400 of 100,000: old products get most of what is new. */
const PRODUCTS_AT_1000 = 17;
const PRODUCT_GROWTH = 0.685;
const FEWEST_PRODUCTS = 4;
const MOST_FAMILIES = 57;

/** What a catalogue of `revisions` is made of, the last `drivers` of them drivers. */
export function planCatalogue(revisions: number, drivers: number): CataloguePlan {
  const products = Math.max(
    FEWEST_PRODUCTS,
    Math.round(PRODUCTS_AT_1000 * (revisions / 1_000) ** PRODUCT_GROWTH),
  );
  const families = Math.min(MOST_FAMILIES, Math.max(2, Math.round(products / 6)));
  const wanted = Math.max(FEWEST_DETECTOIDS, Math.round(4 * Math.sqrt(revisions)));
  const detectoids = LAYER_SHARES.map((share, layer) =>
    Math.max(COMMON_DETECTOIDS[layer] ?? 0, Math.round(wanted * share)),
  );
  const others = 1 + CLASSIFICATIONS + families + products + detectoids.reduce((sum, size) => sum + size, 0);
  return { families, products, detectoids, software: Math.max(0, revisions - others - drivers), drivers };
}
