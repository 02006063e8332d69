import fc from 'fast-check';
import t from 'tap';
import type { Approval } from '../../../catalog/approvals/approvals.ts';
import type { Catalog } from '../../../catalog/catalog.ts';
import type { DeploymentAction } from '../../../catalog/deployment-action.ts';
import type { DeploymentRow } from '../../../catalog/store/deployments.ts';
import { effectiveDeployment } from '../../../catalog/targeting/effective-deployment.ts';
import { testCatalog } from '../../helpers/catalogs.ts';
import { idOf, importUpdates, revisionIdOf } from '../../helpers/documents.ts';

const SOON = '2026-11-20T00:00:00Z';
const LATER = '2026-12-01T00:00:00Z';

function withGroups(test: Parameters<typeof testCatalog>[0]) {
  const catalog = testCatalog(test);
  importUpdates(catalog, { id: 1, removable: true });
  catalog.groups.create('Pilot');
  catalog.groups.create('Servers', 'Pilot');
  catalog.groups.create('Web', 'Servers');
  catalog.groups.create('Kiosks');
  const approve = (group: string, action: Approval['action'], deadline?: string) =>
    catalog.approvals.approve({
      updateId: idOf(1),
      group,
      action,
      ...(deadline !== undefined && { deadline }),
    });
  return { catalog, approve, told: (groups: string) => told(catalog, groups) };
}

/** What a computer in `groups` is told of the update: its action and deadline. */
function told(catalog: Catalog, groups: string): string {
  catalog.write(() => catalog.computers.introduce(groups, 'pc', groups, 0));
  const view = catalog.view();
  const node = view.snapshot.nodeOf(revisionIdOf(catalog, 1));
  const { action, deadline } = view.deploymentOf(node, view.membershipOf(groups));
  return [action, deadline].filter(Boolean).join(' by ');
}

t.test('an approval reaches all groups below, however deep, and no group beside', (t) => {
  const { approve, told } = withGroups(t);
  approve('Pilot', 'Install', SOON);
  for (const group of ['Pilot', 'Servers', 'Web']) t.equal(told(group), `Install by ${SOON}`, group);
  for (const group of ['Kiosks', '']) t.equal(told(group), 'PreDeploymentCheck', group || 'unassigned');
  t.end();
});

t.test('the own approval of a child goes before that of its parent, whatever it does', (t) => {
  const { approve, told, catalog } = withGroups(t);
  approve('All Computers', 'Install', SOON);
  approve('Pilot', 'Install', LATER);
  t.equal(told('Web'), `Install by ${LATER}`, 'even with a later deadline');
  for (const action of ['PreDeploymentCheck', 'OptionalInstall', 'Uninstall'] as const) {
    approve('Servers', action);
    t.equal(told('Web'), action);
    t.equal(told('Pilot'), `Install by ${LATER}`);
  }
  catalog.approvals.unapprove(idOf(1), 'Servers');
  catalog.approvals.unapprove(idOf(1), 'Pilot');
  t.equal(told('Web'), `Install by ${SOON}`);
  t.end();
});

t.test('NotApproved in a child overrides what it inherits and reaches clients as a check', (t) => {
  const { approve, told } = withGroups(t);
  approve('All Computers', 'Install');
  approve('Servers', 'Block');
  t.equal(told('Servers'), 'PreDeploymentCheck');
  t.equal(told('Web'), 'PreDeploymentCheck', 'and all below it');
  t.equal(told('Pilot'), 'Install');
  approve('Web', 'Install', SOON);
  t.equal(told('Web'), `Install by ${SOON}`, 'until one below decides anew');
  t.end();
});

t.test('of several groups the action that does most wins', (t) => {
  const { approve, told } = withGroups(t);
  const rising = ['Block', 'PreDeploymentCheck', 'Uninstall', 'OptionalInstall', 'Install'] as const;
  rising.forEach((weaker, index) => {
    for (const stronger of rising.slice(index + 1)) {
      for (const [one, other] of [
        [weaker, stronger],
        [stronger, weaker],
      ] as const) {
        approve('Servers', one);
        approve('Kiosks', other);
        t.equal(told('Servers;Kiosks'), stronger, `${one} and ${other}`);
      }
    }
  });
  t.end();
});

t.test('a group that is blocked does not hold back another one that installs', (t) => {
  const { approve, told } = withGroups(t);
  approve('All Computers', 'Install');
  approve('Kiosks', 'Block');
  t.equal(told('Kiosks;Servers'), 'Install', 'Servers has it from All Computers');
  t.equal(told('Kiosks'), 'PreDeploymentCheck');
  t.end();
});

t.test('of equal actions the earliest deadline counts, and any before none', (t) => {
  const { approve, told } = withGroups(t);
  approve('Servers', 'Install', LATER);
  approve('Kiosks', 'Install', SOON);
  t.equal(told('Servers;Kiosks'), `Install by ${SOON}`);
  approve('Kiosks', 'Install');
  t.equal(told('Servers;Kiosks'), `Install by ${LATER}`);
  approve('Kiosks', 'OptionalInstall', SOON);
  t.equal(told('Servers;Kiosks'), `Install by ${LATER}`, 'a weaker action lends no deadline');
  t.end();
});

