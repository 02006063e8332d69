import { fail } from '../../platform/errors/index.ts';
import { uuidFromName } from '../../platform/randomness.ts';
import type { PrerequisiteClause } from '../../protocol/metadata/update-document.ts';
import { nameKey } from './name-key.ts';
import type { Seed, SeedClauses, SeedDetectoid, SeedRule } from './seed.ts';
import { DEFAULT_MOMENT } from './seed-dates.ts';
import { createNames, type Names, unknownName } from './seed-names.ts';
import type { SeedNode } from './seed-nodes.ts';
import { ruleNode } from './seed-rules.ts';
import {
  languageDetectoid,
  operatingSystemNames,
  operatingSystems,
  processorArchitectures,
  type WellKnownDetectoid,
} from './well-known-detectoids.ts';

/** Revision of built-in documents: any real revision of the same detectoid replaces them. */
const WELL_KNOWN_REVISION = 1;
const DECLARED_REVISION = 100;

/** What an update can require of a machine. */
export type Requirement = 'os' | 'architecture' | 'language';

/** The detectoids of a seed. */
export interface SeedDetectoids {
  /** The UpdateID of what `requires` names: a declared detectoid or a built-in one, which is written from now on. */
  readonly require: (requirement: Requirement, name: string, where: string) => string;
  /** Like `require`, but for any detectoid, and undefined where none has that name. */
  readonly find: (name: string) => string | undefined;
  readonly names: () => readonly string[];
  /** Every declared detectoid and the built-in ones in use. Uses the products these need. */
  readonly nodes: (resolve: ResolveClauses, useProduct: (updateId: string) => string) => readonly SeedNode[];
}

/** Turns clauses of a seed into clauses of a document. */
export type ResolveClauses = (
  clauses: SeedClauses | undefined,
  where: string,
) => readonly PrerequisiteClause[];

/**
 * Collects the detectoids of `seed`.
 *
 * @throws SEED_INVALID where two have one key
 */
export function createDetectoids(seed: Seed): SeedDetectoids {
  const declared = declaredIds(seed);
  const used = new Map<string, WellKnownDetectoid>();
  const use = (detectoid: WellKnownDetectoid | undefined) => {
    if (detectoid) used.set(detectoid.updateId, detectoid);
    return detectoid?.updateId;
  };
  const known = () => [...operatingSystemNames, ...processorArchitectures.keys(), ...declared.all()];
  return {
    require: (requirement, name, where) =>
      declared.find(name) ??
      use(wellKnown(requirement, name)) ??
      unknownName(requirement, name, known(), where),
    find: (name) => declared.find(name) ?? use(wellKnown('os', name) ?? wellKnown('architecture', name)),
    names: known,
    nodes: (resolve, useProduct) => [
      ...(seed.detectoids ?? []).map((detectoid, index) =>
        declaredNode(detectoid, seed, seed.where(['detectoids', index]), resolve),
      ),
      ...[...used.values()].map((detectoid) => wellKnownNode(detectoid, seed, useProduct)),
    ],
  };
}

function declaredIds(seed: Seed): Names<string> {
  const declared = createNames<string>();
  for (const [index, detectoid] of (seed.detectoids ?? []).entries()) {
    if (declared.find(detectoid.key) !== undefined)
      fail('SEED_INVALID', {
        where: seed.where(['detectoids', index]),
        problem: `two detectoids have the key ${detectoid.key}`,
        repair: 'Give one of them another key.',
      });
    declared.add(detectoid.key, idOf(detectoid));
  }
  return declared;
}

function wellKnown(requirement: Requirement, name: string): WellKnownDetectoid | undefined {
  if (requirement === 'os') return operatingSystems.get(nameKey(name));
  if (requirement === 'architecture') return processorArchitectures.get(nameKey(name));
  return /^[a-z]{2,3}(-[a-z0-9]{2,8}){0,3}$/i.test(name) ? languageDetectoid(name) : undefined;
}

function idOf(detectoid: SeedDetectoid): string {
  return (detectoid.updateId ?? uuidFromName(`detectoid ${nameKey(detectoid.key)}`)).toLowerCase();
}

function declaredNode(
  detectoid: SeedDetectoid,
  seed: Seed,
  where: string,
  resolve: ResolveClauses,
): SeedNode {
  return makeNode({
    updateId: idOf(detectoid),
    revisionNumber: detectoid.revision ?? DECLARED_REVISION,
    name: detectoid.key,
    title: detectoid.title ?? `Mock: ${detectoid.key}`,
    kind: detectoid.kind ?? 'SKU or Feature',
    language: seed.language ?? 'en',
    installed: detectoid.installed,
    prerequisites: resolve(detectoid.prerequisites, where),
    where,
  });
}

function wellKnownNode(
  detectoid: WellKnownDetectoid,
  seed: Seed,
  useProduct: (updateId: string) => string,
): SeedNode {
  return makeNode({
    ...detectoid,
    revisionNumber: WELL_KNOWN_REVISION,
    name: detectoid.title,
    // Built-in documents must be the same in every seed, or a catalogue could not take two seeds.
    language: 'en',
    // Plain ids, no category clauses: so stand products in real detectoids of this sort.
    prerequisites: detectoid.products.map((id) => ({ isCategory: false, updateIds: [useProduct(id)] })),
    where: `${seed.source}, built-in detectoid ${detectoid.title}`,
  });
}

/** A detectoid, declared or built in, with what it needs resolved. */
interface ResolvedDetectoid {
  readonly updateId: string;
  readonly revisionNumber: number;
  readonly name: string;
  readonly title: string;
  readonly kind: string;
  readonly language: string;
  readonly installed: SeedRule;
  readonly prerequisites: readonly PrerequisiteClause[];
  readonly where: string;
}

function makeNode(detectoid: ResolvedDetectoid): SeedNode {
  const { updateId, revisionNumber, name, where, prerequisites, language } = detectoid;
  const rule = ruleNode(detectoid.installed, () => where);
  return {
    updateId,
    revisionNumber,
    name,
    source: where,
    needs: prerequisites.flatMap((clause) => clause.updateIds),
    replaces: [],
    write: () => ({
      identity: { updateId, revisionNumber },
      updateType: 'Detectoid',
      properties: { defaultLanguage: language, detectoidType: detectoid.kind, creationDate: DEFAULT_MOMENT },
      texts: [{ language, title: detectoid.title }],
      prerequisites,
      rules: { isInstalled: rule },
    }),
  };
}
