import type { FastifyRequest } from 'fastify';
import { monotonic } from '../platform/clock.ts';
import type { World } from './world.ts';

/** A request on its way through the server: in whose world, and since when. */
export interface Exchange {
  readonly world: World;
  /** No tenant was named for it, though there are others than the default one. */
  readonly isUnassigned: boolean;
  /** What stood before the path and is taken off: `/t/<tenant>`, or nothing. URLs in answers begin with it. */
  readonly prefix: string;
  /** When its head was here, by `monotonic`. */
  readonly startedAt: number;
}

/** Tells the exchange of a request. */
export type ExchangeOf = (request: FastifyRequest) => Exchange;

/** For a server with one world: all requests are of it. */
export function inWorld(world: World): ExchangeOf {
  return () => ({ world, isUnassigned: false, prefix: '', startedAt: monotonic() });
}
