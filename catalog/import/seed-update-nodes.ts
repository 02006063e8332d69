import { uuidFromName } from '../../platform/randomness.ts';
import type { DocumentSpec, RulesSpec } from '../../protocol/metadata/build-document-spec.ts';
import type {
  BundleClause,
  PrerequisiteClause,
  RevisionIdentity,
} from '../../protocol/metadata/update-document.ts';
import type { SeedUpdate } from './seed.ts';
import { planEula } from './seed-eula.ts';
import { driverRules, driverSpecs, leafParts, markerRules } from './seed-handlers.ts';
import type { SeedNode } from './seed-nodes.ts';
import { propertiesOf } from './seed-properties.ts';
import { ruleNode } from './seed-rules.ts';
import { textsOf } from './seed-texts.ts';
import type { SeedTools } from './seed-tools.ts';
import type { NamedUpdate } from './seed-update-names.ts';
import { type ResolvedUpdate, resolveUpdate, type SeedReferences } from './seed-update-resolve.ts';

/**
 * The documents of one update: with files a bundle that people see and a leaf that carries them, as real updates are
 * built; one document for drivers, members of other bundles, and updates without files. Nothing is made yet.
 *
 * @throws SEED_INVALID, SEED_UNKNOWN_NAME, SEED_CYCLE, SEED_FILE
 */
export function updateNodes(named: NamedUpdate, references: SeedReferences): readonly SeedNode[] {
  const resolved = resolveUpdate(named, references);
  const { seed } = references;
  if (resolved.update.driver) return [driverNode(resolved, seed)];
  if (resolved.files.length === 0) return [bundleNode(resolved, seed, resolved.bundles)];
  if (resolved.isMember && resolved.bundles.length === 0) return [leafNode(resolved, resolved)];
  const { revisionNumber } = resolved;
  const leaf = { updateId: uuidFromName(`leaf of ${resolved.updateId}`), revisionNumber };
  const own: BundleClause = { revisions: [leaf] };
  return [leafNode(resolved, leaf), bundleNode(resolved, seed, [own, ...resolved.bundles])];
}

type Seeds = SeedReferences['seed'];

/** The update people see: texts, article, categories, licence, and what it is made of. */
function bundleNode(resolved: ResolvedUpdate, seed: Seeds, bundles: readonly BundleClause[]): SeedNode {
  const prerequisites = [...resolved.conditions, ...categoryClauses(resolved)];
  const eula = planEula(resolved, seed);
  const isBare = bundles.length === 0;
  // A bundle is installed when its members are; without members, something of its own must tell.
  const rules = ownRules(resolved, isBare ? markerRules(resolved.updateId) : {}, resolved.files.length === 0);
  const write = (tools: SeedTools): DocumentSpec => ({
    ...documentHead(resolved, resolved),
    properties: { ...propertiesOf(resolved, 'shown'), ...eula?.properties },
    texts: textsOf(resolved.language, textOf(resolved.update), resolved.update.languages),
    prerequisites,
    supersedes: resolved.supersedes,
    bundles,
    rules,
    ...(eula && { eulaFiles: [eula.make(tools)] }),
  });
  return makeNode(resolved, resolved, prerequisites, bundles, write);
}

/** The hidden member that carries the files; like real ones it has the products as plain conditions. */
function leafNode(resolved: ResolvedUpdate, identity: RevisionIdentity): SeedNode {
  const { files, products, conditions, update, key, where } = resolved;
  const parts = leafParts({ update, key, ...identityOf(identity), firstFile: files[0]?.name ?? '', where });
  const ofProducts = products.length > 0 ? [{ isCategory: false, updateIds: products }] : [];
  const prerequisites = [...conditions, ...ofProducts];
  const rules = ownRules(resolved, parts.rules, true);
  const write = (tools: SeedTools): DocumentSpec => {
    const made = files.map((file) => file.make(tools));
    return {
      ...documentHead(resolved, identity),
      properties: {
        ...propertiesOf(resolved, 'hidden'),
        maxDownloadSize: made.reduce((sum, file) => sum + file.size, 0),
        minDownloadSize: 0,
        ...parts.release,
      },
      texts: [{ language: resolved.language, title: update.title }],
      prerequisites,
      rules,
      files: made,
      ...(parts.handler && { handler: parts.handler }),
    };
  };
  return { ...makeNode(resolved, identity, prerequisites, [], write), bytes: bytesOf(resolved) };
}

