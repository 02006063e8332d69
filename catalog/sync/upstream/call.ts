import { fail, messageOf } from '../../../platform/errors/index.ts';
import { namespaceOf, type Operation, type ServiceContract } from '../../../protocol/soap/contract.ts';
import type { Encodable } from '../../../protocol/soap/encode.ts';
import { encodeRequest } from '../../../protocol/soap/envelope.ts';
import { ReceivedFault } from '../../../protocol/soap/fault-reader.ts';
import type { TypeOf } from '../../../protocol/soap/types.ts';
import { soap11 } from '../../../protocol/soap/version.ts';
import type { HttpTransport } from '../transport/http-transport.ts';
import { decodeReply } from './decode-reply.ts';
import { UpstreamFault } from './upstream-fault.ts';

/** Most bytes of one reply: the largest real document alone has some 90 MB before it is packed. */
const MOST_REPLY_BYTES = 256 * 1024 * 1024;
/** Characters of a page that is no SOAP which an error repeats. */
const SHOWN = 120;

/** Calls operations of one upstream server. */
export interface UpstreamCalls {
  /** Origin of its services. */
  readonly url: string;
  /**
   * Calls `operation` of `service`. Throws the SoapFault of the server (an UpstreamFault), SYNC_NOT_A_SERVER for a page,
   * SYNC_REPLY_UNREADABLE for XML that is no such answer, and what the transport throws.
   */
  call<O extends Operation, Answer = TypeOf<O['response']>>(
    service: ServiceContract,
    operation: O,
    request: Encodable<TypeOf<O['request']>>,
    how?: CallOptions<TypeOf<O['response']>, Answer>,
  ): Promise<Answer>;
  /** Operations called so far, by name: a run tells what it cost. */
  readonly counts: ReadonlyMap<string, number>;
}

/** How one operation is called. */
export interface CallOptions<Response, Answer> {
  /** Where the server named another than the contract's. */
  readonly path?: string;
  /** Makes the answer of the reply; left out, it is the response. */
  readonly read?: ReadReply<Response, Answer>;
}

/** `decode` takes the body apart, and throws what `call` says. */
export type ReadReply<Response, Answer> = (body: Buffer, decode: () => Response) => Promise<Answer>;

/** How an upstream server is reached. */
export interface CallPorts {
  /** Origin of its services, without a slash at the end. */
  readonly url: string;
  readonly transport: HttpTransport;
  readonly signal: AbortSignal;
}

export function createUpstreamCalls({ url, transport, signal }: CallPorts): UpstreamCalls {
  const counts = new Map<string, number>();
  return {
    url,
    counts,
    call: async (service, operation, request, how = {}) => {
      const { path = service.path } = how;
      signal.throwIfAborted();
      counts.set(operation.name, (counts.get(operation.name) ?? 0) + 1);
      const reply = await transport.request({
        url: `${url}${path}`,
        method: 'POST',
        headers: {
          'content-type': soap11.contentType,
          soapaction: `"${namespaceOf(service, operation)}/${operation.name}"`,
        },
        body: encodeRequest(service, operation, request),
        maxBytes: MOST_REPLY_BYTES,
        signal,
      });
      if (!isXml(reply.headers['content-type'])) notAServer(`${url}${path}`, reply.status, reply.body);
      const decode = () => {
        try {
          return decodeReply(reply.body, service, operation);
        } catch (error) {
          if (error instanceof ReceivedFault) throw new UpstreamFault(operation.name, error);
          if (reply.status !== 200) notAServer(`${url}${path}`, reply.status, reply.body);
          const details = { operation: operation.name, reason: messageOf(error) };
          return fail('SYNC_REPLY_UNREADABLE', details, error);
        }
      };
      return how.read === undefined ? (decode() as never) : await how.read(reply.body, decode);
    },
  };
}

function isXml(contentType: string | undefined): boolean {
  return /^\s*(text\/xml|application\/soap\+xml)\b/i.test(contentType ?? '');
}

function notAServer(url: string, status: number, body: Buffer): never {
  const text = body
    .toString('utf8', 0, SHOWN * 4)
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, SHOWN);
  fail('SYNC_NOT_A_SERVER', { url, reason: `it answered HTTP ${status} with no SOAP but "${text}"` });
}
