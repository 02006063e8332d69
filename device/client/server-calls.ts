import { stopwatch } from '../../platform/clock.ts';
import { type Operation, type ServiceContract, soapActionOf } from '../../protocol/soap/contract.ts';
import type { Encodable } from '../../protocol/soap/encode.ts';
import { encodeRequest } from '../../protocol/soap/envelope.ts';
import type { TypeOf } from '../../protocol/soap/types.ts';
import { clientService } from '../../protocol/wusp/client.ts';
import type { DeviceHttp } from '../transport/http.ts';
import { callHeaders } from './call-headers.ts';
import type { CorrelationVector } from './correlation-vector.ts';
import { MOST_REPLY_BYTES, readReply } from './read-reply.ts';

/** The spelling of paths the native client has (wire facts §2.1). */
const PATHS: Readonly<Record<string, string>> = { Client: '/ClientWebService/client.asmx' };

/** Calls operations of the services of one server. */
export interface ServerCalls {
  /** Origin of its services. */
  readonly server: string;
  /** Throws the ServerFault of the server, and DeviceFailure. `path` is where the server said the service is. */
  call<O extends Operation>(
    service: ServiceContract,
    operation: O,
    request: Encodable<TypeOf<O['request']>>,
    path?: string,
  ): Promise<TypeOf<O['response']>>;
}

/** One call that was answered, with a fault or without. */
export interface CallFacts {
  readonly operation: string;
  readonly status: number;
  /** Bytes of the bodies as they went over the wire. */
  readonly sent: number;
  readonly received: number;
  readonly milliseconds: number;
}

/** What calls are made with. */
export interface CallPorts {
  readonly http: DeviceHttp;
  readonly server: string;
  readonly vector: CorrelationVector;
  readonly agentVersion: string;
  readonly signal?: AbortSignal;
  readonly onCall: (call: CallFacts) => void;
}

export function createServerCalls(ports: CallPorts): ServerCalls {
  const { http, server, vector, agentVersion, signal, onCall } = ports;
  return {
    server,
    call: async (service, operation, request, path = PATHS[service.name] ?? service.path) => {
      const url = new URL(path, server);
      const body = encodeRequest(service, operation, request);
      const soapAction = soapActionOf(service, operation.name);
      const isClient = service === clientService;
      const headers = callHeaders({
        url,
        soapAction,
        body,
        agentVersion,
        ...(isClient && { vector: vector() }),
      });
      const elapsed = stopwatch();
      const reply = await http.request({
        url,
        method: 'POST',
        headers,
        body,
        maxBytes: MOST_REPLY_BYTES,
        ...(signal && { signal }),
      });
      onCall({
        operation: operation.name,
        status: reply.status,
        sent: body.length,
        received: reply.body.length,
        milliseconds: elapsed(),
      });
      return readReply(reply, service, operation);
    },
  };
}
