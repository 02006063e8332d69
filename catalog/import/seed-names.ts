import { nearestName } from '../../platform/documents/nearest-name.ts';
import { fail } from '../../platform/errors/index.ts';
import { nameKey } from './name-key.ts';

/** Most names an error lists. */
const MAX_LISTED = 12;

const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Whether `name` is a GUID without braces. */
export function isGuid(name: string): boolean {
  return GUID.test(name);
}

/** Names of one kind, compared without case, spaces and punctuation. */
export interface Names<T> {
  readonly find: (name: string) => T | undefined;
  readonly add: (name: string, value: T) => void;
  /** The names as they were added. */
  readonly all: () => readonly string[];
}

/** An empty set of names. A name added twice keeps its first value. */
export function createNames<T>(): Names<T> {
  const values = new Map<string, { readonly name: string; readonly value: T }>();
  return {
    find: (name) => values.get(nameKey(name))?.value,
    add: (name, value) => {
      const key = nameKey(name);
      if (!values.has(key)) values.set(key, { name, value });
    },
    all: () => [...values.values()].map(({ name }) => name),
  };
}

/**
 * Refuses a name nothing is called by, with the nearest one of `known`.
 *
 * @throws SEED_UNKNOWN_NAME
 */
export function unknownName(kind: string, name: string, known: readonly string[], where: string): never {
  const near = nearestName(name, known);
  const listed = known.slice(0, MAX_LISTED).join(', ') + (known.length > MAX_LISTED ? ', …' : '');
  const repair = near ? `Did you mean ${near}?` : listed ? `Known: ${listed}.` : 'Declare it in the seed.';
  return fail('SEED_UNKNOWN_NAME', { where, kind, name, repair });
}
