import t from 'tap';
import { ALL_COMPUTERS, UNASSIGNED_COMPUTERS } from '../../../catalog/store/groups.ts';
import { idOf, importUpdates } from '../../helpers/documents.ts';
import { startUpstream, type Upstream } from '../../helpers/server-client.ts';
import { START } from '../../helpers/services.ts';

const ZEROS = '00000000-0000-0000-0000-000000000000';
const GUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** What GetDeployments says up to now, after `from`; and the anchor to go on with. */
async function deployments({ server, cookie }: Upstream, from?: string) {
  const { anchor: syncAnchor } = await server.list(cookie);
  const request = { cookie, syncAnchor, ...(from !== undefined && { deploymentAnchor: from }) };
  const { GetDeploymentsResult: result } = await server.call('GetDeployments', request);
  if (result === undefined) throw new Error('no GetDeploymentsResult');
  return {
    ...result,
    anchor: result.Anchor ?? '',
    made: result.Deployments ?? [],
    dead: result.DeadDeployments ?? [],
    syncAnchor,
  };
}

const approve = ({ catalog }: Upstream, id: number, more: object = {}) =>
  catalog.approvals.approve({ updateId: idOf(id), action: 'Install', ...more });

t.test('a sync anchor is required, and comes back as the anchor', async (t) => {
  const upstream = await startUpstream(t);
  const { server, cookie } = upstream;
  t.equal(await server.fault('GetDeployments', { cookie }), 'InvalidParameters: syncAnchor');
  t.equal(await server.fault('GetDeployments', { cookie, syncAnchor: '' }), 'InvalidParameters: syncAnchor');
  t.equal(
    await server.fault('GetDeployments', {
      cookie,
      deploymentAnchor: '',
      syncAnchor: '1,2026-11-01 10:20:30.500',
    }),
    'no fault',
    'an empty deployment anchor is none',
  );
  const { anchor, syncAnchor } = await deployments(upstream);
  t.equal(anchor, syncAnchor);
});

t.test('groups are whole each time, each with its parent', async (t) => {
  const upstream = await startUpstream(t);
  const { groups } = upstream.catalog;
  const pilot = groups.create('Pilot').groupId;
  const early = groups.create('Early', 'Pilot').groupId;
  const first = await deployments(upstream);
  for (const { Groups } of [first, await deployments(upstream, first.anchor)]) {
    const byId = new Map(Groups?.map((group) => [group.TargetGroupID, group]));
    t.equal(byId.size, 4);
    t.match(byId.get(ALL_COMPUTERS), { ParentGroupId: ZEROS, Name: 'All Computers', IsBuiltin: true });
    t.match(byId.get(UNASSIGNED_COMPUTERS), { ParentGroupId: ALL_COMPUTERS, IsBuiltin: true });
    t.match(byId.get(pilot), { ParentGroupId: ALL_COMPUTERS, Name: 'Pilot', IsBuiltin: false });
    t.match(byId.get(early), { ParentGroupId: pilot, Name: 'Early', IsBuiltin: false });
  }
});

t.test('an approval has everything a replica needs', async (t) => {
  const upstream = await startUpstream(t);
  const { catalog } = upstream;
  importUpdates(catalog, { id: 1, revision: 3, removable: true });
  const { groupId } = catalog.groups.create('Pilot');
  approve(upstream, 1, { group: 'Pilot', deadline: '2026-12-01T00:00:00Z' });
  const { made } = await deployments(upstream);
  t.equal(made.length, 1, 'what a revision comes with is no approval');
  const [one] = made;
  t.match(one, {
    ...{ UpdateId: idOf(1), RevisionNumber: 3, Action: 0, IsAssigned: true, TargetGroupId: groupId },
    ...{ DownloadPriority: 2, DeploymentGuid: GUID, AdminName: /./ },
  });
  t.equal(Date.parse(one?.Deadline ?? ''), Date.parse('2026-12-01T00:00:00Z'));
  t.equal(Date.parse(one?.GoLiveTime ?? ''), Date.parse(START), 'at once');
});

