import { existsSync } from 'node:fs';
import { type Catalog, openCatalog } from '../../catalog/catalog.ts';
import { createContentStore } from '../../catalog/content-store.ts';
import type { SyncOutcome } from '../../catalog/sync/sync-job.ts';
import { systemClock } from '../../platform/clock.ts';
import { fail, MockWuError } from '../../platform/errors/index.ts';
import { systemRandomness } from '../../platform/randomness.ts';
import { openStateFolder, stateFolderAt } from '../../server/state-folder.ts';
import { createSynchroniser, type Synchroniser } from '../../server/sync/synchroniser.ts';
import { printJsonLine, tell } from '../admin/output.ts';
import type { Terminal } from '../terminal.ts';
import { tellOutcome } from './outcome.ts';
import { subscriptionChanges } from './subscription-changes.ts';
import type { SyncFlags } from './sync-flags.ts';
import { createWatcher } from './watchers.ts';

/** Stores what was said as the subscription of the state folder, synchronises once, and says how it went. */
export async function synchronise(flags: SyncFlags, terminal: Terminal): Promise<void> {
  // A mistyped folder is not made only to say that nothing is known of it.
  const isMade = existsSync(stateFolderAt(flags.state).catalogFile);
  if (flags.upstream === undefined && !isMade) fail('SYNC_NO_UPSTREAM');
  const state = openStateFolder(flags.state);
  const [clock, randomness] = [systemClock, systemRandomness];
  const catalog = openCatalog({ file: state.catalogFile, clock, randomness });
  try {
    const content = createContentStore(state.contentFolder);
    const synchroniser = createSynchroniser({ catalog, content, clock, randomness });
    const wasReplica = catalog.replication.isReplica();
    const { url } = synchroniser.subscribe(subscriptionChanges(flags, synchroniser.subscription()));
    const outcome = await runOnce(synchroniser, flags, terminal);
    if (flags.json) {
      const { runId, result, report } = outcome;
      printJsonLine(terminal, { event: 'done', runId, result, report });
    }
    tellWhoDecides(catalog, url, wasReplica, terminal);
    tellOutcome(outcome, terminal);
  } finally {
    catalog.close();
  }
}

async function runOnce(
  synchroniser: Synchroniser,
  flags: SyncFlags,
  terminal: Terminal,
): Promise<SyncOutcome> {
  const watcher = createWatcher(terminal, flags.json === true);
  let isComplete = false;
  try {
    const outcome = await synchroniser.run({
      // Categories alone are wanted to choose among them; what was chosen is wanted the next time.
      extent: flags.categoriesOnly ? 'categories' : 'whole',
      signal: cancelSignal(terminal),
      tell: watcher.tell,
    });
    isComplete = outcome.error === undefined;
    return outcome;
  } finally {
    watcher.stop(isComplete);
  }
}

function tellWhoDecides(
  { replication }: Catalog,
  url: string,
  wasReplica: boolean,
  terminal: Terminal,
): void {
  if (replication.isReplica())
    tell(terminal, `a replica: groups, approvals, declines and licences are decided by ${url}`);
  else if (wasReplica) tell(terminal, 'no replica any more: groups, approvals and declines are decided here');
}

/** Aborts at the first SIGINT or SIGTERM. Later ones are taken too: they would end the process in the middle. */
function cancelSignal({ signals }: Terminal): AbortSignal {
  const controller = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM'] as const) {
    const take = (): void => {
      controller.abort(new MockWuError('SYNC_CANCELLED'));
      signals.once(name, take);
    };
    signals.once(name, take);
  }
  return controller.signal;
}
