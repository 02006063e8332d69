import t from 'tap';
import { testCatalog } from '../../helpers/catalogs.ts';
import { importUpdates } from '../../helpers/documents.ts';
import { device, driverUpdate, inUse, picks } from './drivers.ts';

const DRIVERS = 5_000;
const DEVICES = 75;
const IDS_A_DEVICE = 6;

t.test('a PC of 75 devices finds its drivers among 5,000', (t) => {
  const catalog = testCatalog(t);
  // Twelve drivers a hardware id, so that each device has many to choose from; the last of them is the newest.
  const hardwareIds = (at: number) => [`PCI\\VEN_8086&DEV_${Math.floor(at / 12)}`, 'USB\\CLASS_03'];
  const updates = Array.from({ length: DRIVERS }, (_none, at) =>
    driverUpdate(
      at + 1,
      ...hardwareIds(at).map((hardwareId) => ({ hardwareId, driverVerVersion: `1.0.${at}.0`, score: 0x20 })),
    ),
  );
  importUpdates(catalog, ...updates);
  const devices = Array.from({ length: DEVICES }, (_none, at) =>
    device(
      Array.from(
        { length: IDS_A_DEVICE - 1 },
        (_id, more) => `pci\\ven_8086&dev_${at}${'&rev'.repeat(4 - more)}`,
      ),
      {
        compatibleIds: ['USB\\Class_03'],
        installed: inUse({ matchingId: 'USB\\CLASS_03', driverRank: 0xff2000 }),
      },
    ),
  );
  const start = performance.now();
  const found = picks(catalog, devices);
  t.comment(`${Math.round(performance.now() - start)} ms`);
  t.same(
    found,
    Array.from({ length: DEVICES }, (_none, at) => `${at * 12 + 12}.1: PCI\\VEN_8086&DEV_${at}`),
  );
  t.end();
});
