import cliProgress from 'cli-progress';
import type { ImportWatcher } from '../catalog/import/import-ports.ts';
import type { Terminal } from './terminal.ts';

/** Redrawing costs more than importing a small document, so the bar moves once in so many. */
const STEP = 50;

/** A progress bar on stderr for imports; nothing where stderr is no terminal. */
export function importProgress({ stderr }: Terminal): ImportWatcher {
  if (stderr.isTTY !== true) return { start: () => {}, step: () => {}, stop: () => {} };
  let bar: cliProgress.SingleBar | undefined;
  return {
    start: (source, total) => {
      bar = new cliProgress.SingleBar({
        format: `${source} |{bar}| {value}/{total} revisions, {duration_formatted}`,
        stream: stderr as NodeJS.WritableStream,
        hideCursor: true,
        clearOnComplete: true,
      });
      bar.start(total, 0);
    },
    step: (done) => {
      if (done % STEP === 0) bar?.update(done);
      // The import runs in one piece; the bar's timer gets no turn, so it is drawn by hand.
      if (done % STEP === 0) bar?.render();
    },
    stop: () => bar?.stop(),
  };
}
