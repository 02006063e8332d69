import t, { type Test } from 'tap';
import { decisionsOf, differencesOf, metadataOf } from '../../../helpers/catalogue-content.ts';
import { idOf, importUpdates, type ShortUpdate } from '../../../helpers/documents.ts';
import { endOf, type PlainServer, startPlain } from '../../../helpers/tiers.ts';

const CATEGORIES: readonly ShortUpdate[] = [
  { id: 900, type: 'Category' },
  {
    id: 901,
    type: 'Category',
    more: { handler: { kind: 'Category', categoryType: 'UpdateClassification' } },
  },
];
const IN = [900, 901];

/** A server that decides, with these updates, and a replica of it. */
async function startPair(t: Test, ...updates: readonly ShortUpdate[]) {
  const above = await startPlain(t, 'above');
  importUpdates(above.catalog, ...CATEGORIES, ...updates);
  return { above, replica: await startPlain(t, 'replica', above, { replica: true }) };
}

/** Runs `below` and tells whether it then holds what `above` holds. */
async function follows(t: Test, below: PlainServer, above: PlainServer, when: string): Promise<void> {
  t.equal(endOf(await below.synchroniser.run()), 'succeeded', when);
  const [wanted, found] = [above.catalog.database, below.catalog.database];
  t.same(differencesOf(decisionsOf(wanted), decisionsOf(found)), [], `decisions ${when}`);
}

t.test('groups that trade names and places do so below', async (t) => {
  const { above, replica } = await startPair(t, { id: 1, in: IN });
  const { groups, approvals } = above.catalog;
  groups.create('a');
  groups.create('b', 'a');
  groups.create('c', 'b');
  approvals.approve({ updateId: idOf(1), group: 'b', action: 'Install' });
  await follows(t, replica, above, 'at first');
  groups.move('c', 'All Computers');
  groups.move('a', 'c');
  groups.remove('b');
  groups.rename('a', 'x');
  groups.rename('c', 'a');
  groups.rename('x', 'c');
  await follows(t, replica, above, 'after names were traded');
  groups.create('b');
  approvals.approve({ updateId: idOf(1), group: 'b', action: 'Block' });
  await follows(t, replica, above, 'with a new group of an old name');
});

t.test('a replica set up late has the approvals of older revisions too', async (t) => {
  const top = await startPlain(t, 'top');
  importUpdates(top.catalog, ...CATEGORIES, { id: 1, in: IN });
  const middle = await startPlain(t, 'middle', top);
  await middle.synchroniser.run();
  middle.catalog.approvals.approve({ updateId: idOf(1), action: 'Install' });
  importUpdates(top.catalog, { id: 1, revision: 2, in: IN });
  t.equal(endOf(await middle.synchroniser.run()), 'succeeded');
  t.equal(decisionsOf(middle.catalog.database).deployment?.length, 2, 'the approval was carried');
  const bottom = await startPlain(t, 'bottom', middle, { replica: true });
  await follows(t, bottom, middle, 'at first');
  await follows(t, bottom, middle, 'again');
  t.same(differencesOf(metadataOf(middle.catalog.database), metadataOf(bottom.catalog.database)), []);
});

t.test('an approval of an older revision alone is taken over', async (t) => {
  const { above, replica } = await startPair(t, { id: 1, in: IN }, { id: 1, revision: 2, in: IN });
  above.catalog.approvals.approve({ updateId: idOf(1), revisionNumber: 1, action: 'Install' });
  await follows(t, replica, above, 'at first');
});

t.test('what expires and what asks for its licence anew ends above and below', async (t) => {
  const top = await startPlain(t, 'top');
  const licensed: ShortUpdate = {
    id: 2,
    in: IN,
    more: {
      properties: {
        defaultLanguage: 'en',
        explicitlyDeployable: true,
        eulaId: '11111111-1111-4111-8111-111111111111',
        requiresReacceptanceOfEula: true,
      },
      eulaFiles: [{ language: 'en', fileName: 'eula.txt', sha1: 'E'.repeat(40), size: 3 }],
    },
  };
  importUpdates(top.catalog, ...CATEGORIES, { id: 1, in: IN }, licensed, { id: 3, in: IN });
  const middle = await startPlain(t, 'middle', top);
  const bottom = await startPlain(t, 'bottom', middle, { replica: true });
  await middle.synchroniser.run();
  const { approvals } = middle.catalog;
  approvals.approve({ updateId: idOf(1), action: 'Install' });
  approvals.approve({ updateId: idOf(2), action: 'Install', acceptEula: true });
  approvals.decline(idOf(3));
  await follows(t, bottom, middle, 'at first');
  t.equal(decisionsOf(bottom.catalog.database).accepted_eula?.length, 1);
  const next = { revision: 2, in: IN } as const;
  importUpdates(top.catalog, { id: 1, ...next, expired: true }, { ...licensed, ...next }, { id: 3, ...next });
  t.match((await middle.synchroniser.run()).report, { revised: 3, expired: 1 });
  await follows(t, bottom, middle, 'after the next revisions');
  const { deployment, accepted_eula, declined } = decisionsOf(bottom.catalog.database);
  t.same([deployment?.length, accepted_eula?.length, declined?.length], [1, 0, 1]);
});

t.test('a server that becomes a replica gives up what it decided itself', async (t) => {
  const { above, replica: below } = await startPair(t, { id: 1, in: IN }, { id: 2, in: IN }, { id: 3 });
  above.catalog.approvals.approve({ updateId: idOf(1), action: 'Install' });
  const { groups, approvals } = below.catalog;
  for (const turn of ['once', 'once more']) {
    below.synchroniser.subscribe({ replica: false });
    t.equal(endOf(await below.synchroniser.run()), 'succeeded');
    groups.create(`own ${turn}`);
    approvals.approve({ updateId: idOf(2), group: `own ${turn}`, action: 'Install' });
    approvals.approve({ updateId: idOf(2), action: 'OptionalInstall' });
    approvals.decline(idOf(1));
    below.synchroniser.subscribe({ replica: true });
    await follows(t, below, above, turn);
  }
});

t.test('bundles and the older revisions they hold on to arrive at a replica', async (t) => {
  const { above, replica } = await startPair(
    t,
    { id: 1, in: IN },
    { id: 2, in: IN, bundles: [[[1, 1]]] },
    { id: 1, revision: 2, in: IN },
  );
  await follows(t, replica, above, 'at first');
  importUpdates(
    above.catalog,
    { id: 2, revision: 2, in: IN, bundles: [[[1, 2]]] },
    { id: 1, revision: 3, in: IN },
  );
  await follows(t, replica, above, 'after the next revisions');
  t.same(differencesOf(metadataOf(above.catalog.database), metadataOf(replica.catalog.database)), []);
});

t.test('a bundle that waited for a member has the addresses of its own files', async (t) => {
  const file = (digit: string) => ({ fileName: `${digit}.cab`, sha1: digit.repeat(40), size: 10 });
  const above = await startPlain(t, 'above');
  importUpdates(
    above.catalog,
    ...CATEGORIES,
    { id: 1, files: [file('B')] },
    { id: 2, in: IN, bundles: [[[1, 1]]], files: [file('A')] },
  );
  above.catalog.write(() => {
    for (const digit of 'AB') {
      const sha1 = Buffer.from(digit.repeat(40), 'hex');
      above.catalog.files.setMuUrl(sha1, `http://files.example/${digit}`);
    }
  });
  const below = await startPlain(t, 'below', above);
  await follows(t, below, above, 'at first');
  t.same(differencesOf(metadataOf(above.catalog.database), metadataOf(below.catalog.database)), []);
});
