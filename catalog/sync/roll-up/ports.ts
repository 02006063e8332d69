import type { Clock } from '../../../platform/clock.ts';
import type { Randomness } from '../../../platform/randomness.ts';
import type { TypeOf } from '../../../protocol/soap/types.ts';
import type { rollUpOperations } from '../../../protocol/wsusss/roll-up.ts';
import type { Catalog } from '../../catalog.ts';

type Operations = typeof rollUpOperations;
type RequestOf<N extends keyof Operations> = TypeOf<Operations[N]['request']>;
type ResponseOf<N extends keyof Operations> = TypeOf<Operations[N]['response']>;

/** The roll-up operations of the upstream server; each rejects with the SoapFault it answers. */
export interface RollUpClient {
  getRollupConfiguration(
    request: RequestOf<'GetRollupConfiguration'>,
  ): Promise<ResponseOf<'GetRollupConfiguration'>>;
  rollupDownstreamServers(
    request: RequestOf<'RollupDownstreamServers'>,
  ): Promise<ResponseOf<'RollupDownstreamServers'>>;
  rollupComputers(request: RequestOf<'RollupComputers'>): Promise<ResponseOf<'RollupComputers'>>;
  getOutOfSyncComputers(
    request: RequestOf<'GetOutOfSyncComputers'>,
  ): Promise<ResponseOf<'GetOutOfSyncComputers'>>;
  rollupComputerStatus(
    request: RequestOf<'RollupComputerStatus'>,
  ): Promise<ResponseOf<'RollupComputerStatus'>>;
}

/** What a roll-up needs. */
export interface RollUpPorts {
  readonly catalog: Catalog;
  readonly client: RollUpClient;
  readonly isReplica: boolean;
  readonly fullDomainName: string;
  /** When this server last synchronised, in milliseconds since the epoch; null for never. */
  readonly lastSyncAt: number | null;
  /** The version this server says it has: one to four numbers with points between. */
  readonly version: string;
  /** What the roll-up to this upstream server before ended with. */
  readonly state: RollUpState;
  /** Waits, or rejects with the reason of the signal. */
  readonly pause: (milliseconds: number, signal: AbortSignal) => Promise<void>;
  readonly signal: AbortSignal;
  readonly randomness: Randomness;
  readonly clock: Clock;
}

/** What is remembered of an upstream server from one roll-up to the next. */
export interface RollUpState {
  /** Its RollupResetGuid; absent before the first. */
  readonly reset?: string;
}

/** What a roll-up did. */
export interface RollUpCounts {
  /** Servers told of, this one included. */
  readonly servers: number;
  readonly computers: number;
  /** States of updates on computers. */
  readonly statuses: number;
  /** Computers whose status the upstream server did not have as it was sent. */
  readonly resent: number;
  /** Computers the upstream server wanted to hear no more of, forgotten here. */
  readonly deleted: number;
}

/** How far a roll-up under way has come. */
export type RollUpTally = { -readonly [K in keyof RollUpCounts]: RollUpCounts[K] };

/** The limits of an upstream server. */
export interface RollUpLimits {
  readonly servers: number;
  readonly computers: number;
  readonly outOfSync: number;
  readonly statuses: number;
}

/** A roll-up under way. */
export interface RollUpRun extends RollUpPorts {
  readonly limits: RollUpLimits;
  readonly tally: RollUpTally;
  /** Identity of the upstream server. */
  readonly upstreamId: string;
}

/** The cookie of all these operations: "reserved for future use", and the same for everybody (§3.1.4.13.2.1). */
export const rollUpCookie = {
  Expiration: '9999-12-31T23:59:59.9999999',
  EncryptedData: Buffer.alloc(0),
} as const;
