import t from 'tap';
import type { DeviceRequest } from '../../../device/transport/http.ts';
import { failureOf, getOf, openDevice, openTrust } from '../../helpers/device-http.ts';
import { issue } from '../../helpers/tls-certificates.ts';
import { deadOrigin, startPlain, startRaw, startSecure } from '../../helpers/tls-server.ts';

const trust = openTrust(t);
const OK = 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok';

/** As a Windows client sends it, wire facts §2.1. */
const SCAN: DeviceRequest['headers'] = [
  ['Cache-Control', 'no-cache'],
  ['Connection', 'Keep-Alive'],
  ['Pragma', 'no-cache'],
  ['Content-Type', 'text/xml; charset=utf-8'],
  ['Accept-Encoding', 'xpress'],
  ['SOAPAction', '"http://a.test/SyncUpdates"'],
  ['MS-CV', 'abc.1'],
  ['Content-Length', '3'],
  ['Host', 'wsus.test:8530'],
];
/** As Delivery Optimization sends it, wire facts §2.9. */
const PIECE: DeviceRequest['headers'] = [
  ['Connection', 'Keep-Alive'],
  ['Accept', '*/*'],
  ['Range', 'bytes=0-1'],
  ['Content-Length', '0'],
  ['Host', 'wsus.test'],
];
const headOf = (start: string, headers: DeviceRequest['headers']) =>
  `${[start, ...headers.map(([name, value]) => `${name}: ${value}`)].join('\r\n')}\r\n\r\n`;

t.test('headers stand on the wire as given, in order and spelling, and the connection is kept', async (t) => {
  const received: Buffer[] = [];
  const server = await startRaw(t, (socket) =>
    socket.on('data', (bytes: Buffer) => {
      received.push(bytes);
      socket.write(OK);
    }),
  );
  const { http } = openDevice(t, trust);
  const url = new URL('/ClientWebService/client.asmx?a=B', server.origin);
  for (let count = 0; count < 2; count += 1) {
    await http.request({ url, method: 'POST', headers: SCAN, body: '<a>', maxBytes: 10 });
    const reply = await http.request({ url, method: 'GET', headers: PIECE, maxBytes: 10 });
    t.same([reply.status, reply.body.toString()], [200, 'ok']);
  }
  const path = '/ClientWebService/client.asmx?a=B';
  const pair = `${headOf(`POST ${path} HTTP/1.1`, SCAN)}<a>${headOf(`GET ${path} HTTP/1.1`, PIECE)}`;
  t.equal(Buffer.concat(received).toString('latin1'), pair + pair);
  t.equal(server.connections(), 1);
});

t.test('a status of any kind is a reply, and redirects are not followed', async (t) => {
  const server = await startPlain(t, (_request, response) =>
    response.writeHead(302, { location: '/b', 'x-odd': 'Yes' }).end('moved'),
  );
  const { http, checks } = openDevice(t, trust);
  const { status, headers, body } = await http.request(getOf(`${server.origin}/a`));
  t.match(
    { status, headers, body: body.toString() },
    { status: 302, headers: { 'x-odd': 'Yes' }, body: 'moved' },
  );
  t.same([server.requests, checks], [['GET /a'], []], 'nothing is checked over plain HTTP');
});

t.test('seven connections go to one host, and more requests wait', async (t) => {
  const waiting: (() => void)[] = [];
  const server = await startPlain(t, (_request, response) => {
    waiting.push(() => response.end('ok'));
    if (waiting.length === 7) for (const answer of waiting.splice(0)) answer();
  });
  const { text } = openDevice(t, trust);
  await Promise.all(Array.from({ length: 21 }, () => text(server.origin)));
  t.equal(server.connections(), 7);
});

t.test('a stream comes in pieces, and broken off frees its place', async (t) => {
  const server = await startPlain(t, (_request, response) => response.write(Buffer.alloc(100_000)));
  const { http } = openDevice(t, trust, { connections: 1 });
  for (let count = 0; count < 2; count += 1) {
    const { status, body } = await http.stream(getOf(server.origin));
    for await (const piece of body) {
      t.ok(status === 200 && piece.length > 0);
      break;
    }
  }
  await server.quiet();
});

t.test('the failures of a connection have the codes of a Windows client', async (t) => {
  const { failure } = openDevice(t, trust);
  const raw = async (text: string) =>
    (await startRaw(t, (socket) => socket.once('data', () => socket.end(text)))).origin;
  const reset = await startRaw(t, (socket) => socket.once('data', () => socket.resetAndDestroy()));
  const cases: readonly (readonly [url: string, code: string, reason: RegExp])[] = [
    ['http://nobody.invalid/', 'WU_E_PT_WINHTTP_NAME_NOT_RESOLVED', /ENOTFOUND|EAI_AGAIN/],
    [await deadOrigin(), 'WU_E_PT_ENDPOINT_UNREACHABLE', /nothing listens there/],
    [(await deadOrigin()).replace('http', 'https'), 'WU_E_PT_ENDPOINT_UNREACHABLE', /nothing listens there/],
    [reset.origin, 'WU_E_PT_ENDPOINT_DISCONNECTED', /the connection was cut/],
    [await raw(''), 'WU_E_PT_ENDPOINT_DISCONNECTED', /the connection was cut/],
    [await raw(OK.replace(': 2', ': 9')), 'WU_E_PT_ENDPOINT_DISCONNECTED', /the connection was cut/],
    [await raw('220 mail.test ESMTP\r\n'), 'ERROR_WINHTTP_INVALID_SERVER_RESPONSE', /is not HTTP/],
    [
      await raw(`HTTP/1.1 200 OK\r\nA: ${'a'.repeat(99_999)}`),
      'ERROR_WINHTTP_INVALID_SERVER_RESPONSE',
      /HEADER/,
    ],
    ['ftp://user:secret@a.test/', 'ERROR_WINHTTP_UNRECOGNIZED_SCHEME', /of ftp:\/\/a\.test\/ is ftp:/],
  ];
  for (const [url, code, reason] of cases)
    t.match(await failure(url), { code, reason, check: undefined }, url);
});

