import http from 'node:http';
import type { Test } from 'tap';
import type { HttpRequest, HttpStream, HttpTransport } from '../../catalog/sync/transport/http-transport.ts';

/** A transport over node:http with no limits and no care, for tests of what goes over it. */
export function plainTransport(t: Test): HttpTransport {
  const agent = new http.Agent({ keepAlive: true });
  t.teardown(() => agent.destroy());
  const stream = (request: HttpRequest): Promise<HttpStream> =>
    new Promise((resolve, reject) => {
      const { url, method = 'GET', headers, body, signal } = request;
      const options = { agent, method, ...(headers && { headers }), ...(signal && { signal }) };
      const sent = http.request(url, options, (reply) =>
        resolve({ status: reply.statusCode ?? 0, headers: reply.headers, body: reply }),
      );
      sent.on('error', reject);
      sent.end(body);
    });
  return {
    stream,
    request: async (request) => {
      const { status, headers, body } = await stream(request);
      const pieces: Buffer[] = [];
      for await (const piece of body) pieces.push(piece);
      return { status, headers, body: Buffer.concat(pieces) };
    },
    close: () => agent.destroy(),
  };
}
