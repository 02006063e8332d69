import cliProgress from 'cli-progress';
import type { SyncEvent } from '../../catalog/sync/sync-events.ts';
import { stopwatch } from '../../platform/clock.ts';
import { plainLine } from '../../platform/plain-text.ts';
import type { Terminal } from '../terminal.ts';
import { noteOf, type SyncWatcher } from './sync-watcher.ts';

type ProgressEvent = Extract<SyncEvent, { event: 'progress' }>;

/** The longest name of a stage. */
const NAME_CHARACTERS = 13;

/** A bar for each stage on a terminal; what else happens stands above them. */
export function createBars(stderr: Terminal['stderr']): SyncWatcher {
  const bars = new cliProgress.MultiBar({
    format: '{stage} |{bar}| {figures}',
    stream: stderr as NodeJS.WritableStream,
    hideCursor: true,
    barsize: 24,
    // This command takes signals itself and stops the bars at its end.
    gracefulExit: false,
  });
  let current = { bar: undefined as cliProgress.SingleBar | undefined, seconds: stopwatch() };
  const finish = (): void => {
    const { bar } = current;
    bar?.update(bar.getTotal());
  };
  return {
    tell: (event) => {
      if (event.event === 'stage') {
        finish();
        const payload = { stage: event.stage.padEnd(NAME_CHARACTERS), figures: '' };
        current = { bar: bars.create(1, 0, payload), seconds: stopwatch() };
      } else if (event.event === 'progress') {
        const [value, total] = extentOf(event);
        current.bar?.setTotal(Math.max(1, total));
        current.bar?.update(value, { figures: figuresOf(event, current.seconds() / 1000) });
      } else bars.log(`${plainLine(noteOf(event) ?? '')}\n`);
    },
    stop: (isComplete) => {
      if (isComplete) finish();
      // What was logged last is shown by the next update only.
      bars.update();
      bars.stop();
    },
  };
}

/** Content is measured in bytes, all else in pieces. */
function extentOf({
  done,
  total,
  bytes,
  totalBytes,
}: ProgressEvent): readonly [value: number, total: number] {
  return bytes === undefined || !totalBytes ? [done, total] : [bytes, totalBytes];
}

/** How far a stage is after `seconds`, and how fast. */
export function figuresOf({ done, total, bytes, totalBytes }: ProgressEvent, seconds: number): string {
  const perSecond = (amount: number): number => (seconds > 0 ? amount / seconds : 0);
  if (bytes === undefined) return `${done}/${total} revisions, ${Math.round(perSecond(done))}/s`;
  const megabytes = (amount: number): string => (amount / 1e6).toFixed(1);
  const rate = megabytes(perSecond(bytes));
  return `${done}/${total} files, ${megabytes(bytes)}/${megabytes(totalBytes ?? bytes)} MB, ${rate} MB/s`;
}
