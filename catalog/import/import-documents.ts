import { fail, MockWuError, messageOf } from '../../platform/errors/index.ts';
import { parseUpdateDocument } from '../../protocol/metadata/parse-update-document.ts';
import type { UpdateDocument } from '../../protocol/metadata/update-document.ts';
import type { Catalog } from '../catalog.ts';
import { implicitAction } from '../deployment-action.ts';
import { ALL_COMPUTERS } from '../store/groups.ts';
import type { InsertedRevision } from '../store/revisions.ts';
import { carryApprovals } from './carry-approvals.ts';

/** One document on its way in. */
export interface ImportItem {
  readonly xml: string;
  /** File it comes from, for messages. */
  readonly source: string;
  /** `UpdateID.revision` as far as the container tells it, for messages on documents that cannot be read. */
  readonly revision?: string;
}

/** What an import did. */
export interface ImportResult {
  readonly added: number;
  /** Revisions that were in the catalogue already, with the same document. */
  readonly known: number;
}

/** Whether a document that arrives again says what the stored one says. */
export type SameDocument = (stored: string, arriving: string) => boolean;

/** Called after every document with how many are done. */
export type ImportProgress = (done: number) => void;

/** A document that was read. */
export interface ParsedItem {
  readonly document: UpdateDocument;
  /** File it comes from, for messages. */
  readonly source: string;
}

/** What storing documents did. */
export interface StoreResult extends ImportResult {
  /** RevisionIDs of what was added. */
  readonly revisionIds: readonly number[];
}

interface Added extends InsertedRevision, ParsedItem {}

/**
 * Imports documents inside the transaction the caller holds (`catalog.write`), and lets the automatic approval rules
 * run over what is new. Throws CATALOG_IMPORT_REFUSED or CATALOG_BUNDLE_UNRESOLVED naming the file, the revision and
 * the reason; then nothing of it may stay.
 */
export function importDocuments(
  catalog: Catalog,
  items: Iterable<ImportItem>,
  progress?: ImportProgress,
  isSame: SameDocument = isSameText,
): ImportResult {
  const { added, known, revisionIds } = storeDocuments(catalog, parsed(items, progress), isSame);
  if (added > 0 && !catalog.replication.isReplica()) catalog.rules.approveArrived(revisionIds);
  return { added, known };
}

/** Stores documents that were read, inside the transaction the caller holds. Throws as `importDocuments` does. */
export function storeDocuments(
  catalog: Catalog,
  items: Iterable<ParsedItem>,
  isSame: SameDocument = isSameText,
): StoreResult {
  const now = catalog.clock.now();
  const added: Added[] = [];
  let known = 0;
  for (const { document, source } of items) {
    const inserted = insert(catalog, document, source, isSame);
    if (inserted === undefined) known++;
    else added.push({ ...inserted, source, document: withoutBulk(document) });
  }
  if (added.length > 0) settle(catalog, added, now);
  return { added: added.length, known, revisionIds: added.map(({ revisionId }) => revisionId) };
}

const isSameText: SameDocument = (stored, arriving) => stored === arriving;

function* parsed(items: Iterable<ImportItem>, progress?: ImportProgress): Generator<ParsedItem> {
  let done = 0;
  for (const item of items) {
    yield { document: readDocument(item), source: item.source };
    progress?.(++done);
  }
}

function readDocument({ xml, source, revision }: ImportItem): UpdateDocument {
  try {
    return parseUpdateDocument(xml);
  } catch (error) {
    if (!(error instanceof MockWuError)) throw error;
    return fail(
      'CATALOG_IMPORT_REFUSED',
      { source, revision: revision ?? guessRevision(xml), reason: messageOf(error) },
      error,
    );
  }
}

