import type { Test } from 'tap';
import type { Catalog } from '../../../catalog/catalog.ts';
import type { DeploymentAction } from '../../../catalog/deployment-action.ts';
import type { DeviceDriver, DeviceSpec } from '../../../catalog/drivers/device-spec.ts';
import { createDriverIndex } from '../../../catalog/drivers/driver-index.ts';
import { pickDrivers } from '../../../catalog/drivers/pick-drivers.ts';
import type { DriverSpec } from '../../../protocol/metadata/build-document-spec.ts';
import { testCatalog } from '../../helpers/catalogs.ts';
import { importUpdates, type ShortUpdate } from '../../helpers/documents.ts';

/** The key the clients here send. */
export const KEY = 'AMD64.10.0';

/** A driver row in few words. */
export interface ShortDriver extends Partial<Omit<DriverSpec, 'featureScores'>> {
  /** The score for `KEY`. */
  readonly score?: number;
  readonly featureScores?: DriverSpec['featureScores'];
}

/** The driver row `short` describes: a display driver for `PCI\A`, targeted to no computer. */
export function driver({ score, ...more }: ShortDriver = {}): DriverSpec {
  return {
    hardwareId: 'PCI\\A',
    driverVerDate: '2023-04-18',
    driverVerVersion: '31.0.101.2115',
    class: 'Display',
    manufacturer: 'Contoso',
    provider: 'Contoso',
    model: 'Contoso Graphics',
    whqlDriverId: '100',
    featureScores: score === undefined ? [] : [{ operatingSystem: KEY, featureScore: score }],
    distributionComputerHardwareIds: [],
    targetComputerHardwareIds: [],
    ...more,
  };
}

/** Update `id` with these rows of the Driver Table. */
export function driverUpdate(id: number, ...rows: readonly ShortDriver[]): ShortUpdate {
  return { id, type: 'Driver', more: { drivers: rows.map(driver) } };
}

/** A device without a driver in use. */
export function device(hardwareIds: readonly string[], more: Partial<DeviceSpec> = {}): DeviceSpec {
  return { hardwareIds, compatibleIds: [], extensions: [], recoveryIds: [], ...more };
}

/** A driver in use that matches `PCI\A`, of the same day and version as `driver()` makes. */
export function inUse(more: Partial<DeviceDriver> = {}): DeviceDriver {
  return {
    matchingId: 'PCI\\A',
    driverVerDate: '2023-04-18T00:00:00Z',
    driverVerVersion: (31n << 48n) | (101n << 16n) | 2115n,
    class: 'Display',
    manufacturer: 'Contoso',
    provider: 'Contoso',
    driverRank: 0,
    ...more,
  };
}

/** What a test asks. */
export interface ShortQuestion {
  readonly computerIds?: readonly string[];
  /** Null: the client sends none. Left out: `KEY`. */
  readonly key?: string | null;
  /** RevisionIDs out of scope. */
  readonly outOfScope?: readonly number[];
  /** Ids of updates to be removed. */
  readonly removed?: readonly number[];
}

/** The picks for the devices as `id.revision: ids`. */
export function picks(
  catalog: Catalog,
  devices: readonly DeviceSpec[],
  question: ShortQuestion = {},
): string[] {
  const { computerIds = [], key = KEY, outOfScope = [], removed = [] } = question;
  const names = namesOf(catalog);
  const actionOf = (revisionId: number): DeploymentAction =>
    removed.includes(Number(names.get(revisionId)?.split('.')[0])) ? 'Uninstall' : 'Install';
  const found = pickDrivers(createDriverIndex(catalog.database), {
    devices,
    computerHardwareIds: computerIds,
    ...(key !== null && { featureScoreKey: key }),
    isNeeded: (revisionId) => !outOfScope.includes(revisionId),
    actionOf,
  });
  if (found === undefined) throw new Error('the request was refused');
  return found.map(({ revisionId, hardwareIds }) => `${names.get(revisionId)}: ${hardwareIds.join(' ')}`);
}

/** By RevisionID: `id.revision` as the test numbered them. */
function namesOf({ database }: Catalog): Map<number, string> {
  const rows = database
    .prepare<[], [number, string, number]>(
      'SELECT revision_id, update_id, revision_number FROM revision JOIN update_identity USING (update_key)',
    )
    .raw()
    .all();
  return new Map(
    rows.map(([revisionId, updateId, number]) => [revisionId, `${Number(updateId.slice(-12))}.${number}`]),
  );
}

/** The picks for `devices` in a catalogue of `updates`. */
export function picked(
  t: Test,
  updates: readonly ShortUpdate[],
  devices: DeviceSpec | readonly DeviceSpec[],
  question?: ShortQuestion,
): string[] {
  const catalog = testCatalog(t);
  importUpdates(catalog, ...updates);
  return picks(catalog, [devices].flat(), question);
}
