import t from 'tap';
import { encodeRequest } from '../../../protocol/soap/envelope.ts';
import { clientService } from '../../../protocol/wusp/client.ts';
import { idOf, importUpdates, revisionIdOf } from '../../helpers/documents.ts';
import { startServices } from '../../helpers/services.ts';
import type { RequestOf, WuspClient } from '../../helpers/wusp-client.ts';

type Cookie = NonNullable<RequestOf<'RefreshCache'>['cookie']>;
type GlobalId = NonNullable<RequestOf<'RefreshCache'>['globalIDs']>[number];

const global = (id: number, RevisionNumber = 1) => ({ UpdateID: idOf(id), RevisionNumber });

const requestOf = (cookie: Cookie, globalIDs: readonly GlobalId[]) =>
  encodeRequest(clientService, clientService.operations.RefreshCache, { cookie, globalIDs });

async function refresh(client: WuspClient, cookie: Cookie, globalIDs: readonly GlobalId[]) {
  const { RefreshCacheResult = [] } = await client.call('RefreshCache', { cookie, globalIDs });
  return RefreshCacheResult;
}

t.test('a client learns the ids this server has for the revisions it knows', async (t) => {
  const { client, catalog } = await startServices(t);
  importUpdates(catalog, { id: 9 }, { id: 1, type: 'Category' }, { id: 2, in: [1] }, { id: 3 });
  const results = await refresh(client, await client.session(), [global(3), global(1), global(2)]);
  t.same(
    results.map(({ RevisionID, IsLeaf, GlobalID, Deployment }) => [
      RevisionID,
      IsLeaf,
      GlobalID,
      Deployment?.Action,
    ]),
    [
      [revisionIdOf(catalog, 3), true, global(3), 'PreDeploymentCheck'],
      [revisionIdOf(catalog, 1), false, global(1), 'Evaluate'],
      [revisionIdOf(catalog, 2), true, global(2), 'PreDeploymentCheck'],
    ],
    'in the order asked',
  );
  const { NewUpdates = [] } = await client.sync(await client.session());
  const sent = NewUpdates.find(({ ID }) => ID === revisionIdOf(catalog, 3));
  t.same(results[0]?.Deployment, sent?.Deployment, 'with the deployment SyncUpdates sends');
});

t.test('members of bundles are left out, their bundle is not', async (t) => {
  const { client, catalog } = await startServices(t);
  importUpdates(catalog, { id: 1, deployable: false }, { id: 2, bundles: [[[1, 1]]] });
  const results = await refresh(client, await client.session(), [global(1), global(2)]);
  t.same(
    results.map(({ GlobalID }) => GlobalID),
    [global(2)],
  );
});

t.test('unknown, declined and replaced revisions are left out', async (t) => {
  const { client, catalog } = await startServices(t);
  importUpdates(catalog, { id: 1 }, { id: 2 }, { id: 3 });
  importUpdates(catalog, { id: 1, revision: 2 });
  catalog.approvals.decline(idOf(2));
  const cookie = await client.session();
  const asked = [
    global(1),
    global(1, 2),
    global(1, 3),
    global(2),
    global(3),
    global(3, 0),
    global(3, -1),
    global(77),
  ];
  t.same(
    (await refresh(client, cookie, asked)).map(({ GlobalID }) => GlobalID),
    [global(1, 2), global(3)],
  );
  t.same(await refresh(client, cookie, [global(77)]), []);
  t.same(await refresh(client, cookie, []), []);
});

t.test('an id is known in any case and comes back in its own', async (t) => {
  const { client, catalog } = await startServices(t);
  const updateId = 'abcdefab-0000-4000-8000-00000000000a';
  importUpdates(catalog, { id: 1, more: { identity: { updateId, revisionNumber: 7 } } });
  const cookie = await client.session();
  const mixed = 'ABCDEFab-0000-4000-8000-00000000000A';
  for (const UpdateID of [updateId, updateId.toUpperCase(), mixed]) {
    const [result] = await refresh(client, cookie, [{ UpdateID, RevisionNumber: 7 }]);
    t.equal(result?.GlobalID?.UpdateID, UpdateID);
  }
});

t.test('the deployment is that of the groups of the client', async (t) => {
  const { client, catalog } = await startServices(t);
  importUpdates(catalog, { id: 1 });
  catalog.write(() => catalog.groups.ensure('Pilot'));
  catalog.approvals.approve({
    updateId: idOf(1),
    action: 'Install',
    group: 'Pilot',
    deadline: '2026-12-24T18:00:00Z',
  });
  const deployment = async (clientId: string, groups: string) =>
    (await refresh(client, await client.session({ clientId, groups }), [global(1)]))[0]?.Deployment;
  t.match(await deployment('in', 'Pilot'), { Action: 'Install', Deadline: '2026-12-24T18:00:00Z' });
  t.match(await deployment('out', 'Other'), { Action: 'PreDeploymentCheck', Deadline: undefined });
});

t.test('older clients get none of the elements they do not know', async (t) => {
  const { client, catalog } = await startServices(t);
  importUpdates(catalog, { id: 1 });
  const auto = async (protocolVersion: string) =>
    (await refresh(client, await client.session({ protocolVersion }), [global(1)]))[0]?.Deployment
      ?.AutoSelect;
  t.equal(await auto('1.7'), undefined);
  t.equal(await auto('1.8'), '0');
});

t.test('it asks for a good cookie and for the list', async (t) => {
  const { client, clock } = await startServices(t);
  const cookie = await client.session();
  t.equal(await client.fault('RefreshCache', { cookie }), 'InvalidParameters: globalIDs');
  t.equal(await client.fault('RefreshCache', { globalIDs: [] }), 'InvalidCookie: cookie');
  clock.advance(60 * 60 * 1000);
  t.equal(await client.fault('RefreshCache', { cookie, globalIDs: [] }), 'CookieExpired: cookie');
});

t.test('5,000 ids are answered, 100,000 are refused', async (t) => {
  const { client, catalog } = await startServices(t);
  const count = 5_000;
  importUpdates(catalog, ...Array.from({ length: 50 }, (_none, at) => ({ id: at + 1 })));
  const cookie = await client.session();
  const ids = Array.from({ length: count }, (_none, at) => global(at + 1));
  t.equal((await refresh(client, cookie, ids)).length, 50);
  const known = Array.from({ length: count }, () => global(1));
  t.equal((await refresh(client, cookie, known)).length, count, 'one answer for each question');
  const globalIDs = Array.from({ length: 100_000 }, (_none, at) => global(at + 1));
  t.equal(
    await client.fault('RefreshCache', { cookie, globalIDs }),
    'InvalidParameters: the body has more than 4194304 bytes',
  );
  const request = requestOf(cookie, [global(1)]);
  t.equal((await client.post('RefreshCache', request)).status, 200);
  const short = request.replace('</globalIDs>', `${'<UpdateIdentity/>'.repeat(100_000)}</globalIDs>`);
  t.match(
    (await client.post('RefreshCache', short)).body.toString(),
    '<ErrorCode>InvalidParameters</ErrorCode><Message>globalIDs: more than 50000 items</Message>',
    'however short they are',
  );
  t.equal((await refresh(client, cookie, [global(1)])).length, 1, 'and it still answers');
});
