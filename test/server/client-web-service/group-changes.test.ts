import t, { type Test } from 'tap';
import { idOf, importUpdates, revisionIdOf } from '../../helpers/documents.ts';
import { type Services, startServices } from '../../helpers/services.ts';
import type { WuspClient } from '../../helpers/wusp-client.ts';

type Cookie = Awaited<ReturnType<WuspClient['session']>>;

/** A client that has everything already and scans again and again. */
interface ScanningClient {
  /** What its next scan tells as changed, as `number action`. */
  changes(): Promise<string[]>;
  /** The same scan again with the cookie of before, as after a lost reply. */
  again(): Promise<string[]>;
}

const numbers = [1, 2, 3];

async function scanning(
  { client, catalog }: Services,
  clientId: string,
  groups = '',
): Promise<ScanningClient> {
  const cached = { OtherCachedUpdateIDs: numbers.map((id) => revisionIdOf(catalog, id)) };
  const numberOf = new Map(numbers.map((id) => [revisionIdOf(catalog, id), id]));
  let before: Cookie = await client.session({ clientId, groups });
  let cookie = before;
  const scan = async (with_: Cookie) => {
    const result = await client.sync(with_, cached);
    before = with_;
    cookie = result.NewCookie as Cookie;
    return (result.ChangedUpdates ?? []).map(
      ({ ID, Deployment }) => `${numberOf.get(ID)} ${Deployment?.Action}`,
    );
  };
  await scan(cookie);
  return { changes: () => scan(cookie), again: () => scan(before) };
}

/** Three updates; 1 is approved for Pilot, 2 for Kiosks, 3 for nobody. Web lies below Servers, nothing above it. */
async function start(test: Test): Promise<Services> {
  const services = await startServices(test);
  const { catalog } = services;
  importUpdates(catalog, ...numbers.map((id) => ({ id })));
  for (const name of ['Pilot', 'Kiosks', 'Servers']) catalog.groups.create(name);
  catalog.groups.create('Web', 'Servers');
  catalog.approvals.approve({ updateId: idOf(1), group: 'Pilot', action: 'Install' });
  catalog.approvals.approve({ updateId: idOf(2), group: 'Kiosks', action: 'OptionalInstall' });
  return services;
}

const assign = ({ catalog }: Services, computer: string, ...groups: string[]) =>
  catalog.write(() =>
    catalog.computers.assign(
      computer,
      groups.map((name) => catalog.groups.require(name).groupId),
    ),
  );

t.test('a scan after which nothing changed brings nothing', async (t) => {
  const services = await start(t);
  const client = await scanning(services, 'pc', 'Pilot');
  t.same(await client.changes(), []);
  services.clock.advance(60_000);
  t.same(await client.changes(), []);
  t.same(await client.again(), []);
});

t.test('a computer that is moved hears what it is to do now, and no other one does', async (t) => {
  const services = await start(t);
  const moved = await scanning(services, 'moved');
  const stays = await scanning(services, 'stays');
  assign(services, 'moved', 'Pilot');
  t.ok((await moved.changes()).includes('1 Install'));
  t.same(await stays.changes(), []);
  t.same(await moved.changes(), [], 'once');
  assign(services, 'moved', 'Kiosks');
  const told = await moved.changes();
  t.ok(told.includes('1 PreDeploymentCheck'), 'what the old group had is taken back');
  t.ok(told.includes('2 OptionalInstall'), 'and what the new one has is there');
  t.ok((await moved.again()).includes('2 OptionalInstall'), 'a client that lost the reply hears it again');
  assign(services, 'moved', 'Kiosks', 'Pilot');
  const both = await moved.changes();
  t.ok(both.includes('1 Install') && both.includes('2 OptionalInstall'));
  assign(services, 'moved');
  t.same(
    (await moved.changes()).filter((one) => !one.startsWith('3')),
    ['1 PreDeploymentCheck', '2 PreDeploymentCheck'],
  );
  t.same(await stays.changes(), []);
});

t.test('a client that asks for another group hears the same as one that is moved', async (t) => {
  const services = await start(t);
  const client = await scanning(services, 'pc', 'Pilot');
  services.catalog.write(() => services.catalog.computers.introduce('pc', 'pc.example', 'Kiosks', 0));
  const told = await client.changes();
  t.ok(told.includes('1 PreDeploymentCheck') && told.includes('2 OptionalInstall'));
});

