import { messageOf } from '../../../platform/errors/index.ts';
import type { Catalog } from '../../catalog.ts';
import { clearLeftovers } from '../../content-draft.ts';
import { type ContentStore, extensionOf } from '../../content-store.ts';
import type { HttpTransport } from '../transport/http-transport.ts';
import { type ContentSource, contentAddresses } from './content-addresses.ts';
import { type ContentReport, contentReport, type StagedFile } from './content-report.ts';
import { type DownloadOutcome, downloadFile } from './download-file.ts';
import { eachOf } from './each-of.ts';
import { type ContentPolicy, type NeededFile, neededFiles } from './needed-files.ts';

const PARALLEL_DOWNLOADS = 4;

/** Milliseconds before each round for missing files: the upstream server fetches them meanwhile. */
const PAUSES: readonly number[] = [1_000, 5_000, 15_000];

/** How far a content stage is. */
export interface ContentProgress {
  /** Files that were fetched, or will not be. */
  readonly files: number;
  readonly totalFiles: number;
  /** Bytes of files that are kept or under way. */
  readonly bytes: number;
  readonly totalBytes: number;
}

/** What a content stage needs. */
export interface ContentPorts {
  readonly catalog: Catalog;
  readonly store: ContentStore;
  readonly transport: HttpTransport;
  readonly source: ContentSource;
  readonly policy: ContentPolicy;
  /**
   * Has the upstream server fetch files it does not have: DownloadFiles, [MS-WSUSSS] §3.1.4.11. Digests are SHA-1,
   * one a call as Windows does it. What it throws is the reason the file is given up for. Without it, missing files
   * are not tried again.
   */
  readonly downloadFiles?: (digests: readonly Buffer[]) => Promise<void>;
  /** Waits; throws the reason of the signal when that comes first. */
  readonly pause: (milliseconds: number, signal?: AbortSignal) => Promise<void>;
  /** Downloads at once; 4 when left out. */
  readonly parallel?: number;
  /** Milliseconds before each round for missing files; 1, 5 and 15 seconds when left out. */
  readonly pauses?: readonly number[];
  readonly signal?: AbortSignal;
  /** Called after each piece of a file, so perhaps thousands of times a second. */
  readonly onProgress?: (progress: ContentProgress) => void;
}

/** A stage under way: what came of each file so far. */
interface Stage {
  readonly ports: ContentPorts;
  /** Ends the downloads under way. */
  readonly signal: AbortSignal;
  readonly onBytes: (change: number) => void;
  readonly outcomes: Map<NeededFile, DownloadOutcome>;
  /** Origins nobody answered at in this round. */
  readonly unreachable: Set<string>;
  /** Why DownloadFiles was refused for a file. */
  readonly refusals: Map<NeededFile, string>;
  /** Notes that a file is done with. */
  done(): void;
  /** Notes that nothing can be written any more. */
  giveUp(reason: string): void;
}

/**
 * The content stage of a synchronisation ([MS-WSUSSS] §3.2.4.4): fetches the files the catalogue needs, verifies them
 * and keeps them. Files that cannot be had are told in the report. Throws the reason of the signal when that ends
 * it, and errors of the catalogue.
 */
export async function syncContent(ports: ContentPorts): Promise<ContentReport> {
  const { catalog, store, signal } = ports;
  signal?.throwIfAborted();
  try {
    clearLeftovers(store);
  } catch (error) {
    return contentReport([], () => undefined, messageOf(error));
  }
  const files = [...neededFiles(catalog, store, ports.policy)];
  let disk: string | undefined;
  const ended = new AbortController();
  const stage = beginStage(ports, files, ended.signal, (reason) => {
    disk ??= reason;
    ended.abort();
  });
  try {
    await runRounds(stage, files);
  } catch (error) {
    signal?.throwIfAborted();
    // Downloads that were ended because nothing can be written any more throw too.
    if (disk === undefined) throw error;
  }
  settleWanted(catalog, store);
  const staged = files.map((file): StagedFile => [file, stage.outcomes.get(file)]);
  return contentReport(staged, (file) => stage.refusals.get(file), disk);
}

