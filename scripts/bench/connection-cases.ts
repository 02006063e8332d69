import { type BenchCase, judged } from './row.ts';
import { openScanSession, syncBody } from './scan-session.ts';
import { onServedCatalogue } from './served-catalogue.ts';

const REVISIONS = 10_000;
const CONNECTIONS = [1, 8, 64] as const;
const UNIT = 'requests/s';

/** First pages a second, by how many clients ask at the same time. */
export function connectionBenchCases(seed: string): readonly BenchCase[] {
  return CONNECTIONS.map((connections) => connectionCase(connections, seed));
}

function connectionCase(connections: number, seed: string): BenchCase {
  const name = `requests a second, ${connections} ${connections === 1 ? 'connection' : 'connections'}`;
  return {
    name,
    run: (context) =>
      onServedCatalogue(context, { revisions: REVISIONS, seed }, async ({ served, client }) => {
        const bodies: string[] = [];
        for (let number = 0; number < connections; number++) {
          bodies.push(syncBody((await openScanSession(served.http, `bench-${number}`)).cookie, {}));
        }
        const plan = served.load(bodies, { connections });
        context.progress('warming up');
        await client.run(plan);
        context.progress('measuring');
        const { responsesPerSecond, medianMilliseconds, p99Milliseconds } = await client.run(plan);
        const times = `median ${medianMilliseconds.toFixed(2)} ms, p99 ${p99Milliseconds.toFixed(2)} ms`;
        const note = `SyncUpdates first page over TLS, ${times}`;
        return judged({ name, measured: responsesPerSecond, unit: UNIT, note });
      }),
  };
}
