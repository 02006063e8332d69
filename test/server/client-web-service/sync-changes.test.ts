import t from 'tap';
import { sealAuthorization } from '../../../server/cookies/authorization-cookie.ts';
import { idOf, importUpdates, revisionIdOf } from '../../helpers/documents.ts';
import { startServices } from '../../helpers/services.ts';
import type { SyncResult } from '../../helpers/wusp-client.ts';

const newIds = (result: SyncResult) => result.NewUpdates?.map(({ ID }) => ID);
const changes = (result: SyncResult) =>
  (result.ChangedUpdates ?? []).map(({ ID, IsLeaf, Deployment }) => [ID, Deployment?.Action, IsLeaf]);

t.test('an approval reaches a client that has the update as a change, once', async (t) => {
  const { client, catalog } = await startServices(t);
  importUpdates(catalog, { id: 1 }, { id: 2 });
  const first = await client.sync(await client.session());
  const cached = { OtherCachedUpdateIDs: newIds(first) ?? [] };
  let cookie = first.NewCookie!;
  t.same(
    first.NewUpdates?.map(({ Deployment }) => Deployment?.Action),
    ['PreDeploymentCheck', 'PreDeploymentCheck'],
  );

  catalog.approvals.approve({ updateId: idOf(1), action: 'Install' });
  const second = await client.sync(cookie, cached);
  t.same(changes(second), [[revisionIdOf(catalog, 1), 'Install', true]]);
  t.equal(second.ChangedUpdates?.[0]?.Xml, undefined, 'the fragment is not sent again');
  t.notOk(second.NewUpdates);
  t.same(changes(await client.sync(second.NewCookie!, cached)), [], 'told once');
  t.same(
    changes(await client.sync(cookie, cached)),
    changes(second),
    'a client that lost the reply hears it again',
  );

  cookie = second.NewCookie!;
  catalog.approvals.unapprove(idOf(1));
  t.same(changes(await client.sync(cookie, cached)), [
    [revisionIdOf(catalog, 1), 'PreDeploymentCheck', true],
  ]);
});

t.test('every approval is a deployment with an id and a day of its own', async (t) => {
  const { client, catalog, clock } = await startServices(t);
  importUpdates(catalog, { id: 1 });
  const cookie = await client.session();
  const deployment = async () => (await client.sync(cookie)).NewUpdates?.[0]?.Deployment;
  const implicit = await deployment();
  t.match(implicit, { LastChangeTime: '2026-11-01', IsAssigned: true, Deadline: undefined });
  clock.advance(30 * 60 * 1000);
  catalog.approvals.approve({ updateId: idOf(1), action: 'Install', deadline: '2026-12-24T18:00:00Z' });
  const approved = await deployment();
  t.match(approved, { Action: 'Install', Deadline: '2026-12-24T18:00:00Z', LastChangeTime: '2026-11-01' });
  t.not(approved?.ID, implicit?.ID);
  clock.set(Date.parse('2026-11-02T00:00:00Z'));
  t.equal(await client.fault('SyncUpdates', { cookie }), 'CookieExpired: cookie');
  const later = await client.session();
  catalog.approvals.approve({ updateId: idOf(1), action: 'OptionalInstall' });
  const [info] = (await client.sync(later)).NewUpdates ?? [];
  t.match(info?.Deployment, {
    Action: 'OptionalInstall',
    IsAssigned: false,
    LastChangeTime: '2026-11-02',
    Deadline: undefined,
  });
  t.not(info?.Deployment?.ID, approved?.ID);
});

t.test('an update that becomes a prerequisite by a later import is told as no leaf any more', async (t) => {
  const { client, catalog } = await startServices(t);
  importUpdates(catalog, { id: 1 }, { id: 2 });
  const first = await client.sync(await client.session());
  t.same(
    first.NewUpdates?.map(({ IsLeaf }) => IsLeaf),
    [true, true],
  );
  importUpdates(catalog, { id: 3, needs: [[1]] });
  const second = await client.sync(first.NewCookie!, { OtherCachedUpdateIDs: newIds(first) ?? [] });
  t.same(changes(second), [[revisionIdOf(catalog, 1), 'PreDeploymentCheck', false]]);
  importUpdates(catalog, { id: 4, needs: [[1]] });
  const third = await client.sync(second.NewCookie!, { OtherCachedUpdateIDs: newIds(first) ?? [] });
  t.same(changes(third), [], 'and not again for the next one');
});

t.test('an update that a later import bundles is told as Bundle', async (t) => {
  const { client, catalog } = await startServices(t);
  importUpdates(catalog, { id: 1, deployable: false });
  const first = await client.sync(await client.session());
  t.equal(first.NewUpdates?.[0]?.Deployment?.Action, 'Evaluate');
  importUpdates(catalog, { id: 2, bundles: [[[1, 1]]] });
  const second = await client.sync(first.NewCookie!, { OtherCachedUpdateIDs: newIds(first) ?? [] });
  t.same(changes(second), [[revisionIdOf(catalog, 1), 'Bundle', true]]);
});