function beginStage(
  ports: ContentPorts,
  files: readonly NeededFile[],
  ended: AbortSignal,
  giveUp: (reason: string) => void,
): Stage {
  const totalBytes = files.reduce((sum, { size }) => sum + size, 0);
  let done = 0;
  let bytes = 0;
  const tell = (): void => ports.onProgress?.({ files: done, totalFiles: files.length, bytes, totalBytes });
  tell();
  return {
    ports,
    signal: ports.signal ? AbortSignal.any([ports.signal, ended]) : ended,
    onBytes: (change) => {
      bytes += change;
      tell();
    },
    outcomes: new Map(),
    unreachable: new Set(),
    refusals: new Map(),
    done: () => {
      done++;
      tell();
    },
    giveUp,
  };
}

async function runRounds(stage: Stage, files: readonly NeededFile[]): Promise<void> {
  const { pause, pauses = PAUSES } = stage.ports;
  let waiting = await runRound(stage, files, pauses.length > 0);
  for (const [round, milliseconds] of pauses.entries()) {
    if (waiting.length === 0) return;
    await pause(milliseconds, stage.signal);
    stage.signal.throwIfAborted();
    waiting = await runRound(stage, waiting, round < pauses.length - 1);
  }
}

/** Fetches `files`; returns those that are missing and worth another round, where there is one. */
async function runRound(
  stage: Stage,
  files: readonly NeededFile[],
  isAnotherToCome: boolean,
): Promise<readonly NeededFile[]> {
  const waiting = new Set<NeededFile>();
  stage.unreachable.clear();
  await eachOf(files, stage.ports.parallel ?? PARALLEL_DOWNLOADS, async (file) => {
    stage.signal.throwIfAborted();
    const isFirst = !stage.outcomes.has(file);
    const outcome = await fetchOne(stage, file);
    stage.outcomes.set(file, outcome);
    if (outcome.kind === 'disk') return stage.giveUp(outcome.reason);
    const isMissing = outcome.kind === 'missing' && isAnotherToCome;
    if (isMissing && (!isFirst || (await askUpstream(stage, file)))) waiting.add(file);
    else stage.done();
  });
  stage.signal.throwIfAborted();
  // In the order of the files, not in that of the answers.
  return files.filter((file) => waiting.has(file));
}

async function fetchOne(stage: Stage, file: NeededFile): Promise<DownloadOutcome> {
  const { ports, signal, onBytes, unreachable } = stage;
  const addresses = contentAddresses(file, ports.source);
  if (addresses.kind === 'refused') return addresses;
  // A firewall that answers nothing at one of the ports would cost a minute for each missing file.
  const reachable = addresses.urls.filter((url) => !unreachable.has(new URL(url).origin));
  return downloadFile(file, reachable.length > 0 ? reachable : addresses.urls, {
    transport: ports.transport,
    store: ports.store,
    signal,
    onBytes,
    onUnreachable: (url) => unreachable.add(new URL(url).origin),
  });
}

/** Asks the upstream server to fetch a file it does not have; tells whether it will. */
async function askUpstream({ ports, signal, refusals }: Stage, file: NeededFile): Promise<boolean> {
  if (ports.downloadFiles === undefined || ports.source.catalogOnly) return false;
  try {
    await ports.downloadFiles([file.sha1]);
    return true;
  } catch (error) {
    signal.throwIfAborted();
    refusals.set(file, `HTTP 404, and DownloadFiles was refused: ${messageOf(error)}`);
    return false;
  }
}

/** What downstream servers asked for and is here now needs no asking for again. */
function settleWanted(catalog: Catalog, store: ContentStore): void {
  const isHere = (sha1: Buffer, fileName: string): boolean => {
    const extension = extensionOf(fileName);
    return extension !== '' && store.has(sha1.toString('hex'), extension);
  };
  const here = catalog.files.wanted().filter(({ sha1, fileName }) => isHere(sha1, fileName));
  if (here.length === 0) return;
  catalog.write(() => {
    for (const { sha1 } of here) catalog.files.unwant(sha1);
  });
}
