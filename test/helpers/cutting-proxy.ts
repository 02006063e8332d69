import http from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Content } from './killed-catalogue.ts';

/** Where a proxy calls `cut`, counted from its start. */
export type CutPoint =
  /** The request with this number is here and nobody has seen it. */
  | { readonly kind: 'request'; readonly number: number }
  /** It was answered, and nothing of the answer sent. */
  | { readonly kind: 'answer'; readonly number: number }
  /** So many bytes of answers were sent. */
  | { readonly kind: 'byte'; readonly number: number };

/** A server between two others that counts what passes. */
export interface CuttingProxy {
  readonly url: string;
  /** What was asked for, in order: operations, and `content`. */
  readonly requests: readonly string[];
  /** Bytes of answers sent so far. */
  bytes(): number;
  /** Counts anew; at `point` it calls `cut` and answers nothing more until the next call. */
  arm(point?: CutPoint, cut?: () => void): void;
  close(): Promise<void>;
}

interface Armed {
  readonly point: CutPoint | undefined;
  readonly cut: () => void;
  requests: string[];
  bytes: number;
  isCut: boolean;
}

/** Starts a proxy of the services at `upstream` that has the files of `content` itself. */
export async function startCuttingProxy(upstream: string, content: Content): Promise<CuttingProxy> {
  const fresh = (point?: CutPoint, cut: () => void = () => {}): Armed => ({
    point,
    cut,
    requests: [],
    bytes: 0,
    isCut: false,
  });
  let armed = fresh();
  const server = http.createServer((request, response) => {
    pass(armed, request, response, upstream, content).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    get requests() {
      return armed.requests;
    },
    bytes: () => armed.bytes,
    arm: (point, cut) => {
      armed = fresh(point, cut);
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function pass(
  armed: Armed,
  request: http.IncomingMessage,
  response: http.ServerResponse,
  upstream: string,
  content: Content,
): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const path = request.url ?? '';
  armed.requests.push(operationOf(request));
  const number = armed.requests.length;
  if (isAt(armed, 'request', number)) cutAt(armed);
  if (armed.isCut) return;
  const answer = path.startsWith('/Content/')
    ? fileAnswer(content.get(path))
    : await forwarded(`${upstream}${path}`, request, Buffer.concat(chunks));
  if (isAt(armed, 'answer', number)) cutAt(armed);
  if (armed.isCut) return;
  send(armed, response, answer);
}

function isAt({ point }: Armed, kind: CutPoint['kind'], number: number): boolean {
  return point?.kind === kind && point.number === number;
}

function cutAt(armed: Armed): void {
  armed.isCut = true;
  armed.cut();
}

interface Answer {
  readonly status: number;
  readonly type: string;
  readonly body: Buffer;
}

function fileAnswer(body: Buffer | undefined): Answer {
  const type = 'application/octet-stream';
  return body === undefined ? { status: 404, type, body: Buffer.alloc(0) } : { status: 200, type, body };
}

async function forwarded(url: string, { headers }: http.IncomingMessage, body: Buffer): Promise<Answer> {
  const reply = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': headers['content-type'] ?? '', soapaction: String(headers.soapaction) },
    body,
  });
  const type = reply.headers.get('content-type') ?? '';
  return { status: reply.status, type, body: Buffer.from(await reply.arrayBuffer()) };
}

function send(armed: Armed, response: http.ServerResponse, { status, type, body }: Answer): void {
  response.writeHead(status, { 'content-type': type, 'content-length': body.length });
  const { point } = armed;
  const last = point?.kind === 'byte' ? point.number - armed.bytes : Number.POSITIVE_INFINITY;
  armed.bytes += body.length;
  if (last > body.length) {
    response.end(body);
    return;
  }
  armed.isCut = true;
  // Killed when the bytes are on their way, so that they may have been read.
  response.write(body.subarray(0, last), () => armed.cut());
}

function operationOf({ headers, url }: http.IncomingMessage): string {
  if (url?.startsWith('/Content/')) return 'content';
  return /(\w+)"?$/.exec(String(headers.soapaction))?.[1] ?? '';
}
