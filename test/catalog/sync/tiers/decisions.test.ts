import t from 'tap';
import { decisionsOf, differencesOf, metadataOf } from '../../../helpers/catalogue-content.ts';
import { importUpdates } from '../../../helpers/documents.ts';
import { seenFrom } from '../../../helpers/tier-scan.ts';
import {
  callsOf,
  endOf,
  revise,
  startTiers,
  type Tiers,
  updateCalled,
  verifiedFiles,
} from '../../../helpers/tiers.ts';

/** A document with it is far beyond the 5,120 bytes from which on one travels compressed. */
const LONG = 'Größe, € & <😀>\t"'.repeat(300);
const DEADLINE = '2031-05-06T07:08:09.000Z';

/** One decision of each kind. */
function decide({ middle }: Tiers): void {
  const { approvals, groups } = middle.catalog;
  groups.create('Ring 1');
  groups.create('Ring 2', 'Ring 1');
  groups.create('Kiosks');
  const october = updateCalled(middle, 'KB9901001');
  approvals.approve({ updateId: october, group: 'Ring 2', action: 'Install', deadline: DEADLINE });
  approvals.approve({ updateId: october, group: 'Kiosks', action: 'Block' });
  approvals.approve({ updateId: october, action: 'OptionalInstall' });
  approvals.approve({ updateId: updateCalled(middle, 'KB9900902'), group: 'Ring 1', action: 'Uninstall' });
  approvals.approve({ updateId: updateCalled(middle, 'KB9902602'), action: 'Install' });
  const licensed = updateCalled(middle, 'German language features');
  approvals.approve({ updateId: licensed, group: 'Ring 1', action: 'Install', acceptEula: true });
  approvals.decline(updateCalled(middle, 'Servicing preview'));
}

const GROUPS = ['', 'Ring 1', 'Ring 2', 'Kiosks'] as const;

t.test('a replica repeats what the server above decides', async (t) => {
  const tiers = await startTiers(t, { content: 'all' });
  const { top, middle, bottom } = tiers;
  importUpdates(top.catalog, { id: 1, type: 'Detectoid', title: LONG });
  t.equal(endOf(await middle.synchroniser.run()), 'succeeded');
  t.same(decisionsOf(middle.catalog.database).deployment, [], 'decisions of the top stay there');
  decide(tiers);
  t.equal(endOf(await bottom.synchroniser.run()), 'succeeded');

  const metadata = metadataOf(top.catalog.database);
  t.same(differencesOf(metadata, metadataOf(middle.catalog.database)), []);
  t.same(differencesOf(metadata, metadataOf(bottom.catalog.database)), []);
  const decisions = decisionsOf(middle.catalog.database);
  t.equal(decisions.deployment?.length, 6);
  t.same(differencesOf(decisions, decisionsOf(bottom.catalog.database)), []);

  await t.test('clients of both are told the same', async (t) => {
    for (const groups of GROUPS)
      t.same(await seenFrom(bottom, groups), await seenFrom(middle, groups), `in ${groups || 'no group'}`);
    t.not((await seenFrom(bottom, 'Ring 2')).join(), (await seenFrom(bottom, '')).join());
  });

  await t.test('files are whole and the same', async (t) => {
    const files = verifiedFiles(top);
    t.same(verifiedFiles(middle), files);
    t.same(verifiedFiles(bottom), files);
  });

  await t.test('what changes above arrives with the next two runs', async (t) => {
    revise(top, updateCalled(top, 'KB9901001'));
    const { approvals, groups } = middle.catalog;
    approvals.approve({ updateId: updateCalled(middle, 'KB9901004'), group: 'Ring 1', action: 'Install' });
    approvals.unapprove(updateCalled(middle, 'KB9902602'));
    approvals.undecline(updateCalled(middle, 'Servicing preview'));
    approvals.decline(updateCalled(middle, 'Notes app'));
    groups.remove('Kiosks');
    groups.rename('Ring 1', 'First ring');
    const after = await tiers.sync();
    for (const outcome of [after.middle, after.bottom]) {
      t.equal(endOf(outcome), 'succeeded');
      t.match(outcome.report, { fresh: 0, revised: 1, refused: 0 });
      t.equal(callsOf(outcome, 'GetUpdateData'), 1);
    }
    const changed = decisionsOf(middle.catalog.database);
    t.same(differencesOf(metadataOf(top.catalog.database), metadataOf(bottom.catalog.database)), []);
    t.same(differencesOf(changed, decisionsOf(bottom.catalog.database)), []);
    t.same(verifiedFiles(bottom), verifiedFiles(middle));
    for (const group of ['', 'First ring', 'Ring 2', 'Kiosks'])
      t.same(await seenFrom(bottom, group), await seenFrom(middle, group), `in ${group || 'no group'}`);
  });

  await t.test('and then nothing is left to do', async (t) => {
    const { middle, bottom } = await tiers.sync();
    for (const { report } of [middle, bottom]) {
      t.match(report, { fresh: 0, revised: 0, approvals: 0, files: 0, problems: [] });
      t.equal(report.calls.GetUpdateData, undefined);
    }
  });
});

for (const updateBlobs of ['lzx-stored', 'plain'] as const) {
  t.test(`documents that travel as ${updateBlobs} arrive as they are, with all decisions`, async (t) => {
    const tiers = await startTiers(t, { top: { updateBlobs }, below: { updateBlobs } });
    const { top, middle, bottom } = tiers;
    importUpdates(top.catalog, { id: 1, type: 'Detectoid', title: LONG });
    t.equal(endOf(await middle.synchroniser.run()), 'succeeded');
    decide(tiers);
    t.equal(endOf(await bottom.synchroniser.run()), 'succeeded');
    const metadata = metadataOf(top.catalog.database);
    t.same(differencesOf(metadata, metadataOf(bottom.catalog.database)), []);
    t.same(differencesOf(decisionsOf(middle.catalog.database), decisionsOf(bottom.catalog.database)), []);
    t.same(await seenFrom(bottom, 'Ring 2'), await seenFrom(middle, 'Ring 2'));
  });
}
