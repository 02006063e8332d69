import { SIZES } from './first-page-cases.ts';
import { type BenchCase, judged } from './row.ts';
import { onServedCatalogue } from './served-catalogue.ts';
import { median } from './statistics.ts';
import { openTlsScan } from './tls-scan.ts';
import { type WholeScan, wholeScan } from './whole-scan.ts';

/** Scans at each size, after one to warm up; each has hundreds of requests. */
const ROUNDS = 3;

/** A client that starts with nothing and scans until nothing new comes. */
export function wholeScanBenchCases(seed: string): readonly BenchCase[] {
  return SIZES.map((revisions) => wholeScanCase(revisions, seed));
}

function wholeScanCase(revisions: number, seed: string): BenchCase {
  const name = `whole scan at ${revisions.toLocaleString('en-US')}`;
  return {
    name,
    run: (context) =>
      onServedCatalogue(context, { revisions, seed }, async ({ served }) => {
        const times: number[] = [];
        let last: WholeScan | undefined;
        for (let round = 0; round <= ROUNDS; round++) {
          context.progress(round === 0 ? 'warming up' : `round ${round} of ${ROUNDS}`);
          const scan = await openTlsScan(served, `bench-scan-${round}`);
          try {
            last = await wholeScan(scan.sync);
            if (round > 0) times.push(scan.waited());
          } finally {
            scan.close();
          }
        }
        return judged({
          name,
          measured: median(times),
          unit: 'ms',
          ...(last && { note: noteOf(last, revisions) }),
        });
      }),
  };
}

function noteOf({ roundTrips, revisions, installed }: WholeScan, all: number): string {
  const share = ((revisions.length / all) * 100).toFixed(1);
  const seen = `${revisions.length} revisions (${share} % of the catalogue)`;
  return `${roundTrips} round trips, ${seen}, ${installed.length} installed; waiting for replies only`;
}
