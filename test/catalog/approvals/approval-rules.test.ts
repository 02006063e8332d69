import t, { type Test } from 'tap';
import type { RuleDefinition } from '../../../catalog/approvals/rule-definition.ts';
import type { Catalog } from '../../../catalog/catalog.ts';
import { ALL_COMPUTERS } from '../../../catalog/store/groups.ts';
import { testCatalog } from '../../helpers/catalogs.ts';
import { idOf, importUpdates, revisionIdOf, type ShortUpdate } from '../../helpers/documents.ts';
import { licensed } from '../../helpers/licensed-updates.ts';
import { refusalOf } from '../../helpers/seeds.ts';
import { startServices } from '../../helpers/services.ts';
import { dumpTables } from '../../helpers/tables.ts';

const BUILTIN = 'Default Automatic Approval Rule';
const CRITICAL = 'e6cf1350-c01b-414d-a61f-263d14d133b4';
const SECURITY = '0fa1201d-4330-4fa8-8ae9-b877473b6441';

/** Two classifications (100, 101) and two products (200, 201) to put updates into. */
const categories: readonly ShortUpdate[] = [100, 101, 200, 201].map((id) => ({ id, type: 'Category' }));

/** An update in one of the real classifications. */
const classified = (id: number, classification: string, revision = 1): ShortUpdate => ({
  id,
  revision,
  more: { prerequisites: [{ isCategory: true, updateIds: [classification] }] },
});

const ruleFor = (more: Partial<RuleDefinition> = {}): RuleDefinition => ({
  classifications: [],
  categories: [],
  groups: ['All Computers'],
  action: 'Install',
  ...more,
});

function withCategories(test: Test): Catalog {
  const catalog = testCatalog(test);
  importUpdates(catalog, ...categories);
  catalog.groups.create('Pilot');
  catalog.groups.create('Kiosks');
  return catalog;
}

/** The approvals of an update as `group action deadline`. */
function approvals(catalog: Catalog, id: number, revision = 1): string[] {
  const names = new Map(catalog.groups.all().map(({ groupId, name }) => [groupId, name]));
  return catalog.deployments
    .explicitOf(revisionIdOf(catalog, id, revision))
    .map(({ groupId, action, deadline }) => [names.get(groupId), action, deadline].filter(Boolean).join(' '))
    .sort();
}

t.test('the built-in rule is there and disabled: Critical and Security Updates for All Computers', (t) => {
  const catalog = testCatalog(t);
  const [rule, ...others] = catalog.rules.all();
  t.same(others, []);
  t.match(rule, {
    name: BUILTIN,
    isBuiltin: true,
    isEnabled: false,
    classifications: [CRITICAL, SECURITY],
    categories: [],
    groups: [ALL_COMPUTERS],
    action: 'Install',
    deadline: undefined,
  });
  importUpdates(catalog, classified(1, CRITICAL));
  t.same(approvals(catalog, 1), []);
  t.end();
});

t.test('enabled, it approves what arrives from then on, and nothing of another classification', (t) => {
  const catalog = testCatalog(t);
  importUpdates(catalog, classified(1, CRITICAL));
  catalog.rules.enable(BUILTIN.toUpperCase(), true);
  importUpdates(
    catalog,
    classified(2, CRITICAL),
    classified(3, SECURITY.toUpperCase()),
    classified(4, idOf(100)),
    { id: 5 },
  );
  t.same(
    [1, 2, 3, 4, 5].map((id) => approvals(catalog, id).join()),
    ['', 'All Computers Install', 'All Computers Install', '', ''],
  );
  catalog.rules.enable(BUILTIN, false);
  importUpdates(catalog, classified(6, CRITICAL));
  t.same(approvals(catalog, 6), []);
  t.end();
});

t.test('run, a rule approves what is here already and tells how much, whether enabled or not', (t) => {
  const catalog = testCatalog(t);
  importUpdates(catalog, classified(1, CRITICAL), classified(2, SECURITY), { id: 3 });
  t.equal(catalog.rules.run(BUILTIN), 2);
  t.same(approvals(catalog, 1), ['All Computers Install']);
  t.same(approvals(catalog, 3), []);
  t.equal(catalog.rules.run(BUILTIN), 0, 'a second time there is nothing left to do');
  t.end();
});

t.test('an update must be in a classification and in a product of the rule, any of each', (t) => {
  const catalog = withCategories(t);
  const definition = {
    classifications: [idOf(100), idOf(101).toUpperCase()],
    categories: [idOf(200)],
  };
  catalog.rules.put('Both', ruleFor(definition), true);
  importUpdates(
    catalog,
    { id: 1, in: [100, 200] },
    { id: 2, in: [101, 201, 200] },
    { id: 3, in: [100, 201] },
    { id: 4, in: [200] },
    { id: 5, in: [100] },
    { id: 6 },
    { id: 7, needs: [[100], [200]] },
  );
  t.same(
    [1, 2, 3, 4, 5, 6, 7].map((id) => approvals(catalog, id).length),
    [1, 1, 0, 0, 0, 0, 0],
    'a prerequisite that is no category counts for nothing',
  );
  t.end();
});

