import { readFileSync } from 'node:fs';
import { type BenchCase, type BenchContext, type BenchRow, judged, skipped } from './row.ts';
import { openScanSession, syncBody } from './scan-session.ts';
import { onServedCatalogue } from './served-catalogue.ts';

const SMALL = 1_000;
const LARGE = 100_000;
/** Sizes the rows that depend on the catalogue's size are measured at. */
export const SIZES = [SMALL, 10_000, LARGE] as const;

const UNIT = 'ms';

interface FirstPage {
  readonly medianMilliseconds: number;
  readonly p99Milliseconds: number;
  /** Bytes of one reply. */
  readonly bytes: number;
  /** Resident memory of the server after the load, in MB; undefined where the system does not tell. */
  readonly residentMegabytes: number | undefined;
}

type MeasureOnce = (context: BenchContext, revisions: number) => Promise<FirstPage>;

/** The first page of a fresh client at every size, how it grows, and what memory the large catalogue takes. */
export function firstPageBenchCases(seed: string): readonly BenchCase[] {
  const known = new Map<number, Promise<FirstPage>>();
  const measureOnce: MeasureOnce = (context, revisions) => {
    const measured = known.get(revisions) ?? firstPage(context, revisions, seed);
    known.set(revisions, measured);
    return measured;
  };
  return [
    ...SIZES.map((revisions) => sizeCase(revisions, measureOnce)),
    growthCase(measureOnce),
    memoryCase(measureOnce),
  ];
}

function sizeCase(revisions: number, measure: MeasureOnce): BenchCase {
  const name = `first page at ${revisions.toLocaleString('en-US')}`;
  return {
    name,
    async run(context) {
      const { medianMilliseconds, p99Milliseconds, bytes } = await measure(context, revisions);
      const note = `p99 ${p99Milliseconds.toFixed(2)} ms, ${bytes} bytes out, one connection, TLS`;
      return judged({ name, measured: medianMilliseconds, unit: UNIT, note });
    },
  };
}

function growthCase(measure: MeasureOnce): BenchCase {
  const name = `first page, ${LARGE} against ${SMALL}`;
  return {
    name,
    async run(context): Promise<BenchRow> {
      const small = await measure(context, SMALL);
      const large = await measure(context, LARGE);
      const ratio = large.medianMilliseconds / small.medianMilliseconds;
      const budget = { of: 'ratio', bound: 'most', value: 2 } as const;
      const note = `${SMALL}: ${small.medianMilliseconds.toFixed(2)} ms, one connection, TLS`;
      return judged({ name, measured: large.medianMilliseconds, unit: UNIT, ratio, budget, note });
    },
  };
}

function memoryCase(measure: MeasureOnce): BenchCase {
  const name = `resident at ${LARGE} revisions`;
  return {
    name,
    async run(context) {
      const { residentMegabytes } = await measure(context, LARGE);
      const budget = { of: 'measured', bound: 'most', value: 600 } as const;
      if (residentMegabytes === undefined) return skipped(name, 'MB', 'this system does not tell', budget);
      const note = 'a server of its own, after the load';
      return judged({ name, measured: residentMegabytes, unit: 'MB', budget, note });
    },
  };
}

function firstPage(context: BenchContext, revisions: number, seed: string): Promise<FirstPage> {
  return onServedCatalogue(context, { revisions, seed }, async ({ served, client }) => {
    const { cookie } = await openScanSession(served.http);
    const plan = served.load([syncBody(cookie, {})], { connections: 1 });
    context.progress('asking for the first page over and over');
    await client.run(plan);
    const { medianMilliseconds, p99Milliseconds, bytes, responses } = await client.run(plan);
    const residentMegabytes = resident(served.pid);
    return { medianMilliseconds, p99Milliseconds, bytes: Math.round(bytes / responses), residentMegabytes };
  });
}

function resident(pid: number | undefined): number | undefined {
  try {
    const kilobytes = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    return kilobytes === undefined ? undefined : Number(kilobytes) / 1024;
  } catch {
    return undefined;
  }
}
