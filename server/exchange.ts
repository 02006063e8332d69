import type { FastifyRequest } from 'fastify';
import type { World } from './world.ts';

/** A request on its way through the server: in whose world, and since when. */
export interface Exchange {
  readonly world: World;
  /** No tenant was named for it, though there are others than the default one. */
  readonly isUnassigned: boolean;
  /** The path names a tenant there is not. */
  readonly isLost?: true;
  /** What stood before the path and is taken off: `/t/<tenant>`, or nothing. URLs in answers begin with it. */
  readonly prefix: string;
  /** Port of the plain HTTP listener that belongs to the one that was asked: content is there. */
  readonly httpPort: number;
  /** Where else a call belongs, by what its message says of the client. */
  readonly byClient?: (value: unknown) => { readonly world: World; readonly prefix: string } | undefined;
  /** When its head was here, by `monotonic`. */
  readonly startedAt: number;
}

/** Tells the exchange of a request. */
export type ExchangeOf = (request: FastifyRequest) => Exchange;
