import t, { type Test } from 'tap';
import { ALL_COMPUTERS, UNASSIGNED_COMPUTERS } from '../../../../catalog/store/groups.ts';
import { testCatalog } from '../../../helpers/catalogs.ts';
import { idOf } from '../../../helpers/documents.ts';
import { fakeUpstream } from '../../../helpers/fake-upstream.ts';
import { downstreamOf, revisionOf, revisionsIn } from '../../../helpers/sync-pair.ts';

const GUID = 'd0000000-0000-4000-8000-00000000000d';
const PILOT = 'aaaaaaaa-0000-4000-8000-000000000001';
const ZEROS = '00000000-0000-0000-0000-000000000000';

const group = (TargetGroupID: string, Name: string, ParentGroupId = ALL_COMPUTERS) => ({
  ...{ TargetGroupID, ParentGroupId, Name, IsBuiltin: false },
});
const deployment = (id: number, more = {}) => ({
  ...{
    UpdateId: idOf(id),
    RevisionNumber: 1,
    Action: 0,
    AdminName: 'somebody',
    Deadline: '9999-12-31T23:59:59Z',
  },
  ...{ IsAssigned: true, GoLiveTime: '2026-11-01T00:00:00Z', DeploymentGuid: GUID },
  ...{ TargetGroupId: PILOT, DownloadPriority: 3, ...more },
});
const whole = {
  Anchor: 'd1',
  Groups: [
    { TargetGroupID: ALL_COMPUTERS, ParentGroupId: ZEROS, Name: 'All Computers', IsBuiltin: true },
    group(PILOT, 'Pilot'),
  ],
  Deployments: [deployment(1)],
  DeadDeployments: [],
  HiddenUpdates: [],
  AcceptedEulas: [],
};

/** A replica of a fake upstream server with updates 1 and 2 that decides `result`. */
async function scene(t: Test, result: object) {
  let given = result;
  const upstream = await fakeUpstream(t, {
    GetDeployments: () => ({ value: { GetDeploymentsResult: { ...whole, ...given } } }),
  });
  upstream.publish(revisionOf({ id: 1 }), revisionOf({ id: 2 }));
  const catalog = testCatalog(t);
  const down = downstreamOf(t, catalog, catalog.clock);
  return {
    ...{ upstream, catalog },
    decide: (next: object) => {
      given = next;
    },
    run: () => down.run(upstream.url, { replica: true }),
    approvals: () => catalog.deployments.changedBetween(-1, Number.MAX_SAFE_INTEGER).made,
    anchor: () => catalog.upstreams.state(upstream.url).deploymentAnchor,
  };
}

t.test('an approval is taken over with all it says', async (t) => {
  const { run, approvals, anchor } = await scene(t, {});
  t.equal((await run()).result, 'succeeded');
  t.match(approvals(), [
    { updateId: idOf(1), deploymentGuid: GUID, groupId: PILOT, adminName: 'somebody', downloadPriority: 3 },
  ]);
  t.equal(approvals()[0]?.deadline, null);
  t.equal(anchor(), 'd1');
});

t.test('an approval whose revision cannot be had keeps the anchor, and is taken when it can', async (t) => {
  const { run, approvals, anchor, upstream } = await scene(t, {
    Deployments: [deployment(1), deployment(9, { DeploymentGuid: PILOT })],
  });
  const { result, report } = await run();
  t.equal(result, 'completed with errors');
  t.ok(report.problems.some((one) => one.startsWith(`the approval of ${idOf(9)}.1: `)));
  t.equal(anchor(), undefined);
  t.equal(approvals().length, 1, 'the other is taken');
  upstream.publish(revisionOf({ id: 9 }));
  t.equal((await run()).result, 'succeeded');
  t.equal(approvals().length, 2);
  t.equal(anchor(), 'd1');
});

