import { isoMoment } from '../../platform/clock.ts';
import { fail } from '../../platform/errors/index.ts';
import type { ApprovalAction } from '../deployment-action.ts';
import type { Database } from '../store/database.ts';
import {
  type BundledRevision,
  createRevisionCategories,
  createUpdateRelatives,
  type NamedUpdate,
  type RevisionCategories,
} from './update-relatives.ts';

/** One revision of an update. */
export interface RevisionSummary {
  readonly revisionNumber: number;
  readonly title: string;
  readonly publicationState: string;
  readonly creationDate: string | null;
  /** ISO 8601. */
  readonly arrivedAt: string;
}

/** Title and description in one language. */
export interface UpdateText {
  readonly language: string;
  readonly title: string;
  readonly description: string | null;
}

/** A file of the newest revision or of a revision it bundles. */
export interface UpdateFileSummary {
  readonly updateId: string;
  readonly fileName: string;
  readonly size: number;
  /** In hex. */
  readonly sha1: string;
}

/** An approval an administrator made. */
export interface UpdateApproval {
  readonly group: string;
  readonly groupId: string;
  readonly revisionNumber: number;
  readonly action: ApprovalAction;
  readonly deadline: string | null;
  /** ISO 8601. */
  readonly lastChange: string;
}

/** The licence of an update. */
export interface UpdateLicence {
  readonly eulaId: string;
  readonly isAccepted: boolean;
}

/** Everything about one update; what revisions say is what the newest one says. */
export interface UpdateDetails extends RevisionCategories {
  readonly updateId: string;
  readonly revisionNumber: number;
  readonly type: string;
  readonly title: string;
  readonly publicationState: string;
  readonly isDeclined: boolean;
  /** Whether clients are offered it by itself; a member of a bundle comes with the bundle. */
  readonly isOffered: boolean;
  readonly canUninstall: boolean;
  readonly kbArticleIds: readonly string[];
  readonly securityBulletinIds: readonly string[];
  readonly severity: string | null;
  readonly texts: readonly UpdateText[];
  /** Newest first. */
  readonly revisions: readonly RevisionSummary[];
  readonly files: readonly UpdateFileSummary[];
  readonly bundles: readonly BundledRevision[];
  readonly bundledBy: readonly BundledRevision[];
  /** Clauses that must hold, and updates named in them; categories are counted too. */
  readonly prerequisites: { readonly clauses: number; readonly updates: number };
  readonly supersedes: readonly NamedUpdate[];
  readonly supersededBy: readonly NamedUpdate[];
  readonly approvals: readonly UpdateApproval[];
  readonly licence: UpdateLicence | null;
}

interface NewestRow {
  readonly revisionId: number;
  readonly updateKey: number;
  readonly updateId: string;
  readonly revisionNumber: number;
  readonly type: string;
  readonly title: string;
  readonly publicationState: string;
  readonly isDeclined: 0 | 1;
  readonly isOffered: 0 | 1;
  readonly canUninstall: 0 | 1;
  readonly kbArticleIds: string;
  readonly securityBulletinIds: string;
  readonly severity: string | null;
  readonly eulaId: string | null;
  readonly isAccepted: 0 | 1;
}

const SELECT_NEWEST = `SELECT r.revision_id AS revisionId, u.update_key AS updateKey, u.update_id AS updateId,
       r.revision_number AS revisionNumber, r.update_type AS type, r.title, r.publication_state AS publicationState,
       u.declined AS isDeclined, r.explicitly_deployable AS isOffered, r.can_uninstall AS canUninstall,
       r.kb_article_ids AS kbArticleIds, r.security_bulletin_ids AS securityBulletinIds,
       r.msrc_severity AS severity, r.eula_id AS eulaId,
       EXISTS (SELECT 1 FROM accepted_eula e WHERE e.eula_id = lower(r.eula_id)) AS isAccepted
     FROM update_identity u JOIN revision r USING (update_key)
     WHERE u.update_id = ? ORDER BY r.revision_number DESC LIMIT 1`;

