import { readFileSync } from 'node:fs';
import { runCommand, serveArguments } from './command-line.ts';
import { type LoadClient, startLoadClient } from './load-client.ts';
import { type LoadPlan, requestBytes } from './load-plan.ts';
import type { BenchContext } from './row.ts';
import { syncHeaders } from './scan-session.ts';
import { type SyntheticChoice, syntheticState } from './synthetic-state.ts';

/** Where SyncUpdates is asked for. */
export const CLIENT_PATH = '/ClientWebService/client.asmx';

/** A double in a process of its own that serves a synthetic catalogue. */
export interface ServedCatalogue {
  /** Its state folder. */
  readonly state: string;
  /** Base URL of plain HTTP. */
  readonly http: string;
  /** Port of TLS on 127.0.0.1; its certificate is for `localhost`. */
  readonly port: number;
  /** The root certificate in PEM. */
  readonly ca: string;
  readonly pid: number | undefined;
  /** Load of the SyncUpdates requests `bodies` over TLS, taken in turn. */
  load(
    bodies: readonly string[],
    options: { readonly connections: number; readonly headers?: Readonly<Record<string, string>> },
  ): LoadPlan;
}

/** What the work of a case on a served catalogue is done with. */
export interface Serving {
  readonly served: ServedCatalogue;
  readonly client: LoadClient;
}

/** Serves the catalogue of `choice`, lets `work` measure it and ends both processes. */
export async function onServedCatalogue<T>(
  context: BenchContext,
  choice: SyntheticChoice,
  work: (serving: Serving) => Promise<T>,
): Promise<T> {
  const state = syntheticState(context, choice);
  context.progress('starting a server of its own');
  const server = runCommand(serveArguments(state));
  const client = startLoadClient();
  try {
    const { urls, caFile } = JSON.parse(await server.firstLine) as {
      urls: { http: string; https: string };
      caFile: string;
    };
    const port = Number(new URL(urls.https).port);
    const ca = readFileSync(caFile, 'utf8');
    const load = loadOn(port, ca, context.seconds);
    return await work({ served: { state, http: urls.http, port, ca, pid: server.child.pid, load }, client });
  } finally {
    await client.close();
    await server.stop();
  }
}

function loadOn(port: number, ca: string, seconds: number): ServedCatalogue['load'] {
  return (bodies, { connections, headers }) => ({
    host: '127.0.0.1',
    port,
    tls: { ca, servername: 'localhost' },
    connections,
    requests: bodies.map((body) =>
      requestBytes({
        method: 'POST',
        path: CLIENT_PATH,
        host: `localhost:${port}`,
        headers: { ...syncHeaders, ...headers },
        body,
      }),
    ),
    seconds,
    status: 200,
  });
}
