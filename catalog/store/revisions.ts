import type { UpdateDocument } from '../../protocol/metadata/update-document.ts';
import { escapeText } from '../../protocol/soap/xml-text.ts';
import type { Database } from './database.ts';
import { createRelationships } from './relationships.ts';

/** Fragment types as stored: [MS-WUSP] §3.1.1, Metadata Table. */
export type FragmentType = 'Core' | 'Extended' | 'LocalizedProperties' | 'Eula';

/** One stored fragment, escaped for use between tags. */
export interface StoredFragment {
  readonly locale: string;
  readonly geoId: string;
  readonly xml: string;
}

/** A revision that was stored just now. */
export interface InsertedRevision {
  readonly revisionId: number;
  /** Keys of the updates that no revision named as a prerequisite before. */
  readonly newTargets: readonly number[];
}

/** A revision whose deployment or IsLeaf changed since it arrived, with its last change and the last one for all. */
export type ChangedRevision = readonly [revisionId: number, change: number, changeForAll: number];

/** The Revision and Metadata tables. */
export interface Revisions {
  /** The key of `updateId` (lower case), made when it is new. */
  updateKey(updateId: string): number;
  /** The key of `updateId`, or undefined when no document names it. */
  updateKeyOf(updateId: string): number | undefined;
  revisionId(updateKey: number, revisionNumber: number): number | undefined;
  /** The RevisionID of a revision by its global identity, `updateId` in lower case; undefined when it is not here. */
  find(updateId: string, revisionNumber: number): number | undefined;
  /** The highest revision number of an update; undefined where none is here. */
  newestNumber(updateKey: number): number | undefined;
  /** RevisionIDs of an update, the highest revision number first. */
  newestFirst(updateKey: number): number[];
  /**
   * The role of a category that is not declined, whatever the case of its UpdateID; null where it has none this
   * project knows, undefined when there is no such category.
   */
  categoryType(updateId: string): string | null | undefined;
  /** Stores `document` with all that is derived from it. */
  insert(document: UpdateDocument, arrivedAt: number): InsertedRevision;
  /** The document as it arrived. */
  document(revisionId: number): string | undefined;
  fragments(revisionId: number, type: FragmentType): StoredFragment[];
  /** Notes that the revision has another approval for some group. */
  noteApproval(revisionId: number, change: number): void;
  /** Notes a change that clients of any group may have to hear of: IsLeaf, scope, an approval that is gone. */
  noteChange(revisionId: number, change: number): void;
  /** What changed after `change`, in the order of changes. */
  changedAfter(change: number): ChangedRevision[];
  /** Hides an update from clients, or shows it again. */
  setDeclined(updateKey: number, isDeclined: boolean): void;
  /** UpdateIDs of what is declined. */
  declined(): string[];
  /** Drops remembered keys: call it when a transaction was taken back. */
  forget(): void;
}

