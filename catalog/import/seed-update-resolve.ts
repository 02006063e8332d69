import { fail } from '../../platform/errors/index.ts';
import type { BundleClause, PrerequisiteClause } from '../../protocol/metadata/update-document.ts';
import { listOf, type OneOrMany, type Seed } from './seed.ts';
import type { SeedCategories } from './seed-categories.ts';
import { DEFAULT_RELEASED, momentOf } from './seed-dates.ts';
import type { ResolveClauses, SeedDetectoids } from './seed-detectoids.ts';
import { type FileContext, type PlannedFile, planFile } from './seed-files.ts';
import { isGuid, unknownName } from './seed-names.ts';
import { bundled, type NamedUpdate, type SeedUpdateNames } from './seed-update-names.ts';

/** Everything an update of a seed may refer to. */
export interface SeedReferences {
  readonly seed: Seed;
  readonly categories: SeedCategories;
  readonly detectoids: SeedDetectoids;
  readonly updates: SeedUpdateNames;
  readonly resolve: ResolveClauses;
}

/** An update with its references resolved. */
export interface ResolvedUpdate extends NamedUpdate {
  readonly language: string;
  /** Moment of release, ISO 8601. */
  readonly released: string;
  /** Clauses on detectoids and other updates. */
  readonly conditions: readonly PrerequisiteClause[];
  readonly products: readonly string[];
  readonly classification: string | undefined;
  readonly supersedes: readonly string[];
  readonly bundles: readonly BundleClause[];
  readonly files: readonly PlannedFile[];
  readonly isMember: boolean;
}

/**
 * Follows the references of an update and checks its files.
 *
 * @throws SEED_INVALID, SEED_UNKNOWN_NAME, SEED_CYCLE, SEED_FILE
 */
export function resolveUpdate(named: NamedUpdate, references: SeedReferences): ResolvedUpdate {
  const { seed, categories, updates, resolve } = references;
  const { update, where } = named;
  const isMember = updates.isMember(named);
  const released = momentOf(update.released ?? seed.released ?? DEFAULT_RELEASED, where);
  const resolved = {
    ...named,
    language: seed.language ?? 'en',
    released,
    conditions: [...requiredClauses(named, references.detectoids), ...resolve(update.prerequisites, where)],
    products: listOf(update.products).map((name) => categories.use('Product', name, where)),
    classification: classificationOf(named, categories),
    supersedes: listOf(update.supersedes).map((name) => replacedBy(name, named, updates)),
    bundles: listOf<OneOrMany<string>>(update.bundles).map((clause) => ({
      revisions: listOf(clause).map((name) => bundled(name, where, updates)),
    })),
    files: plannedFiles(named, seed, released),
    isMember,
  };
  checkWhole(resolved);
  return resolved;
}

function classificationOf({ update, where }: NamedUpdate, categories: SeedCategories): string | undefined {
  const name = update.classification ?? (update.driver && 'Drivers');
  return name === undefined ? undefined : categories.use('UpdateClassification', name, where);
}

/** What the schema cannot say: which properties need each other. */
function checkWhole({
  update,
  where,
  isMember,
  products,
  classification,
  bundles,
  files,
}: ResolvedUpdate): void {
  const refuse = (problem: string, repair: string) => fail('SEED_INVALID', { where, problem, repair });
  if (!isMember && classification === undefined)
    refuse('classification is missing', 'Add classification: Updates, or another one.');
  if (!isMember && products.length === 0)
    refuse('products is missing', 'Add products: Windows 11, or others.');
  if (update.driver && (update.handler !== undefined || bundles.length > 0))
    refuse('a driver has neither handler nor bundles', 'Take them out, or take driver out.');
  if (update.handler !== undefined && files.length === 0)
    refuse('handler says what to do with files, and there are none', 'Add files, or take handler out.');
}

function replacedBy(name: string, { where, updateId }: NamedUpdate, updates: SeedUpdateNames): string {
  // Real updates supersede many that a catalogue no longer holds, so an unknown GUID is fine.
  const found = updates.find(name)?.updateId ?? (isGuid(name) ? name.toLowerCase() : undefined);
  if (found === updateId) fail('SEED_CYCLE', { where, relation: 'supersedes', names: `${name} → ${name}` });
  return found ?? unknownName('update', name, updates.names(), where);
}

function requiredClauses(
  { update, where }: NamedUpdate,
  detectoids: SeedDetectoids,
): readonly PrerequisiteClause[] {
  const kinds = ['os', 'architecture', 'language'] as const;
  return kinds.flatMap((kind) => {
    const updateIds = listOf(update.requires?.[kind]).map((name) => detectoids.require(kind, name, where));
    return updateIds.length > 0 ? [{ isCategory: false, updateIds }] : [];
  });
}

function plannedFiles(named: NamedUpdate, seed: Seed, released: string): readonly PlannedFile[] {
  const files = (named.update.files ?? []).map((file, index) =>
    planFile(file, fileContext(named, seed, released, index)),
  );
  const names = files.map(({ name }) => name.toLowerCase());
  const twice = names.find((name, index) => names.indexOf(name) < index);
  if (twice !== undefined)
    fail('SEED_INVALID', {
      where: named.where,
      problem: `two files are called ${twice}`,
      repair: 'Give each a name of its own.',
    });
  return files;
}

function fileContext(named: NamedUpdate, seed: Seed, released: string, index: number): FileContext {
  const architectures = listOf(named.update.requires?.architecture);
  const parts = ['mock', named.key, ...(architectures.length === 1 ? architectures : [])];
  return {
    folder: seed.folder,
    key: `${named.key}/${named.revisionNumber}`,
    stem: [...parts, ...(index > 0 ? [String(index + 1)] : [])].join('-'),
    released,
    where: seed.where(['updates', named.index, 'files', index]),
  };
}
