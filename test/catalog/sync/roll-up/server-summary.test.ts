import t from 'tap';
import type { Catalog } from '../../../../catalog/catalog.ts';
import { readServerSummary } from '../../../../catalog/reports/server-summary.ts';
import type { ReportedState } from '../../../../catalog/store/events.ts';
import { testCatalog } from '../../../helpers/catalogs.ts';
import { idOf, importUpdates, type ShortUpdate } from '../../../helpers/documents.ts';

const SECURITY = '0fa1201d-4330-4fa8-8ae9-b877473b6441';
const NOTHING = Object.fromEntries(
  Object.keys(readServerSummary(testCatalog(t).database)).map((name) => [name, 0]),
);
const security: ShortUpdate['more'] = { prerequisites: [{ isCategory: true, updateIds: [SECURITY] }] };

function summary(catalog: Catalog): Readonly<Record<string, number>> {
  return readServerSummary(catalog.database);
}

/** A computer that reported these states of updates by their number; without any it never reported. */
function computer(catalog: Catalog, id: string, states?: Readonly<Record<number, ReportedState>>): void {
  catalog.write(() => {
    catalog.computers.introduce(id, `${id}.example`, '', 0);
    if (states === undefined) return;
    const rows = Object.entries(states).map(([number, state]) => ({ updateId: idOf(Number(number)), state }));
    catalog.events.replaceStatus(id, rows, 0);
    catalog.computers.noteStatus(id, 0);
  });
}

t.test('all 18 counters are there, and zero of nothing', (t) => {
  t.equal(Object.keys(NOTHING).length, 18);
  t.same(summary(testCatalog(t)), NOTHING);
  t.end();
});

t.test(
  'an update counts once whatever its revisions; categories, detectoids and bundled ones do not',
  (t) => {
    const catalog = testCatalog(t);
    importUpdates(
      catalog,
      { id: 1 },
      { id: 1, revision: 2 },
      { id: 2 },
      { id: 3, type: 'Category' },
      { id: 4, type: 'Detectoid' },
      { id: 5, deployable: false },
      { id: 6, bundles: [[[5, 1]]] },
    );
    t.match(summary(catalog), { UpdateCount: 3, NotApprovedUpdateCount: 3, UpdatesUpToDateCount: 3 });
    t.end();
  },
);

t.test('declined, approved and other updates add up to all', (t) => {
  const catalog = testCatalog(t);
  importUpdates(catalog, { id: 1 }, { id: 2 }, { id: 3, removable: true }, { id: 4 }, { id: 5 });
  catalog.approvals.approve({ updateId: idOf(1), action: 'Install' });
  catalog.approvals.approve({ updateId: idOf(3), action: 'Uninstall' });
  catalog.approvals.decline(idOf(4));
  t.match(summary(catalog), {
    UpdateCount: 5,
    ApprovedUpdateCount: 2,
    DeclinedUpdateCount: 1,
    NotApprovedUpdateCount: 2,
  });
  t.end();
});

t.test('an approval of another than the newest revision is stale', (t) => {
  const catalog = testCatalog(t);
  catalog.configuration.set({ carryApprovals: false });
  importUpdates(catalog, { id: 1 }, { id: 2 });
  for (const id of [1, 2]) catalog.approvals.approve({ updateId: idOf(id), action: 'Install' });
  t.equal(summary(catalog).UpdatesWithStaleUpdateApprovalsCount, 0);
  importUpdates(catalog, { id: 1, revision: 2 });
  t.equal(summary(catalog).UpdatesWithStaleUpdateApprovalsCount, 1);
  t.end();
});

t.test('expired counts what nobody approved', (t) => {
  const catalog = testCatalog(t);
  importUpdates(catalog, { id: 1, expired: true }, { id: 2 });
  t.equal(summary(catalog).ExpiredUpdateCount, 1);
  t.end();
});

t.test('critical and security updates count until they are approved for installation', (t) => {
  const catalog = testCatalog(t);
  importUpdates(
    catalog,
    { id: 1, removable: true, more: security },
    { id: 2, more: security },
    { id: 3 },
    { id: 4, more: security },
  );
  const counted = () => summary(catalog).CriticalOrSecurityUpdatesNotApprovedForInstallCount;
  t.equal(counted(), 3);
  catalog.approvals.approve({ updateId: idOf(1), action: 'Uninstall' });
  t.equal(counted(), 3);
  catalog.approvals.approve({ updateId: idOf(2), action: 'Install' });
  t.equal(counted(), 2);
  catalog.approvals.decline(idOf(4));
  t.equal(counted(), 1);
  t.end();
});

t.test('mandatory updates count until they are approved for installation', (t) => {
  const catalog = testCatalog(t);
  importUpdates(catalog, { id: 1 }, { id: 2 });
  catalog.database.prepare('UPDATE revision SET is_mandatory = 1').run();
  t.equal(summary(catalog).WsusInfrastructureUpdatesNotApprovedForInstallCount, 2);
  catalog.approvals.approve({ updateId: idOf(1), action: 'Install' });
  t.equal(summary(catalog).WsusInfrastructureUpdatesNotApprovedForInstallCount, 1);
  t.end();
});

t.test('updates count by what some computer reports of them, declined ones not', (t) => {
  const catalog = testCatalog(t);
  importUpdates(catalog, ...[1, 2, 3, 4, 5, 6].map((id) => ({ id })));
  catalog.approvals.decline(idOf(6));
  computer(catalog, 'a', { 1: 'NotInstalled', 2: 'Failed', 3: 'Installed', 6: 'Failed' });
  computer(catalog, 'b', { 1: 'Installed', 2: 'Downloaded', 3: 'InstalledPendingReboot', 6: 'NotInstalled' });
  t.match(summary(catalog), {
    UpdatesNeededByComputersCount: 2,
    UpdatesWithClientErrorsCount: 1,
    UpdatesUpToDateCount: 3,
  });
  t.end();
});

t.test('computers count by what they report, as in the report of a group', (t) => {
  const catalog = testCatalog(t);
  computer(catalog, 'needs', { 1: 'NotInstalled', 2: 'Installed' });
  computer(catalog, 'failed', { 1: 'Failed' });
  computer(catalog, 'both', { 1: 'Failed', 2: 'Downloaded' });
  computer(catalog, 'fine', { 1: 'Installed' });
  computer(catalog, 'nothing', {});
  computer(catalog, 'silent');
  t.match(summary(catalog), {
    ComputerTargetCount: 6,
    ComputerTargetsNeedingUpdatesCount: 2,
    ComputerTargetsWithUpdateErrorsCount: 2,
    ComputersUpToDateCount: 2,
  });
  const all = catalog.status.ofGroups().find(({ group }) => group.parentId === null);
  t.match(all, { computers: 6, needingUpdates: 2, withErrors: 2, upToDate: 2 });
  t.end();
});

t.test('groups that are built in do not count', (t) => {
  const catalog = testCatalog(t);
  catalog.groups.create('Pilot');
  t.equal(summary(catalog).CustomComputerTargetGroupCount, 1);
  t.end();
});

t.test('an update waits for files that were asked for and are not here', (t) => {
  const catalog = testCatalog(t);
  const file = { fileName: 'a.cab', size: 1, sha1: '01'.repeat(20) };
  importUpdates(catalog, { id: 1, files: [file] }, { id: 2 });
  t.equal(summary(catalog).UpdatesNeedingFilesCount, 0);
  catalog.database.prepare('INSERT INTO wanted_file SELECT sha1, 0 FROM revision_file').run();
  t.equal(summary(catalog).UpdatesNeedingFilesCount, 1);
  t.end();
});
