import { once } from 'node:events';
import https from 'node:https';
import { stopwatch } from '../../platform/clock.ts';
import { fail } from '../../platform/errors/index.ts';
import { syncHeaders } from './scan-session.ts';
import { CLIENT_PATH } from './served-catalogue.ts';

/** A reply that is read, unlike those of a load client. */
export interface Answer {
  readonly body: Buffer;
  /** From the first byte written to the last byte read. */
  readonly milliseconds: number;
}

/** One kept TLS connection that sends SyncUpdates requests one after another. */
export interface Exchange {
  /** @throws BENCH_STATUS for any status but 200 */
  post(body: string): Promise<Answer>;
  close(): void;
}

/** Nothing is sent before the first `post`. */
export function openExchange({ port, ca }: { readonly port: number; readonly ca: string }): Exchange {
  const agent = new https.Agent({ keepAlive: true, maxSockets: 1, ca, servername: 'localhost' });
  return {
    async post(body) {
      const bytes = Buffer.from(body);
      const headers = { ...syncHeaders, 'Content-Length': bytes.length };
      const elapsed = stopwatch();
      const request = https.request({
        agent,
        host: '127.0.0.1',
        port,
        path: CLIENT_PATH,
        method: 'POST',
        headers,
      });
      request.end(bytes);
      const [response] = (await once(request, 'response')) as [
        AsyncIterable<Buffer> & { statusCode?: number },
      ];
      const chunks: Buffer[] = [];
      for await (const chunk of response) chunks.push(chunk);
      const milliseconds = elapsed();
      const { statusCode: status } = response;
      if (status !== 200) fail('BENCH_STATUS', { status: status ?? 0, expected: 200 });
      return { body: Buffer.concat(chunks), milliseconds };
    },
    close: () => agent.destroy(),
  };
}
