import type { CategoryHandler } from '../../protocol/metadata/handler-spec.ts';
import type { CategoryType } from '../../protocol/metadata/update-document.ts';
import type { Seed, SeedLanguages, SeedRule } from './seed.ts';
import { DEFAULT_MOMENT } from './seed-dates.ts';
import type { SeedNode } from './seed-nodes.ts';
import { ruleNode } from './seed-rules.ts';
import { type SeedText, textsOf } from './seed-texts.ts';

/** Publisher of real category documents. */
const PUBLISHER = '42f20e12-2856-447d-a8b2-68f06c2e9b45';

/** What people call each type. */
export const KINDS: Readonly<Record<CategoryType, string>> = {
  Company: 'company',
  ProductFamily: 'family',
  Product: 'product',
  UpdateClassification: 'classification',
};

/** A category, declared or built in. */
export interface Category {
  readonly updateId: string;
  readonly name: string;
  readonly type: CategoryType;
  readonly revisionNumber: number;
  readonly installed: SeedRule;
  readonly description?: string;
  readonly languages?: SeedLanguages;
  /** Where the seed declares it; absent for built-in ones. */
  readonly where?: string;
  /** Found when it is used: declared ones may come in any order. */
  readonly parent: () => Category | undefined;
}

/** The document of `category`, ready to be written. */
export function categoryNode(category: Category, seed: Seed): SeedNode {
  const parent = category.parent();
  const where = category.where ?? `${seed.source}, built-in ${KINDS[category.type]} ${category.name}`;
  const rule = ruleNode(category.installed, () => where);
  // Built-in documents must be the same in every seed, or a catalogue could not take two seeds.
  const language = category.where === undefined ? 'en' : (seed.language ?? 'en');
  const prerequisites = parent ? [{ isCategory: true, updateIds: [parent.updateId] }] : [];
  return {
    updateId: category.updateId,
    revisionNumber: category.revisionNumber,
    name: category.name,
    source: where,
    needs: parent ? [parent.updateId] : [],
    replaces: [],
    write: () => ({
      identity: { updateId: category.updateId, revisionNumber: category.revisionNumber },
      updateType: 'Category',
      properties: { defaultLanguage: language, publisherId: PUBLISHER, creationDate: DEFAULT_MOMENT },
      texts: textsOf(language, textOf(category), category.languages),
      prerequisites,
      rules: { isInstalled: rule },
      handler: handlerOf(category),
    }),
  };
}

function textOf({ name, type, description }: Category): SeedText {
  return { title: name, description: description ?? `Mock ${KINDS[type]}: ${name}.` };
}

function handlerOf(category: Category): CategoryHandler {
  const isUpper = category.type === 'Company' || category.type === 'ProductFamily';
  return {
    kind: 'Category',
    categoryType: category.type,
    prohibitsSubcategories: !isUpper,
    ...(isUpper && { prohibitsUpdates: true }),
  };
}
