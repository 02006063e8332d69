import { MockWuError, messageOf } from '../../../platform/errors/index.ts';
import type { RevisionIdentity, UpdateDocument } from '../../../protocol/metadata/update-document.ts';
import { withoutDeclaration } from '../../../protocol/metadata/without-declaration.ts';
import type { Catalog } from '../../catalog.ts';
import { storeDocuments } from '../../import/import-documents.ts';
import type { Refusal } from '../../store/upstreams.ts';
import { type FileAddress, refusal } from './fetched.ts';
import { inOrderOfRevisions } from './in-order-of-revisions.ts';

/** What storing a batch did. */
export interface Stored {
  /** RevisionIDs of what was added. */
  readonly revisionIds: readonly number[];
  readonly fresh: number;
  readonly revised: number;
  readonly expired: number;
  readonly refusals: readonly Refusal[];
  /** Refused for what is here already, so that asking again is of no use. */
  readonly rejected: readonly Refusal[];
  /** Documents of bundles some member of which is not here yet. */
  readonly waiting: readonly UpdateDocument[];
}

/** How a batch is stored. */
export interface StoreOptions {
  /** Whether revisions older than the newest one here are good: members a bundle names are. */
  readonly mayBeOlder: boolean;
  /** Where the documents come from, for messages. */
  readonly source: string;
  /**
   * Whether a document the store itself cannot take is set apart, which costs: without it that error is thrown, and
   * the batch is to be stored again with it.
   */
  readonly isCareful: boolean;
}

/**
 * Stores documents with the addresses of their files inside the transaction the caller holds. Each is taken or refused by
 * itself; bundles with members that are not here are handed back. Throws what `isOfADocument` tells, unless it is careful.
 */
export function storeBatch(
  catalog: Catalog,
  documents: readonly UpdateDocument[],
  files: readonly FileAddress[],
  options: StoreOptions,
): Stored {
  const rejected: Refusal[] = [];
  const waiting: UpdateDocument[] = [];
  const good = new Map<UpdateDocument, 'fresh' | 'revised'>();
  for (const document of inOrderOfRevisions(documents)) {
    const standing = standingOf(catalog, document, options, [...good.keys()]);
    if (standing.kind === 'refused') rejected.push(refusal(document, standing.reason));
    else if (standing.kind === 'waiting') waiting.push(document);
    else if (standing.kind !== 'known') good.set(document, standing.kind);
  }
  const revisionIds: number[] = [];
  const unstorable = storeAll(catalog, [...good.keys()], options, revisionIds);
  for (const document of good.keys())
    if (unstorable.some((one) => sameRevision(one, document))) good.delete(document);
  noteAddresses(catalog, files);
  const kinds = [...good.values()];
  return {
    revisionIds,
    fresh: kinds.filter((kind) => kind === 'fresh').length,
    revised: kinds.filter((kind) => kind === 'revised').length,
    expired: [...good.keys()].filter(({ publicationState }) => publicationState === 'Expired').length,
    refusals: unstorable,
    rejected,
    waiting,
  };
}

type Standing =
  | { readonly kind: 'fresh' | 'revised' | 'known' | 'waiting' }
  | { readonly kind: 'refused'; readonly reason: string };

function standingOf(
  { revisions }: Catalog,
  document: UpdateDocument,
  { mayBeOlder }: StoreOptions,
  before: readonly UpdateDocument[],
): Standing {
  const { updateId, revisionNumber } = document;
  const key = revisions.updateKeyOf(updateId);
  const existing = key === undefined ? undefined : revisions.revisionId(key, revisionNumber);
  if (existing !== undefined) {
    const isSame =
      withoutDeclaration(revisions.document(existing) ?? '') === withoutDeclaration(document.xml);
    const reason =
      'another document is here under this revision; a changed update needs a higher RevisionNumber';
    return isSame ? { kind: 'known' } : { kind: 'refused', reason };
  }
  const isHere = (one: RevisionIdentity): boolean =>
    revisions.find(one.updateId, one.revisionNumber) !== undefined ||
    before.some((other) => sameRevision(other, one));
  if (document.bundles.some((clause) => !clause.revisions.some(isHere))) return { kind: 'waiting' };
  const newest = key === undefined ? undefined : revisions.newestNumber(key);
  if (newest === undefined)
    return { kind: before.some((one) => one.updateId === updateId) ? 'revised' : 'fresh' };
  if (newest > revisionNumber && !mayBeOlder)
    return { kind: 'refused', reason: `its revision number goes backwards: ${newest} is here already` };
  return { kind: 'revised' };
}

function sameRevision(a: RevisionIdentity, b: RevisionIdentity): boolean {
  return a.updateId === b.updateId && a.revisionNumber === b.revisionNumber;
}

/** Stores all of them at once, or where that fails one by one; adds what is new to `added`, returns what could not be stored. */
function storeAll(
  catalog: Catalog,
  documents: readonly UpdateDocument[],
  options: StoreOptions,
  added: number[],
): readonly Refusal[] {
  const { source, isCareful } = options;
  const items = documents.map((document) => ({ document, source }));
  if (!isCareful) {
    added.push(...storeDocuments(catalog, items).revisionIds);
    return [];
  }
  try {
    added.push(...catalog.write(() => storeDocuments(catalog, items)).revisionIds);
    return [];
  } catch (error) {
    if (!isOfADocument(error)) throw error;
    if (documents.length === 1) return documents.map((one) => refusal(one, messageOf(error)));
    return documents.flatMap((one) => storeAll(catalog, [one], options, added));
  }
}

/** Whether a document is the reason of an error, not the store. */
export function isOfADocument(error: unknown): boolean {
  if (error instanceof MockWuError)
    return error.code.startsWith('CATALOG_IMPORT') || error.code.startsWith('CATALOG_BUNDLE');
  return error instanceof Error && 'code' in error && String(error.code).startsWith('SQLITE_CONSTRAINT');
}

function noteAddresses({ files }: Catalog, addresses: readonly FileAddress[]): void {
  for (const { sha1, muUrl, decryptionKey } of addresses) {
    if (muUrl !== undefined) files.setMuUrl(sha1, muUrl);
    if (decryptionKey !== undefined) files.setDecryptionKey(sha1, decryptionKey);
  }
}
