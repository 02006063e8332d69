import type {
  NetworkReply,
  NetworkRequest,
  NetworkStream,
} from '../../../platform/network/network-request.ts';

/** One request to an upstream server. */
export interface HttpRequest extends Omit<NetworkRequest, 'url' | 'headers'> {
  /** Absolute, `http:` or `https:`. */
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A reply with its body whole. */
export type HttpReply = NetworkReply;

/** A reply whose body comes in pieces. */
export type HttpStream = NetworkStream;

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