t.test(
  'actions are numbers, optional is an install that is not assigned, and no deadline is the last day',
  async (t) => {
    const upstream = await startUpstream(t);
    importUpdates(upstream.catalog, ...[1, 2, 3, 4].map((id) => ({ id, removable: true })), { id: 5 });
    const actions = ['Install', 'OptionalInstall', 'Uninstall', 'PreDeploymentCheck', 'Block'] as const;
    const taken = actions.filter((action, at) => {
      try {
        approve(upstream, at + 1, { action });
        return true;
      } catch {
        return false;
      }
    });
    const { made } = await deployments(upstream);
    const numbers: Readonly<Record<string, readonly [number, boolean]>> = {
      Install: [0, true],
      OptionalInstall: [0, false],
      Uninstall: [1, true],
      PreDeploymentCheck: [2, true],
      Block: [3, true],
    };
    t.ok(taken.includes('Install') && taken.includes('OptionalInstall') && taken.includes('Uninstall'));
    t.same(
      made.map(({ Action, IsAssigned }) => [Action, IsAssigned]),
      taken.map((action) => numbers[action]),
    );
    for (const { Deadline } of made) t.equal(Deadline, '9999-12-31T23:59:59.9999999');
  },
);

t.test('deployments are those between the two anchors, on a clock that stands still', async (t) => {
  const upstream = await startUpstream(t);
  importUpdates(upstream.catalog, ...[1, 2, 3, 4, 5, 6].map((id) => ({ id })));
  let { anchor } = await deployments(upstream);
  for (const id of [1, 2, 3, 4, 5, 6]) {
    approve(upstream, id);
    const { made, dead, anchor: next } = await deployments(upstream, anchor);
    t.same(
      made.map(({ UpdateId }) => UpdateId),
      [idOf(id)],
    );
    t.same(dead, []);
    anchor = next;
  }
  t.same((await deployments(upstream, anchor)).made, []);
  t.equal((await deployments(upstream)).made.length, 6);
});

t.test('what is approved after the sync anchor waits for the next call', async (t) => {
  const upstream = await startUpstream(t);
  const { server, cookie } = upstream;
  importUpdates(upstream.catalog, { id: 1 }, { id: 2 });
  approve(upstream, 1);
  const { anchor: syncAnchor } = await server.list(cookie);
  approve(upstream, 2);
  const { GetDeploymentsResult: result } = await server.call('GetDeployments', { cookie, syncAnchor });
  t.same(
    result?.Deployments?.map(({ UpdateId }) => UpdateId),
    [idOf(1)],
  );
  t.same(
    (await deployments(upstream, syncAnchor)).made.map(({ UpdateId }) => UpdateId),
    [idOf(2)],
  );
});

t.test('approved again it is another deployment: the old GUID is dead, the new one made', async (t) => {
  const upstream = await startUpstream(t);
  const { approvals } = upstream.catalog;
  importUpdates(upstream.catalog, { id: 1 });
  approve(upstream, 1);
  const first = await deployments(upstream);
  const old = first.made[0]?.DeploymentGuid ?? '';
  t.same(first.dead, []);

  approvals.unapprove(idOf(1));
  const second = await deployments(upstream, first.anchor);
  t.same([second.made, second.dead], [[], [old]]);

  approve(upstream, 1);
  const third = await deployments(upstream, second.anchor);
  t.same(third.dead, [], 'told once');
  t.not(third.made[0]?.DeploymentGuid, old);
  const both = await deployments(upstream, first.anchor);
  t.same([both.made, both.dead], [third.made, [old]], 'all of it for one who comes later');

  approve(upstream, 1, { deadline: '2026-12-01T00:00:00Z' });
  const changed = await deployments(upstream, third.anchor);
  t.same(
    changed.dead,
    [third.made[0]?.DeploymentGuid],
    'a changed approval takes the place of the one before',
  );
  t.equal(changed.made.length, 1);
});

