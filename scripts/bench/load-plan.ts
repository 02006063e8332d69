/** What a load client is told to do. Survives structured cloning, so that it can cross a process border. */
export interface LoadPlan {
  readonly host: string;
  readonly port: number;
  /** Speak TLS: verify against `ca` (PEM) under the name `servername`. */
  readonly tls?: { readonly ca: string; readonly servername: string };
  /** Keep-alive connections, each with one request in flight. */
  readonly connections: number;
  /** Whole HTTP/1.1 requests as bytes, taken in turn by whichever connection is free. */
  readonly requests: readonly Uint8Array[];
  /** No request starts after this time; those in flight are awaited and count. */
  readonly seconds: number;
  /** Any other status ends the run with an error, so that no figure is made of refusals. */
  readonly status: number;
}

/** What came of it. Bytes are bytes of bodies. */
export interface LoadResult {
  readonly responses: number;
  readonly bytes: number;
  readonly seconds: number;
  readonly responsesPerSecond: number;
  readonly bytesPerSecond: number;
  /** From the first byte written to the last byte read, in milliseconds. */
  readonly medianMilliseconds: number;
  readonly p99Milliseconds: number;
}

/** The answer of the client's process to one plan. */
export type LoadReply = { readonly result: LoadResult } | { readonly error: string };

/** A whole request as bytes: `headers` come after `Host`, `body` brings its Content-Length. */
export function requestBytes(request: {
  readonly method: string;
  readonly path: string;
  readonly host: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Uint8Array | string;
}): Buffer {
  const body = Buffer.from(request.body ?? '');
  const fields = { Host: request.host, ...request.headers, 'Content-Length': String(body.length) };
  const head = Object.entries(fields).map(([name, value]) => `${name}: ${value}\r\n`);
  return Buffer.concat([
    Buffer.from(`${request.method} ${request.path} HTTP/1.1\r\n${head.join('')}\r\n`, 'latin1'),
    body,
  ]);
}
