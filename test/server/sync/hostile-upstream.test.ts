import { createHash } from 'node:crypto';
import t, { type Test } from 'tap';
import { createVirtualClock } from '../../../platform/clock.ts';
import { type MockWindowsUpdate, startMockWindowsUpdate } from '../../../server/index.ts';
import { idOf, importUpdates } from '../../helpers/documents.ts';
import { withKeys } from '../../helpers/prepared-keys.ts';
import { classification, product, revisionsIn } from '../../helpers/sync-pair.ts';

/** The job against a double as a server somebody else took over: attack scenarios B2.3, from the side of a downstream server. */

const bytes = Buffer.from('the bytes of an update');
const sha1 = createHash('sha1').update(bytes).digest('hex').toUpperCase();
const file = {
  ...{ fileName: 'update.cab', size: bytes.length, sha1 },
  sha256: createHash('sha256').update(bytes).digest('hex').toUpperCase(),
};
const ABSENT = '5c000000-0000-4000-8000-00000000dead';

async function double(t: Test, folder: string, name: string): Promise<MockWindowsUpdate> {
  const made = await startMockWindowsUpdate({
    state: withKeys(`${folder}/${name}`),
    clock: createVirtualClock('2026-11-01T10:20:30Z'),
    ...{ httpPort: 0, httpsPort: 0, controlPort: 0 },
  });
  t.teardown(() => made.close());
  return made;
}

async function pair(t: Test) {
  const folder = t.testdir();
  const [top, below] = [await double(t, folder, 'top'), await double(t, folder, 'below')];
  importUpdates(top.catalog, product(11), classification(51), { id: 101, in: [11, 51], files: [file] });
  top.content.put(bytes, 'cab');
  below.synchroniser.subscribe({
    ...{ url: top.urls.http, trust: { revocation: 'off' as const } },
    ...{ rollUp: false, content: 'all' as const },
  });
  return { top, below };
}

t.test('a file with other bytes than its digest says is not kept', async (t) => {
  const { top, below } = await pair(t);
  top.faults.add({ match: { path: '/Content/*' }, act: { kind: 'content.corrupt', offset: 0 } });
  const { report } = await below.synchroniser.run();
  t.match(report.problems.join(), /SHA/);
  t.equal(below.content.has(sha1, 'cab'), false);
  t.equal(revisionsIn(below.catalog), '11.1 51.1 101.1', 'metadata is here');
  top.faults.clear();
  await below.synchroniser.run();
  t.equal(below.content.has(sha1, 'cab'), true, 'an honest server is believed again');
});

t.test('a revision that is listed and is not there is refused by name; the others come', async (t) => {
  const { top, below } = await pair(t);
  top.faults.add({
    match: { operation: 'GetRevisionIdList' },
    act: {
      kind: 'soap.edit',
      set: { 'GetRevisionIdListResult.NewRevisions[0].UpdateID': ABSENT },
    },
  });
  const { report } = await below.synchroniser.run();
  t.match(report.problems.join(), new RegExp(ABSENT));
  t.notMatch(revisionsIn(below.catalog), ABSENT);
});

t.test('another document under the name of one that is here does not take its place', async (t) => {
  const { top, below } = await pair(t);
  await below.synchroniser.run();
  const before = below.catalog.revisions.newestNumber(
    below.catalog.revisions.updateKeyOf(idOf(101).toLowerCase()) ?? 0,
  );
  importUpdates(top.catalog, { id: 102, in: [11, 51] });
  top.faults.add({
    match: { operation: 'GetUpdateData' },
    act: {
      kind: 'soap.edit',
      set: { 'GetUpdateDataResult.updates[0].Id': { UpdateID: idOf(101), RevisionNumber: 1 } },
    },
  });
  const { report } = await below.synchroniser.run();
  t.ok(report.problems.length > 0, 'it is told');
  t.equal(
    below.catalog.revisions.newestNumber(below.catalog.revisions.updateKeyOf(idOf(101).toLowerCase()) ?? 0),
    before,
  );
});
