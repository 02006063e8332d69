import type Sqlite from 'better-sqlite3';

/** What a catalogue holds, table by table: rows as text in one order, by the identities servers share. */
export type CatalogueContent = Readonly<Record<string, readonly string[]>>;

/** Joins the revision a row hangs on. */
const OF = 'JOIN revision r USING (revision_id) JOIN update_identity u USING (update_key)';
/** Its name, in the place of a RevisionID, which each server gives itself. */
const NAME = "u.update_id || '.' || r.revision_number";
const TARGET = 'JOIN update_identity other ON other.update_key = x.update_key';

/** What metadata brings. */
const METADATA: Readonly<Record<string, string>> = {
  update_identity: 'SELECT update_id, is_target FROM update_identity',
  revision: `SELECT ${NAME}, r.update_type, r.category_type, r.explicitly_deployable, r.publication_state,
      r.default_language, r.creation_date, r.eula_id, r.msrc_severity, r.is_mandatory, r.can_uninstall,
      r.kb_article_ids, r.security_bulletin_ids, r.title, r.requires_reacceptance, r.compatible_protocol_version,
      r.languages FROM revision r JOIN update_identity u USING (update_key)`,
  document: `SELECT ${NAME}, x.xml FROM document x ${OF}`,
  fragment: `SELECT ${NAME}, x.type, x.locale, x.geo_id, x.xml FROM fragment x ${OF}`,
  localized_text: `SELECT ${NAME}, x.language, x.title, x.description FROM localized_text x ${OF}`,
  prerequisite: `SELECT ${named('prerequisite')}, x.clause_id, other.update_id, x.is_category FROM prerequisite x ${TARGET}`,
  bundle: `SELECT ${named('bundle')}, x.clause_id, other.update_id, x.revision_number FROM bundle x ${TARGET}`,
  supersedence: `SELECT ${named('supersedence')}, other.update_id FROM supersedence x ${TARGET}`,
  file: `SELECT hex(sha1), hex(sha256), file_name, size, modified, patching_type, is_encrypted, mu_url,
      hex(decryption_key) FROM file`,
  revision_file: `SELECT ${NAME}, x.position, hex(x.sha1), x.language, x.geo_id FROM revision_file x ${OF}`,
  driver: `SELECT ${NAME}, x.hardware_id, x.driver_ver_date, x.driver_ver_version, x.class, x.manufacturer,
      x.provider, x.model, x.whql_driver_id,
      (SELECT json_group_array(f.operating_system || f.feature_score ORDER BY f.operating_system)
       FROM driver_feature_score f WHERE f.driver_key = x.driver_key) FROM driver x ${OF}`,
  driver_feature_score: `SELECT ${NAME}, d.hardware_id, x.operating_system, x.feature_score
      FROM driver_feature_score x JOIN driver d USING (driver_key) ${OF}`,
  driver_computer_hardware_id: `SELECT ${NAME}, d.hardware_id, x.kind, x.computer_hardware_id
      FROM driver_computer_hardware_id x JOIN driver d USING (driver_key) ${OF}`,
  implicit_deployment: `SELECT ${NAME}, x.group_id, x.action, x.is_assigned, x.deadline
      FROM deployment x ${OF} WHERE x.is_implicit = 1`,
};

/**
 * What an administrator decides and a replica repeats. The name is that of [MS-WSUSSS] §3.1.4.10 for nobody in particular; the
 * time an approval counts from is the moment it was made, where no other was given.
 */
const DECISIONS: Readonly<Record<string, string>> = {
  target_group: 'SELECT group_id, name, parent_id, is_builtin FROM target_group',
  deployment: `SELECT x.deployment_guid, ${NAME}, x.group_id, x.action, x.is_assigned, x.deadline,
      ifnull(x.admin_name, 'WUS Server'), x.download_priority FROM deployment x ${OF} WHERE x.is_implicit = 0`,
  declined: 'SELECT update_id FROM update_identity WHERE declined = 1',
  accepted_eula: 'SELECT eula_id FROM accepted_eula',
};