export function createRevisions(database: Database): Revisions {
  const findKey = database
    .prepare<[string], number>('SELECT update_key FROM update_identity WHERE update_id = ?')
    .pluck();
  const addKey = database.prepare('INSERT INTO update_identity (update_id) VALUES (?)');
  const findRevision = database
    .prepare<[number, number], number>(
      'SELECT revision_id FROM revision WHERE update_key = ? AND revision_number = ?',
    )
    .pluck();
  const newestNumber = database
    .prepare<[number], number | null>('SELECT max(revision_number) FROM revision WHERE update_key = ?')
    .pluck();
  const newestFirst = database
    .prepare<[number], number>(
      'SELECT revision_id FROM revision WHERE update_key = ? ORDER BY revision_number DESC',
    )
    .pluck();
  const findCategory = database
    .prepare<[string], string | null>(
      `SELECT category_type FROM revision JOIN update_identity USING (update_key)
       WHERE update_id = ? AND declined = 0 AND update_type = 'Category' ORDER BY revision_number DESC LIMIT 1`,
    )
    .pluck();
  const addRevision = database.prepare(
    `INSERT INTO revision (update_key, revision_number, update_type, category_type, explicitly_deployable,
       publication_state, default_language, creation_date, eula_id, msrc_severity, is_mandatory, can_uninstall,
       kb_article_ids, security_bulletin_ids, title, arrived_at, requires_reacceptance,
       compatible_protocol_version, languages)
     VALUES (@updateKey, @revisionNumber, @updateType, @categoryType, @explicitlyDeployable, @publicationState,
       @defaultLanguage, @creationDate, @eulaId, @msrcSeverity, @isMandatory, @canUninstall, @kbArticleIds,
       @securityBulletinIds, @title, @arrivedAt, @requiresReacceptance,
       @compatibleProtocolVersion, @languages)`,
  );
  const addDocument = database.prepare('INSERT INTO document (revision_id, xml) VALUES (?, ?)');
  const findDocument = database
    .prepare<[number], string>('SELECT xml FROM document WHERE revision_id = ?')
    .pluck();
  const addFragment = database.prepare(
    'INSERT OR REPLACE INTO fragment (revision_id, type, locale, geo_id, xml) VALUES (?, ?, ?, ?, ?)',
  );
  const addText = database.prepare(
    'INSERT OR REPLACE INTO localized_text (revision_id, language, title, description) VALUES (?, ?, ?, ?)',
  );
  const findFragments = database.prepare<[number, string], StoredFragment>(
    'SELECT locale, geo_id AS geoId, xml FROM fragment WHERE revision_id = ? AND type = ?',
  );
  const noteApproval = database.prepare('UPDATE revision SET change_sequence = ? WHERE revision_id = ?');
  const noteChange = database.prepare(
    'UPDATE revision SET change_sequence = @change, change_for_all = @change WHERE revision_id = @revisionId',
  );

  const setDeclined = database.prepare('UPDATE update_identity SET declined = ? WHERE update_key = ?');
  const declined = database
    .prepare<[], string>('SELECT update_id FROM update_identity WHERE declined = 1 ORDER BY update_id')
    .pluck();
  const changed = database
    .prepare(
      `SELECT revision_id, change_sequence, change_for_all FROM revision WHERE change_sequence > 0 AND change_sequence > ?
       ORDER BY change_sequence, revision_id`,
    )
    .raw();

  // Keys are asked for a dozen times a revision during an import, so they are remembered.
  const keys = new Map<string, number>();
  const updateKey = (updateId: string): number => {
    const known = keys.get(updateId) ?? (findKey.get(updateId) as number | undefined);
    const key = known ?? Number(addKey.run(updateId).lastInsertRowid);
    if (!keys.has(updateId)) keys.set(copyOf(updateId), key);
    return key;
  };
  const relationships = createRelationships(database, updateKey);

  const insertFragments = (revisionId: number, { fragments, texts }: UpdateDocument): void => {
    addFragment.run(revisionId, 'Core', '', '', escapeText(fragments.core));
    addFragment.run(revisionId, 'Extended', '', '', escapeText(fragments.extended));
    for (const { locale, xml } of fragments.localizedProperties) {
      addFragment.run(revisionId, 'LocalizedProperties', locale, '', escapeText(xml));
    }
    for (const { locale, geoId, xml } of fragments.eula) {
      addFragment.run(revisionId, 'Eula', locale, geoId ?? '', escapeText(xml));
    }
    for (const { language, title, description } of texts)
      addText.run(revisionId, language, title, description ?? null);
  };

  const updateKeyOf = (updateId: string): number | undefined => findKey.get(updateId) as number | undefined;
  const revisionIdOf = (key: number, revisionNumber: number): number | undefined =>
    findRevision.get(key, revisionNumber) as number | undefined;

  return {
    updateKey,
    updateKeyOf,
    revisionId: revisionIdOf,
    find: (updateId, revisionNumber) => {
      const key = updateKeyOf(updateId);
      return key === undefined ? undefined : revisionIdOf(key, revisionNumber);
    },
    newestNumber: (key) => (newestNumber.get(key) as number | null) ?? undefined,
    newestFirst: (key) => newestFirst.all(key) as number[],
    categoryType: (updateId) => findCategory.get(updateId.toLowerCase()) as string | null | undefined,
    insert: (document, arrivedAt) => {
      const added = addRevision.run(revisionRow(document, updateKey(document.updateId), arrivedAt));
      const revisionId = Number(added.lastInsertRowid);
      addDocument.run(revisionId, document.xml);
      insertFragments(revisionId, document);
      return { revisionId, newTargets: relationships.insert(revisionId, document) };
    },
    document: (revisionId) => findDocument.get(revisionId) as string | undefined,
    fragments: (revisionId, type) => findFragments.all(revisionId, type),
    noteApproval: (revisionId, change) => {
      noteApproval.run(change, revisionId);
    },
    noteChange: (revisionId, change) => {
      noteChange.run({ revisionId, change });
    },
    changedAfter: (change) => changed.all(change) as ChangedRevision[],
    setDeclined: (key, isDeclined) => {
      setDeclined.run(Number(isDeclined), key);
    },
    declined: () => declined.all() as string[],
    forget: () => {
      keys.clear();
      relationships.forget();
    },
  };
}

/** The same text in memory of its own: a part of a document would keep the whole document in memory. */
function copyOf(text: string): string {
  return Buffer.from(text).toString();
}

function revisionRow(
  document: UpdateDocument,
  updateKey: number,
  arrivedAt: number,
): Record<string, unknown> {
  const { texts, defaultLanguage } = document;
  const text = texts.find((one) => one.language === defaultLanguage) ?? texts[0];
  return {
    updateKey,
    revisionNumber: document.revisionNumber,
    updateType: document.updateType,
    categoryType: document.categoryType ?? null,
    explicitlyDeployable: Number(document.explicitlyDeployable),
    publicationState: document.publicationState,
    defaultLanguage,
    creationDate: document.creationDate ?? null,
    eulaId: document.eulaId ?? null,
    requiresReacceptance: Number(document.requiresReacceptanceOfEula),
    msrcSeverity: document.msrcSeverity ?? null,
    isMandatory: Number(document.isMandatory),
    canUninstall: Number(document.canUninstall),
    kbArticleIds: document.kbArticleIds.join(' '),
    securityBulletinIds: document.securityBulletinIds.join(' '),
    title: text?.title ?? '',
    compatibleProtocolVersion: document.compatibleProtocolVersion ?? null,
    languages: document.languages.join(' ').toLowerCase(),
    arrivedAt,
  };
}
