import type { Buffer } from 'node:buffer';
import type { IncomingHttpHeaders } from 'node:http';

/** Headers in the order and spelling of the wire. Node adds none to them, neither `Host` nor `Content-Length`. */
export type OrderedHeaders = readonly (readonly [name: string, value: string])[];

/** One request. */
export interface NetworkRequest {
  /** `http:` or `https:`. */
  readonly url: URL;
  /** `GET` when left out. */
  readonly method?: 'GET' | 'POST';
  /** By name, where node adds what HTTP needs; or in their order. */
  readonly headers?: Readonly<Record<string, string>> | OrderedHeaders;
  readonly body?: string | Buffer;
  /** Most bytes of the reply's body, as it comes over the wire. */
  readonly maxBytes: number;
  /** Ends the request. */
  readonly signal?: AbortSignal;
}

/** A reply with its body whole. */
export interface NetworkReply {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** A reply whose body comes in pieces; read it to its end or break off, either frees the connection. */
export interface NetworkStream {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: AsyncIterable<Buffer>;
}
