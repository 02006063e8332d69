import type { Operation, ServiceContract } from '../../../protocol/soap/contract.ts';
import { decodeResponse, type MessageLimits } from '../../../protocol/soap/envelope.ts';
import type { TypeOf } from '../../../protocol/soap/types.ts';

/** A list of a million revisions has two elements and one around them for each. */
const REPLY_LIMITS: MessageLimits = { depth: 64, elements: 8_000_000, attributes: 64, arrayItems: 2_000_000 };

/** Reads the reply of an upstream server. Throws as `decodeResponse` does. */
export function decodeReply<O extends Operation>(
  body: Buffer,
  service: ServiceContract,
  operation: O,
): TypeOf<O['response']> {
  return decodeResponse(body, service, operation, REPLY_LIMITS);
}
