import t from 'tap';
import { driverUpdate } from '../../catalog/drivers/drivers.ts';
import { idOf, importUpdates } from '../../helpers/documents.ts';
import { type ServerFilter, startUpstream } from '../../helpers/server-client.ts';
import { delta, listed, named, whole, withCategories } from './listings.ts';

t.test('an update must be in one of the categories and in one of the classifications', async (t) => {
  const upstream = await withCategories(t);
  importUpdates(
    upstream.catalog,
    { id: 101, in: [11, 51] },
    { id: 102, in: [11, 52] },
    { id: 103, in: [12, 51] },
    { id: 104, in: [11] },
    { id: 105, in: [51] },
    { id: 106 },
    { id: 107, in: [11, 12, 51, 52] },
    { id: 108, needs: [[11], [51]] },
    { ...driverUpdate(109, {}), in: [11, 51] },
  );
  t.equal(await listed(upstream, named([11], [51])), '101 107 109');
  t.equal(await listed(upstream, named([11, 12], [51])), '101 103 107 109');
  t.equal(await listed(upstream, named([11], [51, 52])), '101 102 107 109');
  t.equal(await listed(upstream, named([12], [52])), '107');
  t.equal(await listed(upstream, named([21], [51])), '');
  t.equal(await listed(upstream, named([999, 11], [999, 52])), '102 107', 'what is not here is passed over');
  t.equal(await listed(upstream, named([999], [51])), '');
  t.equal(
    await listed(upstream, {
      Categories: [{ Id: idOf(11).toUpperCase(), Delta: false }],
      Classifications: whole(51),
    }),
    '101 107 109',
    'whatever the case of an id',
  );
});

t.test('a clause that names several categories puts the update in each', async (t) => {
  const upstream = await withCategories(t);
  const prerequisites = [
    { isCategory: true, updateIds: [idOf(11), idOf(21)] },
    { isCategory: true, updateIds: [idOf(51)] },
  ];
  importUpdates(upstream.catalog, { id: 101, more: { prerequisites } });
  t.equal(await listed(upstream, named([11], [51])), '101');
  t.equal(await listed(upstream, named([21], [51])), '101');
  t.equal(await listed(upstream, named([12], [51])), '');
});

t.test('a family stands for its products, and a company for its families', async (t) => {
  const upstream = await withCategories(t);
  importUpdates(
    upstream.catalog,
    { id: 5, type: 'Category' },
    { id: 1, revision: 2, type: 'Category', in: [5] },
    { id: 101, in: [11, 51] },
    { id: 102, in: [12, 51] },
    { id: 103, in: [21, 51] },
    { id: 104, in: [1, 51] },
  );
  t.equal(await listed(upstream, named([1], [51])), '101 102 104');
  t.equal(await listed(upstream, named([5], [51])), '101 102 104');
  t.equal(await listed(upstream, named([2], [51])), '103');
  t.equal(await listed(upstream, named([11], [51])), '101', 'a product does not stand for its family');
});

t.test('categories within each other in a circle do no harm', async (t) => {
  const upstream = await withCategories(t);
  importUpdates(
    upstream.catalog,
    { id: 31, type: 'Category', in: [32] },
    { id: 32, type: 'Category', in: [31] },
    { id: 101, in: [32, 51] },
  );
  t.equal(await listed(upstream, named([31], [51])), '101');
});

t.test('a new product comes whole, others by what changed, in one request', async (t) => {
  const upstream = await withCategories(t);
  importUpdates(
    upstream.catalog,
    { id: 101, in: [11, 51] },
    { id: 102, in: [12, 51] },
    { id: 103, in: [12, 52] },
  );
  const { anchor: Anchor } = await upstream.server.list(upstream.cookie);
  const ask = (Categories: ServerFilter['Categories'], Classifications: ServerFilter['Classifications']) =>
    listed(upstream, {
      Anchor,
      ...(Categories && { Categories }),
      ...(Classifications && { Classifications }),
    });
  t.equal(await ask(delta(11, 12), delta(51, 52)), '', 'nothing changed');
  t.equal(await ask(whole(11, 12), whole(51, 52)), '101 102 103', 'all again, as a real server does');
  t.equal(await ask([...delta(11), ...whole(12)], delta(51, 52)), '102 103', 'the new product whole');
  t.equal(await ask(delta(11, 12), [...delta(51), ...whole(52)]), '103', 'the new classification whole');
  importUpdates(upstream.catalog, { id: 104, in: [11, 51] }, { id: 105, in: [21, 51] });
  t.equal(await ask(delta(11, 12), delta(51)), '104');
  t.equal(await ask([...delta(11), ...whole(12)], delta(51)), '102 104', 'mixed');
  t.equal(await ask([...delta(11), ...whole(12)], delta(52)), '103');
});

