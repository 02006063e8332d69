import http from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Test } from 'tap';

/** One request for a range. */
export interface AskedRange {
  /** From 0. */
  readonly number: number;
  readonly path: string;
  readonly first: number;
  readonly last: number;
  /** Names and values as they came. */
  readonly rawHeaders: readonly string[];
}

/** Answers in its own way; `usual` answers as a server should. */
export type OddAnswer = (asked: AskedRange, reply: http.ServerResponse, usual: () => void) => void;

/** A content server of one file that can misbehave. */
export interface OddServer {
  readonly url: URL;
  readonly asked: readonly AskedRange[];
}

/** Serves `bytes` under every path until the test ends. */
export async function startOddServer(t: Test, bytes: Buffer, answer?: OddAnswer): Promise<OddServer> {
  const asked: AskedRange[] = [];
  const server = http.createServer({ keepAliveTimeout: 60_000 }, (request, reply) => {
    const [, first = '0', last = '0'] = /^bytes=(\d+)-(\d+)$/.exec(request.headers.range ?? '') ?? [];
    const one: AskedRange = {
      number: asked.length,
      path: request.url ?? '',
      first: Number(first),
      last: Number(last),
      rawHeaders: request.rawHeaders,
    };
    asked.push(one);
    const usual = (): void => sendRange(reply, bytes, one);
    if (answer) answer(one, reply, usual);
    else usual();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.teardown(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return { url: new URL(`http://127.0.0.1:${port}/Content/AB/file.exe`), asked };
}

/** The headers of a good answer with `changes`; a value left out takes its header away. */
export function rangeHeaders(
  { first, last }: AskedRange,
  size: number,
  changes: Readonly<Record<string, string | undefined>> = {},
): http.OutgoingHttpHeaders {
  const all: Record<string, string | undefined> = {
    'content-type': 'application/octet-stream',
    etag: '"809ce85db53add1:0"',
    'content-range': `bytes ${first}-${last}/${size}`,
    'content-length': String(last - first + 1),
    ...changes,
  };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
}

function sendRange(reply: http.ServerResponse, bytes: Buffer, asked: AskedRange): void {
  reply.writeHead(206, rangeHeaders(asked, bytes.length));
  reply.end(bytes.subarray(asked.first, asked.last + 1));
}
