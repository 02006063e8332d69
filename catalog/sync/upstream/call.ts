import { fail, messageOf } from '../../../platform/errors/index.ts';
import { namespaceOf, type Operation, type ServiceContract } from '../../../protocol/soap/contract.ts';
import type { Encodable } from '../../../protocol/soap/encode.ts';
import { decodeResponse, encodeRequest, type MessageLimits } from '../../../protocol/soap/envelope.ts';
import { ReceivedFault } from '../../../protocol/soap/fault-reader.ts';
import type { TypeOf } from '../../../protocol/soap/types.ts';
import { soap11 } from '../../../protocol/soap/version.ts';
import type { HttpTransport } from '../transport/http-transport.ts';
import { UpstreamFault } from './upstream-fault.ts';

/** Most bytes of one reply: the largest real document alone has some 90 MB before it is packed. */
const MOST_REPLY_BYTES = 256 * 1024 * 1024;
/** A list of a million revisions has two elements and one around them for each. */
const REPLY_LIMITS: MessageLimits = { depth: 64, elements: 8_000_000, attributes: 64, arrayItems: 2_000_000 };
/** Characters of a page that is no SOAP which an error repeats. */
const SHOWN = 120;

/** Calls operations of one upstream server. */
export interface UpstreamCalls {
  /** Origin of its services. */
  readonly url: string;
  /**
   * Calls `operation` of `service`; at `path` where the server named another than the contract's. Throws the SoapFault
   * of the server (an UpstreamFault), SYNC_NOT_A_SERVER for a page, SYNC_REPLY_UNREADABLE for XML that is no such answer,
   * and what the transport throws.
   */
  call<O extends Operation>(
    service: ServiceContract,
    operation: O,
    request: Encodable<TypeOf<O['request']>>,
    path?: string,
  ): Promise<TypeOf<O['response']>>;
  /** Operations called so far, by name: a run tells what it cost. */
  readonly counts: ReadonlyMap<string, number>;
}

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
    call: async (service, operation, request, path = service.path) => {
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
      try {
        return decodeResponse(reply.body, service, operation, REPLY_LIMITS);
      } catch (error) {
        if (error instanceof ReceivedFault) throw new UpstreamFault(operation.name, error);
        if (reply.status !== 200) notAServer(`${url}${path}`, reply.status, reply.body);
        const details = { operation: operation.name, reason: messageOf(error) };
        return fail('SYNC_REPLY_UNREADABLE', details, error);
      }
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
