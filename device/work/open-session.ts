import { reportingService } from '../../protocol/wusp/reporting.ts';
import { computerInfoOf } from '../client/computer-info.ts';
import { createCorrelationVector } from '../client/correlation-vector.ts';
import { createServerCalls, type ServerCalls } from '../client/server-calls.ts';
import { createSession, type DeviceSession } from '../client/session.ts';
import type { DeviceBody } from '../device-body.ts';

/** What stands between base and counter of a correlation vector of metadata (captures 01 to 10). */
const METADATA_BRANCH = '1.0.0.2';

/** A session of a device with `server`; events go to the status server where policy names another one. */
export function openSession(
  body: DeviceBody,
  server: string,
  signal: AbortSignal | undefined = body.options.signal,
): DeviceSession {
  const { options, policy, identity, state, store } = body;
  const { http, randomness, watch, clock, pause } = options;
  const vector = createCorrelationVector(randomness, METADATA_BRANCH);
  const callsTo = (origin: string): ServerCalls =>
    createServerCalls({
      http,
      server: origin,
      vector,
      agentVersion: identity.agentVersion,
      onCall: (call) => {
        body.isAnswered = true;
        watch({ kind: 'call', ...call });
      },
      ...(signal && { signal }),
    });
  const calls = callsTo(server);
  const statusCalls = callsTo(policy.wsus?.statusServer ?? server);
  return createSession({
    calls: {
      server,
      call: (service, ...rest) =>
        (service.name === reportingService.name ? statusCalls : calls).call(service, ...rest),
    },
    store,
    clock,
    identity,
    targetGroups: policy.targetGroups,
    computer: computerInfoOf(options.profile, state, identity),
    pause,
    onRecovery: (fault, action) => watch({ kind: 'recovery', fault, action }),
    ...(signal && { signal }),
  });
}
