import { createHash } from 'node:crypto';
import t, { type Test } from 'tap';
import { createVirtualClock } from '../../../platform/clock.ts';
import { type MockWindowsUpdate, startMockWindowsUpdate } from '../../../server/index.ts';
import { idOf, importUpdates } from '../../helpers/documents.ts';
import { withKeys } from '../../helpers/prepared-keys.ts';
import { serverClient } from '../../helpers/server-client.ts';
import { classification, product, revisionsIn } from '../../helpers/sync-pair.ts';

const bytes = Buffer.from('the bytes of an update');
const sha1 = createHash('sha1').update(bytes).digest();
const file = {
  ...{ fileName: 'update.cab', size: bytes.length, sha1: sha1.toString('hex').toUpperCase() },
  sha256: createHash('sha256').update(bytes).digest('hex').toUpperCase(),
};
const START = '2026-11-01T10:20:30Z';

/** A double in a folder of the test; it ends with it. */
async function double(t: Test, folder: string, name: string, clock = createVirtualClock(START)) {
  const ports = { httpPort: 0, httpsPort: 0, controlPort: 0 };
  const made = await startMockWindowsUpdate({ state: withKeys(`${folder}/${name}`), clock, ...ports });
  t.teardown(() => made.close());
  return made;
}

/** A double with one update and its file. */
async function source(t: Test, folder: string) {
  const top = await double(t, folder, 'top');
  importUpdates(top.catalog, product(11), classification(51), { id: 101, in: [11, 51], files: [file] });
  top.content.put(bytes, 'cab');
  return top;
}

const follow = (below: MockWindowsUpdate, above: MockWindowsUpdate, more = {}) =>
  below.synchroniser.subscribe({
    url: above.urls.http,
    trust: { revocation: 'off' },
    rollUp: false,
    ...more,
  });

t.test('a double synchronises by its schedule while it runs', async (t) => {
  const folder = t.testdir();
  const top = await source(t, folder);
  const middle = await double(t, folder, 'middle');
  follow(middle, top, { schedule: { perDay: 24, firstMinute: 0 } });
  await middle.scheduler.check();
  t.equal(revisionsIn(middle.catalog), '');
  middle.clock.advance(60 * 60_000);
  await middle.scheduler.check();
  t.equal(revisionsIn(middle.catalog), '11.1 51.1 101.1');
  t.match(middle.catalog.syncRuns.history(9), [{ initiatedBy: 'schedule', result: 'succeeded' }]);
});

t.test('over TLS it trusts what it was told to, and else tells why not', async (t) => {
  const folder = t.testdir();
  const clock = createVirtualClock(Date.now());
  const top = await double(t, folder, 'top', clock);
  const below = await double(t, folder, 'below', clock);
  below.synchroniser.subscribe({ url: top.urls.https, trust: { revocation: 'hard' }, rollUp: false });
  t.match(await below.synchroniser.run(), { result: 'failed', error: { code: 'SYNC_TLS_REFUSED' } });
  below.synchroniser.subscribe({ trust: { ca: top.ca.pem, revocation: 'hard' } });
  t.match(await below.synchroniser.run(), { result: 'succeeded' });
});

t.test(
  'a downstream server that asks for files has its upstream server fetch them from its own',
  async (t) => {
    const folder = t.testdir();
    const top = await source(t, folder);
    const middle = await double(t, folder, 'middle');
    follow(middle, top);
    t.match(await middle.synchroniser.run(), { result: 'succeeded', report: { files: 0 } });
    t.equal(middle.content.has(file.sha1, 'cab'), false, 'nothing is approved, so nothing is fetched');
    const client = serverClient(middle.urls.http);
    t.teardown(client.close);
    const cookie = await client.serverSession();
    await client.call('DownloadFiles', { cookie, fileDigestList: [sha1] });
    await middle.scheduler.check();
    t.equal(middle.content.has(file.sha1, 'cab'), true);
    t.same(middle.catalog.files.wanted(), []);
    t.match(middle.catalog.syncRuns.history(1), [{ initiatedBy: 'downstream', result: 'succeeded' }]);
  },
);

t.test('three in a row: the lowest gets a file the middle one did not have', async (t) => {
  const folder = t.testdir();
  const top = await source(t, folder);
  const middle = await double(t, folder, 'middle');
  const lowest = await double(t, folder, 'lowest');
  follow(middle, top);
  await middle.synchroniser.run();
  follow(lowest, middle);
  await lowest.synchroniser.run();
  lowest.catalog.approvals.approve({ updateId: idOf(101), action: 'Install' });
  await lowest.synchroniser.run();
  await middle.scheduler.check();
  const { result, report } = await lowest.synchroniser.run();
  t.equal(result, 'succeeded', report.problems.join());
  t.equal(lowest.content.has(file.sha1, 'cab'), true);
});

t.test('a double that closes cancels what it runs', async (t) => {
  const folder = t.testdir();
  const middle = await double(t, folder, 'middle');
  const { fakeUpstream } = await import('../../helpers/fake-upstream.ts');
  let asked = (): void => {};
  const begun = new Promise<void>((resolve) => {
    asked = resolve;
  });
  const upstream = await fakeUpstream(t, {
    GetConfigData: () => {
      asked();
      return new Promise(() => {});
    },
  });
  middle.synchroniser.subscribe({
    ...{ url: upstream.url, trust: { revocation: 'off' } },
    schedule: { perDay: 24, firstMinute: 0 },
  });
  middle.clock.advance(60 * 60_000);
  void middle.scheduler.check();
  await begun;
  await middle.scheduler.stop();
  t.match(middle.catalog.syncRuns.history(1), [{ result: 'cancelled' }]);
});
