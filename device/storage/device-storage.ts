/** Why a data store that was kept cannot be read. */
export interface DamagedDatastore {
  readonly damaged: string;
}

/** Where a device keeps itself between two runs. */
export interface DeviceStorage {
  /** The record as it was written, undefined for a new device. Throws DEVICE_STATE_DAMAGED. */
  readRecord(): unknown;
  writeRecord(record: object): void;
  /** Where the record is, for errors. */
  readonly recordFile: string;
  /** The data store as it was written, undefined where there is none, and DamagedDatastore where it cannot be read. */
  readDatastore(): unknown;
  writeDatastore(datastore: object): void;
  /** Folder for files that are downloaded; made when it is needed. */
  readonly downloads: string;
  /** Lets another process have it. */
  close(): void;
}
