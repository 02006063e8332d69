import type { SyncEvent } from '../../catalog/sync/sync-events.ts';
import { createPacer } from '../../platform/clock.ts';
import { printJsonLine, tell } from '../admin/output.ts';
import type { Terminal } from '../terminal.ts';
import { createBars } from './bars.ts';
import { noteOf, type SyncWatcher } from './sync-watcher.ts';

/** Content tells of each piece of a file; nobody reads that many lines. */
const PROGRESS_MILLISECONDS = 200;

/** Lines of JSON for programs, bars for people at a terminal, a line a stage for logs. */
export function createWatcher(terminal: Terminal, isJson: boolean): SyncWatcher {
  if (isJson) return paced((event) => printJsonLine(terminal, event));
  if (terminal.stderr.isTTY === true) return createBars(terminal.stderr);
  return {
    tell: (event) => {
      const line = event.event === 'stage' ? event.stage : noteOf(event);
      if (line !== undefined && event.event !== 'refused') tell(terminal, line);
    },
    stop: () => {},
  };
}

/** Leaves progress out that comes too often; the last of a stage always goes through. */
function paced(write: (event: SyncEvent) => void): SyncWatcher {
  const isTime = createPacer(PROGRESS_MILLISECONDS);
  let held: SyncEvent | undefined;
  const release = (): void => {
    if (held !== undefined) write(held);
    held = undefined;
  };
  return {
    tell: (event) => {
      if (event.event === 'progress' && !isTime()) {
        held = event;
        return;
      }
      if (event.event === 'progress') held = undefined;
      else release();
      write(event);
    },
    stop: release,
  };
}
