import t from 'tap';
import { testCatalog } from '../../helpers/catalogs.ts';

const URL_A = 'http://a.example';

t.test('a run is under way from its beginning to its end', async (t) => {
  const { syncRuns, write } = testCatalog(t);
  t.equal(syncRuns.running(), undefined);
  const runId = write(() => syncRuns.begin(URL_A, 'manual', 7, 100));
  const begun = {
    runId,
    url: URL_A,
    initiatedBy: 'manual',
    startedAt: 100,
    endedAt: null,
    seenAt: 100,
    processId: 7,
  };
  t.same(syncRuns.running(), { ...begun, isCancelled: false, result: null, report: null });
  write(() => syncRuns.end(runId, 'succeeded', '{"a":1}', 200));
  t.equal(syncRuns.running(), undefined);
  t.same(syncRuns.history(5), [
    { ...begun, endedAt: 200, isCancelled: false, result: 'succeeded', report: '{"a":1}' },
  ]);
});

t.test('a heartbeat says when the run was seen, and hears of its cancelling', async (t) => {
  const { syncRuns, write } = testCatalog(t);
  const runId = write(() => syncRuns.begin(URL_A, 'manual', 7, 100));
  t.equal(
    write(() => syncRuns.heartbeat(runId, 150)),
    false,
  );
  t.equal(syncRuns.running()?.seenAt, 150);
  write(() => syncRuns.cancel(runId));
  t.equal(syncRuns.running()?.isCancelled, true);
  t.equal(
    write(() => syncRuns.heartbeat(runId, 160)),
    true,
  );
  t.equal(
    write(() => syncRuns.heartbeat(runId + 1, 160)),
    false,
    'there is no such run',
  );
});

t.test('the history has the newest runs first, and so many', async (t) => {
  const { syncRuns, write } = testCatalog(t);
  const ids = [1, 2, 3].map((now) => write(() => syncRuns.begin(URL_A, 'schedule', 7, now)));
  t.same(
    syncRuns.history(2).map(({ runId }) => runId),
    [ids[2], ids[1]],
  );
  t.same(syncRuns.history(0), []);
});

t.test('the last success is the last end that was good, with errors too', async (t) => {
  const { syncRuns, write } = testCatalog(t);
  t.equal(syncRuns.lastSuccess(), undefined);
  const results = ['succeeded', 'completed with errors', 'failed', 'cancelled', 'interrupted'] as const;
  const seen = results.map((result, at) => {
    const runId = write(() => syncRuns.begin(URL_A, 'manual', 7, at));
    write(() => syncRuns.end(runId, result, '{}', 100 + at));
    return syncRuns.lastSuccess();
  });
  t.same(seen, [100, 101, 101, 101, 101]);
});

t.test(
  'what began before a moment is forgotten, unless it is under way; ids are not used again',
  async (t) => {
    const { syncRuns, write } = testCatalog(t);
    const ids = [10, 20, 30].map((now) => write(() => syncRuns.begin(URL_A, 'manual', 7, now)));
    write(() => {
      for (const runId of ids.slice(1)) syncRuns.end(runId, 'succeeded', '{}', 40);
      syncRuns.forgetBefore(30);
    });
    t.same(
      syncRuns.history(5).map(({ startedAt }) => startedAt),
      [30, 10],
    );
    write(() => syncRuns.forgetBefore(1000));
    t.equal(
      write(() => syncRuns.begin(URL_A, 'manual', 7, 50)),
      (ids[2] ?? 0) + 1,
    );
  },
);