t.test('a reply of more bytes than taken ends, announced or not', async (t) => {
  const server = await startPlain(t, ({ url }, response) => {
    if (url === '/announced') response.writeHead(200, { 'content-length': 1_001 });
    response.write(Buffer.alloc(600));
    setImmediate(() => response.end(Buffer.alloc(401)));
  });
  const { http } = openDevice(t, trust);
  for (const name of ['announced', 'not'])
    t.match(await failureOf(http.request(getOf(`${server.origin}/${name}`, 1_000))), {
      code: 'WU_E_PT_QUOTA_EXCEEDED',
      reason: /more than the 1000 bytes/,
    });
  t.equal((await http.request(getOf(`${server.origin}/not`, 1_001))).body.length, 1_001);
});

t.test('who says nothing is given up: in the handshake, before the reply, in its middle', async (t) => {
  const mute = await startRaw(t, () => {});
  const half = await startPlain(t, (_request, response) => response.write('a'));
  const waits = { connectMilliseconds: 40, idleMilliseconds: 30 };
  const timeout = (reason: RegExp) => ({ code: 'ERROR_WINHTTP_TIMEOUT', reason });
  const device = openDevice(t, trust, waits);
  t.match(await device.failure(mute.origin), timeout(/nothing came for 0.03 seconds/));
  t.match(await device.failure(half.origin), timeout(/nothing came for 0.03 seconds/));
  const patient = openDevice(t, trust, { ...waits, idleMilliseconds: 60_000 });
  const secure = mute.origin.replace('http', 'https');
  t.match(await patient.failure(secure), timeout(/no connection within 0.04 seconds/));
  await Promise.all([mute.quiet(), half.quiet()]);
});

t.test('who trickles is given up, and who is fast enough is not', async (t) => {
  const slowest = { bytesPerSecond: 4_096, milliseconds: 100 };
  const { failure, text } = openDevice(t, trust, { slowest });
  const server = await startPlain(t, ({ url }, response) => {
    if (url === '/fast') return response.end('a'.repeat(100_000));
    // It never falls silent: only that it is slow can end it.
    const timer = setInterval(() => response.write('a'), 5);
    return response.on('close', () => clearInterval(timer));
  });
  t.match(await failure(server.origin), {
    code: 'ERROR_WINHTTP_TIMEOUT',
    reason: /less than 4096 bytes a second for 0.1 seconds/,
  });
  await server.quiet();
  t.equal((await text(`${server.origin}/fast`)).length, 100_000);
});

t.test('a reply that goes on and on is given up as a whole, but a file may take its time', async (t) => {
  const device = openDevice(t, trust, { wholeMilliseconds: 60 });
  const server = await startPlain(t, ({ url }, response) => {
    response.write('a');
    const timer = setInterval(() => response.write('a'), 5);
    const stop = () => clearInterval(timer);
    if (url === '/file') setTimeout(() => response.end('a'), 120);
    return response.on('finish', stop).on('close', stop);
  });
  t.match(await device.failure(server.origin), {
    code: 'ERROR_WINHTTP_TIMEOUT',
    reason: /its reply was not whole within 0.06 seconds/,
  });
  await server.quiet();
  const { body } = await device.http.stream(getOf(`${server.origin}/file`));
  let received = '';
  for await (const piece of body) received += piece;
  t.match(received, /^a+$/);
});

t.test('the reason of a signal is what an aborted request throws', async (t) => {
  const reason = new Error('enough');
  const controller = new AbortController();
  const server = await startPlain(t, () => controller.abort(reason));
  const { http } = openDevice(t, trust);
  const work = http.request({ ...getOf(server.origin), signal: controller.signal });
  t.equal(await work.catch((thrown: unknown) => thrown), reason);
  await server.quiet();
});

t.test('closing ends what is under way, over TLS as without, and what comes after', async (t) => {
  const own = issue({ name: 'own', names: ['127.0.0.1'] });
  let open: (() => void) | undefined;
  const answer = () => open?.();
  const servers = [
    await startPlain(t, answer),
    await startSecure(t, { cert: own.pem, key: own.keyPem }, answer),
  ];
  for (const { origin, quiet } of servers) {
    const device = openDevice(t, openTrust(t, { roots: own.pem }));
    open = () => device.http.close();
    t.match(await device.failure(origin), { code: 'WU_E_CALL_CANCELLED' });
    t.match(await device.failure(origin), { code: 'WU_E_CALL_CANCELLED' });
    await quiet();
  }
});