t.test('changes of updates the client does not have, or does not need, are not told', async (t) => {
  const { client, catalog } = await startServices(t);
  importUpdates(catalog, { id: 1 }, { id: 2, needs: [[1]] }, { id: 3 });
  const cookie = (await client.sync(await client.session())).NewCookie!;
  for (const id of [2, 3]) catalog.approvals.approve({ updateId: idOf(id), action: 'Install' });
  const result = await client.sync(cookie, {
    OtherCachedUpdateIDs: [1, 2].map((id) => revisionIdOf(catalog, id)),
  });
  t.same(changes(result), []);
  t.same(result.OutOfScopeRevisionIDs, [revisionIdOf(catalog, 2)]);
  t.same(newIds(result), [revisionIdOf(catalog, 3)]);
});

t.test(
  'what a client should no longer have is out of scope: declined, replaced, unknown, without prerequisites',
  async (t) => {
    const { client, catalog } = await startServices(t);
    importUpdates(catalog, { id: 1 }, { id: 2 }, { id: 3, needs: [[1]] }, { id: 4 });
    const id = (n: number, revision?: number) => revisionIdOf(catalog, n, revision);
    const cookie = await client.session();
    const gone = async (installed: number[], others: number[]) => {
      const result = await client.sync(cookie, {
        InstalledNonLeafUpdateIDs: installed,
        OtherCachedUpdateIDs: others,
      });
      return result.OutOfScopeRevisionIDs;
    };
    t.same(
      await gone(
        [id(1)],
        [2, 3, 4].map((n) => id(n)),
      ),
      undefined,
    );
    t.same(await gone([id(1)], [id(2), 777, -1, 2147483647, 0, 777]), [777, -1, 2147483647, 0], 'each once');
    t.same(await gone([], [id(1), id(3)]), [id(3)], 'its prerequisite is not installed any more');
    catalog.approvals.decline(idOf(2));
    t.same(await gone([id(1)], [id(2), id(3)]), [id(2)]);
    catalog.approvals.undecline(idOf(2));
    t.same(await gone([id(1)], [id(2)]), undefined);
    importUpdates(catalog, { id: 4, revision: 2 });
    t.same(await gone([id(1)], [id(4)]), [id(4)], 'the older revision');
    t.same(await gone([id(1)], [id(4, 2)]), undefined);
    catalog.approvals.decline(idOf(1));
    t.same(await gone([id(1)], [id(3)]), [id(1), id(3)], 'with a prerequisite goes what needs it');
  },
);

t.test('a newer revision of a prerequisite keeps satisfying what needs it', async (t) => {
  const { client, catalog } = await startServices(t);
  importUpdates(catalog, { id: 1 }, { id: 2, needs: [[1]] });
  importUpdates(catalog, { id: 1, revision: 2 });
  const old = revisionIdOf(catalog, 1);
  const result = await client.sync(await client.session(), { InstalledNonLeafUpdateIDs: [old] });
  t.same(newIds(result)?.sort(), [revisionIdOf(catalog, 2), revisionIdOf(catalog, 1, 2)].sort());
  t.same(result.OutOfScopeRevisionIDs, [old]);
});

t.test(
  'a category scan is about the category, its updates, their bundles and all their prerequisites',
  async (t) => {
    const { client, catalog } = await startServices(t);
    importUpdates(
      catalog,
      { id: 1, type: 'Detectoid' },
      { id: 2, type: 'Category', needs: [[1]] },
      { id: 3, type: 'Category' },
      { id: 4, in: [2], bundles: [[[5, 1]]] },
      { id: 5, deployable: false, needs: [[6]] },
      { id: 6, type: 'Detectoid' },
      { id: 7, in: [3] },
      { id: 8 },
    );
    const id = (n: number) => revisionIdOf(catalog, n);
    const cookie = await client.session();
    const installed = [1, 2, 3, 6].map(id);
    const scan = (more: object) => client.sync(cookie, { InstalledNonLeafUpdateIDs: installed, ...more });
    t.same(newIds(await scan({ FilterCategoryIds: [{ Id: idOf(2) }] })), [4, 5].map(id));
    t.same(newIds(await scan({ FilterCategoryIds: [{ Id: idOf(3).toUpperCase() }] })), [id(7)]);
    t.same(
      newIds(await scan({ FilterCategoryIds: [2, 3].map((n) => ({ Id: idOf(n) })) })),
      [4, 5, 7].map(id),
    );
    t.same(
      newIds(await scan({ FilterCategoryIds: [{ Id: idOf(999) }] })),
      undefined,
      'a category nobody knows has no updates',
    );
    t.same(newIds(await scan({ FilterCategoryIds: [] })), [4, 5, 7, 8].map(id), 'an empty list is no filter');
    const hint = async (more: object) => (await scan(more)).DriverSyncNotNeeded;
    t.equal(await hint({ FilterCategoryIds: [{ Id: idOf(2) }] }), 'true');
    t.equal(await hint({ FilterCategoryIds: [] }), 'false');
  },
);

