import { readFileSync } from 'node:fs';
import type { Test } from 'tap';
import t from 'tap';
import { DeviceFailure } from '../../../device/failure.ts';
import { BusyFailure } from '../../../device/transport/busy-failure.ts';
import type { ByteRange, ContentSource } from '../../../device/transport/content-source.ts';
import type { DeviceHttp } from '../../../device/transport/http.ts';
import { httpSource } from '../../../device/transport/http-source.ts';
import { countedBytes } from '../../helpers/content-server.ts';
import { deviceHttp } from '../../helpers/downloads.ts';
import { type OddAnswer, rangeHeaders, startOddServer } from '../../helpers/odd-content-server.ts';
import { shared } from '../../helpers/shared.ts';

const BYTES = countedBytes(1000);
const PART: ByteRange = { first: 100, last: 299 };
const WHOLE: ByteRange = { first: 0, last: 999 };
const CV = 'e8u3dmxOhkGW0Ilt.2.0.0.2.1.1.3.1.1.1';

async function sourceOf(t: Test, answer?: OddAnswer): Promise<ContentSource> {
  const { url } = await startOddServer(t, BYTES, answer);
  return httpSource(deviceHttp(t), url, () => CV);
}

async function readAll(source: ContentSource, range = PART, size = BYTES.length): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const piece of source.read(range, size, new AbortController().signal)) pieces.push(piece);
  return Buffer.concat(pieces);
}

/** What reading ends with. */
async function failureOf(source: ContentSource, range?: ByteRange): Promise<DeviceFailure> {
  try {
    await readAll(source, range);
  } catch (error) {
    if (error instanceof DeviceFailure) return error;
    throw error;
  }
  throw new Error('it was taken');
}

/** Answers with these headers in place of the usual, and with the bytes asked for or others. */
function instead(
  status: number,
  changes: Readonly<Record<string, string | undefined>>,
  body = BYTES.subarray(PART.first, PART.last + 1),
): OddAnswer {
  return (asked, reply) => {
    reply.writeHead(status, rangeHeaders(asked, BYTES.length, changes));
    reply.end(body);
  };
}

async function* none(): AsyncIterable<Buffer> {}

const chunked = { 'content-length': undefined };
const redirect = (location: string | undefined): OddAnswer =>
  instead(302, { location, 'content-length': '0', 'content-range': undefined }, Buffer.alloc(0));
const html = Buffer.from('<html>Please accept our terms</html>');
const htmlHead = { 'content-range': undefined, 'content-length': String(html.length) };
const cut: OddAnswer = (asked, reply) => {
  reply.writeHead(206, rangeHeaders(asked, BYTES.length));
  reply.write(BYTES.subarray(0, 50), () => reply.destroy());
};

const ODD: readonly (readonly [name: string, answer: OddAnswer, code: DeviceFailure['code']])[] = [
  ['no ranges', instead(200, { 'content-range': undefined }), 'DO_E_INSUFFICIENT_RANGE_SUPPORT'],
  ['HTML with 200', instead(200, htmlHead, html), 'DO_E_INSUFFICIENT_RANGE_SUPPORT'],
  ['another range', instead(206, { 'content-range': 'bytes 0-199/1000' }), 'WU_E_DM_READRANGEFAILED'],
  ['no Content-Range', instead(206, { 'content-range': undefined }), 'WU_E_DM_READRANGEFAILED'],
  ['an open total', instead(206, { 'content-range': 'bytes 100-299/*' }), 'WU_E_DM_READRANGEFAILED'],
  ['a wrong total', instead(206, { 'content-range': 'bytes 100-299/1001' }), 'DO_E_INVALID_RANGE'],
  ['a huge total', instead(206, { 'content-range': `bytes 100-299/${9e30}` }), 'WU_E_DM_READRANGEFAILED'],
  [
    'a wrong length',
    instead(206, { 'content-length': '199' }, BYTES.subarray(0, 199)),
    'WU_E_DM_READRANGEFAILED',
  ],
  ['a truncated body', cut, 'WU_E_PT_ENDPOINT_DISCONNECTED'],
  ['too few bytes', instead(206, chunked, BYTES.subarray(0, 100)), 'WU_E_DM_READRANGEFAILED'],
  ['too many bytes', instead(206, chunked, BYTES.subarray(0, 201)), 'WU_E_DM_READRANGEFAILED'],
  ['gzip', instead(206, { 'content-encoding': 'gzip' }), 'ERROR_WINHTTP_INVALID_SERVER_RESPONSE'],
  ['416 for a good range', instead(416, { 'content-range': 'bytes */1000' }), 'DO_E_INVALID_RANGE'],
  ['404', instead(404, {}), 'WU_E_PT_HTTP_STATUS_NOT_FOUND'],
  ['403', instead(403, {}), 'WU_E_PT_HTTP_STATUS_FORBIDDEN'],
  ['410', instead(410, {}), 'WU_E_PT_HTTP_STATUS_GONE'],
  ['500', instead(500, {}), 'WU_E_PT_HTTP_STATUS_SERVER_ERROR'],
  ['a redirect to itself', redirect('?again'), 'ERROR_WINHTTP_REDIRECT_FAILED'],
  ['a redirect to nowhere', redirect(undefined), 'ERROR_WINHTTP_REDIRECT_FAILED'],
  ['a redirect to ftp:', redirect('ftp://127.0.0.1/file.exe'), 'ERROR_WINHTTP_UNRECOGNIZED_SCHEME'],
  ['a redirect to file:', redirect('file:///etc/passwd'), 'ERROR_WINHTTP_UNRECOGNIZED_SCHEME'],
  ['a redirect with a password', redirect('http://a:b@127.0.0.1/'), 'ERROR_WINHTTP_INVALID_URL'],
  ['a redirect that is no URL', redirect('http://['), 'ERROR_WINHTTP_INVALID_URL'],
];