/** A driver is one document: people see it and it carries its files. */
function driverNode(resolved: ResolvedUpdate, seed: Seeds): SeedNode {
  const { files, update, conditions } = resolved;
  const prerequisites = [...conditions, ...categoryClauses(resolved)];
  const eula = planEula(resolved, seed);
  const rules = ownRules(resolved, driverRules, true);
  const write = (tools: SeedTools): DocumentSpec => {
    const made = files.map((file) => file.make(tools));
    return {
      ...documentHead(resolved, resolved),
      updateType: 'Driver',
      properties: {
        ...propertiesOf(resolved, 'shown'),
        maxDownloadSize: made.reduce((sum, file) => sum + file.size, 0),
        ...eula?.properties,
      },
      texts: textsOf(resolved.language, textOf(update), update.languages),
      prerequisites,
      supersedes: resolved.supersedes,
      rules,
      drivers: update.driver ? driverSpecs(update.driver) : [],
      files: made,
      handler: { kind: 'WindowsDriver' },
      ...(eula && { eulaFiles: [eula.make(tools)] }),
    };
  };
  return { ...makeNode(resolved, resolved, prerequisites, [], write), bytes: bytesOf(resolved) };
}

function makeNode(
  resolved: ResolvedUpdate,
  identity: RevisionIdentity,
  prerequisites: readonly PrerequisiteClause[],
  bundles: readonly BundleClause[],
  write: SeedNode['write'],
): SeedNode {
  const isLeaf = identity.updateId !== resolved.updateId;
  return {
    ...identityOf(identity),
    name: isLeaf ? `${resolved.key} (files)` : resolved.key,
    source: resolved.where,
    needs: [
      ...prerequisites.flatMap((clause) => clause.updateIds),
      ...bundles.flatMap((clause) => clause.revisions.map((revision) => revision.updateId)),
    ],
    replaces: isLeaf ? [] : resolved.supersedes,
    write,
  };
}

function bytesOf({ files }: ResolvedUpdate): number {
  return files.reduce((sum, file) => sum + file.size, 0);
}

function documentHead(resolved: ResolvedUpdate, identity: RevisionIdentity) {
  return {
    identity: identityOf(identity),
    updateType: resolved.update.driver ? 'Driver' : 'Software',
  } as const;
}

function identityOf({ updateId, revisionNumber }: RevisionIdentity): RevisionIdentity {
  return { updateId, revisionNumber };
}

function textOf({ title, description }: SeedUpdate): {
  readonly title: string;
  readonly description?: string;
} {
  return { title, ...(description !== undefined && { description }) };
}

/** `rules` with the conditions the seed gives in their place, where the document is the one they speak of. */
function ownRules(resolved: ResolvedUpdate, rules: RulesSpec, isJudged: boolean): RulesSpec {
  const { installed, installable } = resolved.update;
  const place = () => resolved.where;
  return {
    ...rules,
    ...(isJudged && installed !== undefined && { isInstalled: ruleNode(installed, place) }),
    ...(isJudged && installable !== undefined && { isInstallable: ruleNode(installable, place) }),
  };
}

/** Product and classification clauses, as every update has them that people see. */
function categoryClauses({ products, classification }: ResolvedUpdate): readonly PrerequisiteClause[] {
  const classifications = classification === undefined ? [] : [classification];
  return [products, classifications]
    .filter((updateIds) => updateIds.length > 0)
    .map((updateIds) => ({ isCategory: true, updateIds }));
}
