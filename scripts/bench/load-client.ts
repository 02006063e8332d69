import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { fail } from '../../platform/errors/index.ts';
import type { LoadPlan, LoadReply, LoadResult } from './load-plan.ts';

/** A load client in a process of its own, so that it takes no time from the server it measures. */
export interface LoadClient {
  /** Carries out one plan at a time. @throws BENCH_LOAD with the reason the client gave */
  run(plan: LoadPlan): Promise<LoadResult>;
  close(): Promise<void>;
}

/** Starts the client's process. It stays warm between plans; close it when done. */
export function startLoadClient(): LoadClient {
  // Beside this file, under the name it has before or after compilation.
  const script = new URL(`./load-process${path.extname(import.meta.url)}`, import.meta.url);
  const stdio = ['ignore', 'ignore', 'inherit', 'ipc'] as const;
  const child = fork(fileURLToPath(script), { serialization: 'advanced', stdio: [...stdio] });
  return {
    async run(plan) {
      const reply = nextReply(child);
      child.send(plan);
      const answer = await reply;
      return 'result' in answer ? answer.result : fail('BENCH_LOAD', { why: answer.error });
    },
    async close() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const ended = once(child, 'exit');
      child.kill();
      await ended;
    },
  };
}

async function nextReply(child: ChildProcess): Promise<LoadReply> {
  const listening = new AbortController();
  const { signal } = listening;
  const message = once(child, 'message', { signal }).then(([reply]) => reply as LoadReply);
  const exit = once(child, 'exit', { signal }).then(([code]) => ({
    error: `its process ended with ${code}`,
  }));
  const reply = await Promise.race([message, exit]);
  listening.abort();
  // The loser of the race rejects on abort; nobody waits for it any more.
  await Promise.allSettled([message, exit]);
  return reply;
}
