import t, { type Test } from 'tap';
import type { Catalog } from '../../../catalog/catalog.ts';
import { ALL_COMPUTERS } from '../../../catalog/store/groups.ts';
import { testCatalog } from '../../helpers/catalogs.ts';
import { idOf, importUpdates, revisionIdOf } from '../../helpers/documents.ts';

const GUID = '12345678-0000-4000-8000-000000000001';
const ALWAYS = 9_000_000_000_000;

function withUpdates(t: Test): Catalog {
  const catalog = testCatalog(t);
  importUpdates(catalog, { id: 1 }, { id: 2 });
  return catalog;
}

function replace(catalog: Catalog, id: number, more: object = {}): number {
  return catalog.write(() =>
    catalog.deployments.replace({
      revisionId: revisionIdOf(catalog, id),
      groupId: ALL_COMPUTERS,
      action: 'Install',
      isImplicit: false,
      isAssigned: true,
      lastChange: catalog.clock.now(),
      change: catalog.changes.next(),
      ...more,
    }),
  );
}

const now = ({ changes }: Catalog) => changes.pointInTime().moment;
const number = ({ changes }: Catalog) => changes.pointInTime().number;
const guids = ({ deployments }: Catalog, after = 0, until = ALWAYS) => {
  const { made, dead } = deployments.changedBetween(after, until);
  return { made: made.map(({ deploymentGuid }) => deploymentGuid), dead };
};

t.test('an approval keeps what another server told of it', (t) => {
  const catalog = withUpdates(t);
  const told = {
    deploymentGuid: GUID,
    adminName: 'CONTOSO\\admin',
    goLiveTime: '2026-12-01T00:00:00Z',
    downloadPriority: 3,
    deadline: '2026-12-24T18:00:00Z',
    isAssigned: false,
    action: 'OptionalInstall',
  };
  replace(catalog, 1, told);
  t.match(catalog.deployments.byGuid(GUID), { ...told, updateId: idOf(1), revisionNumber: 1 });
  t.equal(catalog.deployments.byGuid('12345678-0000-4000-8000-000000000002'), undefined);
  t.end();
});

t.test('one that is made here has a GUID of its own and the usual values', (t) => {
  const catalog = withUpdates(t);
  replace(catalog, 1);
  replace(catalog, 2);
  const { made } = catalog.deployments.changedBetween(0, ALWAYS);
  t.equal(new Set(made.map(({ deploymentGuid }) => deploymentGuid)).size, 2);
  for (const one of made)
    t.match(one, { adminName: null, goLiveTime: null, downloadPriority: 2, deadline: null });
  t.end();
});

t.test('what a revision comes with is neither made nor counted', (t) => {
  const catalog = withUpdates(t);
  t.same(guids(catalog), { made: [], dead: [] });
  t.equal(number(catalog), 1);
  t.end();
});

t.test('a stretch begins after its first moment and ends with its last', (t) => {
  const catalog = withUpdates(t);
  const start = now(catalog);
  replace(catalog, 1);
  const first = now(catalog);
  replace(catalog, 2);
  const second = now(catalog);
  t.ok(start < first && first < second, 'each change is later than the one before, on a clock that stands');
  const { made } = guids(catalog);
  t.same(guids(catalog, start, first).made, made.slice(0, 1));
  t.same(guids(catalog, first, second).made, made.slice(1));
  t.same(guids(catalog, second).made, []);
  t.same(guids(catalog, 0, start).made, []);
  t.end();
});

t.test('what ends is remembered by its GUID, in whatever way it ends', (t) => {
  const catalog = withUpdates(t);
  const { deployments, groups } = catalog;
  groups.create('Pilot');
  const pilot = groups.require('Pilot').groupId;
  replace(catalog, 1);
  replace(catalog, 1, { groupId: pilot });
  replace(catalog, 2, { groupId: pilot });
  const [everywhere = '', inPilot = '', other = ''] = guids(catalog).made;
  const one = revisionIdOf(catalog, 1);

  let moment = now(catalog);
  t.equal(
    catalog.write(() => deployments.remove(one, ALL_COMPUTERS)),
    1,
  );
  t.same(guids(catalog, moment), { made: [], dead: [everywhere] });

  moment = now(catalog);
  t.equal(
    catalog.write(() => deployments.remove(one, ALL_COMPUTERS)),
    0,
    'there is nothing more',
  );
  t.equal(now(catalog), moment, 'and that is no change');

  replace(catalog, 1, { groupId: pilot });
  t.same(guids(catalog, moment).dead, [inPilot], 'another takes its place');
  moment = now(catalog);
  const [replaced = ''] = guids(catalog).made.filter((guid) => guid !== other);
  groups.remove('Pilot');
  t.same([...guids(catalog, moment).dead].sort(), [other, replaced].sort());
  t.equal(guids(catalog).made.length, 0);
  t.end();
});

t.test('the number counts what is made and what ends', (t) => {
  const catalog = withUpdates(t);
  replace(catalog, 1);
  t.equal(number(catalog), 2);
  replace(catalog, 1);
  t.equal(number(catalog), 4, 'one ends, one is made');
  catalog.write(() => catalog.deployments.remove(revisionIdOf(catalog, 1)));
  t.equal(number(catalog), 5);
  t.end();
});

t.test('a GUID that comes back is dead no longer', (t) => {
  const catalog = withUpdates(t);
  replace(catalog, 1, { deploymentGuid: GUID });
  const moment = now(catalog);
  replace(catalog, 1, { deploymentGuid: GUID, deadline: '2026-12-24T18:00:00Z' });
  t.same(guids(catalog, moment), { made: [GUID], dead: [] }, 'another state under its old name');
  catalog.write(() => catalog.deployments.remove(revisionIdOf(catalog, 1)));
  t.same(guids(catalog), { made: [], dead: [GUID] });
  replace(catalog, 2, { deploymentGuid: GUID });
  t.same(guids(catalog), { made: [GUID], dead: [] });
  t.end();
});

t.test('a write that fails ends nothing and counts nothing', (t) => {
  const catalog = withUpdates(t);
  replace(catalog, 1);
  const before = { ...guids(catalog), number: number(catalog), moment: now(catalog) };
  t.throws(() =>
    catalog.write(() => {
      catalog.deployments.remove(revisionIdOf(catalog, 1));
      throw new Error('in the middle');
    }),
  );
  t.same({ ...guids(catalog), number: number(catalog), moment: now(catalog) }, before);
  t.end();
});
