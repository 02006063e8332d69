import t, { type Test } from 'tap';
import { ALL_COMPUTERS } from '../../../../catalog/store/groups.ts';
import { idOf, importUpdates, revisionIdOf } from '../../../helpers/documents.ts';
import { LICENCE, licensed } from '../../../helpers/licensed-updates.ts';
import { refusalOf } from '../../../helpers/seeds.ts';
import { classification, contentsOf, product, type SyncPair, syncPair } from '../../../helpers/sync-pair.ts';

/** An upstream server with updates 101 to 105, two groups, approvals of every kind; and a replica of it. */
async function world(t: Test): Promise<SyncPair> {
  const pair = await syncPair(t);
  const { catalog } = pair.up;
  importUpdates(catalog, product(11), classification(51));
  importUpdates(catalog, ...[101, 102, 103, 104].map((id) => ({ id, in: [11, 51], removable: true })));
  importUpdates(catalog, licensed({ id: 105, in: [11, 51] }));
  catalog.groups.create('Pilot');
  catalog.groups.create('Early', 'Pilot');
  catalog.approvals.approve({ updateId: idOf(101), action: 'Install', deadline: '2026-12-24T18:30:00Z' });
  catalog.approvals.approve({ updateId: idOf(101), action: 'OptionalInstall', group: 'Early' });
  catalog.approvals.approve({ updateId: idOf(102), action: 'Uninstall', group: 'Pilot' });
  catalog.approvals.approve({ updateId: idOf(103), action: 'PreDeploymentCheck' });
  catalog.approvals.approve({ updateId: idOf(104), action: 'Block', group: 'Pilot' });
  return pair;
}

const replicate = (pair: SyncPair) => pair.sync({ replica: true });

/** What the upstream server decided, and what the replica has of it, are the same. */
function same(t: Test, { up, down }: SyncPair, what = ''): void {
  t.same(contentsOf(down.catalog), contentsOf(up.catalog), what);
}

t.test(
  'a replica has the groups, approvals, deadlines, declines and licences of its upstream server',
  async (t) => {
    const pair = await world(t);
    pair.up.catalog.approvals.decline(idOf(104));
    pair.up.catalog.approvals.approve({ updateId: idOf(105), action: 'Install', acceptEula: true });
    const { result, report } = await replicate(pair);
    t.equal(result, 'succeeded');
    t.equal(report.approvals, 5);
    same(t, pair);
    t.equal(
      pair.down.catalog.groups.find('Early')?.parentId,
      pair.down.catalog.groups.find('Pilot')?.groupId,
    );
  },
);

t.test('clients of a replica see the same updates as those of its upstream server', async (t) => {
  const pair = await world(t);
  await replicate(pair);
  const seen = async ({ client, catalog }: SyncPair['up']) => {
    const categories = [revisionIdOf(catalog, 11), revisionIdOf(catalog, 51)];
    const { NewUpdates = [] } = await client.sync(await client.session(), {
      InstalledNonLeafUpdateIDs: categories,
    });
    return NewUpdates.map(({ Deployment, IsLeaf }) => [
      ...[Deployment?.Action, Deployment?.IsAssigned, Deployment?.Deadline, IsLeaf],
    ]);
  };
  t.same(await seen(pair.down), await seen(pair.up));
  t.ok((await seen(pair.up)).length >= 3);
});

