import http from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Test } from 'tap';
import type { ServiceContract } from '../../protocol/soap/contract.ts';
import { decodeRequest, encodeResponse, wrapFault } from '../../protocol/soap/envelope.ts';
import { type FaultCode, faultXml, SoapFault } from '../../protocol/soap/fault.ts';
import { type ServerOperation, type ServerResponse, serverServiceOf } from './server-client.ts';

/** One call as a stand-in for a server sees it: for an upstream one unless it is told other operations. */
export interface StandInCall<Name extends string = ServerOperation> {
  readonly operation: Name;
  /** How many calls of this operation there were, this one included. */
  readonly n: number;
  // biome-ignore lint/suspicious/noExplicitAny: each test looks at the request of the operation it names.
  readonly request: any;
  readonly path: string;
  readonly headers: http.IncomingHttpHeaders;
  /** Names and values in turn, as they were sent. */
  readonly rawHeaders: readonly string[];
  readonly body: Buffer;
}

/** Bytes to answer with, whatever they are. */
export interface RawAnswer {
  readonly status: number;
  /** None is sent when left out. */
  readonly type?: string;
  readonly headers?: http.OutgoingHttpHeaders;
  readonly body: string | Buffer;
}

/** A response of the operation, a fault, bytes, or a connection that breaks. */
export type StandInAnswer =
  | { readonly value: unknown }
  | { readonly fault: FaultCode; readonly message?: string }
  | { readonly raw: RawAnswer }
  | 'cut';

/** An HTTP server that answers SOAP calls as it is told. */
export interface StandIn<Name extends string = ServerOperation> {
  /** `http://127.0.0.1:<port>` */
  readonly url: string;
  /** Every call so far, in the order they came. */
  readonly calls: readonly StandInCall<Name>[];
  /** Calls of one operation. */
  // biome-ignore lint/suspicious/noExplicitAny: each test looks at the request of the operation it names.
  asked(operation: Name): readonly any[];
  /** The most calls of one operation that were answered at the same time. */
  most(operation: Name): number;
  /** Forgets the calls so far, and counts anew. */
  clear(): void;
}

/** Starts a server that answers each call with what `answer` says; it ends with the test. */
export async function startStandIn<Name extends string = ServerOperation>(
  t: Test,
  answer: (call: StandInCall<Name>) => StandInAnswer | Promise<StandInAnswer>,
  serviceOf: (operation: Name) => ServiceContract = serverServiceOf as (operation: string) => ServiceContract,
): Promise<StandIn<Name>> {
  const calls: StandInCall<Name>[] = [];
  const counts = new Map<string, number>();
  const underWay = new Map<string, number>();
  const most = new Map<string, number>();
  const server = http.createServer(async (request, response) => {
    const body = await bodyOf(request);
    const call = callOf(request, body, counts, serviceOf);
    calls.push(call);
    const { operation } = call;
    const now = (underWay.get(operation) ?? 0) + 1;
    underWay.set(operation, now);
    most.set(operation, Math.max(now, most.get(operation) ?? 0));
    const given = await answer(call);
    underWay.set(operation, (underWay.get(operation) ?? 1) - 1);
    if (given === 'cut') request.socket.destroy();
    else send(response, rawOf(call, given, serviceOf(operation)));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.teardown(() => {
    server.closeAllConnections();
    server.close();
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls,
    asked: (operation) => calls.filter((one) => one.operation === operation).map(({ request }) => request),
    most: (operation) => most.get(operation) ?? 0,
    clear: () => {
      calls.length = 0;
      counts.clear();
      most.clear();
    },
  };
}

/** The envelope of a response, as the double writes it. */
export function responseBytes<N extends ServerOperation>(operation: N, value: ServerResponse<N>): Buffer {
  return envelopeOf(serverServiceOf(operation), operation, value);
}

function envelopeOf(service: ServiceContract, operation: string, value: unknown): Buffer {
  return Buffer.concat(encodeResponse(service, service.operations[operation] as never, value as never));
}

async function bodyOf(request: http.IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

function callOf<Name extends string>(
  request: http.IncomingMessage,
  body: Buffer,
  counts: Map<string, number>,
  serviceOf: (operation: Name) => ServiceContract,
): StandInCall<Name> {
  const action = String(request.headers.soapaction ?? '').replaceAll('"', '');
  const operation = action.slice(action.lastIndexOf('/') + 1) as Name;
  const n = (counts.get(operation) ?? 0) + 1;
  counts.set(operation, n);
  const { value } = decodeRequest(body, serviceOf(operation));
  const { url: path = '', headers, rawHeaders } = request;
  return { operation, n, request: value, path, headers, rawHeaders, body };
}

function rawOf(
  { operation, path }: StandInCall<string>,
  given: Exclude<StandInAnswer, 'cut'>,
  service: ServiceContract,
): RawAnswer {
  if ('raw' in given) return given.raw;
  const type = 'text/xml; charset=utf-8';
  if ('value' in given) return { status: 200, type, body: envelopeOf(service, operation, given.value) };
  const { handwriting } = service;
  const context = { handwriting, id: 'f0000000-0000-4000-8000-00000000000f', action: '', serviceUrl: path };
  const xml = faultXml(new SoapFault(given.fault, given.message), context);
  return { status: 500, type, body: wrapFault(xml, handwriting) };
}

function send(response: http.ServerResponse, { status, type, headers, body }: RawAnswer): void {
  response.writeHead(status, { ...(type !== undefined && { 'content-type': type }), ...headers });
  response.end(body);
}
