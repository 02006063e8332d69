import Fastify from 'fastify';
import { fail } from '../../platform/errors/index.ts';
import type { SyncUpdateParameters } from '../../protocol/wusp/sync-types.ts';
import { type MockWindowsUpdate, startMockWindowsUpdate } from '../../server/start.ts';
import { type LoadClient, startLoadClient } from './load-client.ts';
import { type LoadPlan, requestBytes } from './load-plan.ts';
import { compare } from './ratio.ts';
import { type BenchCase, type BenchContext, type BenchRow, judged } from './row.ts';
import { openScanSession, type ScanSession, syncBody, syncHeaders } from './scan-session.ts';
import { CLIENT_PATH as PATH } from './served-catalogue.ts';
import { syntheticState } from './synthetic-state.ts';
import { wholeScan } from './whole-scan.ts';

const REVISIONS = 10_000;
const CONNECTIONS = 4;
const UNIT = 'requests/s';
/** What a Windows 11 client says of itself takes about this many characters (captures 06 to 08). */
const ATTRIBUTE_CHARACTERS = 1_600;
/** Ids a re-scan carries: wire facts §2.5. */
const RESCAN = { installed: 87, cached: 1_029 };

/** Clients that take turns, each with its cookie and its own order of ids: one alone would find everything remembered. */
const CLIENTS = 200;

/** SyncUpdates over TLS against a bare Fastify TLS route that sends the same bytes. */
export function syncBenchCases(seed: string): readonly BenchCase[] {
  return [
    syncCase('SyncUpdates, first page', seed, 0.4, async () => ({})),
    syncCase('SyncUpdates, re-scan', seed, 0.2, rescanParameters),
  ];
}

function syncCase(
  name: string,
  seed: string,
  budget: number,
  parametersOf: (session: ScanSession) => Promise<Partial<SyncUpdateParameters>>,
): BenchCase {
  return {
    name,
    async run(context) {
      const double = await startMockWindowsUpdate({
        state: syntheticState(context, { revisions: REVISIONS, seed }),
        httpPort: 0,
        httpsPort: 0,
        controlPort: 0,
      });
      const client = startLoadClient();
      try {
        context.progress(`registering ${CLIENTS} clients`);
        const sessions: ScanSession[] = [];
        for (let number = 0; number < CLIENTS; number++) {
          sessions.push(await openScanSession(double.urls.http, `bench-${number}`));
        }
        const [first] = sessions;
        if (first === undefined) throw new Error('no client');
        const parameters = await parametersOf(first);
        const bodies = sessions.map(({ cookie }, turn) => syncBody(cookie, turned(parameters, turn)));
        return await measure({ name, budget, bodies, double, client }, context);
      } finally {
        await client.close();
        await double.close();
      }
    },
  };
}

interface Measured {
  readonly name: string;
  readonly budget: number;
  readonly bodies: readonly string[];
  readonly double: MockWindowsUpdate;
  readonly client: LoadClient;
}

async function measure(
  { name, budget, bodies, double, client }: Measured,
  context: BenchContext,
): Promise<BenchRow> {
  const port = Number(new URL(double.urls.https).port);
  const host = `localhost:${port}`;
  const requests = bodies.map((body) =>
    requestBytes({ method: 'POST', path: PATH, host, headers: syncHeaders, body }),
  );
  const [body = ''] = bodies;
  const plan: Omit<LoadPlan, 'port'> = {
    host: '127.0.0.1',
    tls: { ca: double.ca.pem, servername: 'localhost' },
    connections: CONNECTIONS,
    requests,
    seconds: context.seconds,
    status: 200,
  };
  const reply = await replyTo(double, body);
  const bare = await startBareRoute(double, reply);
  try {
    const rate = async (at: number): Promise<number> =>
      (await client.run({ ...plan, port: at })).responsesPerSecond;
    const own = { name: 'SyncUpdates', measure: () => rate(port) };
    const { first, second, ratio } = await compare(
      own,
      { name: 'a bare route', measure: () => rate(bare.port) },
      context,
    );
    const sizes = `${body.length} bytes in, ${reply.length} out`;
    const note = `bare Fastify TLS route: ${Math.round(second)} ${UNIT}; ${sizes}, ${CONNECTIONS} connections`;
    return judged({
      name,
      measured: first,
      unit: UNIT,
      ratio,
      budget: { of: 'ratio', bound: 'least', value: budget },
      note,
    });
  } finally {
    await bare.close();
  }
}

async function replyTo(double: MockWindowsUpdate, body: string): Promise<Buffer> {
  const response = await fetch(`${double.urls.http}${PATH}`, { method: 'POST', headers: syncHeaders, body });
  return Buffer.from(await response.arrayBuffer());
}

/** A Fastify route that reads the body and sends `reply`: what nobody can be faster than. */
async function startBareRoute(
  double: MockWindowsUpdate,
  reply: Buffer,
): Promise<{ port: number; close(): Promise<void> }> {
  const app = Fastify({ https: { ...double.pki.defaultSecureContext(), minVersion: 'TLSv1.2' } });
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
  app.post(PATH, (_request, answer) => answer.type('text/xml; charset=utf-8').send(reply));
  await app.listen({ port: 0, host: '127.0.0.1' });
  const address = app.server.address();
  return { port: typeof address === 'object' && address ? address.port : 0, close: () => app.close() };
}

/** The same question as another client asks it: its ids begin elsewhere. */
function turned(parameters: Partial<SyncUpdateParameters>, turn: number): Partial<SyncUpdateParameters> {
  const { InstalledNonLeafUpdateIDs: installed, OtherCachedUpdateIDs: cached } = parameters;
  return {
    ...parameters,
    ...(installed && { InstalledNonLeafUpdateIDs: rotated(installed, turn) }),
    ...(cached && { OtherCachedUpdateIDs: rotated(cached, turn) }),
  };
}

function rotated(ids: readonly number[], by: number): readonly number[] {
  const at = ids.length === 0 ? 0 : by % ids.length;
  return [...ids.slice(at), ...ids.slice(0, at)];
}

/** A client that has 87 revisions installed and 1,029 others cached asks again, and gets the page it still lacks. */
async function rescanParameters(session: ScanSession): Promise<Partial<SyncUpdateParameters>> {
  const { installed, others } = await wholeScan(
    async (parameters) => (await session.sync(parameters)).SyncUpdatesResult,
  );
  if (installed.length < RESCAN.installed || others.length < RESCAN.cached) {
    fail('BENCH_LOAD', { why: `the client got ${installed.length} and ${others.length} revisions only` });
  }
  return {
    InstalledNonLeafUpdateIDs: installed.slice(0, RESCAN.installed),
    OtherCachedUpdateIDs: others.slice(0, RESCAN.cached),
    ProductsParameters: {
      SyncCurrentVersionOnly: false,
      DeviceAttributes: 'Mock=1;'.repeat(Math.ceil(ATTRIBUTE_CHARACTERS / 7)),
      CallerAttributes: 'Id=Bench;',
      Products: '',
    },
  };
}
