import t from 'tap';
import { decisionsOf, differencesOf, metadataOf } from '../../../helpers/catalogue-content.ts';
import { callsOf, endOf, startTiers, updateCalled, verifiedFiles } from '../../../helpers/tiers.ts';

t.test('below a server as Microsoft runs it, files come from the address it names', async (t) => {
  const tiers = await startTiers(t, { content: 'all', top: { profile: 'microsoft' } });
  const { top, middle, bottom } = tiers;
  t.equal(endOf(await middle.synchroniser.run()), 'succeeded');
  middle.catalog.approvals.approve({ updateId: updateCalled(middle, 'KB9901001'), action: 'Install' });
  const run = await bottom.synchroniser.run();
  t.equal(endOf(run), 'succeeded');
  t.equal(callsOf(run, 'GetDeployments'), 1);

  const files = verifiedFiles(top);
  t.ok(files.length > 10);
  t.same(verifiedFiles(middle), files);
  t.same(verifiedFiles(bottom), files);

  const addresses = middle.catalog.database
    .prepare('SELECT DISTINCT mu_url IS NOT NULL FROM file')
    .pluck()
    .all();
  t.same(addresses, [1], 'every file has its address');
  const { file: _, ...expected } = metadataOf(top.catalog.database);
  const { file: own, ...found } = metadataOf(middle.catalog.database);
  t.same(differencesOf(expected, found), []);
  const below = metadataOf(bottom.catalog.database);
  t.same(differencesOf({ ...expected, file: own ?? [] }, below), [], 'the replica repeats the addresses');
  t.same(differencesOf(decisionsOf(middle.catalog.database), decisionsOf(bottom.catalog.database)), []);

  await t.test('a replica of it is told that it hands on no decisions', async (t) => {
    bottom.synchroniser.subscribe({
      url: top.urls.https,
      trust: { ca: top.ca.pem, revocation: 'hard' },
      replica: true,
      content: 'none',
    });
    const refused = await bottom.synchroniser.run();
    t.equal(refused.result, 'failed');
    t.match(refused.error?.message, 'hands on no deployments');
  });
});
