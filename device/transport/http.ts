import type { IncomingHttpHeaders } from 'node:http';

/** One request of a device, sent exactly so. */
export interface DeviceRequest {
  /** Absolute, `http:` or `https:`. */
  readonly url: URL;
  readonly method: 'GET' | 'POST';
  /** Names and values in the order and spelling of the wire; `Host` and `Content-Length` among them. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body?: string;
  /** Most bytes of the reply's body as it comes over the wire. */
  readonly maxBytes: number;
  /** Ends the request with its reason. */
  readonly signal?: AbortSignal;
}

/** A reply with its body whole. */
export interface DeviceReply {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** A reply whose body comes in pieces; read it to its end or break off, either frees the connection. */
export interface DeviceStream {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: AsyncIterable<Buffer>;
}

/**
 * The HTTP of a device: connections are kept and used again, redirects are not followed. Over TLS no byte of a request is
 * sent before every check passed. Throws DeviceFailure with the codes of online service facts §5.4: a body of more than
 * `maxBytes` is WU_E_PT_QUOTA_EXCEEDED; and the reason of the signal.
 */
export interface DeviceHttp {
  request(request: DeviceRequest): Promise<DeviceReply>;
  stream(request: DeviceRequest): Promise<DeviceStream>;
  /** Ends what is under way and closes all connections. */
  close(): void;
}
