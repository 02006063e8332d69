import t from 'tap';
import { createBundleParts } from '../../../device/offers/bundle-parts.ts';
import type { ShortRevision } from '../../helpers/cores.ts';
import { idOf } from '../../helpers/documents.ts';
import { judged } from '../../helpers/judged.ts';

/** What of the bundles in `shorts` is installed, and removed, in few words. */
function partsIn(shorts: readonly ShortRevision[]) {
  const { store, statuses } = judged(shorts);
  const bundles = createBundleParts(store.ofUpdate, statuses);
  return (id: number, how: 'toInstall' | 'toRemove' = 'toInstall'): readonly string[] | string => {
    const revision = store.ofUpdate(idOf(id));
    if (revision === undefined) throw new Error(`there is no ${id}`);
    const found = bundles[how](revision);
    return 'reason' in found ? found.reason : found.parts.map(({ core }) => core.updateId);
  };
}

const range = (from: number, count: number): readonly number[] =>
  Array.from({ length: count }, (_, at) => from + at);
const leaves = (from: number, count: number): readonly ShortRevision[] =>
  range(from, count).map((id) => ({ id }));

t.test('a bundle that two others name is what it is in both', async (t) => {
  const partsOf = partsIn([
    { id: 1, bundles: [[3], [4]] },
    { id: 2, bundles: [[5], [3]] },
    { id: 3, bundles: [[4], [5]] },
    ...leaves(4, 2),
  ]);
  t.same(partsOf(1), [4, 5].map(idOf));
  t.same(partsOf(2), [5, 4].map(idOf));
});

t.test('a bundle of more updates than one offer brings is told so', async (t) => {
  const partsOf = partsIn([{ id: 1, bundles: range(2, 10_001).map((id) => [id]) }, ...leaves(2, 10_001)]);
  t.equal(partsOf(1), 'it brings more than 10000 updates');
});

t.test('bundles that together bring more than there may be are told so', async (t) => {
  const shared: ShortRevision = { id: 1, bundles: range(2, 5_000).map((id) => [id]) };
  const tops = range(10_000, 60).map((id) => ({ id, bundles: [[1]] }));
  const partsOf = partsIn([shared, ...leaves(2, 5_000), ...tops]);
  const found = tops.map(({ id }) => partsOf(id));
  t.equal(found[0]?.length, 5_000);
  t.equal(found.at(-1), 'all offers together bring more than 500000 updates');
});

t.test('bundles that are there by their own rules and nested without end are told so', async (t) => {
  const chain = range(1, 20_000).map((id) => ({ id, installed: 'True', bundles: [[id + 1]] }));
  const partsOf = partsIn([...chain, { id: 20_001, installed: 'True' }]);
  t.equal(partsOf(1, 'toRemove'), 'its bundles are nested more than 100 deep');
  t.same(partsOf(19_990, 'toRemove'), [idOf(20_001)], 'but not the last of them');
});

t.test('a bundle of itself that is there by its own rule is told so', async (t) => {
  const partsOf = partsIn([{ id: 1, installed: 'True', bundles: [[1]] }]);
  t.equal(partsOf(1, 'toRemove'), 'its bundles are nested more than 100 deep');
});

t.test('how deep bundles are does not hang on which was asked for first', async (t) => {
  const chain = range(1, 120).map((id) => ({ id, installed: 'True', bundles: [[id + 1]] }));
  const partsOf = partsIn([...chain, { id: 121, installed: 'True' }]);
  t.same(partsOf(100, 'toRemove'), [idOf(121)]);
  t.same(partsOf(21, 'toRemove'), [idOf(121)]);
  t.equal(partsOf(20, 'toRemove'), 'its bundles are nested more than 100 deep');
});
