import t from 'tap';
import type { Catalog } from '../../../catalog/catalog.ts';
import { testCatalog } from '../../helpers/catalogs.ts';
import { idOf, importUpdates, revisionIdOf, type ShortUpdate } from '../../helpers/documents.ts';

/** The revisions in scope as `id.revision`. */
function scope(catalog: Catalog, updates: readonly ShortUpdate[]): string[] {
  const { snapshot } = catalog.view();
  const names = new Map(
    updates.map(({ id, revision = 1 }) => [revisionIdOf(catalog, id, revision), `${id}.${revision}`]),
  );
  return Array.from(snapshot.revisionIds, (revisionId) => names.get(revisionId) ?? '?');
}

function scopeOf(
  t: Parameters<typeof testCatalog>[0],
  declined: readonly number[],
  ...updates: ShortUpdate[]
): string[] {
  const catalog = testCatalog(t);
  importUpdates(catalog, ...updates);
  for (const id of declined) catalog.approvals.decline(idOf(id));
  return scope(catalog, updates).sort();
}

const member = { deployable: false };

t.test('of every update the newest revision is in scope, in whatever order they came', (t) => {
  t.same(scopeOf(t, [], { id: 1, revision: 2 }, { id: 1 }, { id: 1, revision: 10 }, { id: 2 }), [
    '1.10',
    '2.1',
  ]);
  t.end();
});

t.test(
  'of a bundled update the revision its bundle names is in scope, so that the bundle can be resolved',
  (t) => {
    const child = (revision: number) => ({ id: 2, revision, ...member });
    t.same(scopeOf(t, [], { id: 1, bundles: [[[2, 1]]] }, child(1), child(2)), ['1.1', '2.1']);
    t.same(
      scopeOf(
        t,
        [],
        { id: 1, bundles: [[[2, 1]]] },
        { id: 1, revision: 2, bundles: [[[2, 2]]] },
        child(1),
        child(2),
      ),
      ['1.2', '2.2'],
      'with a newer bundle goes the older member',
    );
    t.same(
      scopeOf(t, [], { id: 1, bundles: [[[2, 1]]] }, { id: 3, bundles: [[[2, 2]]] }, child(1), child(2)),
      ['1.1', '2.2', '3.1'],
      'of two bundles the one that names the newer',
    );
    t.end();
  },
);

t.test('a member whose bundles are all gone goes with them, and so do the members of that member', (t) => {
  const updates = [
    { id: 1, bundles: [[[2, 1]]] },
    { id: 2, ...member, bundles: [[[3, 1]]] },
    { id: 3, ...member },
    { id: 4 },
  ] as const;
  t.same(scopeOf(t, [], ...updates), ['1.1', '2.1', '3.1', '4.1']);
  t.same(scopeOf(t, [1], ...updates), ['4.1']);
  t.same(
    scopeOf(t, [1], ...updates, { id: 5, bundles: [[[3, 1]]] }),
    ['3.1', '4.1', '5.1'],
    'unless another bundle needs them',
  );
  t.end();
});

t.test('a member that can be deployed by itself stays without its bundle', (t) => {
  t.same(scopeOf(t, [1], { id: 1, bundles: [[[2, 1]]] }, { id: 2 }), ['2.1']);
  t.end();
});

t.test('a declined member is out of scope although its bundle is not', (t) => {
  t.same(scopeOf(t, [2], { id: 1, bundles: [[[2, 1]]] }, { id: 2, ...member }), ['1.1']);
  t.end();
});

t.test('bundles that lead in a circle end somewhere', (t) => {
  const circle = [
    { id: 1, bundles: [[[2, 1]]] },
    { id: 2, ...member, bundles: [[[3, 1]]] },
    { id: 3, ...member, bundles: [[[2, 1]]] },
  ] as const;
  t.same(scopeOf(t, [], ...circle), ['1.1', '2.1', '3.1']);
  t.same(scopeOf(t, [1], ...circle), [], 'nothing in scope holds them');
  t.same(scopeOf(t, [], { id: 1, bundles: [[[1, 1]]] }), ['1.1']);
  t.end();
});
