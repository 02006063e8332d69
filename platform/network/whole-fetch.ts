import type { Buffer } from 'node:buffer';
import { Agent } from 'node:http';
import { send } from './exchange.ts';
import type { NetworkFailures } from './failures.ts';
import type { Lives } from './life.ts';
import { replyBody, wholeBody } from './reply-body.ts';

/** What is fetched whole: by GET, or with `body` by POST. */
export interface WholeFetch {
  /** An absolute `http:` URL. */
  readonly address: string;
  readonly maxBytes: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Buffer;
}

/** What fetching needs. */
export interface WholeFetchParts {
  readonly lives: Lives;
  /** How long one answer may take, from connecting to its last byte. */
  readonly milliseconds: number;
  /** Reads an address; throws for one that is not to be asked. */
  readonly urlOf: (address: string) => URL;
  readonly failures: NetworkFailures;
}

/**
 * Fetches answers over plain HTTP, each on a connection of its own; only status 200 is one. A request of its own `lives`:
 * whoever waits may leave, and another that shares the answer still gets it.
 */
export function createWholeFetch(parts: WholeFetchParts): (fetch: WholeFetch) => Promise<Buffer> {
  const { lives, milliseconds, urlOf, failures } = parts;
  const agent = new Agent();
  return async ({ address, maxBytes, headers, body }) => {
    const url = urlOf(address);
    const life = lives.begin();
    try {
      const late = () => failures.late(url, `there was no answer within ${milliseconds / 1000} seconds`);
      life.limit(milliseconds, late);
      const request = { url, ...(headers && { headers }), ...(body && { method: 'POST' as const, body }) };
      const sent = await send({ agent, life, wait: { milliseconds, reason: late }, failures }, request);
      if (sent.kind === 'stale') throw failures.cut(url, 'the connection was cut');
      const limits = { url, maxBytes, idleMilliseconds: milliseconds, failures };
      const content = replyBody(sent.response, life, limits);
      if (sent.response.statusCode === 200) return await wholeBody(content);
      await content.return?.();
      throw failures.unfit(url, `the answer has status ${sent.response.statusCode}`);
    } finally {
      life.dispose();
    }
  };
}