t.test('each change of the decisions comes with the next run', async (t) => {
  const pair = await world(t);
  await replicate(pair);
  const { approvals, groups, eulas } = pair.up.catalog;
  const changes: readonly (readonly [string, () => unknown])[] = [
    ['an approval made', () => approvals.approve({ updateId: idOf(103), action: 'Install' })],
    ['an approval made another', () => approvals.approve({ updateId: idOf(103), action: 'Uninstall' })],
    [
      'a deadline',
      () => approvals.approve({ updateId: idOf(103), action: 'Install', deadline: '2027-01-01T00:00:00Z' }),
    ],
    ['no deadline any more', () => approvals.approve({ updateId: idOf(103), action: 'Install' })],
    ['optional', () => approvals.approve({ updateId: idOf(103), action: 'OptionalInstall' })],
    ['an approval ended', () => approvals.unapprove(idOf(103))],
    ['declined', () => approvals.decline(idOf(101))],
    ['shown again', () => approvals.undecline(idOf(101))],
    ['a licence accepted', () => approvals.acceptEula(idOf(105))],
    ['a licence taken back', () => pair.up.catalog.write(() => eulas.revoke(LICENCE))],
    ['a group made', () => groups.create('Late', 'Early')],
    ['a group renamed', () => groups.rename('Late', 'Later')],
    ['a group moved', () => groups.move('Later', ALL_COMPUTERS)],
    [
      'a group moved below another that moved',
      () => {
        groups.move('Early', 'Later');
      },
    ],
    [
      'names traded',
      () => {
        groups.rename('Later', 'Between');
        groups.rename('Early', 'Later');
        groups.rename('Between', 'Early');
      },
    ],
    ['the case of a name', () => groups.rename('Pilot', 'PILOT')],
    [
      'an approval for a new group',
      () => {
        groups.create('New');
        approvals.approve({ updateId: idOf(104), action: 'Install', group: 'New' });
      },
    ],
    ['a group removed with its approvals', () => groups.remove('New')],
    [
      'a group removed and another made of its name',
      () => {
        groups.create('Short');
        groups.rename('Short', 'Long');
        groups.create('Short');
        groups.remove('Long');
      },
    ],
  ];
  for (const [name, change] of changes) {
    change();
    const { result, error } = await replicate(pair);
    t.equal(result, 'succeeded', `${name} ${error?.message ?? ''}`);
    same(t, pair, name);
    const { report } = await replicate(pair);
    t.equal(report.approvals, 0, 'then nothing is new');
  }
});

t.test('all those changes together come in one run', async (t) => {
  const pair = await world(t);
  await replicate(pair);
  const { approvals, groups } = pair.up.catalog;
  importUpdates(pair.up.catalog, { id: 101, revision: 2, in: [11, 51] }, { id: 106, in: [11, 51] });
  approvals.approve({ updateId: idOf(106), action: 'Install', group: 'Early' });
  approvals.unapprove(idOf(104));
  approvals.decline(idOf(102));
  groups.rename('Pilot', 'Other');
  groups.rename('Early', 'Pilot');
  t.equal((await replicate(pair)).result, 'succeeded');
  same(t, pair);
});

t.test(
  'a newer revision has on a replica what it has upstream, and nothing is carried there by itself',
  async (t) => {
    for (const carryApprovals of [true, false]) {
      const pair = await syncPair(
        t,
        { settings: { carryApprovals } },
        { settings: { carryApprovals: true } },
      );
      importUpdates(pair.up.catalog, product(11), classification(51), { id: 101, in: [11, 51] });
      pair.up.catalog.approvals.approve({ updateId: idOf(101), action: 'Install' });
      await replicate(pair);
      importUpdates(pair.up.catalog, { id: 101, revision: 2, in: [11, 51] });
      await replicate(pair);
      same(t, pair, `${carryApprovals}`);
    }
  },
);

t.test(
  'the first run as a replica ends what was decided here, and groups that are not upstream',
  async (t) => {
    const pair = await world(t);
    await pair.sync();
    const { approvals, groups, eulas } = pair.down.catalog;
    groups.create('Own');
    approvals.approve({ updateId: idOf(103), action: 'Install', group: 'Own' });
    approvals.approve({ updateId: idOf(103), action: 'Install' });
    approvals.approve({ updateId: idOf(101), action: 'Uninstall' });
    approvals.decline(idOf(104));
    approvals.acceptEula(idOf(105));
    t.ok(eulas.isAccepted(LICENCE));
    await replicate(pair);
    same(t, pair);
  },
);

t.test('what was decided in an autonomous time between ends with the next run as a replica', async (t) => {
  const pair = await world(t);
  await replicate(pair);
  await pair.sync();
  const { approvals, groups } = pair.down.catalog;
  approvals.approve({ updateId: idOf(103), action: 'Install' });
  approvals.unapprove(idOf(101));
  approvals.decline(idOf(102));
  groups.create('Own');
  await replicate(pair);
  same(t, pair);
});

t.test('a replica of one server that becomes one of another has the decisions of the other', async (t) => {
  const pair = await world(t);
  const other = await world(t);
  other.up.catalog.approvals.unapprove(idOf(101));
  other.up.catalog.groups.create('Other');
  for (const above of [pair, other, pair]) {
    t.equal((await pair.down.run(above.proxy.url, { replica: true })).result, 'succeeded');
    t.same(contentsOf(pair.down.catalog), contentsOf(above.up.catalog));
    t.match(
      refusalOf(() => pair.down.catalog.groups.create('x')),
      new RegExp(above.proxy.url),
      'it names the server that decides',
    );
  }
});

