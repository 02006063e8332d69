import t from 'tap';
import { createPrinterDrivers, PRINTER_QUERY } from '../../../catalog/drivers/printer-drivers.ts';
import { testCatalog } from '../../helpers/catalogs.ts';
import { importUpdates, revisionIdOf } from '../../helpers/documents.ts';
import { driverUpdate } from './drivers.ts';

const printer = { class: 'Printer', hardwareId: 'USBPRINT\\B' };

t.test('every driver with an entry for a printer is found, with the ids of those entries', (t) => {
  const catalog = testCatalog(t);
  importUpdates(
    catalog,
    driverUpdate(1, printer, { ...printer, hardwareId: 'USBPRINT\\A' }, { hardwareId: 'PCI\\A' }, printer),
    driverUpdate(2, {}),
    driverUpdate(3, { ...printer, class: ' PRINTERS ' }),
    driverUpdate(4, { ...printer, class: 'PrintQueue' }),
    { id: 5 },
  );
  t.same(
    createPrinterDrivers(catalog.database)(() => true),
    [
      { revisionId: revisionIdOf(catalog, 1), hardwareIds: ['USBPRINT\\A', 'USBPRINT\\B'] },
      { revisionId: revisionIdOf(catalog, 3), hardwareIds: ['USBPRINT\\B'] },
    ],
  );
  t.end();
});

t.test('of an update the latest revision in scope is found', (t) => {
  const catalog = testCatalog(t);
  importUpdates(
    catalog,
    { ...driverUpdate(1, printer), revision: 3 },
    { ...driverUpdate(1, printer), revision: 2 },
    driverUpdate(1, printer),
  );
  const find = createPrinterDrivers(catalog.database);
  const found = (...outOfScope: number[]) =>
    find((id) => !outOfScope.includes(id)).map(({ revisionId }) => revisionId);
  const revision = (number: number) => revisionIdOf(catalog, 1, number);
  t.same(found(), [revision(3)]);
  t.same(found(revision(3)), [revision(2)]);
  t.same(found(revision(1), revision(2), revision(3)), []);
  t.end();
});

t.test('an index over printers alone answers the query', (t) => {
  const { database } = testCatalog(t);
  database.exec(`CREATE INDEX IF NOT EXISTS driver_of_printer ON driver (revision_id, hardware_id)
    WHERE lower(trim(class)) IN ('printer', 'printers')`);
  const plan = database.prepare<[], { detail: string }>(`EXPLAIN QUERY PLAN ${PRINTER_QUERY}`).all();
  const steps = plan.map(({ detail }) => detail);
  t.ok(
    steps.some((step) => step.includes('INDEX driver_of_printer')),
    steps.join('; '),
  );
  t.ok(
    steps.some((step) => /^SEARCH revision /.test(step)),
    steps.join('; '),
  );
  t.end();
});
