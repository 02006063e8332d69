import type { Database } from '../store/database.ts';
import { collectPicks, type DriverPick } from './driver-pick.ts';
import { newestOfUpdates } from './newest-of-updates.ts';

/** The entries of printers. Their condition must stay, letter for letter, that of the index `driver_of_printer`. */
export const PRINTER_QUERY = `SELECT revision_id AS revisionId, update_key AS updateKey,
    revision_number AS revisionNumber, hardware_id AS hardwareId
  FROM driver JOIN revision USING (revision_id)
  WHERE lower(trim(class)) IN ('printer', 'printers')`;

interface PrinterRow {
  readonly revisionId: number;
  readonly updateKey: number;
  readonly revisionNumber: number;
  readonly hardwareId: string;
}

/** Finds the drivers of printers. */
export type PrinterDrivers = (isNeeded: (revisionId: number) => boolean) => DriverPick[];

/**
 * For SyncPrinterCatalog, [MS-WUSP] §3.1.5.12: every needed revision with an entry for a printer, one of an update,
 * in the order of RevisionIDs, with the hardware ids of those entries. Its request tells of no device, so there is
 * none to be better for and no driver in use to compare with.
 */
export function createPrinterDrivers(database: Database): PrinterDrivers {
  const all = database.prepare<[], PrinterRow>(PRINTER_QUERY);
  return (isNeeded) => {
    const needed = all.all().filter(({ revisionId }) => isNeeded(revisionId));
    return collectPicks(needed.filter(newestOfUpdates(needed)));
  };
}
