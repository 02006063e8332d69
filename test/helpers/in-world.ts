import { monotonic } from '../../platform/clock.ts';
import type { ExchangeOf } from '../../server/exchange.ts';
import type { World } from '../../server/world.ts';

/** For a server with one world: all requests are of it. */
export function inWorld(world: World): ExchangeOf {
  return () => ({ world, isUnassigned: false, prefix: '', httpPort: 0, startedAt: monotonic() });
}
