import t from 'tap';
import { approveUpdates } from '../../../catalog/approvals/decide.ts';
import { listApprovals } from '../../../catalog/reports/approval-list.ts';
import { countCatalog } from '../../../catalog/reports/catalog-counts.ts';
import { listComputers } from '../../../catalog/reports/computer-report.ts';
import { findEvent, listEvents } from '../../../catalog/reports/event-list.ts';
import { createUpdateReport } from '../../../catalog/reports/update-report.ts';
import { testCatalog } from '../../helpers/catalogs.ts';
import { addEvent } from '../../helpers/control-catalogue.ts';
import { idOf, importUpdates } from '../../helpers/documents.ts';

t.test('a list of updates goes on behind a page, without one twice and without one left out', async (t) => {
  const catalog = testCatalog(t);
  importUpdates(catalog, ...[1, 2, 3, 4, 5].map((id) => ({ id })));
  const report = createUpdateReport(catalog.database);
  const seen: string[] = [];
  let after: number | null | undefined;
  do {
    const page = report.list({}, 2, after ?? undefined);
    seen.push(...page.updates.map(({ updateId }) => updateId));
    t.equal(page.hasMore, page.next !== null);
    after = page.next;
    // What comes between two pages is newer than both.
    importUpdates(catalog, { id: 10 + seen.length });
  } while (after !== null);
  t.same(seen, [5, 4, 3, 2, 1].map(idOf));
});

t.test('events are found by computer, id, update and code, and followed from the oldest', async (t) => {
  const catalog = testCatalog(t);
  importUpdates(catalog, { id: 1 });
  addEvent(catalog, 'a');
  addEvent(catalog, 'b', { eventId: 147, updateId: null, win32HResult: 0 });
  addEvent(catalog, 'c', { computerId: 'pc2', updateId: idOf(9), win32HResult: 0x80246002 | 0 });
  const find = (query: object) =>
    listEvents(catalog.database, { order: 'newest', limit: 10, ...query }).events.map(
      (one) => one.eventInstanceId,
    );
  t.same(find({}), ['c', 'b', 'a']);
  t.same(find({ order: 'oldest' }), ['a', 'b', 'c']);
  t.same(find({ computerId: 'pc1' }), ['b', 'a']);
  t.same(find({ eventIds: [147, 999] }), ['b']);
  t.same(find({ eventIds: [] }), []);
  t.same(find({ updateId: idOf(9) }), ['c']);
  t.same(find({ hresult: 0x80240017 | 0 }), ['a']);
  t.same(find({ computerId: 'pc1', eventIds: [182], updateId: idOf(1) }), ['a']);
  const page = listEvents(catalog.database, { order: 'oldest', limit: 2 });
  t.equal(page.next, page.events[1]?.sequence);
  t.same(find({ order: 'oldest', after: page.next }), ['c']);
  t.same(find({ order: 'newest', after: page.next }), ['a']);
  t.match(listEvents(catalog.database, { order: 'newest', limit: 1 }).events, [
    { hresult: '0x80246002', hresultName: 'WU_E_DM_INCORRECTFILEHASH', title: null, updateId: idOf(9) },
  ]);
  t.match(findEvent(catalog.database, page.events[0]?.sequence ?? 0), {
    hresult: '0x80240017',
    hresultName: null,
    title: 'Update 1 (en)',
    receivedAt: '2026-11-01T10:20:30.000Z',
    content: { BasicData: { List: [1, 'two', null] } },
  });
  t.equal(findEvent(catalog.database, 99), undefined);
});

t.test('approvals are found by update, group and action, those made last first', async (t) => {
  const catalog = testCatalog(t);
  importUpdates(catalog, { id: 1 }, { id: 2 });
  const pilot = catalog.groups.create('Pilot').groupId;
  const updates = [idOf(1), idOf(2)];
  const made = approveUpdates(catalog, { updates, groups: ['pilot', 'All Computers'], action: 'Install' });
  t.match(made[0], { updateId: idOf(1), title: 'Update 1 (en)', group: 'Pilot', action: 'Install' });
  const find = (query: object) =>
    listApprovals(catalog.database, { limit: 10, ...query }).approvals.map(
      ({ deploymentId }) => deploymentId,
    );
  const all = made.map(({ deploymentId }) => deploymentId).reverse();
  t.same(find({}), all);
  t.same(find({ groupId: pilot }), [all[1], all[3]]);
  t.same(find({ updateId: idOf(1) }), [all[2], all[3]]);
  t.same(find({ action: 'Uninstall' }), []);
  const page = listApprovals(catalog.database, { limit: 3 });
  t.same(find({ after: page.next }), [all[3]]);
  t.match(countCatalog(catalog.database), { updates: 2, revisions: 2, approvals: 4, declined: 0, groups: 3 });
});

t.test('a list of computers goes on behind an id', async (t) => {
  const catalog = testCatalog(t);
  for (const id of ['c', 'a', 'b']) catalog.computers.introduce(id, `${id}.test`, '', 1);
  const ids = (query: object) =>
    listComputers(catalog, { limit: 2, ...query }).computers.map(({ computerId }) => computerId);
  t.same(ids({}), ['a', 'b']);
  t.same(ids({ after: 'b' }), ['c']);
  t.same(ids({ limit: 0 }), ['a', 'b', 'c']);
  t.equal(listComputers(catalog, { limit: 3 }).hasMore, false);
});

t.test('where one name is unknown nothing is approved', async (t) => {
  const catalog = testCatalog(t);
  importUpdates(catalog, { id: 1 });
  t.throws(() => approveUpdates(catalog, { updates: [idOf(1), 'KB404'], action: 'Install' }), {
    code: 'CATALOG_UPDATE_NAME_UNKNOWN',
  });
  t.equal(countCatalog(catalog.database).approvals, 0);
});
