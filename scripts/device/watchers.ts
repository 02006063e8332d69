import cliProgress from 'cli-progress';
import type { DeviceEvent, DeviceWatcher } from '../../device/events.ts';
import { createPacer, stopwatch, systemClock } from '../../platform/clock.ts';
import { plainLine } from '../../platform/plain-text.ts';
import { printJsonLine, tell } from '../admin/output.ts';
import type { Terminal } from '../terminal.ts';
import type { DeviceFlags } from './device-flags.ts';
import { eventJson } from './event-json.ts';
import { eventLines, megabytes } from './event-lines.ts';
import { traceTo } from './trace.ts';

/** Told of what happens; `stop` puts a live picture to rest. */
export interface Watching {
  readonly watch: DeviceWatcher;
  stop(): void;
}

/** Bytes come in pieces of a mebibyte; nobody reads that many lines. */
const BYTES_MILLISECONDS = 200;

/** Lines of JSON for programs, a timeline for people, live at a terminal; and the trace where one is wanted. */
export function createWatching(flags: Pick<DeviceFlags, 'json' | 'log'>, terminal: Terminal): Watching {
  const shown = flags.json ? jsonLines(terminal) : timeline(terminal);
  if (flags.log === undefined) return shown;
  const trace = traceTo(flags.log, systemClock.now);
  return {
    watch: (event) => {
      trace(event);
      shown.watch(event);
    },
    stop: shown.stop,
  };
}

function jsonLines(terminal: Terminal): Watching {
  const isTime = createPacer(BYTES_MILLISECONDS);
  const held = new Map<string, Extract<DeviceEvent, { kind: 'bytes' }>>();
  const write = (event: DeviceEvent): void => printJsonLine(terminal, eventJson(event));
  const release = (): void => {
    for (const event of held.values()) write(event);
    held.clear();
  };
  return {
    watch: (event) => {
      if (event.kind === 'bytes') {
        // All are counted, whatever is told at once.
        const name = `${event.file} ${event.source}`;
        held.set(name, { ...event, count: event.count + (held.get(name)?.count ?? 0) });
        if (isTime()) release();
        return;
      }
      release();
      write(event);
    },
    stop: release,
  };
}

/** What is downloaded, by where it comes from. */
interface Progress {
  total: number;
  done: number;
  readonly bySource: Map<string, number>;
}

function timeline(terminal: Terminal): Watching {
  const progress: Progress = { total: 0, done: 0, bySource: new Map() };
  const bar = terminal.stderr.isTTY === true ? liveBar(terminal.stderr, progress) : undefined;
  const checks = createCheckMemory();
  return {
    watch: (event) => {
      count(progress, event);
      if (event.kind === 'phase' && event.phase !== 'download') {
        // What failed never comes whole.
        progress.total = progress.done;
        bar?.draw();
        tellSources(terminal, progress);
      }
      for (const text of checks.take(event) ?? eventLines(event)) {
        if (bar?.log(text) !== true) tell(terminal, text);
      }
      bar?.draw();
    },
    stop: () => {
      bar?.stop();
      tellSources(terminal, progress);
    },
  };
}

/** The checks of a file in the line that tells of it; those of a server have a line each. */
function createCheckMemory(): { take(event: DeviceEvent): readonly string[] | undefined } {
  const passed = new Map<string, string[]>();
  return {
    take: (event) => {
      if (event.kind === 'check' && event.of === 'file') {
        passed.set(event.about, [...(passed.get(event.about) ?? []), event.check]);
        return [];
      }
      if (event.kind !== 'downloaded') return undefined;
      const names = passed.get(event.file) ?? [];
      passed.delete(event.file);
      return eventLines(event).map((text) => `${text}  ✓ ${names.join(' ')}`);
    },
  };
}

function count(progress: Progress, event: DeviceEvent): void {
  if (event.kind === 'download') progress.total += event.size;
  if (event.kind !== 'bytes') return;
  progress.done += event.count;
  progress.bySource.set(event.source, (progress.bySource.get(event.source) ?? 0) + event.count);
}

/** Where the bytes came from, once they are all here. */
function tellSources(terminal: Terminal, { bySource }: Progress): void {
  const byHost = new Map<string, number>();
  for (const [source, bytes] of bySource) {
    const host = source.replace(/^(\S+) (\w+:\/\/[^/]*).*$/, '$1 from $2');
    byHost.set(host, (byHost.get(host) ?? 0) + bytes);
  }
  bySource.clear();
  for (const [host, bytes] of byHost) tell(terminal, `${' '.repeat(12)}${megabytes(bytes)} by ${host}`);
}

interface LiveBar {
  /** Writes a line above the bar; false when there is no bar now. */
  log(text: string): boolean;
  draw(): void;
  stop(): void;
}

/** One bar for all that is downloaded, there while something is. */
function liveBar(stderr: Terminal['stderr'], progress: Progress): LiveBar {
  let live: { readonly bars: cliProgress.MultiBar; readonly bar: cliProgress.SingleBar } | undefined;
  const seconds = stopwatch();
  const stop = (): void => {
    live?.bars.stop();
    live = undefined;
  };
  return {
    log: (text) => {
      if (live === undefined) return false;
      live.bars.log(`${plainLine(text)}\n`);
      live.bars.update();
      return true;
    },
    draw: () => {
      if (progress.done >= progress.total) return stop();
      live ??= startBar(stderr, progress.total);
      live.bar.setTotal(progress.total);
      const rate = megabytes((progress.done / seconds()) * 1_000);
      const figures = `${megabytes(progress.done)} of ${megabytes(progress.total)}, ${rate}/s`;
      live.bar.update(progress.done, { figures });
    },
    stop,
  };
}

function startBar(stderr: Terminal['stderr'], total: number) {
  const bars = new cliProgress.MultiBar({
    format: 'download    |{bar}| {figures}',
    stream: stderr as NodeJS.WritableStream,
    hideCursor: true,
    // Else the terminal cuts every line at its margin from now on, those of the timeline too.
    linewrap: true,
    barsize: 24,
    gracefulExit: false,
    clearOnComplete: true,
  });
  return { bars, bar: bars.create(total, 0, { figures: '' }) };
}
