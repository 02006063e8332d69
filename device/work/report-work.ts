import type { DeviceBody } from '../device-body.ts';
import { computerOf } from '../profile/computer.ts';
import { EDITIONS } from '../profile/profile.ts';
import { localeIdOf } from '../profile/regions.ts';
import type { ReporterFacts } from '../report/device-facts.ts';
import { sendEvents } from '../report/send-events.ts';
import { failureOf } from './failure-of.ts';
import { openSession } from './open-session.ts';

/**
 * Sends what happened to the server. What it does not take is kept for the next time; that it was not taken is told, and is no
 * failure of what was done.
 */
export async function reportWork(body: DeviceBody): Promise<void> {
  const { options, server } = body;
  if (server === undefined || body.record.events.length === 0) return;
  if (options.signal?.aborted) return body.save();
  options.watch({ kind: 'phase', phase: 'report', about: body.policy.wsus?.statusServer ?? server });
  try {
    const session = openSession(body, server);
    await sendEvents(session, body.record.events, factsOf(body), options.clock.now, (batch) => {
      body.record = { ...body.record, events: body.record.events.slice(batch.length) };
      options.watch({ kind: 'reported', events: batch.map(({ id }) => id) });
    });
  } catch (error) {
    options.watch({ kind: 'failed', about: 'report', failure: failureOf(error, options.signal) });
  } finally {
    body.save();
  }
}

function factsOf({ identity, state, options: { profile } }: DeviceBody): ReporterFacts {
  return {
    identity,
    state,
    computer: computerOf(profile),
    productType: EDITIONS[profile.windows.edition],
    localeId: localeIdOf(profile),
  };
}
