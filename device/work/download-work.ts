import { counted } from '../../platform/plain-text.ts';
import type { HresultName } from '../../protocol/hresult/hresults.ts';
import type { CachedRevision } from '../datastore/cached-revision.ts';
import type { DeviceBody } from '../device-body.ts';
import { DeviceFailure } from '../failure.ts';
import type { Offer } from '../offers/offer.ts';
import { EVENT } from '../report/event-kinds.ts';
import type { VerifiedFile } from '../verify/verify-file.ts';
import { queueUpdateEvent } from './events-queue.ts';
import { failureOf } from './failure-of.ts';
import { fetchAndVerify, missingOf, verifyPresent } from './file-run.ts';
import type { FileRun } from './judge-file.ts';
import { noteFailed, noteOutcome } from './outcomes.ts';
import { type WantedFiles, wantedFiles } from './wanted-files.ts';

/** What came of the files of some offers. */
export interface Downloads {
  /** Where the files are that are here and verified. */
  readonly files: ReadonlySet<string>;
  /** They by what updates say of them, as `claimKey` has it. */
  readonly verified: ReadonlyMap<string, VerifiedFile>;
  /** Why an offer cannot be installed, by the UpdateID of its update. */
  readonly failures: ReadonlyMap<string, DeviceFailure>;
}

/**
 * Fetches what `offers` need and is not here yet, and verifies all of it: what fails is deleted. Each offer is told and noted
 * by itself; nothing is thrown.
 */
export async function downloadWork(body: DeviceBody, offers: readonly Offer[]): Promise<Downloads> {
  const { run, wanted, failures } = begin(body, offers);
  const count = wanted.flatMap(({ files }) => files).length;
  body.options.watch({ kind: 'phase', phase: 'download', about: counted(count, 'file') });
  await verifyPresent(run, wanted);
  const begun = new Set(wanted.filter((one) => missingOf(run, one) !== undefined));
  for (const { offer } of begun) queueUpdateEvent(body, offer.revision, EVENT.downloadStarted);
  // Whatever ends this process, what began is told.
  body.save();
  await fetchAndVerify(run, wanted);
  for (const one of wanted) settle(run, one, begun.has(one), failures);
  for (const { revision } of offers) {
    const failure = failures.get(revision.core.updateId);
    if (failure !== undefined) noteBroken(body, revision, failure.code);
  }
  body.save();
  return downloadsOf(run, failures);
}

/** What offers need as far as it is here already, verified again. Nothing is fetched, and nothing thrown. */
export async function presentDownloads(body: DeviceBody, offers: readonly Offer[]): Promise<Downloads> {
  const { run, wanted, failures } = begin(body, offers);
  const count = wanted.flatMap(({ files }) => files).length;
  if (count > 0) body.options.watch({ kind: 'phase', phase: 'verify', about: counted(count, 'file') });
  await verifyPresent(run, wanted);
  for (const one of wanted) {
    const missing = missingOf(run, one);
    if (missing === undefined) continue;
    const reason = `${missing.name} was not downloaded`;
    const failure = missing.failure ?? new DeviceFailure('WU_E_DM_NOTDOWNLOADED', { reason });
    failures.set(one.offer.revision.core.updateId, failure);
  }
  return downloadsOf(run, failures);
}

interface Begun {
  readonly run: FileRun;
  readonly wanted: readonly WantedFiles[];
  readonly failures: Map<string, DeviceFailure>;
}

/** What is removed needs no files. */
function begin(body: DeviceBody, offers: readonly Offer[]): Begun {
  const failures = new Map<string, DeviceFailure>();
  const wanted = offers.flatMap((offer) => {
    if (offer.kind === 'uninstall') return [];
    try {
      return [wantedFiles(body.store, offer)];
    } catch (error) {
      failures.set(offer.revision.core.updateId, failureOf(error, body.options.signal));
      return [];
    }
  });
  const run = { body, verified: new Map(), broken: new Map(), here: new Map() };
  return { run, wanted, failures };
}

function downloadsOf({ verified, here }: FileRun, failures: Downloads['failures']): Downloads {
  return { files: new Set([...here.values()].map(({ path }) => path)), verified, failures };
}

function settle(
  run: FileRun,
  wanted: WantedFiles,
  isBegun: boolean,
  failures: Map<string, DeviceFailure>,
): void {
  const { body } = run;
  const { offer, files } = wanted;
  const { updateId } = offer.revision.core;
  const missing = missingOf(run, wanted);
  if (missing !== undefined) {
    const failure = new DeviceFailure('WU_E_DOWNLOAD_FAILED', { reason: `${missing.name} was not fetched` });
    failures.set(updateId, missing.failure ?? failure);
  } else if (isBegun || body.record.outcomes[updateId]?.kind !== 'downloaded') {
    noteOutcome(body, updateId, 'downloaded');
    const bytes = files.reduce((sum, { file }) => sum + file.size, 0);
    queueUpdateEvent(body, offer.revision, EVENT.downloaded, { bytes });
  }
}

/** What was cancelled did not fail. */
function noteBroken(body: DeviceBody, revision: CachedRevision, code: HresultName): void {
  const isCancelled = code === 'WU_E_CALL_CANCELLED';
  if (!isCancelled) noteFailed(body, revision.core.updateId, code);
  queueUpdateEvent(body, revision, isCancelled ? EVENT.downloadCancelled : EVENT.downloadFailed, { code });
}
