import { openCatalog } from '../../catalog/catalog.ts';
import { createContentStore } from '../../catalog/content-store.ts';
import { stopwatch, systemClock } from '../../platform/clock.ts';
import { messageOf } from '../../platform/errors/index.ts';
import { systemRandomness } from '../../platform/randomness.ts';
import { openStateFolder } from '../../server/state-folder.ts';
import { createSynchroniser } from '../../server/sync/synchroniser.ts';
import type { MeasuredRun, SyncOrder, SyncReply } from './sync-message.ts';

// A process that synchronises a state folder of its own: an order comes in, what it took goes out over the channel.
process.on('message', (order: SyncOrder) => {
  void replyTo(order).then((reply) => process.send?.(reply));
});

async function replyTo({ state: folder, url, ca, times }: SyncOrder): Promise<SyncReply> {
  const state = openStateFolder(folder);
  const catalog = openCatalog({ file: state.catalogFile, clock: systemClock, randomness: systemRandomness });
  try {
    const synchroniser = createSynchroniser({
      catalog,
      content: createContentStore(state.contentFolder),
      clock: systemClock,
      randomness: systemRandomness,
    });
    synchroniser.subscribe({ url, content: 'none', trust: { ca, revocation: 'hard' } });
    const runs: MeasuredRun[] = [];
    while (runs.length < times) {
      const elapsed = stopwatch();
      const { result, report } = await synchroniser.run();
      const milliseconds = elapsed();
      if (result !== 'succeeded') return { error: report.error ?? report.problems[0] ?? result };
      const calls = Object.values(report.calls).reduce((sum, count) => sum + count, 0);
      runs.push({ milliseconds, revisions: report.fresh + report.revised, calls });
    }
    return { runs, peakResidentMegabytes: process.resourceUsage().maxRSS / 1024 };
  } catch (error) {
    return { error: messageOf(error) };
  } finally {
    catalog.close();
  }
}
