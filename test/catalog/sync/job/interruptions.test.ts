import t, { type Test } from 'tap';
import { idOf, importUpdates, type ShortUpdate } from '../../../helpers/documents.ts';
import { licensed } from '../../../helpers/licensed-updates.ts';
import type { StandInAnswer } from '../../../helpers/soap-stand-in.ts';
import {
  classification,
  contentsOf,
  product,
  revisionsIn,
  type SyncPair,
  syncPair,
} from '../../../helpers/sync-pair.ts';

const CONFIG: readonly ShortUpdate[] = [
  product(11),
  product(12),
  classification(51),
  { id: 90, type: 'Detectoid' },
];

/** An upstream server with eleven updates, bundles among them, that gives three at once. */
async function world(t: Test): Promise<SyncPair> {
  const pair = await syncPair(t, { settings: { maxUpdatesPerRequest: 3 } });
  const { catalog } = pair.up;
  importUpdates(catalog, ...CONFIG);
  importUpdates(catalog, ...Array.from({ length: 6 }, (_, at) => ({ id: 101 + at, in: [11, 51] })));
  importUpdates(catalog, { id: 107, in: [12, 51], bundles: [[[101, 1]], [[108, 1]]] }, { id: 108 });
  importUpdates(catalog, { id: 101, revision: 2, in: [11, 51] }, licensed({ id: 109, in: [11, 51] }));
  catalog.groups.create('Pilot');
  catalog.approvals.approve({ updateId: idOf(102), action: 'Install', group: 'Pilot' });
  catalog.approvals.approve({ updateId: idOf(109), action: 'Install', acceptEula: true });
  catalog.approvals.decline(idOf(103));
  return pair;
}

/** What an undisturbed run brings, and how many calls of GetUpdateData it takes. */
async function undisturbed(t: Test, replica: boolean) {
  const pair = await world(t);
  t.equal((await pair.sync({ replica })).result, 'succeeded');
  return {
    contents: contentsOf(pair.down.catalog),
    calls: pair.proxy.asked('GetUpdateData').length,
    state: pair.down.catalog.upstreams.state(pair.proxy.url),
  };
}

const TROUBLE: readonly (readonly [string, StandInAnswer, string])[] = [
  ['the connection is cut', 'cut', 'SYNC_UNREACHABLE'],
  ['there is a fault', { fault: 'IncompatibleProtocolVersion' }, 'SYNC_FAULT'],
  [
    'there is a page in its place',
    { raw: { status: 503, type: 'text/html', body: '<html>Service Unavailable</html>' } },
    'SYNC_NOT_A_SERVER',
  ],
];

for (const replica of [false, true])
  for (const [name, trouble, code] of TROUBLE) {
    t.test(
      `when ${name} at any GetUpdateData, ${replica ? 'a replica' : 'a run'} goes on later`,
      async (t) => {
        const whole = await undisturbed(t, replica);
        t.ok(whole.calls >= 5);
        for (let n = 1; n <= whole.calls; n++) {
          const pair = await world(t);
          pair.proxy.rule = (call) =>
            call.operation === 'GetUpdateData' && call.n >= n ? trouble : undefined;
          const before = pair.down.catalog.upstreams.state(pair.proxy.url);
          const { result, error } = await pair.sync({ replica, parallel: 1 });
          t.equal(result, 'failed', `the call number ${n}`);
          t.equal(error?.code, code);
          const between = pair.down.catalog.upstreams.state(pair.proxy.url);
          t.equal(between.revisionAnchor, before.revisionAnchor, 'the anchor of revisions has not moved');
          t.equal(between.deploymentAnchor, undefined);
          const kept = revisionsIn(pair.down.catalog);
          pair.proxy.rule = () => undefined;
          pair.proxy.clear();
          t.equal((await pair.sync({ replica })).result, 'succeeded');
          t.ok(kept.split(' ').every((one) => revisionsIn(pair.down.catalog).includes(one)));
          const asked = pair.proxy.asked('GetUpdateData').flatMap(({ updateIds }) => updateIds);
          if (n > 2) t.ok(kept !== '', 'what was committed stays');
          t.ok(
            asked.every(({ UpdateID, RevisionNumber }) => {
              const name = `${Number(UpdateID.slice(-12))}.${RevisionNumber}`;
              return name.startsWith('107.') || !kept.split(' ').includes(name);
            }),
            'and is not asked for again',
          );
          t.same(contentsOf(pair.down.catalog), whole.contents);
          const after = pair.down.catalog.upstreams.state(pair.proxy.url);
          t.equal(after.revisionAnchor, whole.state.revisionAnchor);
          t.equal(after.deploymentAnchor, whole.state.deploymentAnchor);
        }
      },
    );
  }

t.test('a server that is away for a moment is asked again in the run', async (t) => {
  const pair = await world(t);
  pair.proxy.rule = ({ operation, n }) =>
    operation === 'GetUpdateData' && (n === 2 || n === 3) ? 'cut' : undefined;
  t.equal((await pair.sync({ parallel: 1 })).result, 'succeeded');
  t.ok(pair.down.pauses.length > 0);
  t.match(
    pair.down.events.filter(({ event }) => event === 'retry'),
    [{ reason: /./, milliseconds: 1000 }],
  );
});

t.test('an interruption of the category list leaves its anchor', async (t) => {
  const pair = await world(t);
  pair.proxy.rule = ({ operation, n }) => (operation === 'GetUpdateData' && n > 1 ? 'cut' : undefined);
  await pair.sync({ parallel: 1 });
  t.equal(pair.down.catalog.upstreams.state(pair.proxy.url).categoryAnchor, undefined);
  t.equal(revisionsIn(pair.down.catalog), '11.1 12.1 51.1');
});

t.test(
  'the anchor of the deployments stays when the answer cannot be taken, and with it all of it',
  async (t) => {
    for (const trouble of ['cut', { fault: 'InternalServerError' }] as const) {
      const pair = await world(t);
      pair.proxy.rule = ({ operation }) => (operation === 'GetDeployments' ? trouble : undefined);
      t.equal((await pair.sync({ replica: true })).result, 'failed');
      const state = pair.down.catalog.upstreams.state(pair.proxy.url);
      t.ok(state.revisionAnchor);
      t.equal(state.deploymentAnchor, undefined);
      t.same(contentsOf(pair.down.catalog).approvals, []);
      pair.proxy.rule = () => undefined;
      await pair.sync({ replica: true });
      t.same(contentsOf(pair.down.catalog).approvals, contentsOf(pair.up.catalog).approvals);
    }
  },
);

t.test('what comes upstream while a run goes on comes with the next', async (t) => {
  const pair = await world(t);
  pair.proxy.rule = ({ operation, n }) => {
    if (operation === 'GetUpdateData' && n === 3) importUpdates(pair.up.catalog, { id: 120, in: [11, 51] });
    return undefined;
  };
  await pair.sync();
  await pair.sync();
  t.match(revisionsIn(pair.down.catalog), / 120\.1$/);
});