t.test('a rule without classifications and products is for every update', (t) => {
  const catalog = withCategories(t);
  catalog.rules.put('All', ruleFor(), true);
  importUpdates(catalog, { id: 1 }, { id: 2, in: [100] });
  t.same(
    [1, 2].map((id) => approvals(catalog, id).length),
    [1, 1],
  );
  t.end();
});

t.test('a rule approves for each of its groups, which may be named, with its action', (t) => {
  const catalog = withCategories(t);
  catalog.rules.put('Two', ruleFor({ groups: ['pilot', 'Kiosks'], action: 'OptionalInstall' }), true);
  importUpdates(catalog, { id: 1 });
  t.same(approvals(catalog, 1), ['Kiosks OptionalInstall', 'Pilot OptionalInstall']);
  t.equal(catalog.deployments.explicit()[0]?.isAssigned, false);
  t.end();
});

t.test('a deadline is so many days on, at so many minutes after midnight in UTC', (t) => {
  const catalog = withCategories(t);
  const rows = [
    [{ days: 0, minutes: 0 }, '2026-11-01T00:00:00Z'],
    [{ days: 7, minutes: 1439 }, '2026-11-08T23:59:00Z'],
    [{ days: 30, minutes: 180 }, '2026-12-01T03:00:00Z'],
  ] as const;
  rows.forEach(([deadline, expected], index) => {
    catalog.rules.put('Late', ruleFor({ deadline }), true);
    importUpdates(catalog, { id: index + 1 });
    t.same(approvals(catalog, index + 1), [`All Computers Install ${expected}`]);
  });
  t.end();
});

t.test('a rule does not overrule what was decided for a group, nor take the place of another rule', (t) => {
  const catalog = withCategories(t);
  importUpdates(catalog, { id: 1, removable: true }, { id: 2 });
  catalog.approvals.approve({ updateId: idOf(1), action: 'Uninstall', group: 'Pilot' });
  catalog.approvals.approve({ updateId: idOf(2), action: 'Block', group: 'Pilot' });
  catalog.rules.put('Rule', ruleFor({ groups: ['Pilot', 'Kiosks'] }), true);
  t.equal(catalog.rules.run('Rule'), 2);
  t.same(approvals(catalog, 1), ['Kiosks Install', 'Pilot Uninstall']);
  t.same(approvals(catalog, 2), ['Kiosks Install', 'Pilot Block']);
  catalog.rules.put('Second', ruleFor({ groups: ['Kiosks'], action: 'OptionalInstall' }), true);
  t.equal(catalog.rules.run('Second'), 0);
  t.end();
});

t.test('a new revision of an update that was decided keeps the decision', (t) => {
  const catalog = withCategories(t);
  importUpdates(catalog, { id: 1 });
  catalog.approvals.approve({ updateId: idOf(1), action: 'OptionalInstall' });
  catalog.rules.put('Rule', ruleFor(), true);
  importUpdates(catalog, { id: 1, revision: 2 });
  t.same(approvals(catalog, 1, 2), ['All Computers OptionalInstall']);
  t.end();
});

t.test('what cannot be installed is left out: declined, expired, unlicensed, not offered by itself', (t) => {
  const catalog = withCategories(t);
  importUpdates(catalog, { id: 1 });
  catalog.approvals.decline(idOf(1));
  importUpdates(
    catalog,
    { id: 2, expired: true },
    licensed({ id: 3 }),
    { id: 4, deployable: false },
    { id: 5, type: 'Detectoid' },
    { id: 6 },
    { id: 6, revision: 2 },
    { id: 7 },
    { id: 7, revision: 2, expired: true },
  );
  catalog.rules.put('Rule', ruleFor(), true);
  t.equal(catalog.rules.run('Rule'), 1);
  t.same(approvals(catalog, 6, 2), ['All Computers Install'], 'the newest revision alone');
  t.same(approvals(catalog, 6, 1), []);
  t.same(
    catalog.database.prepare('SELECT eula_id FROM accepted_eula ORDER BY 1').pluck().all(),
    [],
    'a rule accepts no licence',
  );
  catalog.approvals.acceptEula(idOf(3));
  t.equal(catalog.rules.run('Rule'), 1, 'once somebody did, it approves');
  t.same(approvals(catalog, 3), ['All Computers Install']);
  t.end();
});

t.test('a declined update stays declined when a new revision arrives under a rule', (t) => {
  const catalog = withCategories(t);
  importUpdates(catalog, { id: 1 });
  catalog.approvals.decline(idOf(1));
  catalog.rules.put('Rule', ruleFor(), true);
  importUpdates(catalog, { id: 1, revision: 2 });
  t.same(catalog.deployments.explicit(), []);
  t.end();
});

