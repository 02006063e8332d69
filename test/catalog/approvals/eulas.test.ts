import t, { type Test } from 'tap';
import type { Approval } from '../../../catalog/approvals/approvals.ts';
import type { Catalog } from '../../../catalog/catalog.ts';
import { createContentStore } from '../../../catalog/content-store.ts';
import { importSource } from '../../../catalog/import/import-source.ts';
import { testCatalog } from '../../helpers/catalogs.ts';
import { idOf, importUpdates, revisionIdOf } from '../../helpers/documents.ts';
import { LICENCE, licensed } from '../../helpers/licensed-updates.ts';
import { refusalOf } from '../../helpers/seeds.ts';
import { dumpTables } from '../../helpers/tables.ts';

const REFUSED = /^CATALOG_APPROVAL_REFUSED: .*its licence was not accepted/;
const NOTHING = 'nothing was refused';

function withLicence(test: Test) {
  const catalog = testCatalog(test);
  importUpdates(catalog, licensed({ id: 1 }), { id: 2 });
  catalog.groups.create('Pilot');
  const approve = (action: Approval['action'], more: Partial<Approval> = {}) =>
    refusalOf(() => catalog.approvals.approve({ updateId: idOf(1), action, ...more }));
  return { catalog, approve };
}

const actions = (catalog: Catalog, id: number, revision = 1) =>
  catalog.deployments.explicitOf(revisionIdOf(catalog, id, revision)).map(({ action }) => action);

t.test('what installs is refused before the licence is accepted, and nothing is kept of it', (t) => {
  const { catalog, approve } = withLicence(t);
  const before = dumpTables(catalog.database);
  for (const action of ['Install', 'OptionalInstall'] as const) {
    t.match(approve(action), REFUSED);
    t.match(approve(action, { group: 'Pilot' }), REFUSED);
    t.match(approve(action, { acceptEula: false }), REFUSED);
  }
  t.equal(dumpTables(catalog.database), before);
  t.end();
});

t.test('what installs is allowed once the licence is accepted, for every group', (t) => {
  const { catalog, approve } = withLicence(t);
  t.equal(catalog.approvals.acceptEula(idOf(1).toUpperCase()), true);
  t.same(catalog.database.prepare('SELECT eula_id FROM accepted_eula ORDER BY 1').pluck().all(), [LICENCE]);
  t.equal(approve('Install'), NOTHING);
  t.equal(approve('OptionalInstall', { group: 'Pilot' }), NOTHING);
  t.same(actions(catalog, 1), ['Install', 'OptionalInstall']);
  t.end();
});

t.test('an approval can accept the licence in one go', (t) => {
  const { catalog, approve } = withLicence(t);
  t.equal(approve('OptionalInstall', { acceptEula: true }), NOTHING);
  t.equal(catalog.eulas.isAccepted(LICENCE.toUpperCase()), true);
  t.equal(approve('Install'), NOTHING, 'it stays accepted');
  t.end();
});

t.test('an approval that is refused for another reason accepts no licence', (t) => {
  const { catalog, approve } = withLicence(t);
  t.match(approve('Install', { acceptEula: true, deadline: 'soon' }), /no xs:dateTime/);
  t.match(approve('Install', { acceptEula: true, group: 'Nobody' }), /^CATALOG_GROUP_UNKNOWN/);
  t.match(approve('Block', { acceptEula: true }), /cannot be blocked/);
  t.same(catalog.database.prepare('SELECT eula_id FROM accepted_eula ORDER BY 1').pluck().all(), []);
  t.end();
});

t.test('what removes, checks or blocks needs no licence', (t) => {
  const { catalog, approve } = withLicence(t);
  t.equal(approve('Uninstall'), NOTHING);
  t.equal(approve('PreDeploymentCheck'), NOTHING);
  t.equal(approve('Block', { group: 'Pilot' }), NOTHING);
  t.same(catalog.database.prepare('SELECT eula_id FROM accepted_eula ORDER BY 1').pluck().all(), []);
  t.end();
});

t.test('an update without a licence has none to accept', (t) => {
  const { catalog } = withLicence(t);
  t.equal(catalog.approvals.acceptEula(idOf(2)), false);
  catalog.approvals.approve({ updateId: idOf(2), action: 'Install', acceptEula: true });
  t.same(catalog.database.prepare('SELECT eula_id FROM accepted_eula ORDER BY 1').pluck().all(), []);
  t.match(
    refusalOf(() => catalog.approvals.acceptEula(idOf(9))),
    /^CATALOG_UPDATE_UNKNOWN/,
  );
  t.end();
});

