import t from 'tap';
import { canonical } from '../../../helpers/canonical-xml.ts';
import { differencesOf, metadataOf } from '../../../helpers/catalogue-content.ts';
import { realExport } from '../../../helpers/real-export.ts';
import { shared } from '../../../helpers/shared.ts';
import { callsOf, endOf, startTiers } from '../../../helpers/tiers.ts';

t.test('a real export arrives whole in three tiers, and is asked for once', async (t) => {
  const cab = shared(t, 'data/WSUS.cab');
  if (cab === undefined) return;
  const { top, middle, bottom, sync } = await startTiers(t, { seeds: [cab] });
  const first = await sync();

  t.equal(endOf(first.middle), 'succeeded', 'the middle one has nothing to complain about');
  t.equal(endOf(first.bottom), 'succeeded', 'nor has the replica');
  const expected = metadataOf(top.catalog.database);
  t.equal(expected.revision?.length, 4_125);
  t.equal(first.middle.report.fresh + first.middle.report.revised, 4_125);
  t.equal(first.bottom.report.fresh + first.bottom.report.revised, 4_125);
  t.same(differencesOf(expected, metadataOf(middle.catalog.database)), [], 'the middle one holds the same');
  t.same(differencesOf(expected, metadataOf(bottom.catalog.database)), [], 'so does the replica');

  await t.test('documents are those an unpacker of others finds in the export', async (t) => {
    const exported = realExport(t);
    if (exported === undefined) return;
    const { revisions } = bottom.catalog;
    const wrong = exported.filter(({ updateId, revisionNumber, xml }) => {
      const key = revisions.updateKeyOf(updateId.toLowerCase());
      const revisionId = key === undefined ? undefined : revisions.revisionId(key, revisionNumber);
      const document = revisionId === undefined ? '' : (revisions.document(revisionId) ?? '');
      return document !== xml && canonical(document) !== canonical(xml);
    });
    t.equal(exported.length, 4_125);
    t.same(wrong, []);
  });

  await t.test('where nothing changed no document is fetched', async (t) => {
    const again = await sync();
    for (const outcome of [again.middle, again.bottom]) {
      t.equal(endOf(outcome), 'succeeded');
      t.equal(callsOf(outcome, 'GetUpdateData'), 0);
      t.equal(callsOf(outcome, 'GetRevisionIdList'), 2);
      t.match(outcome.report, { fresh: 0, revised: 0, refused: 0, approvals: 0 });
    }
    t.same(differencesOf(expected, metadataOf(bottom.catalog.database)), []);
  });
});
