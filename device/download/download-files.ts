import { messageOf } from '../../platform/errors/index.ts';
import { DeviceFailure } from '../failure.ts';
import type { ContentSource } from '../transport/content-source.ts';
import { type DownloadedFile, type DownloadPorts, downloadFile } from './download-file.ts';
import type { FetchPlan, FetchStep, FileToFetch } from './fetch-plan.ts';

/** Files on their way at once. Together they have the connections of one device to a host. */
const FILES_AT_ONCE = 4;

/** What came of one file of a plan. */
export type FileOutcome = { readonly step: FetchStep } & (
  | ({ readonly kind: 'done' } & DownloadedFile)
  /** It had been fetched and verified before. */
  | { readonly kind: 'there'; readonly path: string }
  | { readonly kind: 'failed'; readonly failure: DeviceFailure }
);

export interface DownloadFilesPorts extends Omit<DownloadPorts, 'onBytes'> {
  /** The places a file is asked for at, the best first: its URLs, and whatever else gives bytes. */
  readonly sourcesOf: (file: FileToFetch) => readonly ContentSource[];
  /** Files at once; 4 when left out. */
  readonly filesAtOnce?: number;
  readonly onBytes?: (file: FileToFetch, source: ContentSource, bytes: number) => void;
  /**
   * Awaited with what came of a file before another is begun in its place, so that few are on the disk that nobody has
   * looked at. The step it gives is done instead, and judged in its turn. Throws nothing.
   */
  readonly judge?: (outcome: FileOutcome) => Promise<FetchStep | undefined>;
}

/**
 * Fetches the files of `plan`; what came of each is returned in its order. One that fails stops no other. The signal
 * ends all with WU_E_CALL_CANCELLED; what came by then stays for another run. Throws nothing.
 */
export async function downloadFiles(
  plan: FetchPlan,
  ports: DownloadFilesPorts,
): Promise<readonly FileOutcome[]> {
  const outcomes: FileOutcome[] = [];
  const waiting = plan.steps.entries();
  const worker = async (): Promise<void> => {
    for (const [at, step] of waiting) outcomes[at] = await judgedOutcome(step, ports);
  };
  await Promise.all(Array.from({ length: ports.filesAtOnce ?? FILES_AT_ONCE }, worker));
  return outcomes;
}

async function judgedOutcome(first: FetchStep, ports: DownloadFilesPorts): Promise<FileOutcome> {
  let outcome = await outcomeOf(first, ports);
  for (;;) {
    const next = await ports.judge?.(outcome);
    if (next === undefined) return outcome;
    outcome = await outcomeOf(next, ports);
  }
}

async function outcomeOf(step: FetchStep, ports: DownloadFilesPorts): Promise<FileOutcome> {
  if (step.kind === 'there') return { step, kind: 'there', path: step.path };
  if (step.kind === 'refused') return { step, kind: 'failed', failure: step.failure };
  const { onBytes, sourcesOf, filesAtOnce: _, judge: __, ...rest } = ports;
  try {
    const done = await downloadFile({
      ...rest,
      file: step.file,
      sources: sourcesOf(step),
      ...(onBytes && { onBytes: (source, bytes) => onBytes(step, source, bytes) }),
    });
    return { step, kind: 'done', ...done };
  } catch (error) {
    return { step, kind: 'failed', failure: failureOf(error, ports.signal) };
  }
}

function failureOf(error: unknown, signal: AbortSignal | undefined): DeviceFailure {
  if (signal?.aborted) return new DeviceFailure('WU_E_CALL_CANCELLED', { reason: 'it was cancelled' }, error);
  if (error instanceof DeviceFailure) return error;
  return new DeviceFailure('WU_E_UNEXPECTED', { reason: messageOf(error) }, error);
}
