import { fail } from '../../platform/errors/index.ts';
import { uuidFromName } from '../../platform/randomness.ts';
import { listOf, type OneOrMany, type Seed, type SeedUpdate } from './seed.ts';
import { createNames, isGuid, unknownName } from './seed-names.ts';

/** Revisions of real updates are usually 100 or 200. */
const DEFAULT_REVISION = 100;
/** Longest key made from a title. */
const MAX_KEY = 60;

/** One update of a seed with its identity. */
export interface NamedUpdate {
  readonly update: SeedUpdate;
  readonly index: number;
  readonly key: string;
  /** Lower case. */
  readonly updateId: string;
  readonly revisionNumber: number;
  readonly where: string;
}

/** The updates of a seed by name. */
export interface SeedUpdateNames {
  readonly all: readonly NamedUpdate[];
  /** The newest revision with that key or GUID. */
  readonly find: (name: string) => NamedUpdate | undefined;
  readonly names: () => readonly string[];
  /** Whether another update of the seed bundles it. */
  readonly isMember: (named: NamedUpdate) => boolean;
}

/**
 * Gives every update of `seed` its identity.
 *
 * @throws SEED_INVALID where two are the same revision, SEED_UNKNOWN_NAME where one bundles what is not there
 */
export function nameUpdates(seed: Seed): SeedUpdateNames {
  const all = (seed.updates ?? []).map((update, index) => identify(update, index, seed));
  const newest = createNames<NamedUpdate>();
  const byId = new Map<string, NamedUpdate>();
  const revisions = new Map<string, NamedUpdate>();
  // Newest first, because a name keeps the first value it gets.
  for (const named of all.toSorted((a, b) => b.revisionNumber - a.revisionNumber)) {
    const revision = `${named.updateId}/${named.revisionNumber}`;
    const other = revisions.get(revision);
    if (other) refuseTwins(named, other);
    revisions.set(revision, named);
    newest.add(named.key, named);
    if (!byId.has(named.updateId)) byId.set(named.updateId, named);
  }
  const find = (name: string) => (isGuid(name) ? byId.get(name.toLowerCase()) : newest.find(name));
  const members = new Set<string>();
  for (const { update, where } of all)
    for (const name of listOf<OneOrMany<string>>(update.bundles).flatMap((clause) => listOf(clause)))
      members.add(bundled(name, where, { find, names: () => newest.all() }).updateId);
  return {
    all,
    find,
    names: () => newest.all(),
    isMember: (named) => members.has(named.updateId),
  };
}

/**
 * The revision a `bundles` entry means: an update of the seed, or `GUID@revision`.
 *
 * @throws SEED_UNKNOWN_NAME
 */
export function bundled(
  name: string,
  where: string,
  names: Pick<SeedUpdateNames, 'find' | 'names'>,
): { readonly updateId: string; readonly revisionNumber: number } {
  const [id = '', revision = ''] = name.split('@');
  if (isGuid(id) && /^[1-9]\d{0,9}$/.test(revision))
    return { updateId: id.toLowerCase(), revisionNumber: Number(revision) };
  return names.find(name) ?? unknownName('update', name, names.names(), where);
}

function identify(update: SeedUpdate, index: number, seed: Seed): NamedUpdate {
  const key = update.key ?? keyOf(update, index);
  return {
    update,
    index,
    key,
    updateId: (update.updateId ?? uuidFromName(`update ${key.toLowerCase()}`)).toLowerCase(),
    revisionNumber: update.revision ?? DEFAULT_REVISION,
    where: seed.where(['updates', index]),
  };
}

function keyOf(update: SeedUpdate, index: number): string {
  const [kb] = kbNumbers(update);
  if (kb !== undefined) return `kb${kb}`;
  const slug = update.title
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, MAX_KEY)
    .replace(/^-+|-+$/g, '');
  return slug || `update-${index + 1}`;
}

/** The article numbers of an update, digits only. */
export function kbNumbers(update: SeedUpdate): readonly string[] {
  return listOf<string | number>(update.kb).map((kb) => String(kb).replace(/^kb/i, ''));
}

function refuseTwins(one: NamedUpdate, other: NamedUpdate): never {
  const [first, second] = one.index < other.index ? [one, other] : [other, one];
  return fail('SEED_INVALID', {
    where: second.where,
    problem: `updates[${first.index}] is also revision ${second.revisionNumber} of ${second.key}`,
    repair: 'Give one of them a key, an updateId or a revision of its own.',
  });
}
