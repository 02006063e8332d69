import { Agent } from 'node:http';
import type { FetchStatus } from './ask-status.ts';
import { send } from './exchange.ts';
import type { Lives } from './life.ts';
import { replyBody, wholeBody } from './reply-body.ts';
import { notReached } from './unreachable.ts';
import { upstreamUrl } from './upstream-url.ts';

/** How long one answer about revocation may take, from connecting to its last byte. */
export const STATUS_MILLISECONDS = 10_000;

/** RFC 6960 appendix A.1. */
const OCSP_HEADERS = {
  'content-type': 'application/ocsp-request',
  accept: 'application/ocsp-response',
} as const;

/**
 * Fetches lists and answers over plain HTTP, each on a connection of its own. A request of its own `lives`: whoever
 * waits may leave, and another that shares the answer still gets it.
 */
export function createFetchStatus(lives: Lives, milliseconds = STATUS_MILLISECONDS): FetchStatus {
  const agent = new Agent();
  return async ({ address, maxBytes, body }) => {
    const url = upstreamUrl(address);
    const life = lives.begin();
    try {
      const late = () => notReached(url, `there was no answer within ${milliseconds / 1000} seconds`);
      life.limit(milliseconds, late);
      const wait = { milliseconds, reason: late };
      const request = {
        url: url.href,
        maxBytes,
        ...(body && { method: 'POST' as const, headers: OCSP_HEADERS, body }),
      };
      const sent = await send({ url, agent, life, wait }, request);
      if (sent.kind === 'stale') throw notReached(url, 'the connection was cut');
      const content = replyBody(sent.response, life, { url, maxBytes, idleMilliseconds: milliseconds });
      if (sent.response.statusCode === 200) return await wholeBody(content);
      await content.return?.();
      throw notReached(url, `the answer has status ${sent.response.statusCode}`);
    } finally {
      life.dispose();
    }
  };
}
