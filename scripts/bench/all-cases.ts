import { changeBenchCases } from './change-cases.ts';
import { connectionBenchCases } from './connection-cases.ts';
import { contentBenchCases } from './content-cases.ts';
import { deviceBenchCases } from './device-cases.ts';
import { driverPassBenchCases } from './driver-pass-cases.ts';
import { firstPageBenchCases } from './first-page-cases.ts';
import { importBenchCases } from './import-cases.ts';
import { journalBenchCases } from './journal-cases.ts';
import type { BenchCase } from './row.ts';
import { serverSyncBenchCases } from './server-sync-cases.ts';
import { startBenchCases } from './start-cases.ts';
import { syncBenchCases } from './sync-cases.ts';
import { DEFAULT_SEED } from './synthetic-catalogue.ts';
import { tenantBenchCases } from './tenant-cases.ts';
import { wholeScanBenchCases } from './whole-scan-cases.ts';
import { xpressBenchCases } from './xpress-cases.ts';

/** Every row of the benchmark; `exportFile` is the export to import, `seed` that of the synthetic catalogues. */
export function benchCases(exportFile: string, seed: string = DEFAULT_SEED): readonly BenchCase[] {
  return [
    ...startBenchCases(),
    ...syncBenchCases(seed),
    ...journalBenchCases(seed),
    ...tenantBenchCases(),
    ...connectionBenchCases(seed),
    ...xpressBenchCases(seed),
    ...driverPassBenchCases(seed),
    ...firstPageBenchCases(seed),
    ...wholeScanBenchCases(seed),
    ...changeBenchCases(seed),
    ...serverSyncBenchCases(seed),
    ...importBenchCases(exportFile),
    ...contentBenchCases(),
    ...deviceBenchCases(exportFile),
  ];
}
