import { type MockWindowsUpdate, startMockWindowsUpdate } from '../../server/start.ts';
import { startLoadClient } from './load-client.ts';
import { type LoadPlan, requestBytes } from './load-plan.ts';
import { compare } from './ratio.ts';
import { type BenchCase, judged } from './row.ts';
import { openScanSession, syncBody, syncHeaders } from './scan-session.ts';
import { CLIENT_PATH } from './served-catalogue.ts';
import { syntheticState } from './synthetic-state.ts';

const REVISIONS = 10_000;
const CONNECTIONS = 4;
const CLIENTS = 200;
const PORTS = { httpPort: 0, httpsPort: 0, controlPort: 0 };
/** The journal may take a twentieth of what a server can answer. */
const LEAST_RATIO = 0.95;

/** What the journal costs: SyncUpdates over TLS with it against the same double without. */
export function journalBenchCases(seed: string): readonly BenchCase[] {
  return [
    {
      name: 'SyncUpdates with journal',
      async run(context) {
        const state = syntheticState(context, { revisions: REVISIONS, seed });
        const noting = await startMockWindowsUpdate({ state, ...PORTS });
        const silent = await startMockWindowsUpdate({ state, ...PORTS, journal: { entries: 0 } });
        const client = startLoadClient();
        try {
          const bodies: string[] = [];
          for (let number = 0; number < CLIENTS; number++) {
            const { cookie } = await openScanSession(noting.urls.http, `bench-journal-${number}`);
            bodies.push(syncBody(cookie, {}));
          }
          const rate = (double: MockWindowsUpdate) => async (): Promise<number> =>
            (await client.run(planFor(double, bodies, context.seconds))).responsesPerSecond;
          const { first, second, ratio } = await compare(
            { name: 'with journal', measure: rate(noting) },
            { name: 'without', measure: rate(silent) },
            context,
          );
          return judged({
            name: 'SyncUpdates with journal',
            measured: first,
            unit: 'requests/s',
            ratio,
            budget: { of: 'ratio', bound: 'least', value: LEAST_RATIO },
            note: `without journal: ${Math.round(second)} requests/s; ${noting.journal.state().last} entries noted`,
          });
        } finally {
          await client.close();
          await noting.close();
          await silent.close();
        }
      },
    },
  ];
}

function planFor(double: MockWindowsUpdate, bodies: readonly string[], seconds: number): LoadPlan {
  const port = Number(new URL(double.urls.https).port);
  const host = `localhost:${port}`;
  return {
    host: '127.0.0.1',
    port,
    tls: { ca: double.ca.pem, servername: 'localhost' },
    connections: CONNECTIONS,
    requests: bodies.map((body) =>
      requestBytes({ method: 'POST', path: CLIENT_PATH, host, headers: syncHeaders, body }),
    ),
    seconds,
    status: 200,
  };
}
