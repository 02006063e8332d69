import { messageOf } from '../../../platform/errors/index.ts';
import { drain } from '../../../platform/network/drain.ts';
import type { HttpStream, HttpTransport } from '../transport/http-transport.ts';
import { checkedAddress } from './content-addresses.ts';
import { type DiskTrouble, type IncomingFile, type Refused, refused } from './incoming-file.ts';

/** Times a file is asked for again at one address after its connection broke. */
const MAX_RESUMES = 5;

const MAX_REDIRECTS = 3;

const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

/** What came of asking one address. */
export type Fetched =
  | { readonly kind: 'whole' }
  | { readonly kind: 'missing' }
  | { readonly kind: 'failed'; readonly reason: string }
  | Refused
  | DiskTrouble;

/** How files are asked for. */
export interface FetchPorts {
  readonly transport: HttpTransport;
  readonly signal?: AbortSignal;
  /** Told of an address nobody answers at. */
  readonly onUnreachable?: (url: string) => void;
}

/** A connection that broke: what came before stays. */
interface Broken {
  readonly kind: 'broken';
  readonly reason: string;
}

interface Opened {
  readonly kind: 'opened';
  readonly reply: HttpStream;
}

/**
 * Fetches a file from `url` into `incoming`, from its beginning, and verifies it. After a break the rest is asked
 * for, with If-Range where the server gave a strong ETag (RFC 9110 §13.1.5). Throws the reason of the signal alone.
 */
export async function fetchFile(url: string, incoming: IncomingFile, ports: FetchPorts): Promise<Fetched> {
  const trouble = await incoming.restart();
  if (trouble) return trouble;
  let etag: string | undefined;
  let reason = '';
  for (let attempt = 0; attempt <= MAX_RESUMES; attempt++) {
    const opened = await ask(url, rangeHeaders(incoming.bytes, etag), ports);
    const took = opened.kind === 'opened' ? await takeReply(opened.reply, incoming, ports) : opened;
    if (took.kind === 'whole') return incoming.verify() ?? took;
    if (took.kind !== 'broken') return took;
    reason = took.reason;
    if (opened.kind === 'broken' && incoming.bytes === 0) {
      ports.onUnreachable?.(url);
      break;
    }
    if (opened.kind === 'opened') etag = strongTag(opened.reply) ?? etag;
  }
  return { kind: 'failed', reason };
}

function rangeHeaders(from: number, etag: string | undefined): Record<string, string> {
  // Files are digested as they lie on the server.
  const headers = { 'accept-encoding': 'identity' };
  if (from === 0) return headers;
  return { ...headers, range: `bytes=${from}-`, ...(etag !== undefined && { 'if-range': etag }) };
}

function strongTag({ headers }: HttpStream): string | undefined {
  return /^"[^"]*"$/.exec(headers.etag ?? '')?.[0];
}

async function ask(
  url: string,
  headers: Record<string, string>,
  { transport, signal }: FetchPorts,
): Promise<Opened | Broken | Refused> {
  let at = url;
  for (let redirects = 0; ; redirects++) {
    let reply: HttpStream;
    try {
      // The bytes are counted by who takes them, against the size the metadata tells.
      const maxBytes = Number.MAX_SAFE_INTEGER;
      reply = await transport.stream({ url: at, headers, maxBytes, ...(signal && { signal }) });
    } catch (error) {
      return broken(error, signal);
    }
    const target = REDIRECTS.has(reply.status) ? reply.headers.location : undefined;
    if (target === undefined || redirects === MAX_REDIRECTS) return { kind: 'opened', reply };
    await drain(reply.body);
    const next = checkedAddress(target, at);
    if (next.kind === 'refused') return refused(`redirected, and ${next.reason}`);
    at = next.url.href;
  }
}

async function takeReply(
  reply: HttpStream,
  incoming: IncomingFile,
  { signal }: FetchPorts,
): Promise<Fetched | Broken> {
  const { status, body } = reply;
  const isRest = incoming.bytes > 0;
  if (isRest && status === 206 && startOf(reply) === incoming.bytes) return pour(body, incoming, signal);
  const trouble = status === 200 ? await incoming.restart() : undefined;
  if (status === 200 && trouble === undefined) return pour(body, incoming, signal);
  // A body that is neither read nor broken off would keep its connection.
  await drain(body);
  if (trouble) return trouble;
  signal?.throwIfAborted();
  if (status === 404) return { kind: 'missing' };
  // Another part than the one asked for, or none: from the beginning, then.
  if (isRest && (status === 206 || status === 416))
    return (await incoming.restart()) ?? { kind: 'broken', reason: `HTTP ${status} for the rest` };
  return { kind: 'failed', reason: `HTTP ${status}` };
}

function startOf({ headers }: HttpStream): number {
  return Number(/^bytes (\d{1,15})-/i.exec(headers['content-range'] ?? '')?.[1]);
}

async function pour(
  body: AsyncIterable<Buffer>,
  incoming: IncomingFile,
  signal: AbortSignal | undefined,
): Promise<Fetched | Broken> {
  try {
    for await (const piece of body) {
      signal?.throwIfAborted();
      const stop = await incoming.take(piece);
      if (stop) return stop;
    }
  } catch (error) {
    const cut = broken(error, signal);
    // Nothing is missing: what the connection broke in was its end.
    return incoming.isComplete ? { kind: 'whole' } : cut;
  }
  return { kind: 'whole' };
}

/** What an error of the connection means; throws the reason of the signal where that ended it. */
function broken(error: unknown, signal: AbortSignal | undefined): Broken {
  signal?.throwIfAborted();
  return { kind: 'broken', reason: messageOf(error) };
}
