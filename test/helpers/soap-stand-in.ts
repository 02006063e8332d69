import http from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Test } from 'tap';
import type { ServiceContract } from '../../protocol/soap/contract.ts';
import { decodeRequest, encodeResponse, wrapFault } from '../../protocol/soap/envelope.ts';
import { type FaultCode, faultXml, SoapFault } from '../../protocol/soap/fault.ts';
import { type ServerOperation, type ServerResponse, serverServiceOf } from './server-client.ts';

/** One call as a stand-in for an upstream server sees it. */
export interface StandInCall {
  readonly operation: ServerOperation;
  /** How many calls of this operation there were, this one included. */
  readonly n: number;
  // biome-ignore lint/suspicious/noExplicitAny: each test looks at the request of the operation it names.
  readonly request: any;
  readonly path: string;
  readonly headers: http.IncomingHttpHeaders;
  readonly body: Buffer;
}

/** Bytes to answer with, whatever they are. */
export interface RawAnswer {
  readonly status: number;
  /** None is sent when left out. */
  readonly type?: string;
  readonly body: string | Buffer;
}

/** A response of the operation, a fault, bytes, or a connection that breaks. */
export type StandInAnswer =
  | { readonly value: unknown }
  | { readonly fault: FaultCode; readonly message?: string }
  | { readonly raw: RawAnswer }
  | 'cut';

/** An HTTP server that answers SOAP calls between servers as it is told. */
export interface StandIn {
  /** `http://127.0.0.1:<port>` */
  readonly url: string;
  /** Every call so far, in the order they came. */
  readonly calls: readonly StandInCall[];
  /** Calls of one operation. */
  // biome-ignore lint/suspicious/noExplicitAny: each test looks at the request of the operation it names.
  asked(operation: ServerOperation): readonly any[];
  /** The most calls of one operation that were answered at the same time. */
  most(operation: ServerOperation): number;
  /** Forgets the calls so far, and counts anew. */
  clear(): void;
}

/** Starts a server that answers each call with what `answer` says; it ends with the test. */
export async function startStandIn(
  t: Test,
  answer: (call: StandInCall) => StandInAnswer | Promise<StandInAnswer>,
): Promise<StandIn> {
  const calls: StandInCall[] = [];
  const counts = new Map<string, number>();
  const underWay = new Map<string, number>();
  const most = new Map<string, number>();
  const server = http.createServer(async (request, response) => {
    const body = await bodyOf(request);
    const call = callOf(request, body, counts);
    calls.push(call);
    const { operation } = call;
    const now = (underWay.get(operation) ?? 0) + 1;
    underWay.set(operation, now);
    most.set(operation, Math.max(now, most.get(operation) ?? 0));
    const given = await answer(call);
    underWay.set(operation, (underWay.get(operation) ?? 1) - 1);
    if (given === 'cut') request.socket.destroy();
    else send(response, rawOf(call, given));
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
  const service: ServiceContract = serverServiceOf(operation);
  return Buffer.concat(encodeResponse(service, service.operations[operation] as never, value as never));
}

async function bodyOf(request: http.IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

function callOf(request: http.IncomingMessage, body: Buffer, counts: Map<string, number>): StandInCall {
  const action = String(request.headers.soapaction ?? '').replaceAll('"', '');
  const operation = action.slice(action.lastIndexOf('/') + 1) as ServerOperation;
  const n = (counts.get(operation) ?? 0) + 1;
  counts.set(operation, n);
  const { value } = decodeRequest(body, serverServiceOf(operation));
  return { operation, n, request: value, path: request.url ?? '', headers: request.headers, body };
}

function rawOf({ operation, path }: StandInCall, given: Exclude<StandInAnswer, 'cut'>): RawAnswer {
  if ('raw' in given) return given.raw;
  const type = 'text/xml; charset=utf-8';
  if ('value' in given) return { status: 200, type, body: responseBytes(operation, given.value as never) };
  const { handwriting } = serverServiceOf(operation);
  const context = { handwriting, id: 'f0000000-0000-4000-8000-00000000000f', action: '', serviceUrl: path };
  const xml = faultXml(new SoapFault(given.fault, given.message), context);
  return { status: 500, type, body: wrapFault(xml, handwriting) };
}

function send(response: http.ServerResponse, { status, type, body }: RawAnswer): void {
  response.writeHead(status, type === undefined ? {} : { 'content-type': type });
  response.end(body);
}
