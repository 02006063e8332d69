import { counted } from '../../platform/plain-text.ts';
import { hresultText, signedHresult } from '../../protocol/hresult/hresults.ts';
import type { CachedRevision } from '../datastore/cached-revision.ts';
import type { DeviceBody } from '../device-body.ts';
import { DeviceFailure } from '../failure.ts';
import type { InstallableUpdate } from '../install/install-parts.ts';
import { installUpdate } from '../install/install-update.ts';
import { uninstallUpdate } from '../install/uninstall-update.ts';
import type { Offer } from '../offers/offer.ts';
import { EVENT, type EventId } from '../report/event-kinds.ts';
import { applyChanges } from '../state/apply-change.ts';
import type { StateChange } from '../state/state-change.ts';
import { withChanges, withPending } from '../storage/record-changes.ts';
import { readThrough } from '../verify/read-through.ts';
import type { VerifiedFile } from '../verify/verify-file.ts';
import type { Downloads } from './download-work.ts';
import { queueUpdateEvent } from './events-queue.ts';
import { failureOf } from './failure-of.ts';
import { claimKey, claimsOf, type FileClaim } from './file-claim.ts';
import { failuresOf, forgetOutcome, noteFailed, noteOutcome } from './outcomes.ts';
import { titleOf } from './titles.ts';
import { wantedFiles } from './wanted-files.ts';

/** What came of one offer. */
export type InstallResult = { readonly offer: Offer; readonly title: string } & (
  | { readonly kind: 'installed' | 'removed'; readonly isRebootRequired: boolean }
  | { readonly kind: 'failed'; readonly failure: DeviceFailure }
);

/**
 * Installs the offers whose files are verified, and removes what is to be removed, one after the other. `onStarted` is awaited
 * when the beginning of all is noted, before the first is installed: the native client reports by then (online service facts
 * §5.7). A failure stops its own bundle alone; what was cancelled stops all that is left. Nothing is thrown.
 */
export async function installWork(
  body: DeviceBody,
  offers: readonly Offer[],
  downloads: Downloads,
  onStarted: () => Promise<void>,
): Promise<readonly InstallResult[]> {
  const { watch, signal } = body.options;
  const titled = offers.map((offer) => ({ offer, title: titleOf(body.store, offer.revision) }));
  if (signal?.aborted) return titled.map((one) => ({ ...one, kind: 'failed', failure: cancelled() }));
  if (offers.length > 0) watch({ kind: 'phase', phase: 'install', about: counted(offers.length, 'update') });
  for (const { offer, title } of titled)
    if (offer.kind !== 'uninstall')
      queueUpdateEvent(body, offer.revision, EVENT.installStarted, { replacements: [title] });
  await onStarted();
  const results: InstallResult[] = [];
  for (const { offer, title } of titled) {
    const { updateId } = offer.revision.core;
    watch({ kind: 'installing', updateId, title });
    const outcome = await installOne(body, offer, title, downloads);
    results.push({ offer, title, ...outcome });
    // What the device is now is kept at once, all else with the last.
    if (outcome.kind !== 'failed') body.saveRecord();
  }
  body.save();
  return results;
}

type Outcome =
  | { readonly kind: 'installed' | 'removed'; readonly isRebootRequired: boolean }
  | { readonly kind: 'failed'; readonly failure: DeviceFailure };

async function installOne(
  body: DeviceBody,
  offer: Offer,
  title: string,
  downloads: Downloads,
): Promise<Outcome> {
  try {
    if (body.options.signal?.aborted) throw cancelled();
    if (offer.kind === 'uninstall') return remove(body, offer, title);
    return await install(body, offer, title, downloads);
  } catch (error) {
    const failure = failureOf(error, body.options.signal);
    const { updateId } = offer.revision.core;
    queueUpdateEvent(body, offer.revision, endOf(offer, failure), {
      code: failure.code,
      replacements: [hresultText(failure.code), title],
      failures: failuresOf(body, updateId),
      ...(failure.extended && { lastError: String(signedHresult(failure.extended)) }),
    });
    if (failure.code !== 'WU_E_CALL_CANCELLED') noteFailed(body, updateId, failure.code);
    body.options.watch({ kind: 'failed', about: title, failure });
    return { kind: 'failed', failure };
  }
}

function cancelled(): DeviceFailure {
  return new DeviceFailure('WU_E_CALL_CANCELLED', { reason: 'it was cancelled' });
}

/** The event for what did not come to its end. */
function endOf({ kind }: Offer, { code }: DeviceFailure): EventId {
  const isCancelled = code === 'WU_E_CALL_CANCELLED';
  if (kind === 'uninstall') return isCancelled ? EVENT.uninstallCancelled : EVENT.uninstallFailed;
  return isCancelled ? EVENT.installCancelled : EVENT.installFailed;
}