t.test('a family that is new is whole in all its products', async (t) => {
  const upstream = await withCategories(t);
  importUpdates(upstream.catalog, { id: 101, in: [11, 51] }, { id: 102, in: [21, 51] });
  const { anchor: Anchor } = await upstream.server.list(upstream.cookie);
  const asked = { Anchor, Categories: [...whole(1), ...delta(2)], Classifications: delta(51) };
  t.equal(await listed(upstream, asked), '101');
});

t.test('without an anchor everything is new, whatever Delta says', async (t) => {
  const upstream = await withCategories(t);
  importUpdates(upstream.catalog, { id: 101, in: [11, 51] });
  t.equal(await listed(upstream, { Categories: delta(11), Classifications: delta(51) }), '101');
});

t.test('one list without the other, or an empty one, is nothing; none at all is everything', async (t) => {
  const upstream = await withCategories(t);
  importUpdates(upstream.catalog, { id: 101, in: [11, 51] }, { id: 102 });
  const { anchor: Anchor } = await upstream.server.list(upstream.cookie);
  t.equal(await listed(upstream, { Categories: whole(11) }), '');
  t.equal(await listed(upstream, { Classifications: whole(51) }), '');
  t.equal(await listed(upstream, { Categories: [], Classifications: whole(51) }), '');
  t.equal(await listed(upstream, { Categories: whole(11), Classifications: [] }), '');
  t.equal(await listed(upstream, { Categories: [], Classifications: [] }), '');
  t.equal(await listed(upstream, {}), '101 102');
  t.equal(await listed(upstream, { Anchor }), '');
  importUpdates(upstream.catalog, { id: 103 });
  t.equal(await listed(upstream, { Anchor }), '103');
});

t.test('GetConfig lists categories and detectoids in every revision, whatever the filters', async (t) => {
  const upstream = await withCategories(t);
  importUpdates(
    upstream.catalog,
    { id: 101, in: [11, 51] },
    { id: 11, revision: 2, type: 'Category', in: [1] },
  );
  const all = '1 2 11 12 21 51 52 90 11.2';
  t.equal(await listed(upstream, { GetConfig: true }), all);
  t.equal(await listed(upstream, { GetConfig: true, ...named([21], []) }), all);
  t.equal(await listed(upstream, { GetConfig: true, Languages: [{ Id: 1031, Delta: true }] }), all);
  const { anchor: Anchor } = await upstream.server.list(upstream.cookie);
  importUpdates(upstream.catalog, { id: 90, revision: 2, type: 'Detectoid' });
  t.equal(await listed(upstream, { GetConfig: true, Anchor, ...named([21], [51]) }), '90.2');
});

t.test('of software the newest revision is listed alone, and judged by its own categories', async (t) => {
  const upstream = await withCategories(t);
  importUpdates(upstream.catalog, { id: 101, in: [11, 51] }, { id: 101, revision: 3, in: [12, 51] });
  t.equal(await listed(upstream, named([12], [51])), '101.3');
  t.equal(await listed(upstream, named([11], [51])), '', 'it has left that product');
  importUpdates(upstream.catalog, { id: 101, revision: 2, in: [11, 51] });
  t.equal(await listed(upstream, {}), '101.3', 'one that comes late is no newer');
});

t.test('what is expired is listed, and so is what is declined', async (t) => {
  const upstream = await withCategories(t);
  importUpdates(upstream.catalog, { id: 101, in: [11, 51], expired: true }, { id: 102, in: [11, 51] });
  upstream.catalog.approvals.decline(idOf(102));
  t.equal(await listed(upstream, named([11], [51])), '101 102');
});

t.test('members of a bundle come with it where bundleClosure is on, and not where it is off', async (t) => {
  for (const bundleClosure of [false, true]) {
    const upstream = await withCategories(t, { bundleClosure });
    importUpdates(
      upstream.catalog,
      { id: 201, deployable: false },
      { id: 202, deployable: false, bundles: [[[201, 1]]] },
      { id: 203, deployable: false },
      { id: 101, in: [11, 51], bundles: [[[202, 1]], [[203, 1]]] },
      { id: 102, in: [12, 51], bundles: [[[204, 1]]] },
      { id: 204, deployable: false },
      { id: 203, revision: 2, deployable: false },
    );
    const expected = bundleClosure ? '201 202 203 101' : '101';
    t.equal(await listed(upstream, named([11], [51])), expected, `${bundleClosure}: members of members too`);
    const { anchor: Anchor } = await upstream.server.list(upstream.cookie);
    const changed = { Anchor, Categories: delta(11), Classifications: delta(51) };
    t.equal(await listed(upstream, changed), '', 'nothing changed, nothing comes');
  }
});

t.test(
  'GetRevisionIdList notes when a server asked for updates, not when it asked for categories',
  async (t) => {
    const { server, cookie, catalog, clock } = await startUpstream(t);
    const lastSync = () => catalog.downstream.all()[0]?.lastSyncAt;
    clock.advance(60_000);
    await server.list(cookie, { GetConfig: true });
    t.equal(lastSync(), null);
    await server.list(cookie);
    t.equal(lastSync(), clock.now());
  },
);
