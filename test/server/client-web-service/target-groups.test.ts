import t from 'tap';
import { idOf, importUpdates } from '../../helpers/documents.ts';
import { type Services, startServices } from '../../helpers/services.ts';

/** The Action and Deadline the one update has for a client that asks for `groups`. */
async function actionFor({ client }: Services, groups: string, clientId = groups || 'none'): Promise<string> {
  const cookie = await client.session({ clientId: clientId.replace(/[^\p{L}\p{N}]/gu, '-'), groups });
  const deployment = (await client.sync(cookie)).NewUpdates?.[0]?.Deployment;
  return `${deployment?.Action}${deployment?.Deadline ? ` by ${deployment.Deadline}` : ''}`;
}

async function withGroups(t: Parameters<typeof startServices>[0]): Promise<Services> {
  const services = await startServices(t);
  const { catalog } = services;
  importUpdates(catalog, { id: 1, removable: true });
  catalog.write(() => {
    catalog.groups.ensure('Pilot');
    catalog.groups.ensure('Servers', 'Pilot');
    catalog.groups.ensure('Web servers', 'Servers');
    catalog.groups.ensure('Kiosks');
  });
  return services;
}

const update = { updateId: idOf(1) };

t.test('an approval counts for the group and those below it, until one of them has its own', async (t) => {
  const services = await withGroups(t);
  const { approvals } = services.catalog;
  t.equal(await actionFor(services, 'Servers'), 'PreDeploymentCheck');
  approvals.approve({ ...update, group: 'Pilot', action: 'Install' });
  for (const group of ['Pilot', 'Servers', 'Web servers'])
    t.equal(await actionFor(services, group), 'Install', group);
  for (const group of ['Kiosks', '', 'Nobody made this'])
    t.equal(await actionFor(services, group), 'PreDeploymentCheck', group);
  approvals.approve({ ...update, group: 'Servers', action: 'OptionalInstall' });
  t.equal(await actionFor(services, 'Web servers'), 'OptionalInstall');
  t.equal(await actionFor(services, 'Pilot'), 'Install');
  approvals.unapprove(idOf(1), 'Servers');
  t.equal(await actionFor(services, 'Web servers'), 'Install');
});

t.test('All Computers is everybody, with or without a group', async (t) => {
  const services = await withGroups(t);
  services.catalog.approvals.approve({ ...update, action: 'Install', deadline: '2026-11-08T00:00:00Z' });
  for (const group of ['', 'Kiosks', 'Web servers', 'unknown']) {
    t.equal(await actionFor(services, group), 'Install by 2026-11-08T00:00:00Z', group);
  }
  services.catalog.approvals.approve({ ...update, group: 'Unassigned Computers', action: 'OptionalInstall' });
  t.equal(await actionFor(services, ''), 'OptionalInstall');
  t.equal(await actionFor(services, 'Kiosks'), 'Install by 2026-11-08T00:00:00Z');
});

t.test('a Block overrides what is inherited and reaches clients as PreDeploymentCheck', async (t) => {
  const services = await withGroups(t);
  services.catalog.approvals.approve({ ...update, action: 'Install' });
  services.catalog.approvals.approve({ ...update, group: 'Kiosks', action: 'Block' });
  t.equal(await actionFor(services, 'Kiosks'), 'PreDeploymentCheck');
  t.equal(await actionFor(services, 'Pilot'), 'Install');
});

t.test(
  'in several groups the action that does most wins, and of equal ones the earlier deadline',
  async (t) => {
    const services = await withGroups(t);
    const { approvals } = services.catalog;
    approvals.approve({ ...update, group: 'Kiosks', action: 'Uninstall' });
    approvals.approve({ ...update, group: 'Servers', action: 'OptionalInstall' });
    t.equal(await actionFor(services, 'Kiosks;Servers'), 'OptionalInstall');
    t.equal(
      await actionFor(services, ' servers ; KIOSKS ;;unknown'),
      'OptionalInstall',
      'names whatever their case',
    );
    approvals.approve({ ...update, group: 'Kiosks', action: 'Install', deadline: '2026-12-01T00:00:00Z' });
    approvals.approve({ ...update, group: 'Servers', action: 'Install', deadline: '2026-11-20T00:00:00Z' });
    t.equal(await actionFor(services, 'Kiosks;Servers'), 'Install by 2026-11-20T00:00:00Z');
    t.equal(await actionFor(services, 'Servers;Kiosks'), 'Install by 2026-11-20T00:00:00Z');
    approvals.approve({ ...update, group: 'Servers', action: 'Install' });
    t.equal(
      await actionFor(services, 'Servers;Kiosks'),
      'Install by 2026-12-01T00:00:00Z',
      'a deadline before none',
    );
  },
);

t.test('what an administrator assigned goes before what the client asks for', async (t) => {
  const services = await withGroups(t);
  const { catalog } = services;
  catalog.approvals.approve({ ...update, group: 'Kiosks', action: 'Install' });
  t.equal(await actionFor(services, 'Pilot', 'pc'), 'PreDeploymentCheck');
  catalog.write(() => catalog.computers.assign('pc', [catalog.groups.require('Kiosks').groupId]));
  t.equal(await actionFor(services, 'Pilot', 'pc'), 'Install');
  catalog.write(() => catalog.computers.assign('pc', []));
  t.equal(
    await actionFor(services, 'Kiosks', 'pc'),
    'Install',
    'nothing assigned: what it asks for, as it asks now',
  );
});

t.test('a client cannot ask its way into a built-in group or break the list of groups', async (t) => {
  const services = await withGroups(t);
  const { catalog } = services;
  catalog.approvals.approve({ ...update, group: 'Unassigned Computers', action: 'Install' });
  t.equal(await actionFor(services, 'All Computers', 'a'), 'Install', 'it is unassigned, as before');
  t.equal(await actionFor(services, 'x;'.repeat(2000), 'b'), 'Install');
  t.equal(await actionFor(services, "Pilot'; DROP TABLE target_group; --", 'c'), 'Install');
  t.equal(catalog.groups.all().length, 6);
});