function guessRevision(xml: string): string {
  const [, id, number] =
    /UpdateID="([^"]{1,60})"\s+RevisionNumber="([^"]{1,12})"/.exec(xml.slice(0, 4096)) ?? [];
  return id === undefined ? '(not readable)' : `${id}.${number}`;
}

/** Documents reach tens of megabytes; what is needed after their row is written are the relationships. */
function withoutBulk(document: UpdateDocument): UpdateDocument {
  return {
    ...document,
    xml: '',
    fragments: { core: '', extended: '', localizedProperties: [], eula: [] },
    texts: [],
  };
}

function insert(
  catalog: Catalog,
  document: UpdateDocument,
  source: string,
  isSame: SameDocument,
): InsertedRevision | undefined {
  const { revisions, changes } = catalog;
  const key = revisions.updateKey(document.updateId);
  const existing = revisions.revisionId(key, document.revisionNumber);
  if (existing === undefined) return revisions.insert(document, changes.moment());
  if (!isSame(revisions.document(existing) ?? '', document.xml)) {
    fail('CATALOG_IMPORT_REFUSED', {
      source,
      revision: nameOf(document),
      reason:
        'the catalogue holds this revision with another document; a changed update needs a higher RevisionNumber',
    });
  }
  return undefined;
}

function nameOf({ updateId, revisionNumber }: UpdateDocument): string {
  return `${updateId}.${revisionNumber}`;
}

/** Everything that can be said only when all documents are in. */
function settle(catalog: Catalog, added: readonly Added[], now: number): void {
  for (const one of added) checkBundle(catalog, one);
  const isBundled = catalog.database
    .prepare<[number], 1>('SELECT 1 FROM bundle WHERE update_key = ? LIMIT 1')
    .pluck();
  const isReplica = catalog.replication.isReplica();
  for (const { revisionId, document } of added) {
    const key = catalog.revisions.updateKey(document.updateId);
    const action = implicitAction({ ...document, isBundled: isBundled.get(key) === 1 });
    catalog.deployments.replace({
      revisionId,
      groupId: ALL_COMPUTERS,
      action,
      isImplicit: true,
      isAssigned: true,
      lastChange: now,
      change: 0,
    });
    // A replica hears from its upstream server what is approved.
    if (!isReplica) carryApprovals(catalog, revisionId, document, added[0]?.revisionId ?? revisionId, now);
  }
  const fresh = new Set(added.map(({ revisionId }) => revisionId));
  noteChangesOfOlder(catalog, added, fresh, now);
  catalog.changes.nextStructure();
}

function checkBundle(catalog: Catalog, { document, source }: Added): void {
  for (const { revisions } of document.bundles) {
    const resolved = revisions.some(
      (one) =>
        catalog.revisions.revisionId(catalog.revisions.updateKey(one.updateId), one.revisionNumber) !==
        undefined,
    );
    if (resolved) continue;
    const bundled = revisions.map((one) => `${one.updateId}.${one.revisionNumber}`).join(' or ');
    fail('CATALOG_BUNDLE_UNRESOLVED', { source, revision: nameOf(document), bundled });
  }
}

/** Revisions imported earlier whose IsLeaf or action is another now: clients hear of it as ChangedUpdates. */
function noteChangesOfOlder(
  catalog: Catalog,
  added: readonly Added[],
  fresh: ReadonlySet<number>,
  now: number,
): void {
  const { revisions, deployments } = catalog;
  const older = (keys: Iterable<number>): number[] =>
    [...new Set(keys)]
      .flatMap((key) => revisions.newestFirst(key))
      .filter((revisionId) => !fresh.has(revisionId));
  const members = added.flatMap(({ document }) =>
    document.bundles.flatMap((clause) =>
      clause.revisions.map(({ updateId }) => revisions.updateKey(updateId)),
    ),
  );
  const changed = older(added.flatMap(({ newTargets }) => newTargets));
  for (const revisionId of older(members)) {
    if (deployments.bundleImplicitly(revisionId, now)) changed.push(revisionId);
  }
  for (const revisionId of new Set(changed)) {
    revisions.noteChange(revisionId, catalog.changes.next());
  }
}
