import type { DecodedRequest } from '../../protocol/soap/envelope.ts';
import { whoseMessage } from '../cookies/whose-message.ts';
import type { World } from '../world.ts';

/** The first good reply still kept that the client of a request got to the same operation, as it was; undefined when there is none. */
export function firstReplyTo(
  { journal, sealer }: World,
  { operation, value }: DecodedRequest,
): readonly Buffer[] | undefined {
  const client = whoseMessage(sealer, value);
  const first = journal
    .calls({ operation, outcome: 'ok' })
    .find((entry) => entry.computerId === client && entry.bodies.reply !== undefined);
  const reply = first?.bodies.reply;
  return reply && [reply];
}
