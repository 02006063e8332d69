import type { Readable } from 'node:stream';
import { actOf, actsOf, type Plan } from './plan.ts';

/** The bytes of a body: in pieces, or as they come. */
export type Body = readonly Buffer[] | Readable | undefined;

/** Bytes an endless body has at most, unless the rule says otherwise: the disk of a client that never stops is spared. */
const ENDLESS_BYTES = 1024 ** 3;
/** Bytes of an endless body that are sent at once, at least: a short reply would be written ten thousands of times. */
const PIECE_BYTES = 64 * 1024;

/** `body` with the bytes of the rules changed, repeated without end where one says so. */
export async function* bodyWithActs(body: Body, plan: Plan): AsyncGenerator<Buffer> {
  const endless = actOf(plan, 'http.endless');
  let sent = 0;
  if (endless === undefined) {
    for await (const piece of piecesOf(body)) {
      yield corrupted(piece, sent, plan);
      sent += piece.length;
    }
    return;
  }
  const whole: Buffer[] = [];
  for await (const piece of piecesOf(body)) whole.push(piece);
  const round = Buffer.concat(whole);
  const repeated = round.length === 0 ? Buffer.alloc(PIECE_BYTES, ' ') : repeat(round);
  const most = endless.atMost ?? ENDLESS_BYTES;
  while (sent < most) {
    const piece = repeated.subarray(0, most - sent);
    yield corrupted(piece, sent, plan);
    sent += piece.length;
  }
}

function repeat(round: Buffer): Buffer {
  return Buffer.concat(Array<Buffer>(Math.ceil(PIECE_BYTES / round.length)).fill(round));
}

async function* piecesOf(body: Body): AsyncGenerator<Buffer> {
  for await (const piece of body ?? []) yield piece as Buffer;
}

/** `piece`, which begins at byte `at` of the body, with the bytes changed that `http.corrupt` names. */
function corrupted(piece: Buffer, at: number, plan: Plan): Buffer {
  let changed = piece;
  for (const { offset, xor = 255, count = 1 } of actsOf(plan, 'http.corrupt'))
    changed = withBytesChanged(changed, at, { offset, xor, count });
  return changed;
}

/** A copy of `piece` with `count` bytes from `offset` on changed, where `at` is the place of its first byte; itself when none is in it. */
export function withBytesChanged(
  piece: Buffer,
  at: number,
  { offset, xor, count }: { readonly offset: number; readonly xor: number; readonly count: number },
): Buffer {
  const first = Math.max(offset, at) - at;
  const end = Math.min(offset + count, at + piece.length) - at;
  if (first >= end) return piece;
  const copy = Buffer.from(piece);
  for (let byte = first; byte < end; byte++) copy[byte] = (copy[byte] ?? 0) ^ xor;
  return copy;
}
