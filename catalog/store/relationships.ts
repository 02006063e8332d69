import type { DriverMetadata, UpdateDocument, UpdateFile } from '../../protocol/metadata/update-document.ts';
import type { Database } from './database.ts';

/** The Prerequisite, Bundle, Driver and file tables: rows that hang on a revision. */
export interface Relationships {
  /** Returns the keys of updates that no revision named as a prerequisite before. */
  insert(revisionId: number, document: UpdateDocument): readonly number[];
  /** Drops what is remembered: call it when a transaction was taken back. */
  forget(): void;
}

export function createRelationships(
  database: Database,
  updateKey: (updateId: string) => number,
): Relationships {
  const addPrerequisite = database.prepare('INSERT OR IGNORE INTO prerequisite VALUES (?, ?, ?, ?)');
  const setTarget = database.prepare(
    'UPDATE update_identity SET is_target = 1 WHERE update_key = ? AND is_target = 0',
  );
  // A few targets are named by most revisions.
  const targets = new Set<number>();
  const isNewTarget = (key: number): boolean => {
    if (targets.has(key)) return false;
    targets.add(key);
    return setTarget.run(key).changes > 0;
  };
  const addBundle = database.prepare('INSERT OR IGNORE INTO bundle VALUES (?, ?, ?, ?)');
  const addSupersedence = database.prepare('INSERT OR IGNORE INTO supersedence VALUES (?, ?)');
  const addFile = database.prepare(
    `INSERT INTO file (sha1, sha256, file_name, size, modified, patching_type, is_encrypted)
     VALUES (?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (sha1) DO UPDATE SET sha256 = coalesce(sha256, excluded.sha256)`,
  );
  const addRevisionFile = database.prepare(
    'INSERT INTO revision_file (revision_id, position, sha1, language, geo_id) VALUES (?, ?, ?, ?, ?)',
  );
  const insertDriver = driverInsertion(database);

  const insertFiles = (revisionId: number, document: UpdateDocument): void => {
    const all: readonly (UpdateFile & { language?: string; geoId?: string })[] = [
      ...document.files,
      ...document.eulaFiles,
    ];
    all.forEach((file, position) => {
      const sha1 = Buffer.from(file.sha1, 'hex');
      const sha256 = file.sha256 === undefined ? null : Buffer.from(file.sha256, 'hex');
      addFile.run(
        sha1,
        sha256,
        file.fileName,
        file.size,
        file.modified ?? null,
        file.patchingType ?? null,
        Number(file.isEncrypted),
      );
      addRevisionFile.run(revisionId, position, sha1, file.language ?? null, file.geoId ?? null);
    });
  };

  return {
    insert: (revisionId, document) => {
      const newTargets: number[] = [];
      document.prerequisites.forEach(({ isCategory, updateIds }, clause) => {
        for (const id of updateIds) {
          const key = updateKey(id);
          addPrerequisite.run(revisionId, clause, key, Number(isCategory));
          if (isNewTarget(key)) newTargets.push(key);
        }
      });
      document.bundles.forEach(({ revisions }, clause) => {
        for (const one of revisions)
          addBundle.run(revisionId, clause, updateKey(one.updateId), one.revisionNumber);
      });
      for (const id of document.supersedes) addSupersedence.run(revisionId, updateKey(id));
      for (const driver of document.drivers) insertDriver(revisionId, driver);
      insertFiles(revisionId, document);
      return newTargets;
    },
    forget: () => targets.clear(),
  };
}

function driverInsertion(database: Database): (revisionId: number, driver: DriverMetadata) => void {
  const addDriver = database.prepare(
    `INSERT INTO driver (revision_id, hardware_id, driver_ver_date, driver_ver_version, class, manufacturer, provider,
       model, whql_driver_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const addScore = database.prepare('INSERT OR IGNORE INTO driver_feature_score VALUES (?, ?, ?)');
  const addComputerId = database.prepare(
    'INSERT OR IGNORE INTO driver_computer_hardware_id VALUES (?, ?, ?)',
  );
  return (revisionId, driver) => {
    const added = addDriver.run(
      revisionId,
      driver.hardwareId,
      driver.driverVerDate,
      driver.driverVerVersion,
      driver.class,
      driver.manufacturer,
      driver.provider,
      driver.model,
      driver.whqlDriverId,
    );
    const key = added.lastInsertRowid;
    for (const { operatingSystem, featureScore } of driver.featureScores)
      addScore.run(key, operatingSystem, featureScore);
    for (const id of driver.distributionComputerHardwareIds)
      addComputerId.run(key, 'distribution', id.toLowerCase());
    for (const id of driver.targetComputerHardwareIds) addComputerId.run(key, 'target', id.toLowerCase());
  };
}
