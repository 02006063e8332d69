/** The catalogue as it was first released: [MS-WUSP] §3.1.1. */
export const firstCatalogue = `
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
`;
