import type { Test } from 'tap';
import type { RollUpClient, RollUpPorts, RollUpState } from '../../../../catalog/sync/roll-up/ports.ts';
import { type RollUpResult, rollUp } from '../../../../catalog/sync/roll-up/roll-up.ts';
import { createSeededRandomness } from '../../../../platform/randomness.ts';
import { eventOf, guidOf } from '../../../helpers/reports.ts';
import { type Services, type ServicesOptions, startServices } from '../../../helpers/services.ts';
import type { OperationName, RequestOf } from '../../../helpers/wusp-client.ts';

const MINUTE = 60_000;

/** One call of a roll-up, as it went over the wire. */
export interface RecordedCall {
  readonly operation: OperationName;
  // biome-ignore lint/suspicious/noExplicitAny: each test looks at the request of the operation it names.
  readonly request: any;
}

/** A server that rolls up to another, and what it sent. */
export interface Tier {
  readonly calls: readonly RecordedCall[];
  /** Rolls up as the state before left it. */
  rollUp(more?: Partial<RollUpPorts>): Promise<RollUpResult>;
  /** Requests of an operation since the last `clear`. */
  // biome-ignore lint/suspicious/noExplicitAny: each test looks at the request of the operation it names.
  sent(operation: OperationName): readonly any[];
  clear(): void;
}

/** Lets `below` roll up to `above`, over HTTP; it introduces itself as it would on its way to a cookie. */
export function tierOf(below: Services, above: Services, name = 'below'): Tier {
  const calls: RecordedCall[] = [];
  let state: RollUpState = {};
  above.catalog.write(() =>
    above.catalog.downstream.introduce(below.catalog.serverId, `${name}.example`, above.clock.now()),
  );
  const call = <N extends OperationName>(operation: N, request: RequestOf<N>) => {
    calls.push({ operation, request });
    return above.client.call(operation, request as never) as never;
  };
  const client: RollUpClient = {
    getRollupConfiguration: (request) => call('GetRollupConfiguration', request),
    rollupDownstreamServers: (request) => call('RollupDownstreamServers', request),
    rollupComputers: (request) => call('RollupComputers', request),
    getOutOfSyncComputers: (request) => call('GetOutOfSyncComputers', request),
    rollupComputerStatus: (request) => call('RollupComputerStatus', request),
  };
  return {
    calls,
    rollUp: async (more) => {
      const result = await rollUp({
        catalog: below.catalog,
        client,
        isReplica: false,
        fullDomainName: `${name}.example`,
        lastSyncAt: null,
        version: '10.0.26100.1',
        state,
        pause: () => Promise.reject(new Error('nobody is busy')),
        signal: new AbortController().signal,
        randomness: createSeededRandomness(name),
        clock: below.clock,
        ...more,
      });
      if (result.kind !== 'refused') state = { reset: result.reset };
      return result;
    },
    sent: (operation) => calls.filter((one) => one.operation === operation).map(({ request }) => request),
    clear: () => {
      calls.length = 0;
    },
  };
}

/** What `services` says of a computer of its own: registered, with these states in its last report. */
export async function reports(
  services: Services,
  clientId: string,
  misc: readonly string[],
  instance: number,
): Promise<void> {
  const cookie = await services.client.session({ clientId });
  await services.client.sync(cookie);
  await services.client.call('ReportEventBatch', {
    cookie,
    clientTime: '2026-11-01T10:00:00Z',
    eventBatch: [eventOf(instance, 156, { misc })],
  });
}

/** A server that rolls up to another, both with one clock that moves. */
export async function twoTiers(t: Test, settings?: ServicesOptions['settings']) {
  const above = await startServices(t, settings && { settings });
  const below = await startServices(t, { catalogName: 'below' });
  const tier = tierOf(below, above);
  const tick = (milliseconds = MINUTE) => {
    above.clock.advance(milliseconds);
    below.clock.advance(milliseconds);
  };
  /** The states the server above keeps of a computer, as `update state`. */
  const states = (id: string) =>
    above.catalog.downstreamStatuses
      .of(id)
      .map(({ updateId, state }) => `${Number(updateId.slice(-12))} ${state}`);
  return { above, below, tier, tick, states };
}

/** An entry of a status report: the updates in the list `tag`. */
export const list = (tag: string, ...numbers: number[]) => `${tag}=${numbers.map(guidOf).join(';')}`;