/** What a synchronisation leaves of its own; anchors, cookies and marks are those of one run. */
const TRACES: Readonly<Record<string, string>> = {
  setting: "SELECT key FROM setting WHERE key NOT IN ('rollup_event', 'event_bytes')",
  upstream: `SELECT config_anchor IS NOT NULL, category_anchor IS NOT NULL, revision_anchor IS NOT NULL,
      deployment_anchor IS NOT NULL, rollup_reset IS NOT NULL, selection FROM upstream`,
  sync_refusal: 'SELECT update_id, revision_number, reason FROM sync_refusal',
  wanted_file: 'SELECT hex(sha1) FROM wanted_file',
  sync_arrival:
    'SELECT u.update_id, r.revision_number FROM sync_arrival JOIN revision r USING (revision_id) JOIN update_identity u USING (update_key)',
  rolled_up_computer: 'SELECT computer_id, details_digest, status_until IS NOT NULL FROM rolled_up_computer',
};

/** Tables that are nothing servers share: history, what clients said, what servers below are known by. */
const LEFT_OUT: ReadonlySet<string> = new Set([
  'imported_seed',
  'approval_rule',
  'change_mark',
  'computer',
  'computer_group',
  'computer_inventory',
  'computer_status',
  'dead_deployment',
  'downstream_activity',
  'downstream_clients',
  'downstream_computer',
  'downstream_server',
  'downstream_status',
  'dropped',
  'event',
  'gone_status',
  'removed_computer',
  'sync_run',
]);

/** The metadata a catalogue holds; what stands before the root of a document does not travel between servers. */
export function metadataOf(database: Sqlite.Database): CatalogueContent {
  checkTables(database);
  return contentOf(database, METADATA);
}

/** The decisions a catalogue holds: groups, approvals, declines, licences. */
export function decisionsOf(database: Sqlite.Database): CatalogueContent {
  return contentOf(database, DECISIONS);
}

/** What synchronisations left beside metadata and decisions. */
export function tracesOf(database: Sqlite.Database): CatalogueContent {
  return contentOf(database, TRACES);
}

/**
 * What differs between two contents in few words, nothing where they are equal: comparing megabytes of text by
 * assertion takes longer than all else.
 */
export function differencesOf(expected: CatalogueContent, actual: CatalogueContent): readonly string[] {
  return Object.keys({ ...expected, ...actual }).flatMap((table) => {
    const [wanted, found] = [expected[table] ?? [], actual[table] ?? []];
    if (wanted.length === found.length && wanted.every((row, place) => row === found[place])) return [];
    const [missing, more] = [without(wanted, found), without(found, wanted)];
    const shown = [...missing.map((row) => `- ${row}`), ...more.map((row) => `+ ${row}`)].map((row) =>
      row.slice(0, 300),
    );
    return [`${table}: ${missing.length} missing, ${more.length} more`, ...shown.slice(0, 4)];
  });
}

function without(rows: readonly string[], others: readonly string[]): readonly string[] {
  const known = new Set(others);
  return rows.filter((row) => !known.has(row));
}

/** The name of the revision a row hangs on, for a table with an `update_key` of its own. */
function named(table: string): string {
  return `(SELECT ${NAME} FROM revision r JOIN update_identity u USING (update_key)
      WHERE r.revision_id = x.revision_id) AS ${table}_of`;
}

const DECLARATION = /^\uFEFF?\s*<\?xml\s[^>]*\?>\s*/;

function contentOf(database: Sqlite.Database, tables: Readonly<Record<string, string>>): CatalogueContent {
  return Object.fromEntries(
    Object.entries(tables).map(([table, sql]) => {
      const rows = database.prepare(sql).raw().all() as unknown[][];
      const lines = rows.map((row) =>
        JSON.stringify(
          row.map((value) => (typeof value === 'string' ? value.replace(DECLARATION, '') : value)),
        ),
      );
      return [table, lines.sort()];
    }),
  );
}

/** A table nobody thought of here would never be compared. */
function checkTables(database: Sqlite.Database): void {
  const names = database
    .prepare("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
    .pluck()
    .all() as string[];
  const known = { ...METADATA, ...DECISIONS, ...TRACES };
  const forgotten = names.filter((name) => !(name in known) && !LEFT_OUT.has(name));
  if (forgotten.length > 0) throw new Error(`nobody compares ${forgotten.join(', ')}`);
}
