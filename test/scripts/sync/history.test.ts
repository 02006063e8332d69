import t from 'tap';
import { createSubscriptions } from '../../../catalog/sync/subscription.ts';
import { momentText } from '../../../scripts/admin/moment-text.ts';
import { mockWu } from '../../helpers/command-line.ts';
import { stateWith } from '../admin/state.ts';

const URL = 'https://wsus.test:8531';
/** Larger than any process id of Linux and Windows in use. */
const GONE = 0x7ffffffe;

function withRuns(t: Parameters<typeof stateWith>[0], processId: number) {
  const { state, catalog } = stateWith(t);
  const now = catalog.clock.now();
  const report = { fresh: 5, revised: 4, expired: 3, refused: 2, approvals: 0, files: 1, contentBytes: 9 };
  const runId = catalog.write(() => {
    createSubscriptions(catalog.settings).change({ url: URL, name: 'branch.test' });
    const first = catalog.syncRuns.begin(URL, 'schedule', 1, now);
    catalog.syncRuns.end(first, 'completed with errors', JSON.stringify(report), now + 1500);
    return catalog.syncRuns.begin(URL, 'manual', processId, now + 2000);
  });
  return { state, catalog, runId, now };
}

t.test('the history is a table, newest first, and ends at the limit', async (t) => {
  const { state, now } = withRuns(t, process.pid);
  const [, , second, first] = (await mockWu('sync', 'history', '--state', state)).stdout.split('\n');
  t.match(second, new RegExp(`^ +2 +${momentText(now + 2000)} +${URL} +manual +running$`));
  t.match(
    first,
    new RegExp(`^ +1 +${momentText(now)} +${URL} +schedule +completed with errors +5 +4 +3 +2 +1 +1.5$`),
  );
  const { runs } = JSON.parse(
    (await mockWu('sync', 'history', '--limit', '1', '--json', '--state', state)).stdout,
  );
  t.match(runs, [{ runId: 2, result: 'running', endedAt: null, report: {} }]);
  t.equal(runs.length, 1);
});

t.test('a run under way is asked to stop, from whatever process', async (t) => {
  const { state, catalog, runId } = withRuns(t, process.pid);
  t.match(await mockWu('sync', 'cancel', '--json', '--state', state), {
    code: 0,
    stdout: /"cancelled": 2/,
    stderr: `run 2 with ${URL} (process ${process.pid}) was asked to stop\n`,
  });
  t.equal(catalog.syncRuns.running()?.isCancelled, true);
  const { running } = JSON.parse((await mockWu('sync', 'status', '--json', '--state', state)).stdout);
  t.match(running, { runId, processId: process.pid, isCancelled: true });
  t.match((await mockWu('sync', 'status', '--state', state)).stdout, /^running .* s ago, asked to stop$/m);
});

t.test('a run whose process is gone is interrupted, and there is nothing to stop', async (t) => {
  const { state } = withRuns(t, GONE);
  t.match((await mockWu('sync', 'history', '--state', state)).stdout, / interrupted$/m);
  t.match(await mockWu('sync', 'cancel', '--state', state), {
    code: 0,
    stderr: 'no synchronisation is under way\n',
  });
  t.match((await mockWu('sync', 'status', '--state', state)).stdout, /^running +no$/m);
});

t.test('refusals are listed with their reasons, without control characters', async (t) => {
  const { state, catalog } = withRuns(t, GONE);
  const updateId = '00000000-0000-4000-8000-000000000001';
  catalog.write(() =>
    catalog.upstreams.refuse(URL, { updateId, revisionNumber: 7, reason: 'no\u001b[2J title' }, 0),
  );
  t.match((await mockWu('sync', 'refusals', '--state', state)).stdout, /0000001 +7 {2}no \[2J title$/m);
  const { refusals } = JSON.parse((await mockWu('sync', 'refusals', '--json', '--state', state)).stdout);
  t.match(refusals, [{ updateId, revisionNumber: 7 }]);
  t.match((await mockWu('sync', 'status', '--state', state)).stdout, /^refusals +1 asked for again$/m);
});

t.test('what needs a subscription says that there is none', async (t) => {
  const { state } = stateWith(t);
  for (const word of ['status', 'choices', 'refusals'])
    t.match(await mockWu('sync', word, '--state', state), { code: 1, stderr: /no upstream server/ }, word);
  t.match(await mockWu('sync', 'history', '--state', state), { code: 0 });
});