t.test('an answer that is not the range asked for is refused', async (t) => {
  for (const [name, answer, code] of ODD) {
    const failure = await failureOf(await sourceOf(t, answer));
    t.equal(failure.code, code, `${name}: ${failure.message}`);
  }
});

t.test('a range is taken from 206, and from 200 where it is the whole file', async (t) => {
  t.same(await readAll(await sourceOf(t)), BYTES.subarray(100, 300));
  const plain = await sourceOf(t, instead(200, { 'content-range': undefined }, BYTES));
  t.same(await readAll(plain, WHOLE), BYTES);
  const page = await sourceOf(t, instead(200, htmlHead, html));
  t.equal((await failureOf(page, WHOLE)).code, 'WU_E_DM_READRANGEFAILED', 'a page of another length');
});

t.test('a body without an end is broken off', async (t) => {
  let sent = 0;
  const source = await sourceOf(t, (asked, reply) => {
    reply.writeHead(206, rangeHeaders(asked, BYTES.length, chunked));
    const more = (): void => {
      sent += 65_536;
      reply.write(Buffer.alloc(65_536), (error) => error || more());
    };
    more();
  });
  t.equal((await failureOf(source)).code, 'WU_E_DM_READRANGEFAILED');
  t.ok(sent < 8 * 1024 * 1024, `${sent} bytes were sent`);
});

t.test('ten redirects are followed, each with a Host of its own', async (t) => {
  const { url, asked } = await startOddServer(t, BYTES, ({ path }, reply, usual) => {
    const hop = Number(/\d+$/.exec(path)?.[0] ?? 0);
    if (hop === 10) return usual();
    reply.writeHead(307, { location: `http://localhost:${url.port}/hop${hop + 1}` });
    reply.end('see there');
  });
  t.same(await readAll(httpSource(deviceHttp(t), url, () => CV)), BYTES.subarray(100, 300));
  t.equal(asked.length, 11);
  t.equal(asked[0]?.rawHeaders.at(-1), `127.0.0.1:${url.port}`);
  t.equal(asked[10]?.rawHeaders.at(-1), `localhost:${url.port}`);
});

t.test('a redirect leads to TLS, and never from it', async (t) => {
  const asked: string[] = [];
  const follows = (from: string, location: string): ContentSource => {
    const stream: DeviceHttp['stream'] = async ({ url }) => {
      asked.push(url.origin);
      return { status: url.href === from ? 302 : 404, headers: { location }, body: none() };
    };
    return httpSource({ ...http, stream }, new URL(from), () => CV);
  };
  const http = deviceHttp(t);
  const down = await failureOf(follows('https://wsus.test/x.exe', 'http://wsus.test/x.exe'));
  t.equal(down.code, 'ERROR_WINHTTP_REDIRECT_FAILED');
  const up = await failureOf(follows('http://wsus.test/x.exe', 'https://other.test/x.exe'));
  t.equal(up.code, 'WU_E_PT_HTTP_STATUS_NOT_FOUND');
  t.same(asked, ['https://wsus.test', 'http://wsus.test', 'https://other.test']);
});

t.test('another entity tag than before is another file, and then the one that counts', async (t) => {
  const tags = ['"a:0"', undefined, '"a:0"', '"b:0"', '"b:0"'];
  const source = await sourceOf(t, (asked, reply) => {
    reply.writeHead(206, rangeHeaders(asked, BYTES.length, { etag: tags[asked.number] }));
    reply.end(BYTES.subarray(100, 300));
  });
  for (let number = 0; number < 3; number++) t.equal((await readAll(source)).length, 200);
  t.equal((await failureOf(source)).code, 'WU_E_DM_CONTENTCHANGED');
  t.equal((await readAll(source)).length, 200);
});

t.test('a busy server tells when to come back', async (t) => {
  const source = await sourceOf(t, instead(503, { 'retry-after': '86400' }));
  const failure = await failureOf(source);
  t.equal(failure.code, 'WU_E_PT_HTTP_STATUS_SERVICE_UNAVAIL');
  t.equal(failure instanceof BusyFailure && failure.retryAfter, '86400');
});

t.test('the headers are those of the captures, in their order', async (t) => {
  const capture = shared(t, 'captures/18-content-whole-file.request.headers');
  if (capture === undefined) return;
  const lines = readFileSync(capture, 'latin1').split('\r\n').slice(1, -2);
  const { url, asked } = await startOddServer(t, Buffer.alloc(918_944));
  const source = httpSource(deviceHttp(t), url, () => CV);
  await readAll(source, { first: 0, last: 918_943 }, 918_944);
  const raw = asked[0]?.rawHeaders ?? [];
  const sent = raw.flatMap((name, at) => (at % 2 === 0 ? [`${name}: ${raw[at + 1]}`] : []));
  t.same(
    sent,
    lines.map((line) => (line.startsWith('Host: ') ? `Host: ${url.host}` : line)),
  );
});