t.test('an approval for a parent reaches clients in all groups below it, and those alone', async (t) => {
  const services = await start(t);
  const web = await scanning(services, 'web', 'Web');
  const servers = await scanning(services, 'servers', 'Servers');
  const kiosk = await scanning(services, 'kiosk', 'Kiosks');
  services.catalog.approvals.approve({ updateId: idOf(3), group: 'Servers', action: 'Install' });
  t.same(await web.changes(), ['3 Install']);
  t.same(await servers.changes(), ['3 Install']);
  t.notOk((await kiosk.changes()).includes('3 Install'));
  services.catalog.approvals.approve({ updateId: idOf(3), group: 'Web', action: 'Block' });
  t.same(await web.changes(), ['3 PreDeploymentCheck']);
  services.catalog.approvals.unapprove(idOf(3), 'Web');
  t.same(await web.changes(), ['3 Install']);
  services.catalog.approvals.unapprove(idOf(3));
  t.same(await web.changes(), ['3 PreDeploymentCheck']);
});

t.test('a group that is put under another parent brings its computers what that one has', async (t) => {
  const services = await start(t);
  const web = await scanning(services, 'web', 'Web');
  const kiosk = await scanning(services, 'kiosk', 'Kiosks');
  services.catalog.groups.move('Servers', 'Pilot');
  t.ok((await web.changes()).includes('1 Install'), 'even two levels down');
  t.same(await kiosk.changes(), []);
  services.catalog.groups.move('Servers', 'Kiosks');
  const told = await web.changes();
  t.ok(told.includes('1 PreDeploymentCheck') && told.includes('2 OptionalInstall'));
  services.catalog.groups.move('Servers', 'All Computers');
  t.ok((await web.changes()).includes('2 PreDeploymentCheck'));
  t.same(await kiosk.changes(), []);
});

t.test('when a group goes its computers lose what it had and hear what all have', async (t) => {
  const services = await start(t);
  const asked = await scanning(services, 'asked', 'Kiosks');
  const pilot = await scanning(services, 'pilot', 'Pilot');
  const assigned = await scanning(services, 'assigned');
  assign(services, 'assigned', 'Kiosks');
  await assigned.changes();
  services.catalog.approvals.approve({ updateId: idOf(2), action: 'Install' });
  t.notOk((await asked.changes()).includes('2 Install'), 'their own group still decides');
  services.catalog.groups.remove('Kiosks');
  for (const client of [asked, assigned]) t.ok((await client.changes()).includes('2 Install'));
  t.notOk((await pilot.changes()).includes('1 PreDeploymentCheck'));
});

t.test('renaming a group that a client did not ask for by name changes nothing for it', async (t) => {
  const services = await start(t);
  const client = await scanning(services, 'pc');
  assign(services, 'pc', 'Pilot');
  await client.changes();
  services.catalog.groups.rename('Pilot', 'Early birds');
  t.same(await client.changes(), []);
});

t.test('another targeting is a ConfigChanged, and the next session hears its deployments', async (t) => {
  const services = await start(t);
  const { client, catalog } = services;
  const cookie = await client.session({ clientId: 'pc', groups: 'Pilot' });
  await client.sync(cookie);
  assign(services, 'pc', 'Kiosks');
  catalog.configuration.set({ targeting: 'client' });
  t.equal(
    await client.fault('SyncUpdates', {
      cookie,
      parameters: { ExpressQuery: false, SkipSoftwareSync: false },
    }),
    'ConfigChanged',
  );
  const again = await scanning(services, 'pc', 'Pilot');
  t.same(await again.changes(), []);
});

t.test('what happens to a group nobody is in is told to nobody', async (t) => {
  const services = await start(t);
  const clients = await Promise.all(
    ['Pilot', 'Kiosks', ''].map((group) => scanning(services, `in-${group}`, group)),
  );
  const { groups } = services.catalog;
  groups.create('Empty', 'Pilot');
  groups.move('Empty', 'Kiosks');
  groups.rename('Empty', 'Still empty');
  groups.remove('Still empty');
  for (const client of clients) t.same(await client.changes(), []);
});

t.test('an approval that makes no difference to a computer is not told to it', async (t) => {
  const services = await start(t);
  const kiosk = await scanning(services, 'kiosk', 'Kiosks');
  const unassigned = await scanning(services, 'unassigned');
  services.catalog.approvals.approve({ updateId: idOf(3), group: 'Pilot', action: 'Install' });
  t.same(await kiosk.changes(), [], 'it is for another group');
  t.same(await unassigned.changes(), []);
  services.catalog.approvals.approve({ updateId: idOf(2), action: 'Install' });
  t.same(await kiosk.changes(), [], 'its own group has decided otherwise');
  t.same(await unassigned.changes(), ['2 Install']);
});
