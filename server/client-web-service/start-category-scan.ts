import { SoapFault } from '../../protocol/soap/fault.ts';
import type { TypeOf } from '../../protocol/soap/types.ts';
import type { clientService } from '../../protocol/wusp/client.ts';
import type { Caller, World } from '../world.ts';

type Request = TypeOf<typeof clientService.operations.StartCategoryScan.request>;
type Response = TypeOf<typeof clientService.operations.StartCategoryScan.response>;
type Relationship = NonNullable<Request['requestedCategories']>[number];

/**
 * [MS-WUSP] §3.1.5.6: which categories SyncUpdates shall be asked for. The call carries no cookie (capture 05). An
 * AND group is a product, or a product and a classification, of which the product counts; any other group makes the
 * scan one for nothing, and one that names a category that is not here is left out.
 */
export function startCategoryScan({ catalog }: World, _caller: Caller, request: Request): Response {
  const requested = request.requestedCategories;
  if (requested === undefined || requested.length >= catalog.view().settings.maxCategories)
    throw new SoapFault('InvalidParameters', 'requestedCategories');
  const kindOf = (id: string): CategoryKind => kindOfCategory(catalog.revisions.categoryType(id));
  const errors = requested.map(({ CategoryId }) => CategoryId).filter((id) => kindOf(id) === 'unknown');
  const preferred: string[] = [];
  for (const group of groupsOf(requested)) {
    if (group.some((id) => kindOf(id) === 'unknown')) continue;
    const products = group.filter((id) => kindOf(id) === 'product');
    const others = group.length - products.length;
    const [product] = products;
    // "In which case the PreferredCategoryList is cleared and processing stops."
    if (product === undefined || products.length > 1 || others > 1) return answer([], errors);
    preferred.push(product);
  }
  return answer(preferred, errors);
}

type CategoryKind = 'product' | 'classification' | 'unknown';

/** Families and companies are scanned like products: they are what products and updates belong to. */
function kindOfCategory(categoryType: string | null | undefined): CategoryKind {
  if (categoryType === undefined) return 'unknown';
  return categoryType === 'UpdateClassification' ? 'classification' : 'product';
}

function groupsOf(requested: readonly Relationship[]): readonly (readonly string[])[] {
  const groups = new Map<number, Set<string>>();
  for (const { IndexOfAndGroup, CategoryId } of requested) {
    const group = groups.get(IndexOfAndGroup) ?? new Set<string>();
    groups.set(IndexOfAndGroup, group.add(CategoryId));
  }
  return [...groups.values()].map((ids) => [...ids]);
}

function answer(preferred: readonly string[], errors: readonly string[]): Response {
  const distinct = (ids: readonly string[]): readonly string[] => [...new Set(ids)];
  return {
    ...(preferred.length > 0 && { preferredCategoryIds: distinct(preferred) }),
    ...(errors.length > 0 && { requestedCategoryIdsInError: distinct(errors) }),
  };
}
