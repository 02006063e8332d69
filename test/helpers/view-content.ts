import type { Catalog } from '../../catalog/catalog.ts';

/** What the view of a catalogue tells `computers`, in plain values; `since` are the changes to ask from. */
export function toldBy(catalog: Catalog, since: readonly number[], computers: readonly string[]): unknown {
  const view = catalog.view();
  const { snapshot } = view;
  const nodes = Array.from({ length: snapshot.size }, (_, node) => node);
  const revisionOf = (node: number) => snapshot.revisionIds[node];
  return {
    counters: [view.change, view.structure, view.membership, view.configuration, view.mark],
    revisions: nodes.map(revisionOf),
    leaves: nodes.map((node) => snapshot.isLeaf[node]),
    deployments: computers.map((computer) =>
      nodes.map((node) => view.deploymentOf(node, view.membershipOf(computer))),
    ),
    changes: since.map((change) => view.changedAfter(change).map(revisionOf)),
  };
}
