import { fail } from '../../../platform/errors/index.ts';
import { nextTurn } from '../../../platform/turns.ts';
import type { RevisionIdentity, UpdateDocument } from '../../../protocol/metadata/update-document.ts';
import type { ServerSyncFilter } from '../../../protocol/wsusss/revision-list.ts';
import { serverSync } from '../../../protocol/wsusss/server-sync.ts';
import type { UpstreamState } from '../../store/upstreams.ts';
import type { SyncContext, UpstreamConfig } from '../sync-context.ts';
import type { SyncStage } from '../sync-events.ts';
import { createFetchRevisions, type FetchRevisions } from './fetch-revisions.ts';
import { type Fetched, type FileAddress, refusal } from './fetched.ts';
import { batchesOf, inOrder } from './in-order.ts';
import { inOrderOfRevisions } from './in-order-of-revisions.ts';
import { digestsOf, hexOf } from './read-update-data.ts';
import { readerFor } from './reader-for.ts';
import { revisionName } from './revision-name.ts';
import { isOfADocument, type Stored, type StoreOptions, storeBatch } from './store-batch.ts';

/** Rounds for bundles whose members come in the round before: bundles of bundles are two deep. */
const MOST_ROUNDS = 16;
/** Characters of documents that wait for members; what is beyond is fetched again. */
const MOST_WAITING_CHARACTERS = 32 * 1024 * 1024;
/** Some milliseconds' worth: a double serves clients while it synchronises. */
const LOOKED_UP_IN_A_TURN = 2_000;
/** What an upstream server may list at most. */
const MOST_LISTED = 2_000_000;

/** One listing of an upstream server that is brought in. */
export interface MetadataStage {
  readonly stage: SyncStage;
  readonly filter: ServerSyncFilter;
  /** Revisions to ask for beside what is listed: what was refused before. */
  readonly again: readonly RevisionIdentity[];
  /** What of the upstream state moves when all is stored, by the anchor of the list. */
  readonly moved: (anchor: string) => Partial<UpstreamState>;
}

interface Stage extends SyncContext {
  readonly fetch: FetchRevisions;
  readonly batchSize: number;
  readonly name: MetadataStage['stage'];
  readonly waiting: Waiting;
  done: number;
  total: number;
}

/** Bundles that wait for their members. */
interface Waiting {
  /** By name. */
  readonly bundles: Map<string, WaitingBundle>;
  room: number;
}

interface WaitingBundle {
  readonly identity: RevisionIdentity;
  /** Absent where it was too much to keep. */
  readonly document?: UpdateDocument;
  readonly files: readonly FileAddress[];
}

/**
 * [MS-WSUSSS] §3.2.4.2: lists, fetches what is not here in parallel batches, and stores each in one transaction. The
 * anchor moves when all of it is in: a run that ends before goes on behind what was stored.
 */
export async function syncMetadata(
  context: SyncContext,
  config: UpstreamConfig,
  what: MetadataStage,
): Promise<void> {
  const { catalog, options, session, enter } = context;
  enter(what.stage);
  const { GetRevisionIdListResult: list } = await session.call(serverSync.operations.GetRevisionIdList, {
    filter: what.filter,
  });
  if (list?.Anchor === undefined)
    return fail('SYNC_NOT_A_SERVER', {
      url: options.url,
      reason: 'its answer to GetRevisionIdList has no anchor',
    });
  const { Anchor: anchor, NewRevisions = [] } = list;
  if (NewRevisions.length > MOST_LISTED)
    fail('SYNC_NOT_A_SERVER', { url: options.url, reason: `it lists ${NewRevisions.length} revisions` });
  const listed = NewRevisions.map(({ UpdateID, RevisionNumber }) => ({
    updateId: UpdateID.toLowerCase(),
    revisionNumber: RevisionNumber,
  }));
  const missing = await missingOf(context, [...(await stillWanted(context, what.again)), ...listed]);
  await bringAll(context, config, { name: what.stage, missing, mayBeOlder: false });
  await context.store(() => catalog.upstreams.note(options.url, what.moved(anchor)));
}

