import type { FastifyReply } from 'fastify';
import { totalLength } from '../../platform/total-length.ts';

/**
 * Sends `pieces` as one body. Several go out as they are, past Fastify's send: joining them would cost a block of
 * memory and a copy for each reply. onResponse hooks still run.
 */
export function sendPieces(
  reply: FastifyReply,
  status: number,
  headers: Readonly<Record<string, string>>,
  pieces: readonly Buffer[],
): FastifyReply {
  if (pieces.length === 1) return reply.code(status).headers(headers).send(pieces[0]);
  reply.hijack();
  const { raw } = reply;
  raw.writeHead(status, { ...headers, 'Content-Length': totalLength(pieces) });
  raw.cork();
  const last = pieces.length - 1;
  for (let at = 0; at < last; at++) raw.write(pieces[at]);
  raw.end(pieces[last]);
  return reply;
}
