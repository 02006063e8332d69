import type { Database } from '../store/database.ts';

/** A row of the Driver Table as stored: texts as the document spells them. */
export interface DriverRow {
  readonly driverKey: number;
  readonly revisionId: number;
  readonly hardwareId: string;
  readonly driverVerDate: string;
  readonly driverVerVersion: string;
  readonly class: string;
  readonly manufacturer: string;
  readonly provider: string;
  readonly model: string;
  readonly whqlDriverId: string;
}

/** Which update a revision is of. */
export interface RevisionOfUpdate {
  readonly updateKey: number;
  /** Lower case. */
  readonly updateId: string;
  readonly revisionNumber: number;
}

/** The computers a row is targeted to, one entry each. */
export interface TargetRow {
  readonly kind: 'distribution' | 'target';
  readonly computerHardwareId: string;
}

/** The questions asked of the driver tables. Each is answered through an index: see the test of the plans. */
export const driverQueries = {
  byHardwareId: `SELECT driver_key AS driverKey, revision_id AS revisionId, hardware_id AS hardwareId,
      driver_ver_date AS driverVerDate, driver_ver_version AS driverVerVersion, class, manufacturer, provider, model,
      whql_driver_id AS whqlDriverId
    FROM driver WHERE hardware_id = ?`,
  featureScore:
    'SELECT feature_score FROM driver_feature_score WHERE driver_key = ? AND operating_system = ?',
  targets: `SELECT kind, computer_hardware_id AS computerHardwareId FROM driver_computer_hardware_id
    WHERE driver_key = ?`,
  revision: `SELECT update_key AS updateKey, update_id AS updateId, revision_number AS revisionNumber
    FROM revision JOIN update_identity USING (update_key) WHERE revision_id = ?`,
} as const;

/** The driver tables of [MS-WUSP] §3.1.1, read row by row. */
export interface DriverRows {
  /** The rows for a hardware id, in any case of A to Z. */
  byHardwareId(hardwareId: string): DriverRow[];
  /** The score for `operatingSystem` (`AMD64.10.0`, in any case), if the document states one. */
  featureScore(driverKey: number, operatingSystem: string): number | undefined;
  targets(driverKey: number): TargetRow[];
  revision(revisionId: number): RevisionOfUpdate | undefined;
  /** Runs `work` on one state of the tables, whatever another process writes meanwhile. */
  atOnce<T>(work: () => T): T;
}

export function createDriverRows(database: Database): DriverRows {
  const byHardwareId = database.prepare<[string], DriverRow>(driverQueries.byHardwareId);
  const featureScore = database.prepare<[number, string], number>(driverQueries.featureScore).pluck();
  const targets = database.prepare<[number], TargetRow>(driverQueries.targets);
  const revision = database.prepare<[number], RevisionOfUpdate>(driverQueries.revision);
  return {
    byHardwareId: (hardwareId) => byHardwareId.all(hardwareId),
    featureScore: (driverKey, operatingSystem) => featureScore.get(driverKey, operatingSystem),
    targets: (driverKey) => targets.all(driverKey),
    revision: (revisionId) => revision.get(revisionId),
    atOnce: (work) => database.transaction(work)(),
  };
}
