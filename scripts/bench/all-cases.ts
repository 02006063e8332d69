import { contentBenchCases } from './content-cases.ts';
import { importBenchCases } from './import-cases.ts';
import type { BenchCase } from './row.ts';
import { scaleBenchCases } from './scale-cases.ts';
import { startBenchCases } from './start-cases.ts';
import { syncBenchCases } from './sync-cases.ts';

/** Every row of the benchmark; `exportFile` is the export to import. */
export function benchCases(exportFile: string): readonly BenchCase[] {
  return [
    ...startBenchCases(),
    ...syncBenchCases(),
    ...scaleBenchCases(),
    ...importBenchCases(exportFile),
    ...contentBenchCases(),
  ];
}
