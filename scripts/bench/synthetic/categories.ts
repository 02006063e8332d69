import type { DocumentSpec } from '../../../protocol/metadata/build-document-spec.ts';
import type { CategoryType } from '../../../protocol/metadata/update-document.ts';
import { type CataloguePlan, CLASSIFICATIONS } from './plan.ts';
import { alwaysTrue, registryRule } from './rules.ts';
import { type SyntheticKind, updateIdOf } from './update-names.ts';

/** Products of the first family that come before all others: the bench client has these. */
export const FIRST_PRODUCTS = 3;

/** One company, the classifications, the families of the company and their products. */
export function* categories({ families, products }: CataloguePlan): Generator<DocumentSpec> {
  yield category('company', 0, 'Company', []);
  for (let number = 0; number < CLASSIFICATIONS; number++) {
    yield category('classification', number, 'UpdateClassification', []);
  }
  for (let number = 0; number < families; number++) {
    yield category('family', number, 'ProductFamily', [updateIdOf('company', 0)]);
  }
  for (let number = 0; number < products; number++) {
    const family = number < FIRST_PRODUCTS ? 0 : number % families;
    yield category('product', number, 'Product', [updateIdOf('family', family)]);
  }
}

function category(
  kind: SyntheticKind,
  number: number,
  categoryType: CategoryType,
  parents: readonly string[],
): DocumentSpec {
  return {
    identity: { updateId: updateIdOf(kind, number), revisionNumber: 100 },
    updateType: 'Category',
    properties: { defaultLanguage: 'en', explicitlyDeployable: false, isPublic: false },
    texts: [{ language: 'en', title: `Mock: ${kind} ${number}` }],
    ...(parents.length > 0 && { prerequisites: [{ isCategory: true, updateIds: parents }] }),
    // Only products are looked for; the rest of the tree is everywhere.
    rules: { isInstalled: kind === 'product' ? registryRule(number) : alwaysTrue },
    handler: { kind: 'Category', categoryType },
  };
}