t.test('a replica refuses decisions of its own', async (t) => {
  const pair = await world(t);
  await replicate(pair);
  const { approvals, groups, rules } = pair.down.catalog;
  const before = contentsOf(pair.down.catalog);
  const deeds: readonly (() => unknown)[] = [
    () => approvals.approve({ updateId: idOf(103), action: 'Install' }),
    () => approvals.unapprove(idOf(101)),
    () => approvals.decline(idOf(101)),
    () => approvals.undecline(idOf(101)),
    () => approvals.acceptEula(idOf(105)),
    () => groups.create('Own'),
    () => groups.ensure('Own'),
    () => groups.rename('Pilot', 'Own'),
    () => groups.move('Early', ALL_COMPUTERS),
    () => groups.remove('Early'),
    () => rules.run('Default Automatic Approval Rule'),
  ];
  for (const deed of deeds) t.match(refusalOf(deed), /^CATALOG_REPLICA: .* is decided there \|/, `${deed}`);
  t.same(contentsOf(pair.down.catalog), before);
  t.equal(groups.ensure('Pilot').name, 'Pilot', 'a group that is there can be named');
});

t.test('computers of a replica can be put into groups', async (t) => {
  const pair = await world(t);
  await replicate(pair);
  const { client, catalog } = pair.down;
  await client.session({ clientId: 'c1' });
  catalog.write(() => catalog.computers.assign('c1', [catalog.groups.require('Early').groupId]));
  const categories = [revisionIdOf(catalog, 11), revisionIdOf(catalog, 51)];
  const seen = async () => {
    const cookie = await client.session({ clientId: 'c1' });
    const { NewUpdates = [] } = await client.sync(cookie, { InstalledNonLeafUpdateIDs: categories });
    return NewUpdates.filter(({ Deployment }) => Deployment?.Action === 'OptionalInstall').length;
  };
  t.equal(await seen(), 1, 'the optional install of that group');
  await t.test('and stay in them', async (t) => {
    pair.up.catalog.groups.rename('Early', 'Ring 1');
    await replicate(pair);
    t.equal(await seen(), 1);
  });
});

t.test('a server that hands on no decisions gives no role to who wants to repeat them', async (t) => {
  const pair = await world(t);
  pair.proxy.rule = ({ operation }) =>
    operation === 'GetDeployments' ? { fault: 'InvalidParameters', message: 'not here' } : undefined;
  const { result, error } = await replicate(pair);
  t.equal(result, 'failed');
  t.match(error?.message, /GetDeployments/);
  t.notOk(pair.down.catalog.replication.isReplica(), 'it decides itself');
  t.ok(pair.down.catalog.groups.create('Own'));
  await t.test('but one that repeats it already goes on to', async (t) => {
    pair.proxy.rule = () => undefined;
    t.equal((await replicate(pair)).result, 'succeeded');
    pair.proxy.rule = ({ operation }) =>
      operation === 'GetDeployments' ? { fault: 'InvalidParameters', message: 'not here' } : undefined;
    t.equal((await replicate(pair)).result, 'failed');
    t.ok(pair.down.catalog.replication.isReplica());
  });
});

t.test('an autonomous server decides again', async (t) => {
  const pair = await world(t);
  await replicate(pair);
  await pair.sync();
  const { approvals, groups } = pair.down.catalog;
  t.notOk(pair.down.catalog.replication.isReplica());
  t.ok(approvals.approve({ updateId: idOf(103), action: 'Install' }));
  t.ok(groups.create('Own'));
  await pair.sync();
  t.ok(groups.find('Own'), 'and keeps what it decides');
  t.ok(groups.find('Early'), 'and what it took over');
});

t.test('approval rules do not run on a replica, and not on what came in that time later', async (t) => {
  const pair = await world(t);
  pair.down.catalog.rules.put(
    'All',
    { classifications: [], categories: [], groups: [ALL_COMPUTERS], action: 'Install' },
    true,
  );
  await replicate(pair);
  same(t, pair);
  const before = contentsOf(pair.down.catalog).approvals;
  await pair.sync();
  t.same(contentsOf(pair.down.catalog).approvals, before);
});
