import { createHash } from 'node:crypto';
import { isoMoment, parseMoment } from '../../../platform/clock.ts';
import type { DocumentSpec, FileSpec, RuleNode } from '../../../protocol/metadata/build-document-spec.ts';
import type { PrerequisiteClause } from '../../../protocol/metadata/update-document.ts';
import { detectoidClauses } from './detectoids.ts';
import type { Draws } from './draws.ts';
import { type CataloguePlan, CLASSIFICATIONS } from './plan.ts';
import { allOf, registryRule, versionRule } from './rules.ts';
import { updateIdOf } from './update-names.ts';

const FIRST_CREATED = parseMoment('2019-01-01T00:00:00Z');
const CREATED_EVERY_MILLISECONDS = 35 * 60_000;
const REVISION = 200;
const MOST_MEMBERS = 3;
/** Clauses of its bundle a member has as well: products, classification and the first of the detectoids. */
const MEMBER_CLAUSES = 3;

/** Share of the updates that replace the update before them of their product. */
const SUPERSEDING = 0.35;
const TWO_PRODUCTS = 0.15;
/**
 * Powers a draw is raised to: products and classifications that came first have more updates than later ones, and
 * most bundles have one member.
 */
const PRODUCT_SKEW = 1.5;
const CLASSIFICATION_SKEW = 1.4;
const MEMBER_SKEW = 2;

/** Shares of the members with some rules more than the usual one, and with rules of some KB. */
const MORE_RULES = 0.3;
const LONG_RULES = 0.04;
const MOST_MORE_RULES = 2;
const MOST_LONG_RULES = 24;

/** What a bundle and its members have in common. */
interface Release {
  readonly product: number;
  readonly prerequisites: readonly PrerequisiteClause[];
}

/** Bundles, each after its members; where the last revision is too few for a bundle, an update without members. */
export function* software(plan: CataloguePlan, draws: Draws): Generator<DocumentSpec> {
  const latestOfProduct = new Map<number, string>();
  for (let number = 0; number < plan.software; ) {
    const { product, prerequisites } = drawRelease(plan, draws);
    const wanted = 1 + Math.floor(MOST_MEMBERS * draws.fraction() ** MEMBER_SKEW);
    const members = Math.min(wanted, plan.software - number - 1);
    const first = number;
    // A member never needs more than its bundle, so that nobody gets a bundle without its members.
    const needed = prerequisites.slice(0, MEMBER_CLAUSES);
    for (let made = 0; made < members; made++) yield member(number++, needed, draws);
    const latest = latestOfProduct.get(product);
    const supersedes = latest !== undefined && draws.chance(SUPERSEDING) ? [latest] : [];
    latestOfProduct.set(product, updateIdOf('update', number));
    yield bundle(number++, { first, members, prerequisites, supersedes });
  }
}

function drawRelease(plan: CataloguePlan, draws: Draws): Release {
  const drawProduct = (): number => Math.floor(plan.products * draws.fraction() ** PRODUCT_SKEW);
  const product = drawProduct();
  const products = new Set(draws.chance(TWO_PRODUCTS) ? [product, drawProduct()] : [product]);
  const classification = Math.floor((CLASSIFICATIONS - 1) * draws.fraction() ** CLASSIFICATION_SKEW);
  return {
    product,
    prerequisites: [
      { isCategory: true, updateIds: [...products].map((one) => updateIdOf('product', one)) },
      { isCategory: true, updateIds: [updateIdOf('classification', classification)] },
      ...detectoidClauses(plan, draws),
    ],
  };
}

function bundle(
  number: number,
  parts: {
    readonly first: number;
    readonly members: number;
    readonly prerequisites: readonly PrerequisiteClause[];
    readonly supersedes: readonly string[];
  },
): DocumentSpec {
  const { first, members, prerequisites, supersedes } = parts;
  return {
    ...basics(number, true),
    prerequisites,
    ...(supersedes.length > 0 && { supersedes }),
    ...(members > 0 && {
      bundles: Array.from({ length: members }, (_none, at) => ({
        revisions: [{ updateId: updateIdOf('update', first + at), revisionNumber: REVISION }],
      })),
    }),
  };
}

function member(number: number, prerequisites: readonly PrerequisiteClause[], draws: Draws): DocumentSpec {
  const isLong = draws.chance(LONG_RULES);
  const most = isLong ? MOST_LONG_RULES : draws.chance(MORE_RULES) ? MOST_MORE_RULES : 0;
  const more = most === 0 ? 0 : 1 + draws.below(most);
  // Half of the real ones and more have rules that say nothing.
  const installed: readonly RuleNode[] =
    more === 0
      ? []
      : [versionRule(number), ...Array.from({ length: more }, (_none, at) => registryRule(number + at))];
  const file = payload(number, 1_000_000 + draws.below(500_000_000));
  const { properties, ...rest } = basics(number, false);
  return {
    ...rest,
    properties: { ...properties, maxDownloadSize: file.size, minDownloadSize: 0 },
    prerequisites,
    rules: { isInstalled: allOf(installed), ...(more > 0 && { isInstallable: versionRule(number) }) },
    files: [file],
    handler: { kind: 'CommandLineInstallation', program: file.fileName, arguments: '/quiet' },
  };
}

function basics(
  number: number,
  explicitlyDeployable: boolean,
): Pick<DocumentSpec, 'identity' | 'updateType' | 'properties' | 'texts'> {
  return {
    identity: { updateId: updateIdOf('update', number), revisionNumber: REVISION },
    updateType: 'Software',
    properties: {
      defaultLanguage: 'en',
      explicitlyDeployable,
      creationDate: isoMoment(FIRST_CREATED + number * CREATED_EVERY_MILLISECONDS),
      installationBehavior: { rebootBehavior: 'CanRequestReboot' },
      ...(explicitlyDeployable && { kbArticleIds: [String(5_000_000 + number)] }),
    },
    texts: [
      {
        language: 'en',
        title: `Mock: cumulative update for Mock Windows (KB${5_000_000 + number})`,
        description: 'Install this update to resolve issues in Mock Windows. It is for measuring only.',
      },
    ],
  };
}

function payload(number: number, size: number): FileSpec {
  const digest = (algorithm: string): string =>
    createHash(algorithm).update(`bench payload ${number}`).digest('hex').toUpperCase();
  return {
    sha1: digest('sha1'),
    sha256: digest('sha256'),
    fileName: `mock-kb${5_000_000 + number}-x64.exe`,
    size,
    modified: isoMoment(FIRST_CREATED + number * CREATED_EVERY_MILLISECONDS),
    patchingType: 'SelfContained',
  };
}
