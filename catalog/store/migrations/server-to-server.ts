/** Servers above and below: [MS-WSUSSS] §3.1.1. */
export const serverToServer = `
-- Each change has a moment of its own, later than that of every change before whatever the clock says: anchors between
-- servers are compared by time (server sync facts §1.4).
INSERT INTO setting SELECT 'last_moment', max(ifnull((SELECT max(arrived_at) FROM revision), 0),
  ifnull((SELECT max(last_change) FROM deployment), 0));
CREATE INDEX revision_by_arrival ON revision (arrived_at);
CREATE INDEX revision_of_config ON revision (arrived_at) WHERE update_type IN ('Category', 'Detectoid');

-- Driver sets are found by the computer they are for.
CREATE INDEX driver_by_computer ON driver_computer_hardware_id (computer_hardware_id);

-- What decides whether a downstream server gets a revision: the protocol it must speak, the languages it is for.
ALTER TABLE revision ADD COLUMN compatible_protocol_version TEXT;
ALTER TABLE revision ADD COLUMN languages TEXT NOT NULL DEFAULT '';
UPDATE revision SET languages = (SELECT update_languages(xml) FROM document d WHERE d.revision_id = revision.revision_id)
  WHERE revision_id IN (SELECT revision_id FROM document WHERE instr(xml, 'Language>') > 0);
UPDATE revision SET compatible_protocol_version = (
    SELECT substr(rest, 1, instr(rest, '"') - 1) FROM (
      SELECT substr(xml, instr(xml, 'CompatibleProtocolVersion="') + 27, 20) AS rest
      FROM document d WHERE d.revision_id = revision.revision_id))
  WHERE revision_id IN (SELECT revision_id FROM document WHERE instr(xml, 'CompatibleProtocolVersion="') > 0);

-- An approval as servers hand it on. The deployments revisions come with stay at home and have no GUID.
ALTER TABLE deployment ADD COLUMN deployment_guid TEXT;
ALTER TABLE deployment ADD COLUMN admin_name TEXT;
ALTER TABLE deployment ADD COLUMN go_live_time TEXT;
ALTER TABLE deployment ADD COLUMN download_priority INTEGER NOT NULL DEFAULT 2;
ALTER TABLE deployment ADD COLUMN moment INTEGER NOT NULL DEFAULT 0;
UPDATE deployment SET moment = last_change, deployment_guid =
    lower(hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-4' || substr(hex(randomblob(2)), 2) || '-a' ||
      substr(hex(randomblob(2)), 2) || '-' || hex(randomblob(6)))
  WHERE is_implicit = 0;
CREATE UNIQUE INDEX deployment_by_guid ON deployment (deployment_guid) WHERE deployment_guid IS NOT NULL;
CREATE INDEX deployment_by_moment ON deployment (moment) WHERE is_implicit = 0;
CREATE TABLE dead_deployment (deployment_guid TEXT PRIMARY KEY, moment INTEGER NOT NULL) WITHOUT ROWID;
CREATE INDEX dead_deployment_by_moment ON dead_deployment (moment);
INSERT INTO setting SELECT 'deployment_sequence', count(*) FROM deployment WHERE is_implicit = 0;

-- [MS-WSUSSS] §3.1.1, DSS Table: parent_server_id is NULL for those that synchronise with this server itself.
CREATE TABLE downstream_server (
  server_id TEXT PRIMARY KEY,
  full_domain_name TEXT NOT NULL,
  parent_server_id TEXT,
  protocol_version TEXT,
  version TEXT,
  is_replica INTEGER,
  first_seen INTEGER NOT NULL,
  last_seen INTEGER NOT NULL,
  last_sync_at INTEGER,
  last_rollup_at INTEGER,
  summary TEXT
) WITHOUT ROWID;

-- The Client computer activity summary table; operating_system is the version elements as JSON.
CREATE TABLE downstream_activity (
  server_id TEXT NOT NULL REFERENCES downstream_server ON DELETE CASCADE,
  operating_system TEXT NOT NULL,
  update_id TEXT NOT NULL,
  revision_number INTEGER NOT NULL,
  successes INTEGER NOT NULL,
  failures INTEGER NOT NULL,
  PRIMARY KEY (server_id, operating_system, update_id, revision_number)
) WITHOUT ROWID;
CREATE TABLE downstream_clients (
  server_id TEXT NOT NULL REFERENCES downstream_server ON DELETE CASCADE,
  operating_system TEXT NOT NULL,
  count INTEGER NOT NULL,
  PRIMARY KEY (server_id, operating_system)
) WITHOUT ROWID;

-- Client computers table, those of downstream servers. Moments are NULL where there was none; details is JSON.
CREATE TABLE downstream_computer (
  computer_id TEXT PRIMARY KEY,
  parent_server_id TEXT NOT NULL REFERENCES downstream_server ON DELETE CASCADE,
  last_sync_at INTEGER,
  last_sync_result INTEGER NOT NULL,
  last_reboot_at INTEGER,
  last_status_at INTEGER,
  last_inventory_at INTEGER,
  details TEXT,
  received_rollup INTEGER NOT NULL DEFAULT 0,
  effective_last_detection INTEGER
) WITHOUT ROWID;
CREATE INDEX downstream_computer_by_parent ON downstream_computer (parent_server_id);
CREATE TABLE downstream_status (
  computer_id TEXT NOT NULL REFERENCES downstream_computer ON DELETE CASCADE,
  update_id TEXT NOT NULL,
  state INTEGER NOT NULL,
  last_change INTEGER NOT NULL,
  arrived_at INTEGER NOT NULL,
  PRIMARY KEY (computer_id, update_id)
) WITHOUT ROWID;
-- Computers an administrator removed: the server that reports them is told so, at told_at.
CREATE TABLE removed_computer (
  computer_id TEXT PRIMARY KEY,
  removed_at INTEGER NOT NULL,
  told_at INTEGER
) WITHOUT ROWID;

-- What of a computer was rolled up to the upstream server last.
CREATE TABLE rolled_up_computer (
  computer_id TEXT PRIMARY KEY,
  details_digest TEXT,
  rollup_number INTEGER NOT NULL DEFAULT 0,
  status_until INTEGER
) WITHOUT ROWID;
-- What such a computer no longer reports: the upstream server hears that it is not applicable.
CREATE TABLE gone_status (
  computer_id TEXT NOT NULL,
  update_id TEXT NOT NULL,
  PRIMARY KEY (computer_id, update_id)
) WITHOUT ROWID;
CREATE TRIGGER note_gone_status AFTER DELETE ON computer_status
  WHEN EXISTS (SELECT 1 FROM rolled_up_computer WHERE computer_id = OLD.computer_id)
  BEGIN INSERT OR IGNORE INTO gone_status VALUES (OLD.computer_id, OLD.update_id); END;

-- Parent USS State, one row an address.
CREATE TABLE upstream (
  url TEXT PRIMARY KEY,
  server_id TEXT,
  cookie BLOB,
  cookie_expiration TEXT,
  config_anchor TEXT,
  category_anchor TEXT,
  revision_anchor TEXT,
  deployment_anchor TEXT,
  rollup_reset TEXT,
  config TEXT,
  selection TEXT NOT NULL DEFAULT '{}'
) WITHOUT ROWID;
-- What an upstream server listed and could not be taken: it is asked for again.
CREATE TABLE sync_refusal (
  url TEXT NOT NULL,
  update_id TEXT NOT NULL,
  revision_number INTEGER NOT NULL,
  reason TEXT NOT NULL,
  refused_at INTEGER NOT NULL,
  PRIMARY KEY (url, update_id, revision_number)
) WITHOUT ROWID;
-- Revisions a synchronisation added and automatic approval rules have not seen yet.
CREATE TABLE sync_arrival (revision_id INTEGER PRIMARY KEY REFERENCES revision ON DELETE CASCADE);
-- Files a downstream server asked for that are not here (DownloadFiles).
CREATE TABLE wanted_file (sha1 BLOB PRIMARY KEY, asked_at INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE sync_run (
  run_id INTEGER PRIMARY KEY AUTOINCREMENT,
  url TEXT NOT NULL,
  initiated_by TEXT NOT NULL,
  started_at INTEGER NOT NULL,
  ended_at INTEGER,
  seen_at INTEGER NOT NULL,
  process_id INTEGER NOT NULL,
  is_cancelled INTEGER NOT NULL DEFAULT 0,
  result TEXT,
  report TEXT
);
`;
