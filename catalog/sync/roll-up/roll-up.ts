import type { RollupConfiguration } from '../../../protocol/wsusss/roll-up.ts';
import { type RollUpCounts, type RollUpLimits, type RollUpPorts, rollUpCookie } from './ports.ts';
import { reportComputers } from './report-computers.ts';
import { reportServers } from './report-servers.ts';
import { findOutOfSync, reportStatus } from './report-status.ts';
import { createRolledUp } from './rolled-up.ts';

/** How a roll-up ended. */
export type RollUpResult =
  /** The upstream server was told everything it wanted to know; `reset` is to be kept with it. */
  | (RollUpCounts & { readonly kind: 'done'; readonly reset: string })
  /** It stayed too busy to take all states of updates: they are for the next roll-up. */
  | (RollUpCounts & { readonly kind: 'busy'; readonly reset: string })
  /** It answered without a configuration: it takes no roll-ups. */
  | (RollUpCounts & { readonly kind: 'refused' });

/** What the product says (notes 46 to 49), and what bounds a message whatever an upstream server says. */
const MOST: RollUpLimits = { servers: 5_000, computers: 1_500, outOfSync: 20_000, statuses: 500 };

/**
 * Reporting Data Synchronization ([MS-WSUSSS] §3.2.4.5): tells the upstream server of this server, of those below it
 * and, where it wants to know, of their computers. Rejects with the SoapFault of the upstream server, what its client
 * throws, and the reason of the signal; what was told until then is told.
 */
export async function rollUp(ports: RollUpPorts): Promise<RollUpResult> {
  const { catalog, client, signal, state } = ports;
  const tally = { servers: 0, computers: 0, statuses: 0, resent: 0, deleted: 0 };
  signal.throwIfAborted();
  const { GetRollupConfigurationResult: told } = await client.getRollupConfiguration({
    cookie: rollUpCookie,
  });
  if (told === undefined) return { kind: 'refused', ...tally };
  const run = { ...ports, tally, limits: limitsOf(told), upstreamId: told.ServerId };
  const rolledUp = createRolledUp(catalog.database);
  const reset = told.RollupResetGuid.toLowerCase();
  catalog.write(() => {
    rolledUp.prune();
    if (state.reset !== reset) rolledUp.sendAll();
  });
  await reportServers(run);
  if (!told.DoDetailedRollup) return { kind: 'done', ...tally, reset };
  await reportComputers(run, rolledUp);
  await findOutOfSync(run, rolledUp);
  const isTaken = await reportStatus(run, rolledUp);
  // Of a full roll-up that broke off, what was told is noted by computer: the reset is through either way.
  return { kind: isTaken ? 'done' : 'busy', ...tally, reset };
}

function limitsOf(told: RollupConfiguration): RollUpLimits {
  const within = (said: number, most: number): number => Math.min(Math.max(said, 1), most);
  return {
    servers: within(told.RollupDownstreamServersMaxBatchSize, MOST.servers),
    computers: within(told.RollupComputersMaxBatchSize, MOST.computers),
    outOfSync: within(told.GetOutOfSyncComputersMaxBatchSize, MOST.outOfSync),
    statuses: within(told.RollupComputerStatusMaxBatchSize, MOST.statuses),
  };
}
