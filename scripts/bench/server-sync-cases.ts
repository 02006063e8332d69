import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fail } from '../../platform/errors/index.ts';
import { startChild } from './child-process.ts';
import { runCommand, serveArguments } from './command-line.ts';
import { type BenchCase, type BenchContext, type Budget, judged } from './row.ts';
import type { SyncOrder, SyncReply } from './sync-message.ts';
import { syntheticState } from './synthetic-state.ts';

type Measured = Exclude<SyncReply, { readonly error: string }>;

const REVISIONS = 25_000;
const MANY_REVISIONS = 100_000;
const RATE: Budget = { of: 'measured', bound: 'least', value: 2_000 };
const NOTHING: Budget = { of: 'measured', bound: 'most', value: 100 };
/** A catalogue of 100,000 revisions has some 300 MB of documents: a job that collected them would need more. */
const RESIDENT: Budget = { of: 'measured', bound: 'most', value: 350 };

/** The synchronisation job between two doubles in processes of their own, over TLS with revocation checked. */
export function serverSyncBenchCases(seed: string): readonly BenchCase[] {
  const name = (revisions: number, what: string): string =>
    `synchronisation of ${revisions.toLocaleString('en-US')} revisions${what}`;
  return [
    {
      name: name(REVISIONS, ''),
      async run(context) {
        const [first] = await synchronise(context, REVISIONS, seed, 1);
        const { revisions, milliseconds, calls } = first;
        const seconds = milliseconds / 1000;
        return judged({
          name: name(REVISIONS, ''),
          measured: revisions / seconds,
          unit: '/s',
          budget: RATE,
          note: `${revisions} revisions in ${seconds.toFixed(1)} s, ${calls} calls over TLS`,
        });
      },
    },
    {
      name: name(REVISIONS, ', nothing new'),
      async run(context) {
        const [, ...again] = await synchronise(context, REVISIONS, seed, 1 + context.rounds);
        const fastest =
          again.toSorted((a, b) => a.milliseconds - b.milliseconds)[again.length >> 1] ?? again[0];
        return judged({
          name: name(REVISIONS, ', nothing new'),
          measured: fastest?.milliseconds ?? Number.NaN,
          unit: 'ms',
          budget: NOTHING,
          note: `median of ${again.length}, a process and a connection each; ${fastest?.calls} calls`,
        });
      },
    },
    {
      name: name(MANY_REVISIONS, ', memory'),
      async run(context) {
        const [first] = await synchronise(context, MANY_REVISIONS, seed, 1);
        const rate = first.revisions / (first.milliseconds / 1000);
        return judged({
          name: name(MANY_REVISIONS, ', memory'),
          measured: first.peakResidentMegabytes,
          unit: 'MB',
          budget: RESIDENT,
          note: `most that was resident in the synchronising process; ${rate.toFixed(0)} revisions a second`,
        });
      },
    },
  ];
}

/** Synchronises a new state folder `times` over, each time in a new process. */
async function synchronise(
  context: BenchContext,
  revisions: number,
  seed: string,
  times: number,
): Promise<readonly [Measured, ...Measured[]]> {
  const upstream = runCommand(serveArguments(syntheticState(context, { revisions, seed })));
  try {
    const { urls, caFile } = JSON.parse(await upstream.firstLine) as {
      urls: { https: string };
      caFile: string;
    };
    const order = {
      state: path.join(context.folder, 'downstream'),
      url: urls.https,
      ca: readFileSync(caFile, 'utf8'),
    };
    context.progress('synchronising');
    const first = await runOnce(order);
    const others: Measured[] = [];
    while (others.length < times - 1) others.push(await runOnce(order));
    return [first, ...others];
  } finally {
    await upstream.stop();
  }
}

async function runOnce(order: SyncOrder): Promise<Measured> {
  const child = startChild<SyncOrder, SyncReply>('sync-process');
  try {
    const reply = await child.ask(order);
    if ('error' in reply) fail('BENCH_COMMAND', { args: 'the synchronisation', reason: reply.error });
    return reply;
  } finally {
    await child.close();
  }
}