t.test('deadlines written in another zone, or with fractions, compare as moments', (t) => {
  const { approve, told } = withGroups(t);
  approve('Servers', 'Install', '2026-11-20T01:00:00+05:00');
  approve('Kiosks', 'Install', '2026-11-19T21:00:00Z');
  t.equal(told('Servers;Kiosks'), 'Install by 2026-11-19T20:00:00Z');
  approve('Servers', 'Install', '2026-11-19T21:00:00.5Z');
  t.match(told('Servers;Kiosks'), /^Install by 2026-11-19T21:00:00Z$/, 'half a second earlier');
  t.end();
});

t.test('a removal has a deadline of its own', (t) => {
  const { approve, told } = withGroups(t);
  approve('Pilot', 'Uninstall', SOON);
  t.equal(told('Web'), `Uninstall by ${SOON}`);
  t.end();
});

t.test('an optional installation is not assigned, everything else is', (t) => {
  const { approve, catalog } = withGroups(t);
  const isAssigned = () => {
    const view = catalog.view();
    return view.deploymentOf(view.snapshot.nodeOf(revisionIdOf(catalog, 1)), view.membershipOf('nobody'))
      .isAssigned;
  };
  t.equal(isAssigned(), true);
  approve('All Computers', 'OptionalInstall');
  t.equal(isAssigned(), false);
  approve('All Computers', 'Uninstall');
  t.equal(isAssigned(), true);
  t.end();
});

const RANK: Readonly<Record<string, number>> = {
  Install: 5,
  OptionalInstall: 4,
  Uninstall: 3,
  PreDeploymentCheck: 2,
  Block: 1,
};

/** The rules written down once more: every group decides for itself, then the best answer is taken. */
function bruteForce(rows: readonly DeploymentRow[], lines: readonly (readonly string[])[]): Set<number> {
  const answers: DeploymentRow[] = [];
  for (const line of lines) {
    const own = line.map((groupId) => rows.filter((row) => row.groupId === groupId));
    answers.push(...(own.find((some) => some.length > 0) ?? []));
  }
  const strongest = Math.max(...answers.map(({ action }) => RANK[action] ?? 0));
  const strong = answers.filter(({ action }) => RANK[action] === strongest);
  const deadlines = strong.flatMap(({ deadline }) => (deadline === null ? [] : [Date.parse(deadline)]));
  const wanted = deadlines.length === 0 ? null : Math.min(...deadlines);
  return new Set(
    strong
      .filter(({ deadline }) => (deadline === null ? null : Date.parse(deadline)) === wanted)
      .map(({ deploymentId }) => deploymentId),
  );
}

t.test('whatever the tree, the approvals and the groups, the winner is the one the rules name', (t) => {
  const action = fc.constantFrom(...(Object.keys(RANK) as DeploymentAction[]));
  const deadline = fc.option(fc.constantFrom(SOON, LATER, '2027-01-01T00:00:00Z', '2026-11-20T00:00:00.5Z'));
  const parents = fc.tuple(...Array.from({ length: 7 }, (_, at) => fc.nat(at)));
  const rows = fc.uniqueArray(fc.record({ group: fc.nat(7), action, deadline }), {
    selector: ({ group }) => group,
    maxLength: 8,
  });
  fc.assert(
    fc.property(
      parents,
      rows,
      fc.subarray([0, 1, 2, 3, 4, 5, 6, 7], { minLength: 1 }),
      (up, given, member) => {
        const lineOf = (group: number): string[] =>
          group === 0 ? ['0'] : [String(group), ...lineOf(up[group - 1] ?? 0)];
        const lines = member.map(lineOf);
        const approvals = given.map(({ group, ...rest }, index) => ({
          deploymentId: index + 1,
          revisionId: 1,
          groupId: String(group),
          isAssigned: rest.action !== 'OptionalInstall',
          lastChange: index,
          change: index + 1,
          ...rest,
        }));
        const implicit = {
          deploymentId: 99,
          action: 'Evaluate',
          isAssigned: true,
          lastChange: 0,
          change: 0,
        } as const;
        const membership = { groupIds: lines.map(([own = '']) => own), lines, key: '' };
        const winner = effectiveDeployment(approvals, membership, () => implicit, 0);
        const expected = bruteForce(approvals, lines);
        if (expected.size === 0) return winner === implicit;
        const row = approvals.find(({ deploymentId }) => deploymentId === winner.deploymentId);
        const sent = row?.action === 'Block' ? 'PreDeploymentCheck' : row?.action;
        return (
          expected.has(winner.deploymentId) &&
          winner.action === sent &&
          winner.deadline === (row?.deadline ?? undefined) &&
          winner.lastChange === row?.lastChange
        );
      },
    ),
    { numRuns: 1000 },
  );
  t.pass();
  t.end();
});