t.test('an approval of an older revision than the newest one brings that revision', async (t) => {
  const { run, approvals, upstream, catalog } = await scene(t, { Deployments: [deployment(3)] });
  upstream.publish(revisionOf({ id: 3, revision: 2 }), revisionOf({ id: 3 }, { isListed: false }));
  t.equal((await run()).result, 'succeeded');
  t.equal(revisionsIn(catalog), '1.1 2.1 3.1 3.2');
  t.match(approvals(), [{ updateId: idOf(3), revisionNumber: 1 }]);
});

t.test('an approval nobody can carry out is a problem that says why, and the others are taken', async (t) => {
  const table = [
    [deployment(1, { TargetGroupId: GUID }), /its target group is not here/],
    [deployment(1, { Action: 77 }), /there is no action 77/],
    [deployment(1, { Action: -1 }), /there is no action -1/],
  ] as const;
  for (const [one, reason] of table) {
    const { run, approvals } = await scene(t, {
      Deployments: [one, deployment(2, { DeploymentGuid: PILOT })],
    });
    const { result, report } = await run();
    t.equal(result, 'completed with errors');
    t.match(report.problems, [reason]);
    t.match(approvals(), [{ updateId: idOf(2) }]);
    t.equal(approvals().length, 1);
  }
});

t.test('lists of what is not here harm nothing', async (t) => {
  const { run } = await scene(t, {
    DeadDeployments: [PILOT, PILOT],
    HiddenUpdates: [idOf(77)],
    AcceptedEulas: [idOf(78)],
  });
  t.equal((await run()).result, 'succeeded');
  t.equal((await run()).result, 'succeeded');
});

t.test('an update hidden before it came is hidden when it comes', async (t) => {
  const { run, upstream, catalog } = await scene(t, { HiddenUpdates: [idOf(9)] });
  await run();
  upstream.publish(revisionOf({ id: 9 }));
  await run();
  t.same(catalog.revisions.declined(), [idOf(9)]);
});

t.test('an approval that changes under its GUID is changed', async (t) => {
  for (const more of [
    { Action: 1 },
    { IsAssigned: false },
    { Deadline: '2026-12-01T00:00:00Z' },
    { TargetGroupId: ALL_COMPUTERS },
    { UpdateId: idOf(2) },
    { DownloadPriority: 1 },
    { GoLiveTime: '2027-01-01T00:00:00Z' },
  ]) {
    const { run, approvals, decide } = await scene(t, {});
    await run();
    const before = approvals();
    decide({ Anchor: 'd2', Deployments: [deployment(1, more)] });
    t.equal((await run()).report.approvals, 1, JSON.stringify(more));
    t.equal(approvals().length, 1);
    t.not(JSON.stringify(approvals()), JSON.stringify(before));
  }
});

const TREES: readonly (readonly [string, readonly object[]])[] = [
  ['two within each other', [group(PILOT, 'a', GUID), group(GUID, 'b', PILOT)]],
  ['one within itself', [group(PILOT, 'a', PILOT)]],
  ['one within a group that is not there', [group(PILOT, 'a', GUID)]],
  ['one within Unassigned Computers', [group(PILOT, 'a', UNASSIGNED_COMPUTERS)]],
  ['two of one name', [group(PILOT, 'a'), group(GUID, 'A')]],
  ['two of one id', [group(PILOT, 'a'), group(PILOT, 'b')]],
  ['one with the name of a built-in one', [group(PILOT, 'all computers')]],
];

for (const [name, Groups] of TREES)
  t.test(`groups that are no tree change nothing: ${name}`, async (t) => {
    const { run, decide, catalog, approvals, anchor } = await scene(t, {});
    await run();
    const before = [catalog.groups.all(), approvals()];
    decide({ Anchor: 'd2', Groups, Deployments: [] });
    const { result, error } = await run();
    t.equal(result, 'failed');
    t.equal(error?.code, 'CATALOG_GROUP_REFUSED');
    t.same([catalog.groups.all(), approvals()], before);
    t.equal(anchor(), 'd1');
  });
