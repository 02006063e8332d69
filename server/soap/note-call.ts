import { monotonic } from '../../platform/clock.ts';
import { totalLength } from '../../platform/total-length.ts';
import type { SoapFault } from '../../protocol/soap/fault.ts';
import { plannedEnd } from '../faults/planned-end.ts';
import type { Injection } from '../journal/entry.ts';
import type { CallUnderWay, SoapCall } from './answer.ts';

/** Replies larger than this are not kept: a scan of thousands of pages would leave room for little else. */
const MOST_KEPT_REPLY_BYTES = 256 * 1024;

const NOTHING: readonly Injection[] = [];

/** What a call was answered. */
interface Answered {
  readonly status: number;
  readonly pieces: readonly Buffer[];
  readonly fault: SoapFault | undefined;
}

/** Notes an answered call in the journal of its world; what is returned tells it how many bytes went out. */
export function noteCall(
  { body, http }: SoapCall,
  { world, contract, version, limits, decoded, plan, isAssigned }: CallUnderWay,
  { status, pieces, fault }: Answered,
): (bytes: number) => void {
  const length = totalLength(pieces);
  const end = plannedEnd(plan, status);
  const noted = {
    kind: 'call' as const,
    at: world.clock.now(),
    wallAt: world.wall.now(),
    milliseconds: http === undefined ? 0 : monotonic() - http.startedAt,
    isUnassigned: isAssigned !== true && (http?.isUnassigned ?? false),
    injected: plan?.injections ?? NOTHING,
    request: http?.request,
    contract,
    limits,
    version,
    operation: decoded?.operation ?? '',
    body,
    status: end?.status ?? status,
    ended: end?.outcome,
    reply: length > MOST_KEPT_REPLY_BYTES ? undefined : pieces,
    responseBytes: length,
    fault: fault && { code: fault.code, message: fault.detail },
  };
  world.journal.record(noted);
  return (bytes) => {
    noted.responseBytes = bytes;
  };
}
