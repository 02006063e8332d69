/**
 * Migrations of `catalog.db`, oldest first; `user_version` counts how many have run. A migration that has
 * been released is never edited: the next change is the next entry.
 */
export const migrations: readonly string[] = [
  `
-- [MS-WUSP] §3.1.1. UpdateIDs are interned: a prerequisite may name an update that has not arrived yet.
CREATE TABLE setting (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

CREATE TABLE imported_seed (mark TEXT PRIMARY KEY, revisions INTEGER NOT NULL) WITHOUT ROWID;

CREATE TABLE update_identity (
  update_key INTEGER PRIMARY KEY,
  update_id TEXT NOT NULL UNIQUE,
  declined INTEGER NOT NULL DEFAULT 0
);

CREATE TABLE revision (
  revision_id INTEGER PRIMARY KEY AUTOINCREMENT,
  update_key INTEGER NOT NULL REFERENCES update_identity,
  revision_number INTEGER NOT NULL,
  update_type TEXT NOT NULL,
  category_type TEXT,
  explicitly_deployable INTEGER NOT NULL,
  publication_state TEXT NOT NULL,
  default_language TEXT NOT NULL,
  creation_date TEXT,
  eula_id TEXT,
  msrc_severity TEXT,
  is_mandatory INTEGER NOT NULL,
  can_uninstall INTEGER NOT NULL,
  kb_article_ids TEXT NOT NULL,
  security_bulletin_ids TEXT NOT NULL,
  title TEXT NOT NULL,
  arrived_at INTEGER NOT NULL,
  change_sequence INTEGER NOT NULL DEFAULT 0,
  UNIQUE (update_key, revision_number)
);

CREATE INDEX revision_by_change ON revision (change_sequence) WHERE change_sequence > 0;

CREATE TABLE document (revision_id INTEGER PRIMARY KEY REFERENCES revision ON DELETE CASCADE, xml TEXT NOT NULL);

-- xml is stored escaped, ready to stand between <Xml> and </Xml>.
CREATE TABLE fragment (
  revision_id INTEGER NOT NULL REFERENCES revision ON DELETE CASCADE,
  type TEXT NOT NULL,
  locale TEXT NOT NULL DEFAULT '',
  geo_id TEXT NOT NULL DEFAULT '',
  xml TEXT NOT NULL,
  PRIMARY KEY (revision_id, type, locale, geo_id)
) WITHOUT ROWID;

CREATE TABLE localized_text (
  revision_id INTEGER NOT NULL REFERENCES revision ON DELETE CASCADE,
  language TEXT NOT NULL,
  title TEXT NOT NULL,
  description TEXT,
  PRIMARY KEY (revision_id, language)
) WITHOUT ROWID;

CREATE TABLE prerequisite (
  revision_id INTEGER NOT NULL REFERENCES revision ON DELETE CASCADE,
  clause_id INTEGER NOT NULL,
  update_key INTEGER NOT NULL REFERENCES update_identity,
  is_category INTEGER NOT NULL,
  PRIMARY KEY (revision_id, clause_id, update_key)
) WITHOUT ROWID;

CREATE TABLE bundle (
  revision_id INTEGER NOT NULL REFERENCES revision ON DELETE CASCADE,
  clause_id INTEGER NOT NULL,
  update_key INTEGER NOT NULL REFERENCES update_identity,
  revision_number INTEGER NOT NULL,
  PRIMARY KEY (revision_id, clause_id, update_key, revision_number)
) WITHOUT ROWID;

CREATE TABLE supersedence (
  revision_id INTEGER NOT NULL REFERENCES revision ON DELETE CASCADE,
  update_key INTEGER NOT NULL REFERENCES update_identity,
  PRIMARY KEY (revision_id, update_key)
) WITHOUT ROWID;

CREATE TABLE file (
  sha1 BLOB PRIMARY KEY,
  sha256 BLOB,
  file_name TEXT NOT NULL,
  size INTEGER NOT NULL,
  modified TEXT,
  patching_type TEXT,
  is_encrypted INTEGER NOT NULL,
  mu_url TEXT
) WITHOUT ROWID;

CREATE TABLE revision_file (
  revision_id INTEGER NOT NULL REFERENCES revision ON DELETE CASCADE,
  position INTEGER NOT NULL,
  sha1 BLOB NOT NULL REFERENCES file,
  language TEXT,
  geo_id TEXT,
  PRIMARY KEY (revision_id, position)
) WITHOUT ROWID;
CREATE INDEX revision_file_by_digest ON revision_file (sha1);

CREATE TABLE driver (
  driver_key INTEGER PRIMARY KEY,
  revision_id INTEGER NOT NULL REFERENCES revision ON DELETE CASCADE,
  hardware_id TEXT NOT NULL COLLATE NOCASE,
  driver_ver_date TEXT NOT NULL,
  driver_ver_version TEXT NOT NULL,
  class TEXT NOT NULL,
  manufacturer TEXT NOT NULL,
  provider TEXT NOT NULL,
  model TEXT NOT NULL,
  whql_driver_id TEXT NOT NULL
);
CREATE INDEX driver_by_hardware_id ON driver (hardware_id);

CREATE TABLE driver_feature_score (
  driver_key INTEGER NOT NULL REFERENCES driver ON DELETE CASCADE,
  operating_system TEXT NOT NULL COLLATE NOCASE,
  feature_score INTEGER NOT NULL,
  PRIMARY KEY (driver_key, operating_system)
) WITHOUT ROWID;

CREATE TABLE driver_computer_hardware_id (
  driver_key INTEGER NOT NULL REFERENCES driver ON DELETE CASCADE,
  kind TEXT NOT NULL,
  computer_hardware_id TEXT NOT NULL,
  PRIMARY KEY (driver_key, kind, computer_hardware_id)
) WITHOUT ROWID;

CREATE TABLE target_group (
  group_id TEXT PRIMARY KEY,
  name TEXT NOT NULL UNIQUE COLLATE NOCASE,
  parent_id TEXT REFERENCES target_group,
  is_builtin INTEGER NOT NULL
) WITHOUT ROWID;

-- One row a revision comes with it ('implicit': Evaluate, Bundle, PreDeploymentCheck), for All Computers.
CREATE TABLE deployment (
  deployment_id INTEGER PRIMARY KEY AUTOINCREMENT,
  revision_id INTEGER NOT NULL REFERENCES revision ON DELETE CASCADE,
  group_id TEXT NOT NULL REFERENCES target_group ON DELETE CASCADE,
  action TEXT NOT NULL,
  is_implicit INTEGER NOT NULL,
  is_assigned INTEGER NOT NULL,
  deadline TEXT,
  last_change INTEGER NOT NULL,
  UNIQUE (revision_id, group_id, is_implicit)
);
CREATE INDEX deployment_explicit ON deployment (revision_id) WHERE is_implicit = 0;

CREATE TABLE computer (
  computer_id TEXT PRIMARY KEY,
  dns_name TEXT NOT NULL,
  requested_groups TEXT NOT NULL,
  info TEXT,
  registered_at INTEGER,
  first_seen INTEGER NOT NULL,
  last_seen INTEGER NOT NULL
) WITHOUT ROWID;

CREATE TABLE computer_group (
  computer_id TEXT NOT NULL REFERENCES computer ON DELETE CASCADE,
  group_id TEXT NOT NULL REFERENCES target_group ON DELETE CASCADE,
  PRIMARY KEY (computer_id, group_id)
) WITHOUT ROWID;

CREATE TABLE event (
  event_key INTEGER PRIMARY KEY,
  event_instance_id TEXT NOT NULL UNIQUE,
  computer_id TEXT NOT NULL,
  event_id INTEGER NOT NULL,
  namespace_id INTEGER NOT NULL,
  update_id TEXT,
  revision_number INTEGER,
  win32_hresult INTEGER NOT NULL,
  time_at_target TEXT NOT NULL,
  received_at INTEGER NOT NULL,
  raw TEXT NOT NULL
);
CREATE INDEX event_by_computer ON event (computer_id, event_key);

CREATE TABLE computer_status (
  computer_id TEXT NOT NULL,
  update_id TEXT NOT NULL,
  state TEXT NOT NULL,
  last_change INTEGER NOT NULL,
  PRIMARY KEY (computer_id, update_id)
) WITHOUT ROWID;
`,
  `
-- A change is one transaction. Its mark tells a store that was put back to an earlier state from the one it was.
CREATE TABLE change_mark (change INTEGER PRIMARY KEY, mark TEXT NOT NULL);
INSERT INTO change_mark SELECT CAST(value AS INTEGER), hex(randomblob(6)) FROM setting WHERE key = 'change_sequence';

ALTER TABLE file ADD COLUMN decryption_key BLOB;

ALTER TABLE revision ADD COLUMN requires_reacceptance INTEGER NOT NULL DEFAULT 0;

-- Licences the administrator accepted in the name of the clients: server sync facts §3.1.
CREATE TABLE accepted_eula (eula_id TEXT PRIMARY KEY, accepted_at INTEGER NOT NULL) WITHOUT ROWID;
-- What was approved for installation has been accepted with it.
INSERT OR IGNORE INTO accepted_eula
  SELECT DISTINCT lower(r.eula_id), 0 FROM revision r JOIN deployment d USING (revision_id)
  WHERE r.eula_id IS NOT NULL AND d.is_implicit = 0 AND d.action IN ('Install', 'OptionalInstall');

CREATE TABLE approval_rule (
  rule_id TEXT PRIMARY KEY,
  name TEXT NOT NULL UNIQUE COLLATE NOCASE,
  is_builtin INTEGER NOT NULL,
  is_enabled INTEGER NOT NULL,
  definition TEXT NOT NULL
) WITHOUT ROWID;

ALTER TABLE computer ADD COLUMN info_changed_at INTEGER;
ALTER TABLE computer ADD COLUMN last_sync_at INTEGER;
ALTER TABLE computer ADD COLUMN last_status_at INTEGER;
-- Which change made an approval; and the last change of a revision that is none of a single approval: a client hears of
-- an approval only where it is the one that counts for it.
ALTER TABLE deployment ADD COLUMN change INTEGER NOT NULL DEFAULT 0;
ALTER TABLE revision ADD COLUMN change_for_all INTEGER NOT NULL DEFAULT 0;
UPDATE revision SET change_for_all = change_sequence;

-- Whether some revision names the update as a prerequisite: an import must know which ones it is the first to name.
ALTER TABLE update_identity ADD COLUMN is_target INTEGER NOT NULL DEFAULT 0;
UPDATE update_identity SET is_target = 1 WHERE update_key IN (SELECT update_key FROM prerequisite);

-- Whether a revision is a member of some bundle is asked of each that arrives.
CREATE INDEX bundle_by_member ON bundle (update_key);

-- The condition stands, letter for letter, in drivers/printer-drivers.ts too: SQLite uses the index for that text alone.
CREATE INDEX driver_of_printer ON driver (revision_id, hardware_id)
  WHERE lower(trim(class)) IN ('printer', 'printers');

CREATE INDEX computer_by_last_seen ON computer (last_seen);

CREATE TABLE computer_inventory (
  computer_id TEXT PRIMARY KEY REFERENCES computer ON DELETE CASCADE,
  received_at INTEGER NOT NULL,
  is_compressed INTEGER NOT NULL,
  content BLOB NOT NULL
) WITHOUT ROWID;

CREATE INDEX computer_status_by_update ON computer_status (update_id, state);

INSERT INTO setting SELECT 'event_bytes', ifnull(sum(length(CAST(raw AS BLOB))), 0) FROM event;

-- What retention limits dropped, so that a test that misses something learns why.
CREATE TABLE dropped (kind TEXT PRIMARY KEY, count INTEGER NOT NULL, last_at INTEGER NOT NULL) WITHOUT ROWID;
`,
];
