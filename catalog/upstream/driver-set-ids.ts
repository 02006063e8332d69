import { uuidFromName } from '../../platform/randomness.ts';
import { foldGuid } from '../drivers/id-places.ts';
import type { Database } from '../store/database.ts';

/**
 * Every computer some driver is for. It goes from one to the next in the index: a driver names a computer once for each
 * hardware id it has, so that the table is a hundred times as long.
 */
const COMPUTERS_QUERY = `WITH RECURSIVE computer (id) AS (
    SELECT min(computer_hardware_id) FROM driver_computer_hardware_id
    UNION ALL
    SELECT (SELECT min(n.computer_hardware_id) FROM driver_computer_hardware_id n WHERE n.computer_hardware_id > id)
    FROM computer WHERE id IS NOT NULL)
  SELECT id FROM computer WHERE id IS NOT NULL`;

/** The DriverSetId of what is for one computer: the same GUID in every catalogue. */
export function driverSetIdOf(computerHardwareId: string): string {
  return uuidFromName(`driver-set\0${computerHardwareId}`);
}

/** Tells which computers driver sets are for. */
export interface DriverSetIds {
  /** The computer of each of `setIds` (lower case), once; ids without one are left out. A set can be empty by now. */
  computersOf(setIds: readonly string[]): ReadonlyMap<string, string>;
}

export function createDriverSetIds(database: Database): DriverSetIds {
  const all = database.prepare<[], string>(COMPUTERS_QUERY).pluck();
  // An id says nothing of its computer, so those of all are worked out and remembered. None of it can become wrong.
  const computers = new Map<string, string>();
  const known = new Set<string>();
  const lookAgain = (): void => {
    for (const text of all.all() as string[]) {
      const computer = foldGuid(text);
      if (known.has(computer)) continue;
      known.add(computer);
      computers.set(driverSetIdOf(computer), computer);
    }
  };
  return {
    computersOf: (setIds) => {
      if (setIds.some((id) => !computers.has(id))) lookAgain();
      return new Map(
        setIds.flatMap((id) => {
          const computer = computers.get(id);
          return computer === undefined ? [] : [[id, computer] as const];
        }),
      );
    },
  };
}