/** Brings in revisions that something names, whatever a listing has; older ones than the newest here are good. */
export async function bringRevisions(
  context: SyncContext,
  config: UpstreamConfig,
  name: SyncStage,
  named: readonly RevisionIdentity[],
): Promise<void> {
  await bringAll(context, config, { name, missing: await missingOf(context, named), mayBeOlder: true });
}

interface Bringing {
  readonly name: SyncStage;
  readonly missing: readonly RevisionIdentity[];
  readonly mayBeOlder: boolean;
}

/** Brings in what is missing, and then the bundles that wait for members. */
async function bringAll(
  context: SyncContext,
  config: UpstreamConfig,
  { name, missing, mayBeOlder }: Bringing,
): Promise<void> {
  const reader = readerFor(missing.length);
  const stage: Stage = {
    ...context,
    fetch: createFetchRevisions(
      context.session,
      reader,
      config.MaxUpdatesPerRequestInGetUpdateDecryptionData,
    ),
    batchSize: config.MaxNumberOfUpdatesPerRequest,
    name,
    waiting: { bundles: new Map(), room: MOST_WAITING_CHARACTERS },
    done: 0,
    total: missing.length,
  };
  try {
    await bring(stage, missing, mayBeOlder);
    await bringWaiting(stage);
  } finally {
    await reader.close();
  }
}

/** What was refused before and is worth asking for again: of what a newer revision is here for, none is. */
async function stillWanted(
  { catalog, options, store }: SyncContext,
  again: readonly RevisionIdentity[],
): Promise<readonly RevisionIdentity[]> {
  const { revisions, upstreams } = catalog;
  const isPast = ({ updateId, revisionNumber }: RevisionIdentity): boolean => {
    const key = revisions.updateKeyOf(updateId);
    return key !== undefined && (revisions.newestNumber(key) ?? -1) > revisionNumber;
  };
  const past = again.filter(isPast);
  if (past.length > 0)
    await store(() => {
      for (const one of past) upstreams.settle(options.url, one.updateId, one.revisionNumber);
    });
  return again.filter((one) => !isPast(one));
}

/** What is not here, each once; of several revisions of an update the older ones first. */
async function missingOf(
  { catalog, tally, breathe }: SyncContext,
  listed: readonly RevisionIdentity[],
): Promise<readonly RevisionIdentity[]> {
  const { revisions } = catalog;
  const missing = new Map<string, RevisionIdentity>();
  let count = 0;
  for (const one of listed) {
    if (++count % LOOKED_UP_IN_A_TURN === 0) {
      breathe();
      await nextTurn();
    }
    if (one.revisionNumber < 0) {
      tally.refused(refusal(one, 'its revision number is negative'));
      continue;
    }
    if (revisions.find(one.updateId, one.revisionNumber) === undefined) missing.set(revisionName(one), one);
  }
  return inOrderOfRevisions([...missing.values()]);
}

async function bring(stage: Stage, wanted: readonly RevisionIdentity[], mayBeOlder: boolean): Promise<void> {
  const { tell, name, options, breathe } = stage;
  const batches = batchesOf(wanted, stage.batchSize);
  for await (const fetched of inOrder(batches, options.parallel, stage.fetch)) {
    breathe();
    await nextTurn();
    await keep(stage, fetched, mayBeOlder);
    stage.done += fetched.documents.length + fetched.refusals.length;
    tell({ event: 'progress', stage: name, done: Math.min(stage.done, stage.total), total: stage.total });
  }
}

/** Stores what was fetched, all of it with its consequences in one transaction. */
async function keep(stage: Stage, fetched: Fetched, mayBeOlder: boolean): Promise<void> {
  const stored = await storedQuickly(stage, fetched, mayBeOlder);
  const { fresh, revised, expired } = stored;
  stage.tally.add({ fresh, revised, expired });
  const refused = [...fetched.refusals, ...stored.refusals, ...stored.rejected, ...fetched.remarks];
  for (const one of refused) stage.tally.refused(one);
  for (const document of stored.waiting) putAside(stage.waiting, document, fetched.files);
}

