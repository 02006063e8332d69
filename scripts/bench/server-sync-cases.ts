import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fail } from '../../platform/errors/index.ts';
import { startChild } from './child-process.ts';
import { runCommand, serveArguments } from './command-line.ts';
import { type BenchCase, type BenchContext, type Budget, judged } from './row.ts';
import { median } from './statistics.ts';
import type { MeasuredRun, SyncOrder, SyncReply } from './sync-message.ts';
import { syntheticState } from './synthetic-state.ts';

type Measured = Exclude<SyncReply, { readonly error: string }>;

const REVISIONS = 25_000;
const MANY_REVISIONS = 100_000;
const RATE: Budget = { of: 'measured', bound: 'least', value: 2_000 };
const NOTHING: Budget = { of: 'measured', bound: 'most', value: 100 };
/** A job that collected the documents of 100,000 revisions would need some 700 MB for them alone. */
const RESIDENT: Budget = { of: 'measured', bound: 'most', value: 450 };

/** The synchronisation job between two doubles in processes of their own, over TLS with revocation checked. */
export function serverSyncBenchCases(seed: string): readonly BenchCase[] {
  const name = (revisions: number, what = ''): string =>
    `synchronisation of ${revisions.toLocaleString('en-US')} revisions${what}`;
  let measured: Promise<Measured> | undefined;
  const synchroniseOnce = (context: BenchContext): Promise<Measured> => {
    measured ??= synchronise(context, REVISIONS, seed, 1 + context.rounds);
    return measured;
  };
  return [
    {
      name: name(REVISIONS),
      async run(context) {
        const { revisions, milliseconds, calls } = firstOf(await synchroniseOnce(context));
        const seconds = milliseconds / 1000;
        const note = `${revisions} revisions in ${seconds.toFixed(1)} s, ${calls} calls over TLS`;
        return judged({
          name: name(REVISIONS),
          measured: revisions / seconds,
          unit: '/s',
          budget: RATE,
          note,
        });
      },
    },
    {
      name: name(REVISIONS, ', nothing new'),
      async run(context) {
        const [, ...again] = (await synchroniseOnce(context)).runs;
        return judged({
          name: name(REVISIONS, ', nothing new'),
          measured: median(again.map(({ milliseconds }) => milliseconds)),
          unit: 'ms',
          budget: NOTHING,
          note: `median of ${again.length}, a connection each; ${again[0]?.calls} calls`,
        });
      },
    },
    {
      name: name(MANY_REVISIONS, ', memory'),
      async run(context) {
        const done = await synchronise(context, MANY_REVISIONS, seed, 1);
        const { revisions, milliseconds } = firstOf(done);
        const rate = revisions / (milliseconds / 1000);
        return judged({
          name: name(MANY_REVISIONS, ', memory'),
          measured: done.peakResidentMegabytes,
          unit: 'MB',
          budget: RESIDENT,
          note: `most that was resident in the synchronising process; ${rate.toFixed(0)} revisions a second`,
        });
      },
    },
  ];
}

function firstOf({ runs }: Measured): MeasuredRun {
  return runs[0] ?? fail('BENCH_COMMAND', { args: 'the synchronisation', reason: 'it did not run' });
}

/** Synchronises a new state folder `times` over, in a process of its own. */
async function synchronise(
  context: BenchContext,
  revisions: number,
  seed: string,
  times: number,
): Promise<Measured> {
  const upstream = runCommand(serveArguments(syntheticState(context, { revisions, seed })));
  const child = startChild<SyncOrder, SyncReply>('sync-process');
  try {
    const { urls, caFile } = JSON.parse(await upstream.firstLine) as {
      urls: { https: string };
      caFile: string;
    };
    context.progress('synchronising');
    const state = path.join(context.folder, 'downstream');
    const reply = await child.ask({ state, url: urls.https, ca: readFileSync(caFile, 'utf8'), times });
    if ('error' in reply) fail('BENCH_COMMAND', { args: 'the synchronisation', reason: reply.error });
    return reply;
  } finally {
    await child.close();
    await upstream.stop();
  }
}
