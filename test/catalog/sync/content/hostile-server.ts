import { createHash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import http, { type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Test } from 'tap';
import { type ContentStore, contentUrlPath } from '../../../../catalog/content-store.ts';
import type { NeededFile } from '../../../../catalog/sync/content/needed-files.ts';
import { createHttpTransport } from '../../../../catalog/sync/transport/create-http-transport.ts';
import type { HttpTransport } from '../../../../catalog/sync/transport/http-transport.ts';
import { systemClock } from '../../../../platform/clock.ts';

/** A connection that breaks as soon as the client has taken `left` more bytes: sooner it would lose some of them. */
interface Cut {
  left: number;
  readonly response: ServerResponse;
}

/** Answers one request. */
export type Answer = (request: IncomingMessage, response: ServerResponse, cuts: Cut[]) => void;

/** A content server that answers as each test says. */
export interface HostileServer {
  /** `http://127.0.0.1:<port>` */
  readonly url: string;
  /** Requests so far, as `path` or `path <range> <if-range>`. */
  readonly requests: string[];
  /** The next answers for `path`, the last of them for ever; 404 for a path nothing is said of. */
  answer(path: string, ...answers: readonly Answer[]): void;
  /** Told of the bytes the client takes. */
  taken(change: number): void;
}

export async function startHostileServer(t: Test): Promise<HostileServer> {
  const answers = new Map<string, Answer[]>();
  const requests: string[] = [];
  const cuts: Cut[] = [];
  const server = http.createServer((request, response) => {
    const { url: path = '', headers } = request;
    requests.push([path, headers.range, headers['if-range']].filter((one) => one !== undefined).join(' '));
    const waiting = answers.get(path) ?? [];
    const answer = waiting.length > 1 ? waiting.shift() : waiting[0];
    (answer ?? status(404))(request, response, cuts);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.teardown(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    requests,
    answer: (path, ...given) => {
      answers.set(path, [...given]);
    },
    taken: (change) => {
      const [cut] = cuts;
      if (cut === undefined || change < 0) return;
      cut.left -= change;
      if (cut.left <= 0) cuts.shift()?.response.socket?.destroy();
    },
  };
}

/** The transport files are fetched over; its connections end with the test. */
export function openTransport(t: Test): HttpTransport {
  const transport = createHttpTransport({ clock: systemClock, trust: { revocation: 'off' } });
  t.teardown(() => transport.close());
  return transport;
}

/** `bytes` whole, or from where a Range asks for them as long as an If-Range is `etag`. */
export function whole(bytes: Uint8Array, etag?: string): Answer {
  return ({ headers }, response) => {
    const from = Number(/^bytes=(\d+)-$/.exec(headers.range ?? '')?.[1] ?? Number.NaN);
    const isRest = from < bytes.length && (headers['if-range'] ?? etag) === etag;
    response.writeHead(isRest ? 206 : 200, {
      ...(isRest && { 'content-range': `bytes ${from}-${bytes.length - 1}/${bytes.length}` }),
      'content-length': isRest ? bytes.length - from : bytes.length,
      ...(etag !== undefined && { etag }),
    });
    response.end(isRest ? bytes.subarray(from) : bytes);
  };
}

/** Says it sends all of `bytes`, sends the first `count` of what was asked for and breaks the connection. */
export function cutAfter(count: number, bytes: Uint8Array, etag?: string): Answer {
  return ({ headers }, response, cuts) => {
    const from = Number(/^bytes=(\d+)-$/.exec(headers.range ?? '')?.[1] ?? 0);
    response.writeHead(from > 0 ? 206 : 200, {
      'content-length': bytes.length - from,
      ...(from > 0 && { 'content-range': `bytes ${from}-${bytes.length - 1}/${bytes.length}` }),
      ...(etag !== undefined && { etag }),
    });
    cuts.push({ left: count, response });
    response.write(bytes.subarray(from, from + count));
  };
}

/** The same kilobyte again and again until the client goes away. */
export const endless: Answer = (_, response) => {
  const piece = Buffer.alloc(1024, 'x');
  const go = (): void => {
    while (!response.destroyed && response.write(piece));
  };
  response.on('drain', go);
  go();
};

/** A status with a short text. */
export function status(code: number, headers: Record<string, string> = {}): Answer {
  return (_, response) => {
    response.writeHead(code, headers);
    response.end(`HTTP ${code}`);
  };
}

/** A file of `bytes` as the catalogue tells it. */
export function fileOf(bytes: Uint8Array, other: Partial<NeededFile> = {}): NeededFile {
  const digest = (algorithm: string): Buffer => createHash(algorithm).update(bytes).digest();
  return {
    sha1: digest('sha1'),
    sha256: digest('sha256'),
    fileName: 'update.cab',
    size: bytes.length,
    muUrl: null,
    updates: ['00000000-0000-4000-8000-000000000001.1'],
    ...other,
  };
}

/** The path of the URL of a file. */
export function pathOf({ sha1, fileName }: Pick<NeededFile, 'sha1' | 'fileName'>): string {
  return contentUrlPath(sha1.toString('hex'), fileName);
}

/** Every file below the folder of `store`, temporary ones included. */
export function filesIn({ folder }: ContentStore): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ name }) => name)
    .sort();
}
