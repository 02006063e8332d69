import t from 'tap';
import { openCatalog } from '../../../../catalog/catalog.ts';
import { createSeededRandomness } from '../../../../platform/randomness.ts';
import { importUpdates } from '../../../helpers/documents.ts';
import {
  classification,
  contentsOf,
  PROCESS,
  product,
  type SyncPair,
  syncPair,
} from '../../../helpers/sync-pair.ts';

const DAY = 24 * 60 * 60_000;

async function world(t: Parameters<typeof syncPair>[0], file?: string): Promise<SyncPair> {
  const pair = await syncPair(
    t,
    { settings: { maxUpdatesPerRequest: 2 } },
    file === undefined ? {} : { file },
  );
  importUpdates(
    pair.up.catalog,
    product(11),
    classification(51),
    { id: 101, in: [11, 51] },
    { id: 102, in: [11, 51] },
  );
  importUpdates(pair.up.catalog, ...[103, 104, 105].map((id) => ({ id, in: [11, 51] })));
  return pair;
}

/** Another connection to the store of a catalogue, as another process has it. */
function another(t: Parameters<typeof syncPair>[0], file: string, { down }: SyncPair) {
  const catalog = openCatalog({
    file,
    clock: down.clock,
    randomness: createSeededRandomness('another'),
    lookMilliseconds: 0,
  });
  t.teardown(() => catalog.close());
  return catalog;
}

t.test('the history says of each run how it began, ended and what it did', async (t) => {
  const pair = await world(t);
  const { syncRuns } = pair.down.catalog;
  const { runId, report } = await pair.sync();
  t.match(syncRuns.history(9), [
    {
      runId,
      url: pair.proxy.url,
      initiatedBy: 'manual',
      result: 'succeeded',
      processId: PROCESS,
      isCancelled: false,
    },
  ]);
  const [run] = syncRuns.history(1);
  t.equal(run?.startedAt, pair.down.clock.now());
  t.equal(run?.endedAt, pair.down.clock.now());
  t.same(JSON.parse(run?.report ?? ''), report);
  t.match(report, {
    fresh: 7,
    revised: 0,
    expired: 0,
    calls: { GetCookie: 1, GetUpdateData: 4 },
    problems: [],
  });
  t.equal(syncRuns.running(), undefined);
});

t.test('a run that fails says why, and what it did before', async (t) => {
  const pair = await world(t);
  pair.proxy.rule = ({ operation, n }) => (operation === 'GetUpdateData' && n > 2 ? 'cut' : undefined);
  await pair.sync({ parallel: 1 }, { initiatedBy: 'schedule' });
  const [run] = pair.down.catalog.syncRuns.history(1);
  t.match(run, { result: 'failed', initiatedBy: 'schedule' });
  t.match(JSON.parse(run?.report ?? ''), { fresh: 4, error: /cannot be reached/ });
  t.equal(pair.down.catalog.syncRuns.lastSuccess(), undefined);
});

t.test('runs are kept for ninety days', async (t) => {
  const pair = await world(t);
  await pair.sync();
  pair.down.clock.advance(90 * DAY);
  await pair.sync();
  t.equal(pair.down.catalog.syncRuns.history(9).length, 2);
  pair.down.clock.advance(1);
  await pair.sync();
  t.equal(pair.down.catalog.syncRuns.history(9).length, 2);
});

t.test('there is one run at a time', async (t) => {
  const pair = await world(t);
  let second: Promise<unknown> | undefined;
  pair.proxy.rule = async ({ operation }) => {
    if (operation !== 'GetConfigData' || second !== undefined) return undefined;
    second = pair.sync().catch((error: unknown) => error);
    await second;
    return undefined;
  };
  t.equal((await pair.sync()).result, 'succeeded');
  t.match(await second, { code: 'SYNC_RUNNING', message: new RegExp(`${PROCESS}`) });
  t.equal(pair.down.catalog.syncRuns.history(9).length, 1, 'the other is no run');
});

t.test('the run of a process that is gone is interrupted', async (t) => {
  const pair = await world(t);
  const { syncRuns, write } = pair.down.catalog;
  const runId = write(() => syncRuns.begin('http://a.example', 'manual', 1, pair.down.clock.now() - 5));
  const isAlive = (id: number) => id !== 1;
  t.equal((await pair.sync({}, {}, { process: { id: PROCESS, isAlive } })).result, 'succeeded');
  t.match(syncRuns.history(9)[1], { runId, result: 'interrupted', endedAt: pair.down.clock.now() - 5 });
});

t.test('a run that showed no life for ten minutes is interrupted, whatever its process does', async (t) => {
  const pair = await world(t);
  const { syncRuns, write } = pair.down.catalog;
  write(() => syncRuns.begin('http://a.example', 'manual', 1, pair.down.clock.now()));
  pair.down.clock.advance(10 * 60_000 - 1);
  await t.rejects(pair.sync(), { code: 'SYNC_RUNNING' });
  pair.down.clock.advance(1);
  t.equal((await pair.sync()).result, 'succeeded');
  t.equal(syncRuns.history(9)[1]?.result, 'interrupted');
});

