import { existsSync, readFileSync } from 'node:fs';
import { fail } from '../../platform/errors/index.ts';
import { startChild } from './child-process.ts';
import { runCommand, serveArguments } from './command-line.ts';
import type { DeviceOrder, DeviceReply } from './device-message.ts';
import { type BenchCase, type BenchContext, type BenchRow, type Budget, judged, skipped } from './row.ts';
import { median } from './statistics.ts';

const DEVICES = 1_000;
const SCAN: Budget = { of: 'measured', bound: 'most', value: 250 };
const FLEET: Budget = { of: 'measured', bound: 'most', value: 60 };
const RESIDENT: Budget = { of: 'measured', bound: 'most', value: 500 };
const RULES: Budget = { of: 'measured', bound: 'most', value: 1_000 };

type Answer<K> = Extract<DeviceReply, { readonly kind: K }>;

/** The simulated device in a process of its own: one, a thousand, and its rules over the export at `file`. */
export function deviceBenchCases(file: string | undefined): readonly BenchCase[] {
  let fleet: Promise<Answer<'fleet'>> | undefined;
  const fleetOnce = (context: BenchContext): Promise<Answer<'fleet'>> => {
    fleet ??= onDemo(context, (where) => ask<'fleet'>({ kind: 'fleet', ...where, count: DEVICES }));
    return fleet;
  };
  return [
    caseOf('device: scan of the demo seed, the first of a process', async (context) => {
      const times = 1 + context.rounds;
      const { milliseconds, calls } = await onDemo(context, (where) =>
        ask<'scans'>({ kind: 'scans', ...where, times }),
      );
      const [first = Number.NaN, ...later] = milliseconds;
      const note = `after connecting over TLS, ${calls} calls; later ones ${median(later).toFixed(0)} ms`;
      return { measured: first, unit: 'ms', budget: SCAN, note };
    }),
    caseOf(`device: ${DEVICES.toLocaleString('en-US')} devices scan the demo seed`, async (context) => {
      const { report } = await fleetOnce(context);
      const { seconds, failed, calls, whole } = report;
      if (failed > 0) fail('BENCH_COMMAND', { args: 'the fleet', reason: `${failed} devices failed` });
      const note = `none failed; ${(calls / seconds).toFixed(0)} calls a second, a device ${whole.median.toFixed(0)} ms (median)`;
      return { measured: seconds, unit: 's', budget: FLEET, note };
    }),
    caseOf(`device: ${DEVICES.toLocaleString('en-US')} devices, memory`, async (context) => {
      const { peakResidentMegabytes } = await fleetOnce(context);
      const note = 'most that was resident in the process of the devices';
      return { measured: peakResidentMegabytes, unit: 'MB', budget: RESIDENT, note };
    }),
    {
      name: RULES_NAME,
      run: async ({ rounds }) => {
        if (file === undefined || !existsSync(file))
          return skipped(RULES_NAME, 'ms', 'no export is here; name one with --export FILE', RULES);
        const { revisions, milliseconds, reading } = await ask<'rules'>({
          kind: 'rules',
          file,
          times: rounds,
        });
        const note = `${revisions} revisions, read before in ${reading.toFixed(0)} ms`;
        return judged({ name: RULES_NAME, measured: median(milliseconds), unit: 'ms', budget: RULES, note });
      },
    },
  ];
}

const RULES_NAME = 'device: rules of a real export judged';

function caseOf(
  name: string,
  measure: (context: BenchContext) => Promise<Omit<BenchRow, 'name' | 'ok'>>,
): BenchCase {
  return { name, run: async (context) => judged({ name, ...(await measure(context)) }) };
}

/** Does `work` while a double with the demo seed runs in a process of its own. */
async function onDemo<T>(
  context: BenchContext,
  work: (where: { readonly url: string; readonly ca: string }) => Promise<T>,
): Promise<T> {
  const server = runCommand([...serveArguments(`${context.folder}/state`), '--seed', 'demo']);
  try {
    const { urls, caFile } = JSON.parse(await server.firstLine) as {
      urls: { https: string };
      caFile: string;
    };
    return await work({ url: urls.https, ca: readFileSync(caFile, 'utf8') });
  } finally {
    await server.stop();
  }
}

async function ask<K extends DeviceOrder['kind']>(
  order: Extract<DeviceOrder, { kind: K }>,
): Promise<Answer<K>> {
  const child = startChild<DeviceOrder, DeviceReply>('device-process');
  try {
    const reply = await child.ask(order);
    if ('error' in reply) return fail('BENCH_COMMAND', { args: 'the devices', reason: reply.error });
    return reply as Answer<K>;
  } finally {
    await child.close();
  }
}
