import type { Catalog } from '../../catalog/catalog.ts';
import { type ImportResult, importDocuments } from '../../catalog/import/import-documents.ts';
import { buildUpdateDocument } from '../../protocol/metadata/build-document.ts';
import type { DocumentSpec, FileSpec } from '../../protocol/metadata/build-document-spec.ts';
import type { UpdateType } from '../../protocol/metadata/update-document.ts';

/** An update in few words: numbers stand for UpdateIDs, see `idOf`. */
export interface ShortUpdate {
  readonly id: number;
  /** Left out: 1. */
  readonly revision?: number;
  /** Left out: Software. */
  readonly type?: UpdateType;
  /** Left out: true for Software and Driver. */
  readonly deployable?: boolean;
  /** Clauses of prerequisites. */
  readonly needs?: readonly (readonly number[])[];
  /** Categories it belongs to, one clause each. */
  readonly in?: readonly number[];
  /** Clauses of bundled updates as `[id, revision]`. */
  readonly bundles?: readonly (readonly (readonly [id: number, revision: number])[])[];
  readonly expired?: boolean;
  readonly removable?: boolean;
  readonly title?: string;
  /** Languages with a text; `en` when left out. */
  readonly languages?: readonly string[];
  readonly files?: readonly FileSpec[];
  readonly more?: Partial<DocumentSpec>;
}

/** The UpdateID a number stands for. */
export function idOf(id: number): string {
  return `00000000-0000-4000-8000-${String(id).padStart(12, '0')}`;
}

/** The update document `update` describes. */
export function documentOf(update: ShortUpdate): string {
  const { id, revision = 1, type = 'Software', title = `Update ${id}` } = update;
  return buildUpdateDocument({
    identity: { updateId: idOf(id), revisionNumber: revision },
    updateType: type,
    properties: {
      defaultLanguage: 'en',
      explicitlyDeployable: update.deployable ?? (type === 'Software' || type === 'Driver'),
      ...(update.expired && { publicationState: 'Expired' as const }),
      ...(update.removable && { uninstallationBehavior: {} }),
    },
    texts: (update.languages ?? ['en']).map((language) => ({ language, title: `${title} (${language})` })),
    prerequisites: [
      ...(update.needs ?? []).map((ids) => ({ isCategory: false, updateIds: ids.map(idOf) })),
      ...(update.in ?? []).map((category) => ({ isCategory: true, updateIds: [idOf(category)] })),
    ],
    bundles: (update.bundles ?? []).map((clause) => ({
      revisions: clause.map(([member, number]) => ({ updateId: idOf(member), revisionNumber: number })),
    })),
    ...(type === 'Category' && { handler: { kind: 'Category' as const, categoryType: 'Product' as const } }),
    ...(update.files && { files: update.files }),
    ...update.more,
  });
}

/** Imports the updates in one transaction, as a folder of documents would be. */
export function importUpdates(catalog: Catalog, ...updates: readonly ShortUpdate[]): ImportResult {
  const items = updates.map((update) => ({ xml: documentOf(update), source: `${update.id}.xml` }));
  return catalog.write(() => importDocuments(catalog, items));
}

/** The RevisionID of an update in one revision. */
export function revisionIdOf(catalog: Catalog, id: number, revision = 1): number {
  const key = catalog.revisions.updateKeyOf(idOf(id));
  const found = key === undefined ? undefined : catalog.revisions.revisionId(key, revision);
  if (found === undefined) throw new Error(`update ${id} has no revision ${revision}`);
  return found;
}
