import t from 'tap';
import type { CachedRevision } from '../../../device/datastore/cached-revision.ts';
import { createDatastore } from '../../../device/datastore/datastore.ts';
import { MOST_CHARACTERS, MOST_NODES } from '../../../device/datastore/store-size.ts';
import { cachedOf } from '../../helpers/cores.ts';

const TOO_MUCH = { code: 'WU_E_PT_QUOTA_EXCEEDED' };

/** A revision that says it has so many nodes. */
function heavy(id: number, nodes: number): CachedRevision {
  const one = cachedOf({ id });
  return { ...one, core: { ...one.core, nodes } };
}

t.test('what was parsed of all revisions is bounded, and what is removed makes room', async (t) => {
  const store = createDatastore();
  store.add([heavy(1, MOST_NODES)]);
  t.throws(() => store.add([heavy(2, 1)]), TOO_MUCH);
  store.remove([1]);
  t.doesNotThrow(() => store.add([heavy(2, MOST_NODES)]));
});

t.test('a revision in place of itself counts once', async (t) => {
  const store = createDatastore();
  store.add([heavy(1, MOST_NODES)]);
  t.doesNotThrow(() => store.add([heavy(1, MOST_NODES)]));
});

t.test('drivers count, and those of the pass before do not', async (t) => {
  const store = createDatastore();
  store.setDrivers([heavy(1, MOST_NODES)]);
  t.throws(() => store.add([heavy(2, 1)]), TOO_MUCH);
  t.doesNotThrow(() => store.setDrivers([heavy(3, MOST_NODES)]));
});

t.test('deployments count', async (t) => {
  const one = cachedOf({ id: 1, deployment: { Deadline: 'x'.repeat(MOST_CHARACTERS) } });
  t.throws(() => createDatastore().add([one]), TOO_MUCH);
});

t.test('addresses of files count, each once', async (t) => {
  const store = createDatastore();
  const url = 'x'.repeat(MOST_CHARACTERS / 2);
  store.setLocation('A', url);
  store.setLocation('A', url);
  t.throws(() => store.setLocation('B', url), TOO_MUCH);
  t.same([...store.locations.keys()], ['A']);
});