for (const replica of [false, true])
  for (const how of ['a signal', 'another connection'])
    t.test(
      `a run is cancelled by ${how} at any call${replica ? ' of a replica' : ''}, and the next completes`,
      async (t) => {
        const undisturbed = await world(t);
        await undisturbed.sync({ replica });
        const calls = undisturbed.proxy.calls.length;
        const folder = t.testdir();
        for (let at = 1; at <= calls; at++) {
          const file = `${folder}/${at}.db`;
          const pair = await world(t, file);
          const other = another(t, file, pair);
          const stopped = new AbortController();
          pair.proxy.rule = () => {
            if (pair.proxy.calls.length !== at) return undefined;
            if (how === 'a signal') stopped.abort();
            else other.write(() => other.syncRuns.cancel(other.syncRuns.running()?.runId ?? 0));
            return undefined;
          };
          const { result, error } = await pair.sync({ replica }, { signal: stopped.signal });
          // After the last call there may be nothing left to cancel.
          if (at < calls - 1) t.equal(result, 'cancelled', `call ${at} of ${calls}`);
          if (result === 'cancelled') t.equal(error?.code, 'SYNC_CANCELLED');
          t.equal(pair.down.catalog.syncRuns.history(1)[0]?.result, result);
          t.equal(pair.down.catalog.database.pragma('integrity_check', { simple: true }), 'ok');
          t.same(pair.down.catalog.database.pragma('foreign_key_check'), []);
          pair.proxy.rule = () => undefined;
          t.equal((await pair.sync({ replica })).result, 'succeeded');
          t.same(contentsOf(pair.down.catalog), contentsOf(undisturbed.down.catalog));
        }
      },
    );

t.test('a run cancelled before it begins calls nobody', async (t) => {
  const pair = await world(t);
  const { result } = await pair.sync({}, { signal: AbortSignal.abort() });
  t.equal(result, 'cancelled');
  t.equal(pair.proxy.calls.length, 0);
});

t.test('a run that waits for a busy server can be cancelled', async (t) => {
  const pair = await world(t);
  const stopped = new AbortController();
  pair.proxy.rule = ({ operation }) => {
    if (operation !== 'GetUpdateData') return undefined;
    return { fault: 'ServerBusy' };
  };
  const pause = async (_milliseconds: number, signal?: AbortSignal): Promise<void> => {
    stopped.abort();
    signal?.throwIfAborted();
  };
  const { result } = await pair.sync({}, { signal: stopped.signal }, { pause });
  t.equal(result, 'cancelled');
});

t.test('a run waits while another connection writes, whenever that is', async (t) => {
  const folder = t.testdir();
  for (const operation of [
    'GetAuthConfig',
    'GetConfigData',
    'GetRevisionIdList',
    'GetUpdateData',
    'GetDeployments',
  ] as const) {
    const file = `${folder}/${operation}.db`;
    const pair = await world(t, file);
    const other = another(t, file, pair);
    pair.down.catalog.setPatience(1);
    pair.proxy.rule = ({ operation: now, n }) => {
      if (now === operation && n === 1) other.database.exec('BEGIN IMMEDIATE');
      return undefined;
    };
    let waits = 0;
    const pause = async (): Promise<void> => {
      if (++waits === 3) other.database.exec('COMMIT');
      // The rest after a busy store is real time.
      await new Promise((resolve) => setTimeout(resolve, 5));
    };
    const { result, error } = await pair.sync({ replica: true, parallel: 1 }, {}, { pause });
    t.equal(result, 'succeeded', `${operation} ${error?.message ?? ''}`);
    t.ok(waits >= 3);
    t.same(contentsOf(pair.down.catalog), contentsOf(pair.up.catalog));
  }
});

t.test('a run that begins while another connection writes waits, too', async (t) => {
  const file = `${t.testdir()}/catalog.db`;
  const pair = await world(t, file);
  const other = another(t, file, pair);
  pair.down.catalog.setPatience(1);
  other.database.exec('BEGIN IMMEDIATE');
  let waits = 0;
  const pause = async (): Promise<void> => {
    if (++waits === 3) other.database.exec('COMMIT');
    await new Promise((resolve) => setTimeout(resolve, 5));
  };
  try {
    t.equal((await pair.sync({}, {}, { pause })).result, 'succeeded');
  } finally {
    if (other.database.inTransaction) other.database.exec('COMMIT');
  }
});

t.test('a run that waits for the store can be cancelled', async (t) => {
  const file = `${t.testdir()}/catalog.db`;
  const pair = await world(t, file);
  const other = another(t, file, pair);
  pair.down.catalog.setPatience(1);
  const stopped = new AbortController();
  pair.proxy.rule = ({ operation, n }) => {
    if (operation === 'GetUpdateData' && n === 1) other.database.exec('BEGIN IMMEDIATE');
    return undefined;
  };
  let waits = 0;
  const pause = async (): Promise<void> => {
    waits++;
    if (waits === 2) stopped.abort();
    if (waits === 5) other.database.exec('COMMIT');
    await new Promise((resolve) => setTimeout(resolve, 5));
  };
  const { result } = await pair.sync({}, { signal: stopped.signal }, { pause });
  t.equal(result, 'cancelled');
});
