import { fail } from '../../platform/errors/index.ts';
import type { DocumentSpec } from '../../protocol/metadata/build-document-spec.ts';
import type { SeedTools } from './seed-tools.ts';

/** Most names a circle is told with. */
const MAX_TOLD = 6;

/** One revision of a seed, checked and ready to be written. */
export interface SeedNode {
  /** Lower case. */
  readonly updateId: string;
  readonly revisionNumber: number;
  /** What errors call it. */
  readonly name: string;
  /** Where in the seed it comes from. */
  readonly source: string;
  /** UpdateIDs of prerequisites and bundled updates; those outside the seed are passed over. */
  readonly needs: readonly string[];
  /** UpdateIDs it supersedes. */
  readonly replaces: readonly string[];
  /** Bytes of its files before signing; left out where it has none. */
  readonly bytes?: number;
  readonly write: (tools: SeedTools) => DocumentSpec;
}

/**
 * The nodes with each after those it needs, otherwise as given. Revisions of one update follow their numbers.
 *
 * @throws SEED_CYCLE where needs or supersedence lead in a circle, SEED_INVALID where two are one revision
 */
export function orderNodes(nodes: readonly SeedNode[]): readonly SeedNode[] {
  refuseTwins(nodes);
  sort(nodes, (node) => node.replaces, 'supersedes');
  return sort(nodes, (node) => node.needs, 'prerequisites and bundles');
}

function refuseTwins(nodes: readonly SeedNode[]): void {
  const seen = new Map<string, SeedNode>();
  for (const node of nodes) {
    const revision = `${node.updateId}, revision ${node.revisionNumber}`;
    const other = seen.get(revision);
    if (other)
      fail('SEED_INVALID', {
        where: node.source,
        problem: `${node.name} and ${other.name} are both ${revision}`,
        repair: 'Give one of them another updateId.',
      });
    seen.set(revision, node);
  }
}

/** A visit under way: the node and the neighbours still to be seen. */
interface Visit {
  readonly node: SeedNode;
  readonly rest: Iterator<SeedNode>;
}

/** Depth first without recursion: chains may be as long as a seed. */
function sort(
  nodes: readonly SeedNode[],
  edges: (node: SeedNode) => readonly string[],
  relation: string,
): readonly SeedNode[] {
  const byId = groupById(nodes);
  const around = (node: SeedNode) => neighbours(node, edges(node), byId);
  const state = new Map<SeedNode, 'open' | 'done'>();
  const sorted: SeedNode[] = [];
  for (const root of nodes) {
    const visits: Visit[] = [];
    const open = (node: SeedNode) => {
      state.set(node, 'open');
      visits.push({ node, rest: around(node)[Symbol.iterator]() });
    };
    if (!state.has(root)) open(root);
    for (let visit = visits.at(-1); visit; visit = visits.at(-1)) {
      const { value: next, done } = visit.rest.next();
      if (done) {
        state.set(visit.node, 'done');
        sorted.push(visit.node);
        visits.pop();
      } else if (state.get(next) === 'open') circle(visits, next, relation);
      else if (!state.has(next)) open(next);
    }
  }
  return sorted;
}

function neighbours(
  node: SeedNode,
  ids: readonly string[],
  byId: ReadonlyMap<string, readonly SeedNode[]>,
): readonly SeedNode[] {
  const older = (byId.get(node.updateId) ?? []).filter((other) => other.revisionNumber < node.revisionNumber);
  return [...older, ...ids.flatMap((id) => byId.get(id) ?? [])];
}

function circle(visits: readonly Visit[], back: SeedNode, relation: string): never {
  const path = visits.map((visit) => visit.node);
  const names = path.slice(path.indexOf(back)).map((node) => node.name);
  const told = names.length > MAX_TOLD ? [...names.slice(0, MAX_TOLD - 1), '…', names.at(-1)] : names;
  return fail('SEED_CYCLE', {
    where: back.source,
    relation,
    names: [...told, back.name].join(' → '),
  });
}

function groupById(nodes: readonly SeedNode[]): ReadonlyMap<string, readonly SeedNode[]> {
  const byId = new Map<string, SeedNode[]>();
  for (const node of nodes) {
    const same = byId.get(node.updateId);
    if (same) same.push(node);
    else byId.set(node.updateId, [node]);
  }
  return byId;
}
