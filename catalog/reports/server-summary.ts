import type { DownstreamServerRollupServerSummary } from '../../protocol/wsusss/roll-up-servers.ts';
import type { Database } from '../store/database.ts';
import { approved, NEWEST, newestNumberOf } from '../store/revision-conditions.ts';

/** The classifications that make an update critical: Critical Updates, Security Updates (product note 71). */
const CRITICAL = ['e6cf1350-c01b-414d-a61f-263d14d133b4', '0fa1201d-4330-4fa8-8ae9-b877473b6441'];

const APPROVED = approved("AND d.action IN ('Install', 'OptionalInstall', 'Uninstall')");
const TO_INSTALL = approved("AND d.action IN ('Install', 'OptionalInstall')");
const STALE = approved(`AND d.action IN ('Install', 'OptionalInstall', 'Uninstall') AND x.revision_number <
  ${newestNumberOf('x')}`);
const IS_CRITICAL = `EXISTS (SELECT 1 FROM prerequisite p JOIN update_identity c ON c.update_key = p.update_key
  WHERE p.revision_id = r.revision_id AND p.is_category = 1 AND c.update_id IN (${quoted(CRITICAL)}))`;
/** A file that was asked for and has not come yet. */
const NEEDS_FILES = `r.revision_id IN (SELECT f.revision_id FROM wanted_file w JOIN revision_file f USING (sha1))`;

const NEEDING = ['NotInstalled', 'Downloaded'];
const FAILED = ['Failed'];
/** Some computer reports update `u` in one of these states. */
const reported = (states: readonly string[]): string => `EXISTS (SELECT 1 FROM computer_status s
  WHERE s.update_id = u.update_id AND s.state IN (${quoted(states)}))`;
/** Computer `c` reports some update in one of these states. */
const reports = (states: readonly string[]): string => `EXISTS (SELECT 1 FROM computer_status s
  WHERE s.computer_id = c.computer_id AND s.state IN (${quoted(states)}))`;

const total = (condition: string): string => `ifnull(sum(${condition}), 0)`;
const HERE = 'u.declined = 0';

/** Of the newest revision `r` of each update `u` that an administrator can approve. */
const UPDATES = `SELECT count(*) AS UpdateCount,
    ${total('u.declined')} AS DeclinedUpdateCount,
    ${total(`${HERE} AND ${APPROVED}`)} AS ApprovedUpdateCount,
    ${total(`${HERE} AND NOT ${APPROVED}`)} AS NotApprovedUpdateCount,
    ${total(`${HERE} AND ${STALE}`)} AS UpdatesWithStaleUpdateApprovalsCount,
    ${total(`r.publication_state = 'Expired' AND NOT ${approved()}`)} AS ExpiredUpdateCount,
    ${total(`${HERE} AND ${IS_CRITICAL} AND NOT ${TO_INSTALL}`)} AS CriticalOrSecurityUpdatesNotApprovedForInstallCount,
    ${total(`${HERE} AND r.is_mandatory = 1 AND NOT ${TO_INSTALL}`)}
      AS WsusInfrastructureUpdatesNotApprovedForInstallCount,
    ${total(`${HERE} AND ${reported(FAILED)}`)} AS UpdatesWithClientErrorsCount,
    ${total(`${HERE} AND ${NEEDS_FILES}`)} AS UpdatesNeedingFilesCount,
    ${total(`${HERE} AND ${reported(NEEDING)}`)} AS UpdatesNeededByComputersCount,
    ${total(`${HERE} AND NOT ${reported([...NEEDING, ...FAILED])}`)} AS UpdatesUpToDateCount
  FROM revision r JOIN update_identity u USING (update_key)
  WHERE r.explicitly_deployable = 1 AND r.update_type IN ('Software', 'Driver') AND ${NEWEST}`;

const COMPUTERS = `SELECT count(*) AS ComputerTargetCount,
    ${total(reports(NEEDING))} AS ComputerTargetsNeedingUpdatesCount,
    ${total(reports(FAILED))} AS ComputerTargetsWithUpdateErrorsCount,
    ${total(`c.last_status_at IS NOT NULL AND NOT ${reports([...NEEDING, ...FAILED])}`)} AS ComputersUpToDateCount
  FROM computer c`;

const GROUPS = 'SELECT count(*) FROM target_group WHERE is_builtin = 0';

/**
 * The counters of this server ([MS-WSUSSS] §3.1.4.14.3.3 and §3.2.4.5) of the updates that can be approved: no
 * categories, no detectoids, no members of bundles. Declined, approved and other updates add up to all, as in the
 * specification's example; states of declined ones do not count. Failed downloads are kept nowhere, so
 * UpdatesWithServerErrorsCount is 0.
 */
export function readServerSummary(database: Database): DownstreamServerRollupServerSummary {
  const row = (sql: string) => database.prepare<[], DownstreamServerRollupServerSummary>(sql).get();
  return {
    ...(row(UPDATES) as DownstreamServerRollupServerSummary),
    ...row(COMPUTERS),
    UpdatesWithServerErrorsCount: 0,
    CustomComputerTargetGroupCount: database.prepare<[], number>(GROUPS).pluck().get() as number,
  };
}

function quoted(words: readonly string[]): string {
  return words.map((word) => `'${word}'`).join();
}
