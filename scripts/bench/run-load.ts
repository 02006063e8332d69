import { stopwatch } from '../../platform/clock.ts';
import { openLoadConnection } from './load-connection.ts';
import type { LoadPlan, LoadResult } from './load-plan.ts';
import { percentile } from './statistics.ts';

/** Response times kept for the percentiles; later ones overwrite the oldest. */
const MAX_SAMPLES = 200_000;

/** Carries out `plan` in this process. Handshakes come before the clock starts. */
export async function runLoad(plan: LoadPlan): Promise<LoadResult> {
  const connections = await Promise.all(
    Array.from({ length: plan.connections }, () => openLoadConnection(plan)),
  );
  const samples: number[] = [];
  let responses = 0;
  let bytes = 0;
  let turn = 0;
  const elapsed = stopwatch();
  const deadline = plan.seconds * 1000;

  async function drive(connection: (typeof connections)[number]): Promise<void> {
    for (let start = elapsed(); start < deadline; start = elapsed()) {
      const request = plan.requests[turn++ % plan.requests.length];
      if (!request) return;
      const length = await connection.exchange(request);
      // Not `bytes += await …`: that adds to the sum as it was before the wait, and others add meanwhile.
      bytes += length;
      samples[responses++ % MAX_SAMPLES] = elapsed() - start;
    }
  }

  try {
    await Promise.all(connections.map(drive));
  } finally {
    for (const connection of connections) connection.close();
  }
  const seconds = elapsed() / 1000;
  return {
    responses,
    bytes,
    seconds,
    responsesPerSecond: responses / seconds,
    bytesPerSecond: bytes / seconds,
    medianMilliseconds: percentile(samples, 50),
    p99Milliseconds: percentile(samples, 99),
  };
}
