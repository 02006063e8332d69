import { createCorrelationVector } from '../client/correlation-vector.ts';
import { downloadFiles, type FileOutcome } from '../download/download-files.ts';
import {
  type DownloadWanted,
  type FetchPlan,
  type FetchStep,
  planFetch,
  type WantedFile,
} from '../download/fetch-plan.ts';
import { sweepParts } from '../download/sweep.ts';
import { DeviceFailure } from '../failure.ts';
import { httpSource } from '../transport/http-source.ts';
import { claimKey, claimsOf, digestOf, type FileClaim, groupClaims } from './file-claim.ts';
import { type FileRun, judgeFile, type Refusal } from './judge-file.ts';
import { pathOfWanted } from './verify-wanted.ts';
import type { WantedFiles } from './wanted-files.ts';

/** What stands between base and counter of a correlation vector of content (captures 18 to 20). */
const CONTENT_BRANCH = '2.0.0.8.1.1.3.1.1';

/** Sizes one SHA-1 is believed to have, one after the other: who lies about it must not keep a device busy. */
const MAX_SIZES = 4;

/** A file an offer lacks, and why where that is known. */
export interface MissingFile {
  readonly name: string;
  readonly failure: DeviceFailure | undefined;
}

/** The first file of an offer that is not verified to be what the offer says. */
export function missingOf({ verified, broken }: FileRun, wanted: WantedFiles): MissingFile | undefined {
  const missing = claimsOf(wanted).find((claim) => !verified.has(claimKey(claim)));
  return missing && { name: missing.file.name, failure: broken.get(claimKey(missing)) };
}

/** Verifies what an earlier run left: it is not believed for that. What fails is deleted. */
export async function verifyPresent(run: FileRun, wanted: readonly WantedFiles[]): Promise<void> {
  const { watch } = run.body.options;
  for (const [digest, claims] of groupClaims(wanted.flatMap(claimsOf), digestOf))
    for (const place of placesOf(run, claims)) {
      const refusals = await judgeFile(run, claims, place);
      const found = run.here.get(digest);
      if (found) watch({ kind: 'downloaded', file: found.name, size: found.size, isFresh: false });
      for (const { claim, failure } of refusals) {
        const state = found ? 'is here, and not what an update says of it' : 'was here, and is deleted';
        watch({ kind: 'warning', text: `${claim.file.name} ${state}: ${failure.message}` });
      }
      if (found) break;
    }
}

/** Where the files of claims of one digest may lie: their names differ in their extension at most. */
function placesOf({ body }: FileRun, claims: readonly FileClaim[]): ReadonlySet<string> {
  const places = claims.flatMap(({ file }) => {
    try {
      return pathOfWanted(body, file) ?? [];
    } catch {
      // A digest that is none leads nowhere; the plan says why.
      return [];
    }
  });
  return new Set(places);
}

/**
 * Fetches what is missing and verifies each file as it comes; what fails that is asked for again at its other addresses. What
 * is on its way for nobody is removed before.
 */
export async function fetchAndVerify(run: FileRun, wanted: readonly WantedFiles[]): Promise<void> {
  const { storage, watch } = run.body.options;
  const open = wanted.flatMap(claimsOf).filter((claim) => !run.verified.has(claimKey(claim)));
  await sweepParts(storage.downloads, new Set(open.map(({ file }) => digestOf(file))), (text) =>
    watch({ kind: 'warning', text }),
  );
  const claims = groupClaims(open, stepKey);
  let rest: readonly DownloadWanted[] = open;
  for (let sizes = 0; sizes < MAX_SIZES && rest.length > 0; sizes += 1) {
    const plan = planFetch(rest, run.body.policy, (file) => run.here.get(digestOf(file))?.path);
    await fetchAll(run, plan, (outcome) => judge(run, claims.get(stepKey(outcome.step.file)) ?? [], outcome));
    rest = plan.rest;
  }
  for (const key of new Set(rest.map(({ file }) => stepKey(file)))) refuseSize(run, claims.get(key) ?? []);
}

function refuseSize({ broken, body }: FileRun, claims: readonly FileClaim[]): void {
  for (const claim of claims) {
    const reason = `${MAX_SIZES} other sizes of its SHA-1 were tried, and no more are`;
    const failure = new DeviceFailure('WU_E_DOWNLOAD_FAILED', { reason });
    broken.set(claimKey(claim), failure);
    body.options.watch({ kind: 'failed', about: claim.file.name, failure });
  }
}

/** Of one step of a plan are the claims of one digest and size. */
function stepKey(file: WantedFile): string {
  return `${digestOf(file)} ${file.size}`;
}

async function fetchAll(
  { body }: FileRun,
  plan: FetchPlan,
  judgeOne: (outcome: FileOutcome) => Promise<FetchStep | undefined>,
): Promise<void> {
  const { http, storage, clock, randomness, pause, watch, signal } = body.options;
  const vector = createCorrelationVector(randomness, CONTENT_BRANCH);
  await downloadFiles(plan, {
    folder: storage.downloads,
    clock,
    randomness,
    pause,
    judge: judgeOne,
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

/** Verifies what was fetched; gives the step to do where it is no good and may be had otherwise. */
async function judge(
  run: FileRun,
  claims: readonly FileClaim[],
  outcome: FileOutcome,
): Promise<FetchStep | undefined> {
  const { file } = outcome.step;
  const { watch } = run.body.options;
  if (outcome.kind === 'failed') {
    for (const claim of claims) run.broken.set(claimKey(claim), outcome.failure);
    watch({ kind: 'failed', about: file.name, failure: outcome.failure });
    return undefined;
  }
  const refusals = await judgeFile(run, claims, outcome.path);
  const isGood = run.here.has(digestOf(file));
  if (isGood && outcome.kind === 'done')
    watch({ kind: 'downloaded', file: file.name, size: file.size, isFresh: true });
  if (!isGood && outcome.kind === 'done' && outcome.resumedBytes > 0 && refusals.some(isOfBytes)) {
    const why = refusals[0]?.failure.message;
    watch({ kind: 'warning', text: `${file.name} is fetched once more from its beginning: ${why}` });
    return outcome.step;
  }
  for (const { claim, failure } of refusals) watch({ kind: 'failed', about: claim.file.name, failure });
  return isGood ? undefined : elsewhere(outcome.step);
}

/** Bytes an earlier run left may be at fault for that. */
function isOfBytes({ failure }: Refusal): boolean {
  return failure.code === 'WU_E_DM_INCORRECTFILEHASH';
}

/** The same without the address that is asked first. */
function elsewhere(step: FetchStep): FetchStep | undefined {
  if (step.kind !== 'fetch' || step.urls.length < 2) return undefined;
  return { ...step, urls: step.urls.slice(1) };
}
