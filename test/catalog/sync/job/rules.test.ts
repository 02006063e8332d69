import t from 'tap';
import { ALL_COMPUTERS } from '../../../../catalog/store/groups.ts';
import { idOf, importUpdates, revisionIdOf } from '../../../helpers/documents.ts';
import { classification, product, revisionsIn, type SyncPair, syncPair } from '../../../helpers/sync-pair.ts';

/** Approves whatever is of classification 51. */
function withRule({ down }: SyncPair): void {
  const definition = {
    classifications: [idOf(51)],
    categories: [],
    groups: [ALL_COMPUTERS],
    action: 'Install',
  } as const;
  down.catalog.rules.put('Security', definition, true);
}

/** The updates a client of the downstream server with the categories is told to install, by their ids there. */
async function installs({ down: { client, catalog } }: SyncPair): Promise<readonly unknown[]> {
  const cookie = await client.session();
  const categories = [revisionIdOf(catalog, 11), revisionIdOf(catalog, 51)];
  const { NewUpdates = [] } = await client.sync(cookie, { InstalledNonLeafUpdateIDs: categories });
  return NewUpdates.flatMap(({ ID, Deployment }) => (Deployment?.Action === 'Install' ? ID : []));
}

async function world(t: Parameters<typeof syncPair>[0]): Promise<SyncPair> {
  const pair = await syncPair(t, { settings: { maxUpdatesPerRequest: 1 } });
  importUpdates(pair.up.catalog, product(11), classification(51), classification(52));
  importUpdates(
    pair.up.catalog,
    { id: 101, in: [11, 51] },
    { id: 102, in: [11, 52] },
    { id: 103, in: [11, 51] },
  );
  withRule(pair);
  return pair;
}

const approved = ({ down }: SyncPair): string[] =>
  down.catalog.deployments.changedBetween(-1, Number.MAX_SAFE_INTEGER).made.map(({ updateId }) => updateId);

t.test('approval rules run over what came, and a client is told at its next scan', async (t) => {
  const pair = await world(t);
  const { catalog } = pair.down;
  catalog.rules.enable('Security', false);
  await pair.sync();
  t.same(approved(pair), []);
  t.same(await installs(pair), []);
  catalog.rules.enable('Security', true);
  importUpdates(pair.up.catalog, { id: 104, in: [11, 51] }, { id: 105, in: [11, 52] });
  const { report } = await pair.sync();
  t.equal(report.approvals, 1);
  t.same(approved(pair), [idOf(104)]);
  t.same(await installs(pair), [revisionIdOf(catalog, 104)]);
});

t.test('rules run over what came in a run that broke off, too', async (t) => {
  const pair = await world(t);
  pair.proxy.rule = ({ operation, n }) => (operation === 'GetUpdateData' && n > 4 ? 'cut' : undefined);
  t.equal((await pair.sync({ parallel: 1 })).result, 'failed');
  t.equal(revisionsIn(pair.down.catalog), '11.1 51.1 52.1 101.1');
  t.same(approved(pair), []);
  pair.proxy.rule = () => undefined;
  t.equal((await pair.sync()).report.approvals, 2);
  t.same(approved(pair), [idOf(101), idOf(103)]);
});

t.test('rules do not run again over what came before', async (t) => {
  const pair = await world(t);
  await pair.sync();
  pair.down.catalog.approvals.unapprove(idOf(101));
  importUpdates(pair.up.catalog, { id: 104, in: [11, 51] });
  await pair.sync();
  t.same(approved(pair), [idOf(103), idOf(104)]);
  await pair.sync();
  t.same(approved(pair), [idOf(103), idOf(104)]);
});

t.test('rules do not decide on what somebody decided on before they ran', async (t) => {
  const pair = await world(t);
  pair.proxy.rule = ({ operation, n }) => (operation === 'GetUpdateData' && n > 5 ? 'cut' : undefined);
  await pair.sync({ parallel: 1 });
  t.equal(revisionsIn(pair.down.catalog), '11.1 51.1 52.1 101.1 102.1');
  const { approvals } = pair.down.catalog;
  approvals.approve({ updateId: idOf(101), action: 'PreDeploymentCheck' });
  approvals.decline(idOf(102));
  approvals.undecline(idOf(102));
  pair.proxy.rule = () => undefined;
  t.equal((await pair.sync()).report.approvals, 1);
  t.same(approved(pair), [idOf(101), idOf(103)]);
});

t.test('an approval moves on to a newer revision, and ends with an expired one', async (t) => {
  const pair = await world(t);
  await pair.sync();
  importUpdates(
    pair.up.catalog,
    { id: 101, revision: 2, in: [11, 51] },
    { id: 103, revision: 2, in: [11, 51], expired: true },
  );
  await pair.sync();
  const { made } = pair.down.catalog.deployments.changedBetween(-1, Number.MAX_SAFE_INTEGER);
  t.same(
    made.map(({ updateId, revisionNumber }) => `${Number(updateId.slice(-3))}.${revisionNumber}`).sort(),
    ['101.1', '101.2'],
  );
});