t.test('a group that was removed keeps a rule from nothing else', (t) => {
  const catalog = withCategories(t);
  catalog.rules.put('Rule', ruleFor({ groups: ['Kiosks', 'Pilot'] }), true);
  catalog.groups.remove('Kiosks');
  importUpdates(catalog, { id: 1 });
  t.same(approvals(catalog, 1), ['Pilot Install']);
  t.end();
});

t.test('a rule is found by id or name in any case, and putting it again changes it', (t) => {
  const catalog = withCategories(t);
  const first = catalog.rules.put(' My rule ', ruleFor(), true);
  t.equal(first.name, 'My rule');
  const second = catalog.rules.put('MY RULE', ruleFor({ action: 'OptionalInstall' }), false);
  t.equal(second.ruleId, first.ruleId);
  t.match(catalog.rules.require(first.ruleId.toUpperCase()), { name: 'My rule', action: 'OptionalInstall' });
  t.equal(catalog.rules.require('my rule').isEnabled, false);
  catalog.rules.remove('my RULE');
  t.same(
    catalog.rules.all().map(({ name }) => name),
    [BUILTIN],
  );
  t.end();
});

t.test('unknown rules and wrong definitions are refused and change nothing', (t) => {
  const catalog = withCategories(t);
  const before = dumpTables(catalog.database);
  const unknown = /^CATALOG_RULE_UNKNOWN: .*"Nobody" \| .*Default Automatic Approval Rule/;
  for (const deed of [
    () => catalog.rules.run('Nobody'),
    () => catalog.rules.remove('Nobody'),
    () => catalog.rules.enable('Nobody', true),
    () => catalog.rules.require('Nobody'),
  ])
    t.match(refusalOf(deed), unknown);
  const rows = [
    ['', {}, /CATALOG_RULE_REFUSED: .*a name must not be empty/],
    [' ', {}, /CATALOG_RULE_REFUSED: .*a name must not be empty/],
    ['x', { groups: [] }, /CATALOG_RULE_REFUSED: .*it needs a target group/],
    ['x', { groups: ['Lab'] }, /CATALOG_GROUP_UNKNOWN: .*"Lab"/],
    ['x', { deadline: { days: -1, minutes: 0 } }, /0 to 3650 days/],
    ['x', { deadline: { days: 1.5, minutes: 0 } }, /0 to 3650 days/],
    ['x', { deadline: { days: 3651, minutes: 0 } }, /0 to 3650 days/],
    ['x', { deadline: { days: 1, minutes: 1440 } }, /0 to 1439 minutes/],
    ['x', { deadline: { days: 1, minutes: Number.NaN } }, /0 to 1439 minutes/],
  ] as const;
  for (const [name, more, expected] of rows)
    t.match(
      refusalOf(() => catalog.rules.put(name, ruleFor(more), true)),
      expected,
      JSON.stringify(more),
    );
  t.match(
    refusalOf(() => catalog.rules.remove(BUILTIN)),
    /^CATALOG_RULE_REFUSED: .*it is built in; disable it instead/,
  );
  t.equal(dumpTables(catalog.database), before);
  t.end();
});

t.test('clients hear at their next scan what a rule approved', async (t) => {
  const { client, catalog } = await startServices(t);
  importUpdates(catalog, { id: 1 });
  const cached = { OtherCachedUpdateIDs: [revisionIdOf(catalog, 1)] };
  const first = await client.sync(await client.session(), cached);
  t.notOk(first.ChangedUpdates);
  catalog.rules.put('All', ruleFor(), true);
  const second = await client.sync(first.NewCookie!, cached);
  t.notOk(second.ChangedUpdates, 'a rule that has not run yet changes nothing');
  catalog.rules.run('All');
  importUpdates(catalog, { id: 2 });
  const third = await client.sync(second.NewCookie!, cached);
  const told = (infos: typeof third.NewUpdates) =>
    infos?.map(({ ID, Deployment }) => [ID, Deployment?.Action]);
  t.same(told(third.ChangedUpdates), [[revisionIdOf(catalog, 1), 'Install']]);
  t.same(told(third.NewUpdates), [[revisionIdOf(catalog, 2), 'Install']], 'it approved what arrived as well');
});

t.test('a rule whose group is gone approves for the others it names, or nothing', (t) => {
  const catalog = withCategories(t);
  catalog.groups.create('Ring');
  catalog.rules.put('Both', ruleFor({ groups: ['Pilot', 'Ring'] }), true);
  catalog.groups.remove('Pilot');
  importUpdates(catalog, classified(1, CRITICAL));
  t.equal(approvals(catalog, 1).length, 1);
  catalog.groups.remove('Ring');
  importUpdates(catalog, classified(2, CRITICAL));
  t.same(approvals(catalog, 2), []);
  t.equal(catalog.rules.run('Both'), 0);
  t.end();
});