t.test('a first call knows of no dead ones', async (t) => {
  const upstream = await startUpstream(t);
  importUpdates(upstream.catalog, { id: 1 });
  approve(upstream, 1);
  upstream.catalog.approvals.unapprove(idOf(1));
  const { made, dead } = await deployments(upstream);
  t.same([made, dead], [[], []]);
});

t.test('a group that goes takes its deployments with it, and declining those of the update', async (t) => {
  const upstream = await startUpstream(t);
  const { catalog } = upstream;
  importUpdates(catalog, { id: 1 }, { id: 2 });
  catalog.groups.create('Pilot');
  catalog.groups.create('Late');
  approve(upstream, 1, { group: 'Pilot' });
  approve(upstream, 2, { group: 'Pilot' });
  approve(upstream, 2, { group: 'Late' });
  const first = await deployments(upstream);
  t.equal(first.made.length, 3);
  const guids = first.made.map(({ DeploymentGuid }) => DeploymentGuid);

  catalog.groups.remove('Pilot');
  const second = await deployments(upstream, first.anchor);
  t.same([...second.dead].sort(), guids.slice(0, 2).sort());
  t.equal(second.Groups?.length, 3);

  catalog.approvals.decline(idOf(2));
  const third = await deployments(upstream, second.anchor);
  t.same(third.dead, guids.slice(2));
});

t.test('an expired revision that ends approvals makes them dead, a newer one carries them on', async (t) => {
  const upstream = await startUpstream(t);
  importUpdates(upstream.catalog, { id: 1 }, { id: 2 });
  approve(upstream, 1);
  approve(upstream, 2);
  const first = await deployments(upstream);
  importUpdates(upstream.catalog, { id: 1, revision: 2 }, { id: 2, revision: 2, expired: true });
  const second = await deployments(upstream, first.anchor);
  t.same(
    second.made.map(({ UpdateId, RevisionNumber }) => [UpdateId, RevisionNumber]),
    [[idOf(1), 2]],
  );
  t.same(second.dead, [first.made[1]?.DeploymentGuid]);
});

t.test('hidden updates and accepted licences are whole each time', async (t) => {
  const upstream = await startUpstream(t);
  const { catalog } = upstream;
  const licensed = (id: number) => ({
    id,
    more: { properties: { defaultLanguage: 'en', explicitlyDeployable: true, eulaId: idOf(700 + id) } },
  });
  importUpdates(catalog, { id: 1 }, { id: 2 }, licensed(3), licensed(4));
  catalog.approvals.decline(idOf(1));
  catalog.approvals.decline(idOf(2));
  catalog.approvals.acceptEula(idOf(3));
  const first = await deployments(upstream);
  t.same([...(first.HiddenUpdates ?? [])].sort(), [idOf(1), idOf(2)]);
  t.same(first.AcceptedEulas, [idOf(703)]);
  catalog.approvals.undecline(idOf(1));
  catalog.approvals.acceptEula(idOf(4));
  const second = await deployments(upstream, first.anchor);
  t.same(second.HiddenUpdates, [idOf(2)]);
  t.same([...(second.AcceptedEulas ?? [])].sort(), [idOf(703), idOf(704)]);
});

t.test(
  'what a licence or an update is called in the document, upper case too, travels as a GUID',
  async (t) => {
    const upstream = await startUpstream(t);
    const { catalog } = upstream;
    const properties = { defaultLanguage: 'en', explicitlyDeployable: true };
    const eulaId = 'ABCDEF00-0000-4000-8000-000000000001';
    importUpdates(catalog, { id: 1, more: { properties: { ...properties, eulaId } } });
    catalog.approvals.acceptEula(idOf(1));
    t.same((await deployments(upstream)).AcceptedEulas, [eulaId.toLowerCase()]);
  },
);
