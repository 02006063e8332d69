import { drain } from '../../platform/network/drain.ts';
import { failWith } from '../failure.ts';
import type { ByteRange, ContentSource } from './content-source.ts';
import type { DeviceHttp, DeviceRequest, DeviceStream } from './http.ts';
import { rangeReplyTrouble } from './range-reply.ts';

/** Redirects that are followed for one range: as many as WinHTTP and the open Delivery Optimization client follow. */
const MAX_REDIRECTS = 10;
const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);
/** Characters of an entity tag that are remembered. */
const MAX_ETAG = 256;

const USER_AGENT = 'Microsoft-Delivery-Optimization/10.1';

/**
 * The file at `url` over HTTP, asked for as Delivery Optimization asks (captures 18 to 20); `cv` gives the correlation
 * vector of each request. Throws DeviceFailure: the codes of statuses and connections of online service facts §5.4;
 * WU_E_DM_READRANGEFAILED, DO_E_INVALID_RANGE and DO_E_INSUFFICIENT_RANGE_SUPPORT for another range than asked for;
 * WU_E_DM_CONTENTCHANGED when the entity tag is another than before, after which the new one counts; a BusyFailure
 * where the server tells when to come back.
 */
export function httpSource(http: DeviceHttp, url: URL, cv: () => string): ContentSource {
  let known: string | undefined;
  return {
    kind: 'http',
    name: url.href,
    async *read(range, size, signal) {
      const reply = await follow(http, url, (at) => contentRequest(at, range, cv(), signal));
      signal.throwIfAborted();
      const trouble = rangeReplyTrouble(reply, range, size);
      const etag = reply.headers.etag?.slice(0, MAX_ETAG);
      const before = known;
      if (trouble === undefined) known = etag ?? known;
      const isChanged = trouble === undefined && before !== undefined && before !== known;
      if (trouble !== undefined || isChanged) await drain(reply.body);
      if (trouble !== undefined) throw trouble;
      if (isChanged) failWith('WU_E_DM_CONTENTCHANGED', `its entity tag was ${before} and is ${known}`);
      yield* exactly(reply.body, range.last - range.first + 1);
    },
  };
}

/** A GET with the headers of captures 18 to 20 in their order: closed ranges, and no condition. */
function contentRequest(url: URL, range: ByteRange, cv: string, signal: AbortSignal): DeviceRequest {
  return {
    url,
    method: 'GET',
    headers: [
      ['Connection', 'Keep-Alive'],
      ['Accept', '*/*'],
      ['Range', `bytes=${range.first}-${range.last}`],
      ['User-Agent', USER_AGENT],
      ['MS-CV', cv],
      ['Content-Length', '0'],
      ['Host', url.host],
    ],
    // Counted by `exactly`: a reply that is too long for its range has a better code than a full quota.
    maxBytes: Number.MAX_SAFE_INTEGER,
    signal,
  };
}

async function follow(
  http: DeviceHttp,
  start: URL,
  requestTo: (url: URL) => DeviceRequest,
): Promise<DeviceStream> {
  let url = start;
  for (let redirects = 0; ; redirects++) {
    const reply = await http.stream(requestTo(url));
    if (!REDIRECTS.has(reply.status)) return reply;
    await drain(reply.body);
    if (redirects === MAX_REDIRECTS)
      failWith('ERROR_WINHTTP_REDIRECT_FAILED', `redirected more than ${MAX_REDIRECTS} times`);
    url = redirectTarget(reply.headers.location, url);
  }
}

/** Where a redirect leads. As WinHTTP has it, never from TLS to plain HTTP. */
function redirectTarget(location: string | undefined, from: URL): URL {
  if (location === undefined) failWith('ERROR_WINHTTP_REDIRECT_FAILED', 'redirected without a Location');
  if (!URL.canParse(location, from.href))
    failWith('ERROR_WINHTTP_INVALID_URL', `redirected to ${location.slice(0, 100)}`);
  const target = new URL(location, from);
  if (target.protocol !== 'http:' && target.protocol !== 'https:')
    failWith('ERROR_WINHTTP_UNRECOGNIZED_SCHEME', `redirected to ${target.protocol}`);
  if (target.username !== '' || target.password !== '')
    failWith('ERROR_WINHTTP_INVALID_URL', 'redirected to a URL with a name or password');
  if (from.protocol === 'https:' && target.protocol === 'http:')
    failWith('ERROR_WINHTTP_REDIRECT_FAILED', `redirected from TLS to ${target.origin}`);
  return target;
}

/** Passes on `length` bytes of `body`, and throws when there are more or fewer. */
async function* exactly(body: AsyncIterable<Buffer>, length: number): AsyncIterable<Buffer> {
  let left = length;
  for await (const bytes of body) {
    left -= bytes.length;
    if (left < 0) failWith('WU_E_DM_READRANGEFAILED', `more than the ${length} bytes of the range came`);
    yield bytes;
  }
  if (left > 0)
    failWith('WU_E_DM_READRANGEFAILED', `${length - left} of the ${length} bytes of the range came`);
}
