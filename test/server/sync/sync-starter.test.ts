import t from 'tap';
import type { Catalog } from '../../../catalog/catalog.ts';
import type { SyncReport } from '../../../catalog/sync/sync-events.ts';
import { MockWuError } from '../../../platform/errors/index.ts';
import { createSyncStarter } from '../../../server/sync/sync-starter.ts';
import type { Synchroniser, SyncStart } from '../../../server/sync/synchroniser.ts';
import { testCatalog } from '../../helpers/catalogs.ts';

const report = { fresh: 3, problems: [], calls: {} } as unknown as SyncReport;

/** A synchroniser whose run begins, and ends when `end` is called or it is cancelled. */
function heldSynchroniser(catalog: Catalog) {
  let end = (): void => {};
  const run = async ({ signal, tell }: SyncStart = {}) => {
    const runId = catalog.syncRuns.begin('http://upstream.test', 'manual', process.pid, catalog.clock.now());
    tell?.({ event: 'stage', stage: 'authorization' });
    await new Promise<void>((resolve) => {
      end = resolve;
      signal?.addEventListener('abort', () => resolve());
      if (signal?.aborted) resolve();
    });
    const result = signal?.aborted ? 'cancelled' : 'succeeded';
    catalog.syncRuns.end(runId, result, JSON.stringify(report), catalog.clock.now());
    return { runId, result, report } as const;
  };
  return { synchroniser: { run } as unknown as Synchroniser, end: () => end() };
}

const starterOf = (catalog: Catalog, synchroniser: Synchroniser, warnings: string[] = []) =>
  createSyncStarter({
    catalog,
    synchroniser,
    logger: { info: () => {}, warn: (line) => warnings.push(line), error: () => {} },
  });

t.test('a start is answered when the run has begun, or when it has ended', async (t) => {
  const catalog = testCatalog(t);
  const { synchroniser, end } = heldSynchroniser(catalog);
  const starter = starterOf(catalog, synchroniser);
  t.match(await starter.start('whole', false), { runId: 1, result: 'running', endedAt: null, report: {} });
  end();
  const ended = starter.start('whole', true);
  end();
  t.match(await ended, { runId: 2, result: 'succeeded', report: { fresh: 3 } });
  await starter.stop();
});

t.test('what keeps a run from beginning is told to whoever started it, and to nobody else', async (t) => {
  const warnings: string[] = [];
  const refused = { run: async () => Promise.reject(new MockWuError('SYNC_NO_UPSTREAM')) };
  const starter = starterOf(testCatalog(t), refused as unknown as Synchroniser, warnings);
  for (const waits of [true, false])
    await t.rejects(starter.start('whole', waits), { code: 'SYNC_NO_UPSTREAM' });
  t.same(warnings, []);
  const broken = { run: async () => Promise.reject(new Error('disk full')) };
  const other = starterOf(testCatalog(t), broken as unknown as Synchroniser, warnings);
  await t.rejects(other.start('whole', false), { message: 'disk full' });
  await other.stop();
  t.same(warnings, ['a synchronisation ended: disk full']);
});

t.test('stopping cancels what runs, waits for its end, and lets nothing more begin', async (t) => {
  const catalog = testCatalog(t);
  const starter = starterOf(catalog, heldSynchroniser(catalog).synchroniser);
  await starter.start('whole', false);
  await starter.stop();
  t.match(catalog.syncRuns.history(5), [{ result: 'cancelled' }]);
  await t.rejects(starter.start('whole', false), { code: 'SYNC_CANCELLED' });
  t.equal(catalog.syncRuns.history(5).length, 1);
});
