import type { DecodedRequest } from '../../protocol/soap/envelope.ts';
import { whoseMessage } from '../cookies/whose-message.ts';
import type { Plan } from '../faults/plan.ts';
import type { CallUnderWay, SoapCall } from './answer.ts';

/** What the fault rules of its world have in store for a call. */
export function planCall(
  { world, contract, caller }: CallUnderWay,
  { operation, value }: DecodedRequest,
  { http }: SoapCall,
): Plan | undefined {
  return world.faults.plan({
    kind: 'call',
    address: http?.request.connection.remoteAddress ?? '',
    host: caller.hostName.toLowerCase(),
    method: 'POST',
    path: contract.path,
    service: contract.name,
    operation,
    client: () => whoseMessage(world.sealer, value),
    updates: () => world.journal.known().ofCall({ operation, parameters: value }),
  });
}

/** The same for one whose message could not be read: what it is stays unknown, and HTTP goes wrong all the same. */
export function planUnread({ world, contract, caller }: CallUnderWay, { http }: SoapCall): Plan | undefined {
  return world.faults.plan({
    kind: 'http',
    address: http?.request.connection.remoteAddress ?? '',
    host: caller.hostName.toLowerCase(),
    method: 'POST',
    path: contract.path,
    service: contract.name,
    client: () => undefined,
    updates: () => [],
  });
}
