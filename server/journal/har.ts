import { STATUS_CODES } from 'node:http';
import { isoMoment } from '../../platform/clock.ts';
import type { CallEntry, JournalEntry, TlsEntry } from './entry.ts';
import { entryJson } from './entry-json.ts';

/** A journal as an HTTP Archive 1.2, with what that has no place for under names that begin with an underscore. */
export interface Har {
  readonly log: {
    readonly version: '1.2';
    readonly creator: { readonly name: string; readonly version: string };
    readonly entries: readonly HarEntry[];
    /** Handshakes, which an archive of HTTP knows nothing of. */
    readonly _handshakes: readonly object[];
  };
}

/** One exchange, http://www.softwareishard.com/blog/har-12-spec/#entries. */
export interface HarEntry {
  readonly startedDateTime: string;
  readonly time: number;
  readonly request: object;
  readonly response: object;
  readonly cache: object;
  readonly timings: { readonly send: number; readonly wait: number; readonly receive: number };
  readonly connection?: string;
  readonly _sequence: number;
  readonly _tenant: string;
  readonly _kind: string;
  readonly _operation?: string;
  readonly _client?: string;
  readonly _fault?: object;
  readonly _injected?: readonly object[];
}

type HttpLike = Exclude<JournalEntry, TlsEntry>;

/** Header values that say who somebody is: an archive is passed on. */
const SECRET_HEADERS = /^(authorization|proxy-authorization|cookie|set-cookie)$/i;

/** Writes `entries` as an archive; `version` is that of this program. Credentials in headers are left out. */
export function toHar(entries: readonly JournalEntry[], version: string): Har {
  const http = entries.filter((entry): entry is HttpLike => entry.kind !== 'tls');
  return {
    log: {
      version: '1.2',
      creator: { name: 'mock-windows-update', version },
      entries: http.map(harEntry),
      _handshakes: entries.filter((entry) => entry.kind === 'tls').map((entry) => entryJson(entry)),
    },
  };
}

function harEntry(entry: HttpLike): HarEntry {
  const { milliseconds, connection, computerId } = entry;
  return {
    // The tenant's clock may stand still; the archive shows what took how long.
    startedDateTime: isoMoment(entry.wallAt - Math.round(milliseconds)),
    time: milliseconds,
    request: harRequest(entry),
    response: harResponse(entry),
    cache: {},
    timings: { send: 0, wait: milliseconds, receive: 0 },
    ...(connection && { connection: `${connection.remoteAddress}:${connection.remotePort}` }),
    _sequence: entry.sequence,
    _tenant: entry.tenant,
    _kind: entry.kind,
    ...(entry.kind === 'call' && { _operation: entry.operation }),
    ...(computerId !== undefined && { _client: computerId }),
    ...(entry.kind === 'call' && entry.fault && { _fault: entry.fault }),
    ...(entry.injected && { _injected: entry.injected }),
  };
}

function harRequest(entry: HttpLike): object {
  const { request, connection } = entry;
  const scheme = connection?.tls === undefined ? 'http' : 'https';
  const url = `${scheme}://${request?.host || 'localhost'}${request?.url ?? '/'}`;
  const headers = (request?.headers ?? [])
    .filter(([name]) => !SECRET_HEADERS.test(name))
    .map(([name, value]) => ({ name, value }));
  const type = headers.find(({ name }) => name.toLowerCase() === 'content-type')?.value ?? '';
  return {
    method: request?.method ?? '',
    url,
    httpVersion: `HTTP/${request?.httpVersion ?? '1.1'}`,
    cookies: [],
    headers,
    queryString: queryOf(url),
    ...(entry.kind === 'call' && { postData: { mimeType: type, text: textOf(entry.bodies.request) } }),
    headersSize: -1,
    bodySize: request?.bytes ?? 0,
  };
}

function harResponse(entry: HttpLike): object {
  const { status = 0, bytes = 0 } = entry.response ?? {};
  return {
    status,
    statusText: STATUS_CODES[status] ?? '',
    httpVersion: `HTTP/${entry.request?.httpVersion ?? '1.1'}`,
    cookies: [],
    headers: [],
    content: contentOf(entry, bytes),
    redirectURL: '',
    headersSize: -1,
    bodySize: bytes,
  };
}

function contentOf(entry: HttpLike, bytes: number): object {
  const reply = entry.kind === 'call' ? replyOf(entry) : undefined;
  if (reply === undefined) return { size: bytes, mimeType: 'application/octet-stream' };
  return { size: reply.length, mimeType: 'text/xml; charset=utf-8', text: textOf(reply) };
}

function replyOf({ bodies }: CallEntry): Buffer | undefined {
  return bodies.reply;
}

function queryOf(url: string): readonly { readonly name: string; readonly value: string }[] {
  if (!URL.canParse(url)) return [];
  return [...new URL(url).searchParams].map(([name, value]) => ({ name, value }));
}

function textOf(bytes: Buffer): string {
  return bytes.toString('utf8');
}