t.test('updates with one licence are accepted together', (t) => {
  const { catalog } = withLicence(t);
  importUpdates(
    catalog,
    licensed({ id: 3, eulaId: LICENCE.toUpperCase() }),
    licensed({ id: 4, eulaId: idOf(400) }),
  );
  catalog.approvals.acceptEula(idOf(1));
  t.equal(
    refusalOf(() => catalog.approvals.approve({ updateId: idOf(3), action: 'Install' })),
    NOTHING,
  );
  t.match(
    refusalOf(() => catalog.approvals.approve({ updateId: idOf(4), action: 'Install' })),
    REFUSED,
  );
  t.end();
});

t.test('a new revision of an accepted licence takes the approvals over', (t) => {
  const { catalog, approve } = withLicence(t);
  approve('Install', { acceptEula: true });
  importUpdates(catalog, licensed({ id: 1, revision: 2 }));
  t.same(actions(catalog, 1, 2), ['Install']);
  t.end();
});

t.test('a revision that asks anew drops the acceptance and takes only over what needs none', (t) => {
  const { catalog, approve } = withLicence(t);
  catalog.groups.create('Kiosks');
  approve('Install', { acceptEula: true });
  approve('Block', { group: 'Pilot' });
  approve('Uninstall', { group: 'Kiosks' });
  importUpdates(catalog, licensed({ id: 1, revision: 2, reaccept: true }));
  t.same(catalog.database.prepare('SELECT eula_id FROM accepted_eula ORDER BY 1').pluck().all(), []);
  t.same(actions(catalog, 1, 2).sort(), ['Block', 'Uninstall']);
  t.match(approve('Install'), REFUSED);
  t.equal(approve('Install', { acceptEula: true }), NOTHING);
  t.end();
});

t.test('an older revision that arrives late asks for nothing anew', (t) => {
  const { catalog, approve } = withLicence(t);
  importUpdates(catalog, licensed({ id: 1, revision: 5 }));
  approve('Install', { acceptEula: true });
  importUpdates(catalog, licensed({ id: 1, revision: 3, reaccept: true }));
  t.same(catalog.database.prepare('SELECT eula_id FROM accepted_eula ORDER BY 1').pluck().all(), [LICENCE]);
  t.end();
});

t.test('a revision under another licence takes no installation over', (t) => {
  const { catalog, approve } = withLicence(t);
  approve('Install', { acceptEula: true });
  importUpdates(catalog, licensed({ id: 1, revision: 2, eulaId: idOf(900) }));
  t.same(actions(catalog, 1, 2), []);
  t.match(approve('Install'), REFUSED);
  t.end();
});

t.test('an acceptance that was rolled back is none', (t) => {
  const { catalog, approve } = withLicence(t);
  t.throws(() =>
    catalog.write(() => {
      catalog.approvals.acceptEula(idOf(1));
      throw new Error('the write fails');
    }),
  );
  t.same(catalog.database.prepare('SELECT eula_id FROM accepted_eula ORDER BY 1').pluck().all(), []);
  t.match(approve('Install'), REFUSED);
  t.end();
});

const seedOf = (more: string) => `updates:
  - title: "Mock: licensed"
    key: licensed
    classification: Updates
    products: [Windows 11]
    eula: Do what you like.
    files: [{ name: one.cab, size: 1 KB }]
${more}`;

t.test('a seed accepts the licences of what it approves, and of nothing else', (t) => {
  const seed = seedOf('    approvals: [All Computers]\n');
  const other = seedOf('').replace('key: licensed', 'key: other').replace('Mock: licensed', 'Mock: other');
  const folder = t.testdir({ 'approved.yaml': seed, 'other.yaml': other });
  const ports = {
    content: createContentStore(`${folder}/content`),
    signCabinet: (bytes: Uint8Array) => bytes,
    signerId: 'signer',
  };
  const catalog = testCatalog(t);
  importSource(catalog, `${folder}/other.yaml`, ports);
  t.same(catalog.database.prepare('SELECT eula_id FROM accepted_eula ORDER BY 1').pluck().all(), []);
  importSource(catalog, `${folder}/approved.yaml`, ports);
  t.equal(catalog.database.prepare('SELECT eula_id FROM accepted_eula ORDER BY 1').pluck().all().length, 1);
  t.same(
    catalog.deployments.explicit().map(({ action }) => action),
    ['Install'],
  );
  t.end();
});
