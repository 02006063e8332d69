/** All of [MS-WUSP] and what administers a WSUS. */
export const administration = `
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
`;
