import { fail } from '../../platform/errors/index.ts';
import { startChild } from './child-process.ts';
import type { LoadPlan, LoadReply, LoadResult } from './load-plan.ts';

/** A load client in a process of its own, so that it takes no time from the server it measures. */
export interface LoadClient {
  /** Carries out one plan at a time. @throws BENCH_LOAD with the reason the client gave */
  run(plan: LoadPlan): Promise<LoadResult>;
  close(): Promise<void>;
}

/** Starts the client's process. It stays warm between plans; close it when done. */
export function startLoadClient(): LoadClient {
  const child = startChild<LoadPlan, LoadReply>('load-process');
  return {
    async run(plan) {
      const answer = await child.ask(plan);
      return 'result' in answer ? answer.result : fail('BENCH_LOAD', { why: answer.error });
    },
    close: child.close,
  };
}
