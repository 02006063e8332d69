import type { RevisionIdentity } from '../../protocol/metadata/update-document.ts';
import { versionNumber } from '../../protocol/soap/protocol-version.ts';
import type { Database } from '../store/database.ts';
import { inOneOf, NEWEST } from '../store/revision-conditions.ts';
import type { FilterHardwareId } from './driver-filter.ts';

/** Which drivers are looked at, whatever hardware they are for. */
export interface DriverScope {
  /** Drivers that need a newer protocol than this, as `versionNumber` has it, are withheld. */
  readonly protocol: number;
  /** Keys of categories one of which the driver is in; absent: any driver. */
  readonly categories?: readonly number[];
  /** Keys of those of them that are asked for as a whole. */
  readonly wholes?: readonly number[];
}

/** The revision of a driver that counts at some moment. */
export interface DriverRevision extends RevisionIdentity {
  readonly revisionId: number;
  readonly arrivedAt: number;
  readonly protocol: string | null;
}

/** A driver with one of the computers it is for. */
export interface DriverOfComputer extends DriverRevision {
  /** A GUID in lower case, without braces. */
  readonly computerHardwareId: string;
  /** Whether one of its categories is asked for as a whole. */
  readonly isWhole: 0 | 1;
}

/** Finds revisions of drivers by what hardware they are for. */
export interface DriverRevisions {
  /**
   * The newest revisions with one of these hardware ids, expired ones too: those that came after the moment `after` and
   * those whose id or category is asked for as a whole.
   */
  ofDevices(ids: readonly FilterHardwareId[], after: number, scope: DriverScope): DriverRevision[];
  /**
   * The revisions for these computers that were the newest of their updates at the moment `until` and not expired, those
   * that arrived first before the others.
   */
  ofComputers(ids: readonly string[], scope: DriverScope, until?: number): DriverOfComputer[];
}

/** Later than every moment. */
const NOW = Number.MAX_SAFE_INTEGER;

const COLUMNS = `r.revision_id AS revisionId, u.update_id AS updateId, r.revision_number AS revisionNumber,
  r.arrived_at AS arrivedAt, r.compatible_protocol_version AS protocol`;
const IN_SCOPE = `(@categories IS NULL OR ${inOneOf('@categories')})`;
// CROSS JOIN keeps SQLite from turning the order of the tables around: what is asked for is little, the tables are not.
const REVISION = 'CROSS JOIN revision r USING (revision_id) CROSS JOIN update_identity u USING (update_key)';

/** The questions asked. Each is answered through indexes: see the test of the plans. */
export const driverRevisionQueries = {
  ofDevices: `SELECT ${COLUMNS}
    FROM (SELECT d.revision_id, max(id.value ->> 1) AS isWhole
      FROM json_each(@ids) id CROSS JOIN driver d ON d.hardware_id = (id.value ->> 0) GROUP BY d.revision_id) asked
    ${REVISION}
    WHERE ${NEWEST}
      AND (r.arrived_at > @after OR asked.isWhole OR ${inOneOf('@wholes')}) AND ${IN_SCOPE}`,
  ofComputers: `SELECT asked.computerHardwareId, ${COLUMNS}, ${inOneOf('@wholes')} AS isWhole
    FROM (SELECT DISTINCT trim(c.computer_hardware_id, '{}') AS computerHardwareId, d.revision_id
      FROM json_each(@ids) id CROSS JOIN driver_computer_hardware_id c ON c.computer_hardware_id = id.value
      CROSS JOIN driver d USING (driver_key)) asked
    ${REVISION}
    WHERE r.publication_state <> 'Expired' AND r.revision_number = (SELECT max(n.revision_number) FROM revision n
        WHERE n.update_key = r.update_key AND n.arrived_at <= @until)
      AND ${IN_SCOPE}
    ORDER BY r.revision_id`,
} as const;

export function createDriverRevisions(database: Database): DriverRevisions {
  const ofDevices = database.prepare<[object], DriverRevision>(driverRevisionQueries.ofDevices);
  const ofComputers = database.prepare<[object], DriverOfComputer>(driverRevisionQueries.ofComputers);
  return {
    ofDevices: (ids, after, scope) => {
      const pairs = ids.map(({ id, delta }) => [id, Number(!delta)]);
      return ofDevices.all({ ids: JSON.stringify(pairs), after, ...keysOf(scope) }).filter(isSpoken(scope));
    },
    ofComputers: (ids, scope, until = NOW) => {
      // Documents may write the braces.
      const spellings = ids.flatMap((id) => [id, `{${id}}`]);
      return ofComputers
        .all({ ids: JSON.stringify(spellings), until, ...keysOf(scope) })
        .filter(isSpoken(scope));
    },
  };
}

function keysOf({ categories, wholes = [] }: DriverScope): { categories: string | null; wholes: string } {
  return {
    categories: categories === undefined ? null : JSON.stringify(categories),
    wholes: JSON.stringify(wholes),
  };
}

function isSpoken(scope: DriverScope): (row: DriverRevision) => boolean {
  return ({ protocol }) => (versionNumber(protocol ?? undefined) ?? 0) <= scope.protocol;
}
