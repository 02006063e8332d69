import { fail } from '../../platform/errors/index.ts';
import { uuidFromName } from '../../platform/randomness.ts';
import type { CategoryType } from '../../protocol/metadata/update-document.ts';
import { nameKey } from './name-key.ts';
import type { Seed, SeedCategory } from './seed.ts';
import { type Category, categoryNode, KINDS } from './seed-category-node.ts';
import { createNames, isGuid, type Names, unknownName } from './seed-names.ts';
import type { SeedNode } from './seed-nodes.ts';
import { categoryAliases, type WellKnownCategory, wellKnownCategories } from './well-known-categories.ts';

/** Revision of built-in documents: any real revision of the same category replaces them. */
const WELL_KNOWN_REVISION = 1;
const DECLARED_REVISION = 100;
const COMPANY = 'Microsoft';

const TYPES: Readonly<Record<SeedCategory['type'], CategoryType>> = {
  company: 'Company',
  family: 'ProductFamily',
  product: 'Product',
  classification: 'UpdateClassification',
};

/** What a category may hang below. */
const PARENTS: Readonly<Record<CategoryType, readonly CategoryType[]>> = {
  Company: [],
  ProductFamily: ['Company'],
  Product: ['ProductFamily', 'Company'],
  UpdateClassification: [],
};

/** The categories of a seed. */
export interface SeedCategories {
  /** The UpdateID of a product or classification by name, key or GUID; from now on it is written too. */
  readonly use: (type: 'Product' | 'UpdateClassification', name: string, where: string) => string;
  /** Like `use` for a product, but undefined where none has that name. */
  readonly findProduct: (name: string) => string | undefined;
  readonly productNames: () => readonly string[];
  /** Every declared category, and what is used of the built-in ones, with what is above them. */
  readonly nodes: () => readonly SeedNode[];
}

/**
 * Collects the categories of `seed`.
 *
 * @throws SEED_INVALID where two have one name
 */
export function createCategories(seed: Seed): SeedCategories {
  const names = namesByType();
  const byId = new Map<string, Category>();
  const used = new Set<Category>();
  for (const category of declareAll(seed, names, byId)) use(category, used);
  for (const known of wellKnownCategories) addWellKnown(known, names, byId);
  const find = (type: CategoryType, name: string) =>
    isGuid(name) ? byId.get(name.toLowerCase()) : names[type].find(name);
  return {
    use: (type, name, where) => {
      const category = find(type, name);
      if (category?.type === type) return use(category, used);
      // A GUID nothing here declares may belong to a document the catalogue has from elsewhere.
      if (isGuid(name) && !category) return name.toLowerCase();
      return unknownName(KINDS[type], category?.name ?? name, names[type].all(), where);
    },
    findProduct: (name) => {
      const category = find('Product', name);
      return category?.type === 'Product' ? use(category, used) : undefined;
    },
    productNames: () => names.Product.all(),
    nodes: () => withParents(used).map((category) => categoryNode(category, seed)),
  };
}

function use(category: Category, used: Set<Category>): string {
  used.add(category);
  return category.updateId;
}

/** The categories and everything above them: parents are looked up only now, when all names are known. */
function withParents(categories: Iterable<Category>): readonly Category[] {
  const all = new Set<Category>();
  for (const category of categories)
    for (let each: Category | undefined = category; each && !all.has(each); each = each.parent())
      all.add(each);
  return [...all];
}

function declareAll(seed: Seed, names: NamesByType, byId: Map<string, Category>): readonly Category[] {
  const declared = (seed.categories ?? []).map((category, index) =>
    declare(category, seed.where(['categories', index]), names),
  );
  for (const category of declared) {
    const other = byId.get(category.updateId);
    if (other) duplicate(category.updateId, category.where ?? '', other.where ?? '');
    byId.set(category.updateId, category);
  }
  return declared;
}

type NamesByType = Readonly<Record<CategoryType, Names<Category>>>;

function namesByType(): NamesByType {
  return {
    Company: createNames(),
    ProductFamily: createNames(),
    Product: createNames(),
    UpdateClassification: createNames(),
  };
}

function declare(category: SeedCategory, where: string, names: NamesByType): Category {
  const type = TYPES[category.type];
  const key = category.key ?? category.name;
  const made: Category = {
    updateId: (category.updateId ?? uuidFromName(`category ${category.type} ${nameKey(key)}`)).toLowerCase(),
    name: category.name,
    type,
    revisionNumber: category.revision ?? DECLARED_REVISION,
    installed: category.installed ?? true,
    where,
    parent: () => parentOf(category, type, names, where),
    ...(category.description !== undefined && { description: category.description }),
    ...(category.languages && { languages: category.languages }),
  };
  for (const name of new Set([category.name, key])) {
    const other = names[type].find(name);
    if (other) duplicate(name, where, other.where ?? where);
  }
  names[type].add(category.name, made);
  names[type].add(key, made);
  return made;
}

function parentOf(
  category: SeedCategory,
  type: CategoryType,
  names: NamesByType,
  where: string,
): Category | undefined {
  const types = PARENTS[type];
  if (types.length === 0) {
    if (category.parent === undefined) return undefined;
    return fail('SEED_INVALID', {
      where,
      problem: `a ${category.type} has no parent`,
      repair: 'Take parent out.',
    });
  }
  const name = category.parent ?? COMPANY;
  const found = types.map((each) => names[each].find(name)).find((parent) => parent !== undefined);
  if (found) return found;
  const known = types.flatMap((each) => names[each].all());
  return unknownName(types.map((each) => KINDS[each]).join(' or '), name, known, where);
}

/** Built-in categories step back behind declared ones of the same name or id. */
function addWellKnown(known: WellKnownCategory, names: NamesByType, byId: Map<string, Category>): void {
  const category: Category = {
    ...known,
    revisionNumber: WELL_KNOWN_REVISION,
    parent: () => (known.parent === undefined ? undefined : byId.get(known.parent)),
  };
  if (byId.has(known.updateId)) return;
  byId.set(known.updateId, category);
  names[known.type].add(known.name, category);
  for (const [alias, name] of categoryAliases)
    if (name === known.name) names[known.type].add(alias, category);
}

function duplicate(name: string, where: string, other: string): never {
  return fail('SEED_INVALID', {
    where,
    problem: `${name} is also the name of ${other}`,
    repair: 'Give one of them another name, key or updateId.',
  });
}
