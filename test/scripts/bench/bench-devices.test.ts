import t from 'tap';
import { parseUpdateDocument } from '../../../protocol/metadata/parse-update-document.ts';
import { driverPassParameters } from '../../../scripts/bench/bench-devices.ts';
import { syntheticDocuments } from '../../../scripts/bench/synthetic-catalogue.ts';

t.test('75 devices with six ids each, some with drivers in the catalogue and some without', async (t) => {
  const { SystemSpec: devices = [], ComputerSpec: computer, ...rest } = driverPassParameters();
  t.match(rest, { SkipSoftwareSync: true, FeatureScoreMatchingKey: 'AMD64.10.0' });
  t.equal(devices.length, 75);
  const drivers = [...syntheticDocuments(6_000, { drivers: 5_000 })]
    .filter(({ xml }) => xml.includes('UpdateType="Driver"'))
    .flatMap(({ xml }) => parseUpdateDocument(xml).drivers);
  const named = new Set(drivers.map(({ hardwareId }) => hardwareId));
  let matched = 0;
  for (const { HardwareIDs: hardware = [], CompatibleIDs: compatible = [] } of devices) {
    t.equal(new Set([...hardware, ...compatible]).size, 6);
    if (hardware.some((id) => named.has(id))) matched++;
  }
  t.ok(matched > 40 && matched <= 50, `${matched} devices have a driver here`);
  const computers = new Set(drivers.flatMap((driver) => driver.targetComputerHardwareIds));
  t.ok(
    computer?.HardwareIDs?.some((id) => computers.has(id)),
    'some drivers are for this computer',
  );
});
