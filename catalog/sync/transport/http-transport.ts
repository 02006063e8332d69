import type { IncomingHttpHeaders } from 'node:http';

/** One request to an upstream server. */
export interface HttpRequest {
  /** Absolute, `http:` or `https:`. */
  readonly url: string;
  /** `GET` when left out. */
  readonly method?: 'GET' | 'POST';
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
  /** Most bytes of the reply's body, as it comes over the wire. */
  readonly maxBytes: number;
  /** Ends the request. */
  readonly signal?: AbortSignal;
}

/** A reply with its body whole. */
export interface HttpReply {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** A reply whose body comes in pieces; read it to its end or break off, either frees the connection. */
export interface HttpStream {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: AsyncIterable<Buffer>;
}

/**
 * How an upstream server is reached. Redirects are not followed. Each request throws SYNC_UNREACHABLE,
 * SYNC_TLS_REFUSED, SYNC_REPLY_TOO_LARGE, or the reason of its signal.
 */
export interface HttpTransport {
  request(request: HttpRequest): Promise<HttpReply>;
  stream(request: HttpRequest): Promise<HttpStream>;
  /** Closes idle connections and ends those under way. */
  close(): void;
}
