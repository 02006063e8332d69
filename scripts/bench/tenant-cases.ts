import path from 'node:path';
import { stopwatch } from '../../platform/clock.ts';
import { type MockWindowsUpdate, startMockWindowsUpdate } from '../../server/start.ts';
import type { Tenant } from '../../server/tenants/tenant.ts';
import { type BenchCase, type BenchRow, judged } from './row.ts';
import { median } from './statistics.ts';

const PORTS = { httpPort: 0, httpsPort: 0, controlPort: 0 };
const TENANTS = 60;
/** Enough of them that what the process takes and gives back besides does not show. */
const MANY_TENANTS = 300;
const MIB = 1024 * 1024;

/** What tenants and snapshots cost on the demo seed. */
export function tenantBenchCases(): readonly BenchCase[] {
  return [
    onDemo('tenant of the demo seed, made', async (double) => {
      const { times } = await makeTenants(double, TENANTS);
      return { measured: median(times), unit: 'ms', budget: { of: 'measured', bound: 'most', value: 20 } };
    }),
    onDemo('tenant of the demo seed, memory', async (double) => {
      const { bytes } = await makeTenants(double, MANY_TENANTS);
      return { measured: bytes / MIB, unit: 'MB', budget: { of: 'measured', bound: 'most', value: 2 } };
    }),
    onDemo('snapshot and restore of the demo seed', async (double) => {
      const times = Array.from({ length: TENANTS }, (_none, at) => {
        const elapsed = stopwatch();
        double.snapshots.take('bench');
        double.snapshots.restore('bench');
        if (at % 2 === 0) double.reset();
        return elapsed();
      });
      return { measured: median(times), unit: 'ms', budget: { of: 'measured', bound: 'most', value: 50 } };
    }),
    onDemo('waiting for the journal, woken', async (double) => {
      const times: number[] = [];
      const url = `${double.urls.http}/ClientWebService/Client.asmx`;
      for (let round = 0; round < TENANTS; round++) {
        const { last } = double.journal.state();
        const waiting = double.journal.waitFor({ kind: 'http' }, { after: last });
        const elapsed = stopwatch();
        const reply = await fetch(url);
        await reply.arrayBuffer();
        await waiting;
        times.push(elapsed());
      }
      return { measured: median(times), unit: 'ms', budget: { of: 'measured', bound: 'most', value: 10 } };
    }),
  ];
}

type Measured = Omit<BenchRow, 'name' | 'ok'>;

function onDemo(name: string, measure: (double: MockWindowsUpdate) => Promise<Measured>): BenchCase {
  return {
    name,
    async run({ folder }) {
      const state = path.join(folder, 'state');
      const double = await startMockWindowsUpdate({ state, seeds: ['demo'], ...PORTS });
      try {
        return judged({ name, ...(await measure(double)) });
      } finally {
        await double.close();
      }
    },
  };
}

async function makeTenants(
  double: MockWindowsUpdate,
  many: number,
): Promise<{ readonly times: readonly number[]; readonly bytes: number }> {
  const made: Tenant[] = [];
  const times: number[] = [];
  const before = process.memoryUsage().rss;
  for (let count = 0; count < many; count++) {
    const elapsed = stopwatch();
    made.push(await double.tenants.create());
    times.push(elapsed());
  }
  for (const tenant of made) tenant.catalog.view();
  return { times, bytes: (process.memoryUsage().rss - before) / many };
}