/** A document the store itself cannot take is rare, so the batch is stored with care only then. */
async function storedQuickly(stage: Stage, fetched: Fetched, mayBeOlder: boolean): Promise<Stored> {
  const attempt = (isCareful: boolean): Promise<Stored> =>
    stage.store(() => storeFetched(stage, fetched, { mayBeOlder, isCareful, source: stage.options.url }));
  try {
    return await attempt(false);
  } catch (error) {
    if (!isOfADocument(error)) throw error;
    return attempt(true);
  }
}

function storeFetched(
  { catalog, options, clock }: Stage,
  { documents, files, refusals }: Fetched,
  how: StoreOptions,
): Stored {
  const { upstreams, arrivals } = catalog;
  const result = storeBatch(catalog, documents, files, how);
  if (!options.replica) arrivals.add(result.revisionIds);
  if (upstreams.hasRefusals(options.url))
    for (const one of documents)
      if (!result.waiting.includes(one)) upstreams.settle(options.url, one.updateId, one.revisionNumber);
  for (const one of [...refusals, ...result.refusals]) upstreams.refuse(options.url, one, clock.now());
  return result;
}

function putAside(waiting: Waiting, document: UpdateDocument, files: readonly FileAddress[]): void {
  const { updateId, revisionNumber } = document;
  const identity = { updateId, revisionNumber };
  const isKept = document.xml.length <= waiting.room;
  if (isKept) waiting.room -= document.xml.length;
  const digests = digestsOf([document]);
  const own = files.filter(({ sha1 }) => digests.has(hexOf(sha1)));
  waiting.bundles.set(revisionName(identity), { identity, files: own, ...(isKept && { document }) });
}

/**
 * Brings in bundles that came before their members, and the members the list left out: an upstream server gives what a
 * bundle names though its filter does not match it (server sync facts §4.2, bundle closure).
 */
async function bringWaiting(stage: Stage): Promise<void> {
  const { waiting } = stage;
  const asked = new Set<string>();
  for (let round = 0; round < MOST_ROUNDS && waiting.bundles.size > 0; round++) {
    const bundles = [...waiting.bundles.values()];
    waiting.bundles.clear();
    waiting.room = MOST_WAITING_CHARACTERS;
    for (const batch of batchesOf(bundles, stage.batchSize)) {
      const documents = batch.flatMap(({ document }) => document ?? []);
      const files = batch.flatMap((bundle) => bundle.files);
      stage.breathe();
      await keep(stage, { documents, files, refusals: [], remarks: [] }, true);
    }
    await bring(
      stage,
      bundles.filter(({ document }) => document === undefined).map(({ identity }) => identity),
      true,
    );
    const members = missingMembers(stage, asked);
    if (members.length === 0 && waiting.bundles.size === bundles.length) break;
    stage.total += members.length;
    await bring(stage, members, true);
  }
  for (const { identity, document } of waiting.bundles.values()) await giveUp(stage, identity, document);
}

/** Members of waiting bundles that are neither here nor waiting themselves, and were not asked for before. */
function missingMembers({ catalog, waiting }: Stage, asked: Set<string>): readonly RevisionIdentity[] {
  const { revisions } = catalog;
  const members: RevisionIdentity[] = [];
  for (const { document } of waiting.bundles.values()) {
    for (const one of document?.bundles.flatMap((clause) => clause.revisions) ?? []) {
      const name = revisionName(one);
      const isHere = revisions.find(one.updateId, one.revisionNumber) !== undefined;
      if (isHere || waiting.bundles.has(name) || asked.has(name)) continue;
      asked.add(name);
      members.push(one);
    }
  }
  return members;
}

async function giveUp(
  { catalog, options, store, clock, tally }: Stage,
  identity: RevisionIdentity,
  document?: UpdateDocument,
): Promise<void> {
  const isHere = ({ updateId, revisionNumber }: RevisionIdentity): boolean =>
    catalog.revisions.find(updateId, revisionNumber) !== undefined;
  const clause = document?.bundles.find(({ revisions }) => !revisions.some(isHere));
  const members = clause?.revisions.map(revisionName).join(' or ') ?? 'a revision';
  const refused = refusal(identity, `it bundles ${members}, which the upstream server does not give`);
  await store(() => catalog.upstreams.refuse(options.url, refused, clock.now()));
  tally.refused(refused);
}
