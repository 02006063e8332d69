import Sqlite from 'better-sqlite3';
import { stateFolderAt } from '../../server/state-folder.ts';
import { type CatalogueContent, decisionsOf, metadataOf, tracesOf } from './catalogue-content.ts';
import { contentFiles } from './content-files.ts';

/** What runs left on both sides, in what two of them can be compared by. */
export interface Leftovers {
  readonly content: CatalogueContent;
  readonly files: readonly string[];
}

/** Rows that must not be there after whatever happened, by what would be wrong with them. */
const HALF_THERE: Readonly<Record<string, string>> = {
  'revisions without a document':
    'SELECT count(*) FROM revision WHERE revision_id NOT IN (SELECT revision_id FROM document)',
  'revisions without a Core fragment':
    "SELECT count(*) FROM revision WHERE revision_id NOT IN (SELECT revision_id FROM fragment WHERE type = 'Core')",
  'revisions without an implicit deployment':
    'SELECT count(*) FROM revision WHERE revision_id NOT IN (SELECT revision_id FROM deployment WHERE is_implicit = 1)',
  'revisions without a text':
    'SELECT count(*) FROM revision WHERE revision_id NOT IN (SELECT revision_id FROM localized_text)',
  'clauses of bundles without a member': `SELECT count(*) FROM (
      SELECT max(r.revision_id) AS member FROM bundle b
      LEFT JOIN revision r ON r.update_key = b.update_key AND r.revision_number = b.revision_number
      GROUP BY b.revision_id, b.clause_id) WHERE member IS NULL`,
  'files without a revision': 'SELECT count(*) FROM file WHERE sha1 NOT IN (SELECT sha1 FROM revision_file)',
};

/** What is wrong in the state folder of a process that was killed; nothing where it can go on. */
export function whatIsBroken(folder: string): readonly string[] {
  const { catalogFile, contentFolder } = stateFolderAt(folder);
  const database = new Sqlite(catalogFile);
  try {
    const integrity = database.pragma('integrity_check', { simple: true });
    const references = database.pragma('foreign_key_check') as unknown[];
    const halves = Object.entries(HALF_THERE).flatMap(([name, sql]) => {
      const count = database.prepare(sql).pluck().get();
      return count === 0 ? [] : [`${count} ${name}`];
    });
    return [
      ...(integrity === 'ok' ? [] : [`integrity: ${integrity}`]),
      ...(references.length === 0 ? [] : [`${references.length} broken references`]),
      ...halves,
      ...contentFiles(contentFolder).wrong,
    ];
  } finally {
    database.close();
  }
}

/** What a state folder holds; with `isDeciding` approvals were made here, so their GUIDs are of this folder. */
export function whatIsHere(folder: string, isDeciding: boolean): Leftovers {
  const { catalogFile, contentFolder } = stateFolderAt(folder);
  const database = new Sqlite(catalogFile, { readonly: true });
  try {
    const decisions = decisionsOf(database);
    const { deployment = [] } = decisions;
    const { whole, drafts, wrong } = contentFiles(contentFolder);
    return {
      content: {
        ...metadataOf(database),
        ...decisions,
        ...(isDeciding && { deployment: deployment.map((row) => row.replace(/^\["[^"]+"/, '["')).sort() }),
        ...tracesOf(database),
      },
      files: [...whole, ...drafts, ...wrong],
    };
  } finally {
    database.close();
  }
}

/** What of the roll-up the upstream server has; how often it was told is no matter. */
const ROLLED_UP: Readonly<Record<string, string>> = {
  'servers below':
    'SELECT server_id, full_domain_name, parent_server_id, version, is_replica, summary FROM downstream_server',
  'clients below': 'SELECT * FROM downstream_clients',
  'computers below': `SELECT computer_id, parent_server_id, last_sync_at, last_sync_result, last_status_at, details,
      received_rollup > 0 FROM downstream_computer`,
  'states below': 'SELECT computer_id, update_id, state, last_change FROM downstream_status',
};

export function rolledUpTo(database: Sqlite.Database): CatalogueContent {
  return Object.fromEntries(
    Object.entries(ROLLED_UP).map(([name, sql]) => {
      const rows = database.prepare(sql).raw().all() as unknown[][];
      return [name, rows.map((row) => JSON.stringify(row)).sort()];
    }),
  );
}

export function leftBehind({ content, files }: Leftovers, rolledUp: CatalogueContent): Leftovers {
  return { content: { ...content, ...rolledUp }, files };
}
