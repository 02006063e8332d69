import type { Clock } from '../../platform/clock.ts';
import type { Randomness } from '../../platform/randomness.ts';
import { every as realEvery } from '../../platform/timers.ts';
import { DeviceFailure, failWith } from '../failure.ts';
import type { ContentSource } from '../transport/content-source.ts';
import type { Pause } from './back-off.ts';
import { contentName } from './content-name.ts';
import { freeBytes, onDisk } from './disk.ts';
import { fetchPiece, type PieceJob } from './fetch-piece.ts';
import { openPartialFile, type PartialFile } from './partial-file.ts';
import { PIECE_BYTES, pieceRange, rangeBytes, shuffled } from './pieces.ts';
import { createProgressWatch, type Every } from './progress-watch.ts';
import { createSourceList, type SourceList } from './source-list.ts';

/** Pieces of one file in flight: as many as captures show, and as many connections (online service facts §7.1). */
const USUAL_PIECES = 4;
const MAX_PIECES = 7;
/** The largest file that is fetched where nothing else is said; a map of its pieces has 64 KiB. */
const MAX_FILE_BYTES = 64 * 1024 * 1024 * 1024;

/** How much and how fast. */
export interface DownloadLimits {
  /** The largest file in bytes; 64 GiB when left out, and never more. */
  readonly maxFileBytes?: number;
  /** Pieces of one file at once; 4 when left out, and never more than 7. */
  readonly pieces?: number;
}

/** What downloads need of their surroundings. */
export interface DownloadPorts {
  /** Where files lie, whole ones and those on their way; made where it is missing. */
  readonly folder: string;
  readonly limits?: DownloadLimits;
  readonly clock: Clock;
  readonly randomness: Randomness;
  readonly pause: Pause;
  /** Drives the watch over progress; real time when left out. */
  readonly every?: Every;
  readonly signal?: AbortSignal;
  /** Told of each piece that is kept: bytes that came from `source`. After a changed file they come anew. */
  readonly onBytes?: (source: ContentSource, bytes: number) => void;
  /** Told in a sentence of each try that failed. */
  readonly onWarning?: (text: string) => void;
}

export interface DownloadParts extends DownloadPorts {
  /** As the metadata has it; `sha1` in hexadecimal digits. */
  readonly file: { readonly name: string; readonly size: number; readonly sha1: string };
  /** The best first. */
  readonly sources: readonly ContentSource[];
}

/** Bytes by the kind of source they came from. */
export type BytesByKind = Readonly<Record<ContentSource['kind'], number>>;

/** A file with as many bytes as its metadata tells. Nobody has looked at its digests. */
export interface DownloadedFile {
  /** `<folder>/<SHA1>.<extension>` */
  readonly path: string;
  readonly bytes: BytesByKind;
  /** Bytes an earlier run had fetched. */
  readonly resumedBytes: number;
}

/**
 * Fetches one file in aligned pieces of 1 MiB, several at once and in shuffled order, and goes on where an earlier run
 * was ended. Throws the last failure of the sources when none is left; WU_E_DM_URLNOTAVAILABLE without any;
 * WU_E_DM_DOWNLOADLIMITEDBYUPDATESIZE for more than a limit or the disk allows; DO_E_DOWNLOAD_NO_PROGRESS;
 * ERROR_DISK_FULL and WU_E_DOWNLOAD_FAILED of the disk; and the reason of the signal. What came stays for the next run.
 */
export async function downloadFile(parts: DownloadParts): Promise<DownloadedFile> {
  const { file, folder, signal } = parts;
  signal?.throwIfAborted();
  refuseUnfit(parts);
  const name = contentName(file.sha1, file.name);
  const partial = await openPartialFile(folder, file.sha1, file.size);
  try {
    await refuseWithoutRoom(folder, file.size - partial.resumedBytes);
    const bytes = await fetchMissing(partial, parts);
    return { path: await partial.keep(name), bytes, resumedBytes: partial.resumedBytes };
  } finally {
    await partial.close();
  }
}

function refuseUnfit({ file, sources, limits }: DownloadParts): void {
  if (!Number.isSafeInteger(file.size) || file.size < 0)
    failWith('WU_E_XML_INVALID', `a file cannot have ${file.size} bytes`);
  const most = Math.min(limits?.maxFileBytes ?? MAX_FILE_BYTES, MAX_FILE_BYTES);
  if (file.size > most)
    failWith('WU_E_DM_DOWNLOADLIMITEDBYUPDATESIZE', `it has ${file.size} bytes, and ${most} are allowed`);
  if (sources.length === 0) failWith('WU_E_DM_URLNOTAVAILABLE', 'nobody tells where the file is');
}

async function refuseWithoutRoom(folder: string, bytes: number): Promise<void> {
  const free = await onDisk(() => freeBytes(folder));
  if (bytes > free)
    failWith('WU_E_DM_DOWNLOADLIMITEDBYUPDATESIZE', `${bytes} bytes are missing, and the disk takes ${free}`);
}

/** Fetches what is missing; from the beginning when a source turns out to have another file than before. */
async function fetchMissing(partial: PartialFile, parts: DownloadParts): Promise<BytesByKind> {
  const sources = createSourceList(parts.sources);
  for (;;) {
    const bytes = { http: 0, peer: 0, cache: 0 };
    try {
      await fetchPieces(partial, sources, bytes, parts);
      return bytes;
    } catch (error) {
      const isChanged = error instanceof DeviceFailure && error.code === 'WU_E_DM_CONTENTCHANGED';
      if (isChanged) await partial.restart();
      if (!isChanged || sources.next() === undefined) throw error;
    }
  }
}

/** Fetches each missing piece once. The first that fails ends all; its failure is thrown when all have ended. */
async function fetchPieces(
  partial: PartialFile,
  sources: SourceList,
  bytes: Record<ContentSource['kind'], number>,
  parts: DownloadParts,
): Promise<void> {
  const { size } = parts.file;
  const round = new AbortController();
  const waiting = shuffled(partial.missing(), parts.randomness);
  const job = pieceJob(sources, round, parts);
  const worker = async (): Promise<void> => {
    const piece = Buffer.allocUnsafeSlow(Math.min(size, PIECE_BYTES));
    for (let index = waiting.pop(); index !== undefined; index = waiting.pop()) {
      const range = pieceRange(index, size);
      const source = await fetchPiece(range, piece, job);
      await partial.write(index, piece.subarray(0, rangeBytes(range)));
      bytes[source.kind] += rangeBytes(range);
      parts.onBytes?.(source, rangeBytes(range));
    }
  };
  const count = Math.min(parts.limits?.pieces ?? USUAL_PIECES, MAX_PIECES, waiting.length);
  const workers = Array.from({ length: count }, () => worker().catch((error) => round.abort(error)));
  try {
    await Promise.all(workers);
  } finally {
    job.watch.stop();
  }
  round.signal.throwIfAborted();
}

function pieceJob(sources: SourceList, round: AbortController, parts: DownloadParts): PieceJob {
  const { file, clock, pause, signal, onWarning = () => undefined } = parts;
  return {
    size: file.size,
    sources,
    watch: createProgressWatch(parts.every ?? realEvery, (failure) => round.abort(failure)),
    clock,
    pause,
    signal: signal === undefined ? round.signal : AbortSignal.any([signal, round.signal]),
    onWarning,
  };
}