/** Finds everything about one update. What it returns throws CATALOG_UPDATE_UNKNOWN. */
export function createUpdateDetails(database: Database): (updateId: string) => UpdateDetails {
  const newest = database.prepare<[string], NewestRow>(SELECT_NEWEST);
  const ofRevision = createRevisionParts(database);
  const ofUpdate = createUpdateParts(database);
  const categoriesOf = createRevisionCategories(database);
  return (updateId) => {
    const row = newest.get(updateId.toLowerCase()) ?? fail('CATALOG_UPDATE_UNKNOWN', { updateId });
    const { revisionId, updateKey, eulaId, isAccepted, ...rest } = row;
    return {
      ...rest,
      isDeclined: row.isDeclined === 1,
      isOffered: row.isOffered === 1,
      canUninstall: row.canUninstall === 1,
      kbArticleIds: row.kbArticleIds.split(' ').filter(Boolean),
      securityBulletinIds: row.securityBulletinIds.split(' ').filter(Boolean),
      licence: eulaId === null ? null : { eulaId, isAccepted: isAccepted === 1 },
      ...categoriesOf(revisionId),
      ...ofRevision(revisionId),
      ...ofUpdate(updateKey),
    };
  };
}

type RevisionParts = Pick<UpdateDetails, 'texts' | 'files' | 'bundles' | 'prerequisites' | 'supersedes'>;

function createRevisionParts(database: Database): (revisionId: number) => RevisionParts {
  const texts = database.prepare<[number], UpdateText>(
    'SELECT language, title, description FROM localized_text WHERE revision_id = ? ORDER BY language',
  );
  const files = database.prepare<[number, number], UpdateFileSummary>(
    `SELECT u.update_id AS updateId, f.file_name AS fileName, f.size, lower(hex(f.sha1)) AS sha1
     FROM (SELECT ? AS revision_id UNION SELECT m.revision_id FROM bundle b
       JOIN revision m ON m.update_key = b.update_key AND m.revision_number = b.revision_number
       WHERE b.revision_id = ?) JOIN revision_file rf USING (revision_id) JOIN file f USING (sha1)
     JOIN revision r USING (revision_id) JOIN update_identity u USING (update_key)
     ORDER BY rf.revision_id, rf.position`,
  );
  const needs = database.prepare<[number], UpdateDetails['prerequisites']>(
    `SELECT count(DISTINCT clause_id) AS clauses, count(DISTINCT update_key) AS updates
     FROM prerequisite WHERE revision_id = ?`,
  );
  const relatives = createUpdateRelatives(database);
  return (revisionId) => ({
    texts: texts.all(revisionId),
    files: files.all(revisionId, revisionId),
    bundles: relatives.bundles(revisionId),
    prerequisites: needs.get(revisionId) ?? { clauses: 0, updates: 0 },
    supersedes: relatives.supersedes(revisionId),
  });
}

/** A row with the moment `Name` in milliseconds since the epoch, as it is stored. */
type Stored<Row, Name extends keyof Row> = Omit<Row, Name> & Readonly<Record<Name, number>>;

type UpdateParts = Pick<UpdateDetails, 'revisions' | 'bundledBy' | 'supersededBy' | 'approvals'>;

function createUpdateParts(database: Database): (updateKey: number) => UpdateParts {
  const revisions = database.prepare<[number], Stored<RevisionSummary, 'arrivedAt'>>(
    `SELECT revision_number AS revisionNumber, title, publication_state AS publicationState,
       creation_date AS creationDate, arrived_at AS arrivedAt
     FROM revision WHERE update_key = ? ORDER BY revision_number DESC`,
  );
  const approvals = database.prepare<[number], Stored<UpdateApproval, 'lastChange'>>(
    `SELECT g.name AS "group", g.group_id AS groupId, r.revision_number AS revisionNumber, d.action, d.deadline,
       d.last_change AS lastChange
     FROM revision r JOIN deployment d ON d.revision_id = r.revision_id AND d.is_implicit = 0
     JOIN target_group g USING (group_id)
     WHERE r.update_key = ? ORDER BY g.is_builtin DESC, g.name, r.revision_number DESC`,
  );
  const relatives = createUpdateRelatives(database);
  return (updateKey) => ({
    revisions: revisions.all(updateKey).map((one) => ({ ...one, arrivedAt: isoMoment(one.arrivedAt) })),
    bundledBy: relatives.bundledBy(updateKey),
    supersededBy: relatives.supersededBy(updateKey),
    approvals: approvals.all(updateKey).map((one) => ({ ...one, lastChange: isoMoment(one.lastChange) })),
  });
}
