import type { Clock } from '../../platform/clock.ts';
import { DeviceFailure, failWith } from '../failure.ts';
import type { ByteRange, ContentSource } from '../transport/content-source.ts';
import { backOff, type Pause } from './back-off.ts';
import { rangeBytes } from './pieces.ts';
import type { ProgressWatch } from './progress-watch.ts';
import type { SourceList } from './source-list.ts';
import { isFatal } from './source-trouble.ts';

/** What the pieces of one file share while they are fetched. */
export interface PieceJob {
  /** Bytes of the whole file. */
  readonly size: number;
  readonly sources: SourceList;
  readonly watch: ProgressWatch;
  readonly clock: Clock;
  readonly pause: Pause;
  /** Ends all pieces. */
  readonly signal: AbortSignal;
  /** Told of each try that failed, in a sentence. */
  readonly onWarning: (text: string) => void;
}

/**
 * Reads `range` into the beginning of `into` from the first source that gives it, and returns that source. A try that
 * failed is repeated there after a pause, then elsewhere. Throws the reason of the job's signal; the last failure when
 * no source is left; WU_E_DM_CONTENTCHANGED at once, as what came before is worth nothing then.
 */
export async function fetchPiece(range: ByteRange, into: Buffer, job: PieceJob): Promise<ContentSource> {
  const tried = new Set<ContentSource>();
  for (let source = job.sources.next(); source; source = job.sources.next(tried)) {
    tried.add(source);
    if (await askSource(source, range, into, job)) return source;
  }
  throw job.sources.lastFailure ?? noSource();
}

/** Whether `source` gave the bytes, after as many tries as one gets. */
async function askSource(
  source: ContentSource,
  range: ByteRange,
  into: Buffer,
  job: PieceJob,
): Promise<boolean> {
  const { sources, clock, pause, signal } = job;
  for (let attempt = 0; !sources.isLeft(source); attempt++) {
    const failure = await tryOnce(source, range, into, job);
    if (failure === undefined) {
      sources.gave(source);
      return true;
    }
    const wait = noteFailure(source, failure, job) ? undefined : backOff(attempt, failure, clock);
    if (wait === undefined) {
      sources.lost(source);
      return false;
    }
    await pause(wait, signal);
  }
  return false;
}

/** Tells of a failed try, and whether its source is left for it. Throws a WU_E_DM_CONTENTCHANGED. */
function noteFailure(
  source: ContentSource,
  failure: DeviceFailure,
  { sources, onWarning }: PieceJob,
): boolean {
  onWarning(`${source.name}: ${failure.message}`);
  sources.failed(failure);
  if (failure.code === 'WU_E_DM_CONTENTCHANGED') {
    sources.changed(source);
    throw failure;
  }
  if (!isFatal(failure.code)) return false;
  sources.leave(source);
  return true;
}

/** What a try failed with, if it did. Throws the reason of the job's signal and what is no failure of the source. */
async function tryOnce(
  source: ContentSource,
  range: ByteRange,
  into: Buffer,
  { size, watch, signal }: PieceJob,
): Promise<DeviceFailure | undefined> {
  try {
    await readInto(into, rangeBytes(range), source.read(range, size, signal), watch.came);
    signal.throwIfAborted();
    return undefined;
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof DeviceFailure) return error;
    throw error;
  }
}

/** Gathers exactly `length` bytes: whole pieces are written at once, and none that is too long gets to the disk. */
async function readInto(
  into: Buffer,
  length: number,
  from: AsyncIterable<Buffer>,
  came: (bytes: number) => void,
): Promise<void> {
  let at = 0;
  for await (const bytes of from) {
    if (at + bytes.length > length) failWith('WU_E_DM_READRANGEFAILED', `more than ${length} bytes came`);
    at += bytes.copy(into, at);
    came(bytes.length);
  }
  if (at < length) failWith('WU_E_DM_READRANGEFAILED', `${at} of ${length} bytes came`);
}

function noSource(): DeviceFailure {
  return new DeviceFailure('WU_E_DM_URLNOTAVAILABLE', { reason: 'no source is left' });
}
