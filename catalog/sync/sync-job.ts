import type { Clock } from '../../platform/clock.ts';
import { MockWuError, messageOf } from '../../platform/errors/index.ts';
import type { Randomness } from '../../platform/randomness.ts';
import { SoapFault } from '../../protocol/soap/fault.ts';
import type { Catalog } from '../catalog.ts';
import type { ContentStore } from '../content-store.ts';
import type { SyncResult } from '../store/sync-runs.ts';
import { faultError } from './fault-error.ts';
import { createPatientStore, type PatientStore } from './patient-store.ts';
import { createRun } from './run.ts';
import { createTally, type SyncEvent, type SyncReport } from './sync-events.ts';
import type { SyncExtent, SyncOptions } from './sync-options.ts';
import { runStages } from './sync-stages.ts';
import type { HttpTransport } from './transport/http-transport.ts';
import { createUpstreamCalls } from './upstream/call.ts';
import type { Patience, Pause } from './upstream/patience.ts';
import { createUpstreamSession, type SessionPorts, type UpstreamSession } from './upstream/session.ts';

/** What a synchronisation needs of the world around it. */
export interface SyncPorts {
  readonly catalog: Catalog;
  readonly content: ContentStore;
  readonly transport: HttpTransport;
  readonly clock: Clock;
  readonly randomness: Randomness;
  readonly pause: Pause;
  /** Makes what tells at most once in so many milliseconds of real time that it is time again. */
  readonly ticks: (milliseconds: number) => () => boolean;
  /** This process, and whether another one lives: a run of a process that is gone is over. */
  readonly process: { readonly id: number; readonly isAlive: (id: number) => boolean };
}

/** How a synchronisation is started. */
export interface SyncRequest {
  readonly options: SyncOptions;
  readonly initiatedBy: 'manual' | 'schedule' | 'downstream';
  /** `whole` when left out. */
  readonly extent?: SyncExtent;
  /** Cancels it. */
  readonly signal?: AbortSignal;
  readonly tell?: (event: SyncEvent) => void;
}

/** How a synchronisation ended. */
export interface SyncOutcome {
  readonly runId: number;
  readonly result: SyncResult;
  readonly report: SyncReport;
  /** What it failed on. */
  readonly error?: MockWuError;
}

/** Times a run begins anew after its upstream server turned out to be another one. */
const MOST_CHANGES = 2;

/**
 * Synchronises with an upstream server: the sequence of [MS-WSUSSS] §3.2.4, as far as the options want it. Whatever ends
 * it, what was stored stays and the next run goes on behind it. Throws SYNC_RUNNING; every other trouble is the outcome.
 */
export async function runSync(ports: SyncPorts, request: SyncRequest): Promise<SyncOutcome> {
  const { catalog, clock } = ports;
  const { options, tell = () => {} } = request;
  const store = createPatientStore(catalog, ports.pause);
  const run = await createRun(ports, request, store);
  const tally = createTally(tell);
  const calls = createUpstreamCalls({ url: options.url, transport: ports.transport, signal: run.signal });
  const end = async (result: SyncResult, error?: MockWuError): Promise<SyncOutcome> => {
    const report = tally.report(calls.counts, error?.message);
    await store(() => run.end(result, report));
    return { runId: run.runId, result, report, ...(error && { error }) };
  };
  try {
    const patience = { pause: ports.pause, signal: run.signal, onRetry: retryTeller(tell) };
    await untilUnchanged(() =>
      runStages(ports, {
        catalog,
        options,
        extent: request.extent ?? 'whole',
        clock,
        tally,
        tell,
        store,
        calls,
        patience,
        signal: run.signal,
        breathe: run.breathe,
        enter: (stage) => {
          run.breathe();
          tell({ event: 'stage', stage });
        },
        session: openSession(ports, request, { calls, store, ...patience }),
      }),
    );
    return await end(tally.hasProblems() ? 'completed with errors' : 'succeeded');
  } catch (error) {
    return run.signal.aborted
      ? end('cancelled', new MockWuError('SYNC_CANCELLED'))
      : end('failed', asError(error));
  } finally {
    run.stop();
  }
}

/** An upstream server that was put back or replaced is synchronised with from the beginning. */
async function untilUnchanged(attempt: () => Promise<void>): Promise<void> {
  for (let changes = 0; ; changes++) {
    try {
      return await attempt();
    } catch (error) {
      const isChanged = error instanceof SoapFault && error.code === 'ServerChanged';
      if (!isChanged || changes === MOST_CHANGES) throw error;
    }
  }
}

type SessionParts = Pick<SessionPorts, 'calls' | keyof Patience> & { readonly store: PatientStore };

function openSession(
  { catalog, clock }: SyncPorts,
  { options }: SyncRequest,
  { store, ...parts }: SessionParts,
): UpstreamSession {
  const { url, name } = options;
  const { upstreams } = catalog;
  const { cookie, cookieExpiration } = upstreams.state(url);
  return createUpstreamSession({
    ...parts,
    clock,
    account: { name, serverId: catalog.serverId },
    lastCookie: cookie && { Expiration: cookieExpiration ?? '', EncryptedData: cookie },
    keepCookie: ({ EncryptedData, Expiration }) =>
      store(() => upstreams.note(url, { cookie: EncryptedData, cookieExpiration: Expiration })),
    onServerChanged: () =>
      store(() => {
        upstreams.settleAll(url);
        upstreams.note(url, {
          cookie: undefined,
          cookieExpiration: undefined,
          configAnchor: undefined,
          categoryAnchor: undefined,
          revisionAnchor: undefined,
          deploymentAnchor: undefined,
          selection: undefined,
        });
      }),
  });
}

function retryTeller(tell: (event: SyncEvent) => void) {
  return (error: unknown, milliseconds: number): void =>
    tell({ event: 'retry', reason: messageOf(error), milliseconds });
}

function asError(error: unknown): MockWuError {
  if (error instanceof MockWuError) return error;
  if (error instanceof SoapFault) return faultError(error);
  return new MockWuError('SYNC_FAILED', { reason: messageOf(error) }, error);
}