async function install(
  body: DeviceBody,
  offer: Offer,
  title: string,
  downloads: Downloads,
): Promise<Outcome> {
  const { updateId } = offer.revision.core;
  const before = downloads.failures.get(updateId);
  if (before !== undefined) throw notDownloaded(before);
  const claims = claimsOf(wantedFiles(body.store, offer));
  let changes = 0;
  let isRebootRequired = false;
  for (const part of offer.parts) {
    const update = installable(body, part, title);
    const own = claims.filter(({ updateId: wantedBy }) => wantedBy === part.core.updateId);
    const files = await proven(filesOf(own, downloads), body.options.signal);
    const done = installUpdate({ update, files, ...surroundings(body) });
    settle(body, update, 'install', done);
    changes += done.changes.length;
    isRebootRequired ||= done.rebootRequired;
  }
  const code = noteDone(body, updateId, isRebootRequired);
  const id = isRebootRequired ? EVENT.pendingRestart : EVENT.installed;
  queueUpdateEvent(body, offer.revision, id, {
    code,
    isDone: true,
    ...(!isRebootRequired && { replacements: [title] }),
  });
  body.options.watch({ kind: 'installed', updateId, title, code, changes });
  return { kind: 'installed', isRebootRequired };
}

/** Notes that an update is there, or gone, or will be after a restart; gives the code of that. */
function noteDone(
  body: DeviceBody,
  updateId: string,
  isRebootRequired: boolean,
): 'S_OK' | 'WU_S_REBOOT_REQUIRED' {
  if (isRebootRequired) noteOutcome(body, updateId, 'pending');
  else forgetOutcome(body, updateId);
  return isRebootRequired ? 'WU_S_REBOOT_REQUIRED' : 'S_OK';
}

/** What cannot be installed because it is not here has a code of its own, and behind it why (online service facts §5.7). */
function notDownloaded(before: DeviceFailure): DeviceFailure {
  if (before.code === 'WU_E_DM_NOTDOWNLOADED') return before;
  const details = { reason: before.reason, extended: before.code };
  return new DeviceFailure('WU_E_DM_NOTDOWNLOADED', details, before);
}

function remove(body: DeviceBody, offer: Offer, title: string): Outcome {
  const { updateId } = offer.revision.core;
  let isRebootRequired = false;
  for (const part of offer.parts) {
    const update = installable(body, part, title);
    const done = uninstallUpdate({ update, ...surroundings(body) });
    settle(body, update, 'uninstall', done);
    isRebootRequired ||= done.rebootRequired;
  }
  const code = noteDone(body, updateId, isRebootRequired);
  const id = isRebootRequired ? EVENT.uninstalledPendingRestart : EVENT.uninstalled;
  queueUpdateEvent(body, offer.revision, id, { code, isDone: true, replacements: [title] });
  body.options.watch({ kind: 'removed', updateId, title });
  return { kind: 'removed', isRebootRequired };
}

function surroundings({ state, record, options }: DeviceBody) {
  const { exitCodeOf } = options;
  return {
    state,
    pending: record.pending,
    ...(exitCodeOf && { exitCodeOf: ({ updateId }: InstallableUpdate) => exitCodeOf(updateId) }),
  };
}

function installable({ store }: DeviceBody, part: CachedRevision, title: string): InstallableUpdate {
  const { updateId, revisionNumber, rules } = part.core;
  const extended = store.extended.get(part.revisionId)?.extended ?? '';
  return { updateId, revisionNumber, title, rules, extended };
}

function filesOf(
  claims: readonly FileClaim[],
  { verified }: Pick<Downloads, 'verified'>,
): readonly VerifiedFile[] {
  return claims.map((claim) => {
    const file = verified.get(claimKey(claim));
    if (file === undefined)
      throw new DeviceFailure('WU_E_DM_NOTDOWNLOADED', { reason: `${claim.file.name} was not downloaded` });
    return file;
  });
}

/** The files once every byte of them is seen to be what was verified; who changed them since has had them deleted. */
async function proven(
  files: readonly VerifiedFile[],
  signal: AbortSignal | undefined,
): Promise<readonly VerifiedFile[]> {
  try {
    for (const file of files) await readThrough(file, signal);
    return files;
  } catch (error) {
    throw error instanceof DeviceFailure ? notDownloaded(error) : error;
  }
}

/** Changes the device now, or at the next restart. */
function settle(
  body: DeviceBody,
  { updateId, revisionNumber, title }: InstallableUpdate,
  action: 'install' | 'uninstall',
  { changes, rebootRequired }: { readonly changes: readonly StateChange[]; readonly rebootRequired: boolean },
): void {
  if (rebootRequired) {
    body.record = withPending(body.record, { action, updateId, revisionNumber, title, changes });
    return;
  }
  body.record = withChanges(body.record, changes);
  applyChanges(body.state, changes);
}