t.test(
  'asked for two groups, a category scan tells what is gone from what it merely is not about',
  async (t) => {
    const { client, catalog } = await startServices(t);
    importUpdates(catalog, { id: 1, type: 'Category' }, { id: 2, in: [1] }, { id: 3 }, { id: 4 });
    catalog.approvals.decline(idOf(4));
    const id = (n: number) => revisionIdOf(catalog, n);
    const cookie = await client.session();
    const scan = async (more: object) => {
      const OtherCachedUpdateIDs = [...[2, 3, 4].map(id), 888];
      const result = await client.sync(cookie, {
        InstalledNonLeafUpdateIDs: [id(1)],
        OtherCachedUpdateIDs,
        ...more,
      });
      return [result.OutOfScopeRevisionIDs, result.DeployedOutOfScopeRevisionIds];
    };
    const filter = { FilterCategoryIds: [{ Id: idOf(1) }] };
    t.same(await scan({ ...filter, NeedTwoGroupOutOfScopeUpdates: true }), [[id(4), 888], [id(3)]]);
    t.same(await scan({ ...filter, NeedTwoGroupOutOfScopeUpdates: false }), [[id(4), 888, id(3)], undefined]);
    t.same(
      await scan({ NeedTwoGroupOutOfScopeUpdates: true }),
      [[id(4), 888], undefined],
      'a whole scan has one group',
    );
  },
);

t.test(
  'a client that moves to another group hears what holds there, as a change of what it has',
  async (t) => {
    const { client, catalog } = await startServices(t);
    importUpdates(catalog, { id: 1 }, { id: 2 }, { id: 3 });
    catalog.write(() => catalog.groups.ensure('Pilot'));
    const pilot = catalog.groups.require('Pilot').groupId;
    catalog.approvals.approve({ updateId: idOf(1), action: 'Install', group: 'Pilot' });
    catalog.approvals.approve({ updateId: idOf(2), action: 'Install' });
    importUpdates(catalog, { id: 1, revision: 2 });
    const first = await client.sync(await client.session());
    const cached = { OtherCachedUpdateIDs: newIds(first) ?? [] };
    const settled = await client.sync(first.NewCookie!, cached);
    t.same(changes(settled), []);

    const [one, two] = [revisionIdOf(catalog, 1, 2), revisionIdOf(catalog, 2)];
    catalog.write(() => catalog.computers.assign('client-1', [pilot]));
    const moved = await client.sync(settled.NewCookie!, cached);
    t.same(
      changes(moved).filter(([id]) => id === one),
      [[one, 'Install', true]],
    );
    t.same(changes(await client.sync(moved.NewCookie!, cached)), [], 'told once');
    t.same(
      changes(moved).filter(([id]) => id === two),
      [[two, 'Install', true]],
      'what stays as it is may be told again',
    );

    catalog.write(() => catalog.computers.assign('client-1', []));
    const back = await client.sync(moved.NewCookie!, cached);
    t.same(
      changes(back).filter(([id]) => id === one),
      [[one, 'PreDeploymentCheck', true]],
    );
  },
);

t.test('a change is not lost to a driver pass or a category scan in between', async (t) => {
  const { client, catalog } = await startServices(t);
  importUpdates(catalog, { id: 1 }, { id: 2, type: 'Category' }, { id: 3, in: [2] });
  const first = await client.sync(await client.session());
  const cached = { OtherCachedUpdateIDs: newIds(first) ?? [] };
  catalog.approvals.approve({ updateId: idOf(1), action: 'Install' });
  const drivers = await client.sync(first.NewCookie!, { SkipSoftwareSync: true });
  t.notOk(drivers.ChangedUpdates);
  const category = await client.sync(drivers.NewCookie!, { ...cached, FilterCategoryIds: [{ Id: idOf(2) }] });
  t.same(changes(category), [], 'it is not about that update');
  const whole = await client.sync(category.NewCookie!, cached);
  t.same(changes(whole), [[revisionIdOf(catalog, 1), 'Install', true]]);
  t.same(changes(await client.sync(whole.NewCookie!, cached)), []);
});

t.test('what a client knows moves over to the cookie it gets for an expired one', async (t) => {
  const { client, catalog, clock, world } = await startServices(t);
  importUpdates(catalog, { id: 1 });
  catalog.approvals.approve({ updateId: idOf(1), action: 'Install' });
  const first = await client.sync(await client.session());
  const cached = { OtherCachedUpdateIDs: newIds(first) ?? [] };
  clock.advance(2 * 60 * 60 * 1000);
  const renew = async (clientId: string) => {
    const { GetCookieResult } = await client.call('GetCookie', {
      authCookies: [sealAuthorization(world, clientId)],
      oldCookie: first.NewCookie!,
      lastChange: catalog.view().configLastChange,
      currentTime: '2026-11-01T00:00:00Z',
      protocolVersion: '2.90',
    });
    return changes(await client.sync(GetCookieResult!, cached));
  };
  t.same(await renew('client-1'), [], 'nothing is told again');
  await client.session({ clientId: 'client-2' });
  t.same(await renew('client-2'), [[revisionIdOf(catalog, 1), 'Install', true]], 'but not to another client');
});
