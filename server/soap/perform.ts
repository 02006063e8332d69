import { replaceText } from '../../platform/replace-text.ts';
import type { Operation } from '../../protocol/soap/contract.ts';
import { type DecodedRequest, decodeResponse, encodeResponse } from '../../protocol/soap/envelope.ts';
import { SoapFault } from '../../protocol/soap/fault.ts';
import type { ActOf } from '../faults/acts.ts';
import { editValue } from '../faults/edit-value.ts';
import { actOf, actsOf, type Plan } from '../faults/plan.ts';
import { firstReplyTo } from '../journal/first-reply.ts';
import type { CallUnderWay } from './answer.ts';
import type { ServedService } from './service-operations.ts';

/** Does what a call asks for and writes the reply; a fault rule may have it done otherwise. Throws SoapFault. */
export function perform(
  { handlers }: ServedService,
  underWay: CallUnderWay,
  decoded: DecodedRequest,
): readonly Buffer[] {
  const { world, caller, contract, version, plan } = underWay;
  const handler = handlers[decoded.operation];
  const operation = contract.operations[decoded.operation];
  if (handler === undefined || operation === undefined) {
    throw new SoapFault('InternalServerError', `${decoded.operation} is not built yet`);
  }
  const instead = plan && insteadOf(plan, underWay, decoded);
  if (instead !== undefined) return instead;
  const value = handler(world, caller, decoded.value as never, decoded.unknown);
  const pieces = encodeResponse(contract, operation, value as never, version);
  return plan === undefined ? pieces : replaced(plan, edited(plan, underWay, operation, pieces));
}

/** What is answered without the call being done. Throws the SoapFault of a rule. */
function insteadOf(
  plan: Plan,
  { world }: CallUnderWay,
  decoded: DecodedRequest,
): readonly Buffer[] | undefined {
  const fault = actOf(plan, 'soap.fault');
  if (fault !== undefined) throw new SoapFault(fault.code, fault.message ?? '', fault.side);
  const body = actOf(plan, 'soap.body');
  if (body !== undefined) return [encoded(body)];
  return actOf(plan, 'soap.stale') && firstReplyTo(world, decoded);
}

/** A body as it is sent: UTF-16 in the order of bytes Windows writes, behind its mark. */
function encoded({ body, encoding = 'utf-8' }: ActOf<'soap.body'>): Buffer {
  return encoding === 'utf-8' ? Buffer.from(body) : Buffer.from(`\ufeff${body}`, 'utf16le');
}

/** The reply with the values of the rules in it: taken apart and written again, so that any part of it can be meant. */
function edited(
  plan: Plan,
  { contract, version, limits }: CallUnderWay,
  operation: Operation,
  pieces: readonly Buffer[],
): readonly Buffer[] {
  const edits = actsOf(plan, 'soap.edit');
  if (edits.length === 0) return pieces;
  let value: unknown = decodeResponse(Buffer.concat(pieces), contract, operation, limits, version);
  for (const edit of edits) value = editValue(value, edit);
  return encodeResponse(contract, operation, value as never, version);
}

/** The reply with the texts of the rules in it. */
function replaced(plan: Plan, pieces: readonly Buffer[]): readonly Buffer[] {
  const pairs = actsOf(plan, 'soap.replace').flatMap(({ replace }) => replace);
  if (pairs.length === 0) return pieces;
  let text = Buffer.concat(pieces).toString();
  for (const { found, by } of pairs) text = replaceText(text, found, by) ?? text;
  return [Buffer.from(text)];
}
