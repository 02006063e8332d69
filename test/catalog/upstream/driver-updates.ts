import type { Catalog } from '../../../catalog/catalog.ts';
import { importDocuments } from '../../../catalog/import/import-documents.ts';
import { documentOf, type ShortUpdate } from '../../helpers/documents.ts';
import { driver } from '../drivers/drivers.ts';

/** A driver in few words: numbers stand for computers, see `computerOf`. */
export interface HardwareUpdate extends Omit<ShortUpdate, 'type' | 'more'> {
  /** Hardware ids of devices; a row for each, `PCI\A` when left out. */
  readonly devices?: readonly string[];
  readonly targets?: readonly number[];
  readonly distribution?: readonly number[];
  /** CompatibleProtocolVersion. */
  readonly protocol?: string;
}

/** The computer hardware id a number stands for. */
export function computerOf(number: number): string {
  return `c0ffee00-0000-4000-8000-${String(number).padStart(12, '0')}`;
}

/** The document of a driver. */
export function driverDocument(update: HardwareUpdate): string {
  const { devices = ['PCI\\A'], targets = [], distribution = [], protocol, ...rest } = update;
  const drivers = devices.map((hardwareId) =>
    driver({
      hardwareId,
      targetComputerHardwareIds: targets.map(computerOf),
      distributionComputerHardwareIds: distribution.map(computerOf),
    }),
  );
  const xml = documentOf({ ...rest, type: 'Driver', more: { drivers } });
  if (protocol === undefined) return xml;
  return xml.replace('<upd:Properties ', `<upd:Properties CompatibleProtocolVersion="${protocol}" `);
}

/** Imports drivers in one transaction. */
export function importDrivers({ write, ...catalog }: Catalog, ...updates: readonly HardwareUpdate[]): void {
  const items = updates.map((update) => ({ xml: driverDocument(update), source: `${update.id}.xml` }));
  write(() => importDocuments({ write, ...catalog }, items));
}
