import { createCorrelationVector } from '../client/correlation-vector.ts';
import type { DeviceBody } from '../device-body.ts';
import { downloadFiles, type FileOutcome } from '../download/download-files.ts';
import { type FetchPlan, type FetchStep, planFetch, type WantedFile } from '../download/fetch-plan.ts';
import type { DeviceFailure } from '../failure.ts';
import { httpSource } from '../transport/http-source.ts';
import type { VerifiedFile } from '../verify/verify-file.ts';
import { failureOf } from './failure-of.ts';
import { pathOfWanted, verifyWanted } from './verify-wanted.ts';
import type { WantedFiles } from './wanted-files.ts';

/** What stands between base and counter of a correlation vector of content (captures 18 to 20). */
const CONTENT_BRANCH = '2.0.0.8.1.1.3.1.1';

/** Files of a run and what became of them, by their SHA-1 in upper case. */
export interface FileRun {
  readonly body: DeviceBody;
  readonly verified: Map<string, VerifiedFile>;
  /** Why a file is not here. */
  readonly broken: Map<string, DeviceFailure>;
}

/** The first file of an offer that is not verified. */
export function missingOf({ verified }: FileRun, { files }: WantedFiles): WantedFile | undefined {
  return files.find(({ file }) => !verified.has(file.sha1))?.file;
}

/** Verifies what an earlier run left: it is not believed for that. What fails is deleted. */
export async function verifyPresent(run: FileRun, wanted: readonly WantedFiles[]): Promise<void> {
  const { watch } = run.body.options;
  for (const { file, isLocal } of filesOf(wanted)) {
    const found = run.verified.has(file.sha1) ? undefined : present(run, file);
    if (found === undefined) continue;
    try {
      run.verified.set(file.sha1, await verifyWanted(run.body, file, found, isLocal));
      watch({ kind: 'downloaded', file: file.name, size: file.size, isFresh: false });
    } catch (error) {
      const failure = failureOf(error, undefined);
      run.broken.set(file.sha1, failure);
      watch({ kind: 'warning', text: `${file.name} was here, and is deleted: ${failure.message}` });
    }
  }
}

/** Fetches what is missing and verifies it; what fails that is asked for once more where it has another address. */
export async function fetchAndVerify(run: FileRun, wanted: readonly WantedFiles[]): Promise<void> {
  const isLocal = new Map(filesOf(wanted).map((one) => [one.file.sha1, one.isLocal]));
  const plan = planFetch(
    wanted.flatMap(({ files }) => files),
    run.body.policy,
    (file) => run.verified.get(file.sha1)?.path,
  );
  const takeAll = async (steps: readonly FetchStep[]): Promise<readonly FetchStep[]> => {
    const again: FetchStep[] = [];
    for (const outcome of await fetchAll(run, { ...plan, steps })) {
      const { step } = outcome;
      const isGood = await take(run, outcome, isLocal.get(step.file.sha1) === true);
      if (isGood || outcome.kind !== 'done' || step.kind !== 'fetch' || step.urls.length < 2) continue;
      again.push({ ...step, urls: step.urls.slice(1) });
    }
    return again;
  };
  const again = await takeAll(plan.steps);
  if (again.length > 0) await takeAll(again);
}

interface MarkedFile {
  readonly file: WantedFile;
  readonly isLocal: boolean;
}

function filesOf(wanted: readonly WantedFiles[]): readonly MarkedFile[] {
  return wanted.flatMap(({ files, isLocallyPublished }) =>
    files.map(({ file }) => ({ file, isLocal: isLocallyPublished })),
  );
}

/** A digest that is none leads nowhere; the plan says why. */
function present({ body }: FileRun, file: WantedFile): string | undefined {
  try {
    return pathOfWanted(body, file);
  } catch {
    return undefined;
  }
}

function fetchAll({ body }: FileRun, plan: FetchPlan): Promise<readonly FileOutcome[]> {
  const { http, storage, clock, randomness, pause, watch, signal } = body.options;
  const vector = createCorrelationVector(randomness, CONTENT_BRANCH);
  return downloadFiles(plan, {
    folder: storage.downloads,
    clock,
    randomness,
    pause,
    sourcesOf: ({ file, urls }) => {
      watch({ kind: 'download', file: file.name, size: file.size, from: urls.map(({ href }) => href) });
      return urls.map((url) => httpSource(http, url, vector));
    },
    onBytes: ({ file }, source, count) =>
      watch({ kind: 'bytes', file: file.name, source: `${source.kind} ${source.name}`, count }),
    onWarning: (text) => watch({ kind: 'warning', text }),
    ...(signal && { signal }),
  });
}

/** Verifies what was fetched; tells whether that is good now. */
async function take(run: FileRun, outcome: FileOutcome, isLocal: boolean): Promise<boolean> {
  const { file } = outcome.step;
  const { watch, signal } = run.body.options;
  if (outcome.kind === 'there') return true;
  try {
    if (outcome.kind === 'failed') throw outcome.failure;
    run.verified.set(file.sha1, await verifyWanted(run.body, file, outcome.path, isLocal));
    run.broken.delete(file.sha1);
    watch({ kind: 'downloaded', file: file.name, size: file.size, isFresh: true });
    return true;
  } catch (error) {
    const failure = failureOf(error, signal);
    run.broken.set(file.sha1, failure);
    watch({ kind: 'failed', about: file.name, failure });
    return false;
  }
}
