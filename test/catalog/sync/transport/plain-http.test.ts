import t from 'tap';
import { deadOrigin, startPlain, startRaw } from '../../../helpers/tls-server.ts';
import { failureOf, MAX_BYTES, openTransport, textOf } from '../../../helpers/tls-transport.ts';

t.test('a request is answered with status, headers and body', async (t) => {
  const server = await startPlain(t, async (request, response) => {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    const told = {
      method: request.method,
      action: request.headers.soapaction,
      body: Buffer.concat(parts).toString(),
    };
    response.writeHead(207, { 'content-type': 'application/json' }).end(JSON.stringify(told));
  });
  const { request } = openTransport(t);
  const url = `${server.origin}/a?b=c`;
  const reply = await request({
    url,
    method: 'POST',
    headers: { soapaction: '"x"' },
    body: '<é/>',
    maxBytes: MAX_BYTES,
  });
  t.equal(reply.status, 207);
  t.equal(reply.headers['content-type'], 'application/json');
  t.same(JSON.parse(reply.body.toString()), { method: 'POST', action: '"x"', body: '<é/>' });
  t.same(server.requests, ['POST /a?b=c']);
});

t.test('a redirect is an answer like any other', async (t) => {
  const server = await startPlain(t, (_request, response) =>
    response.writeHead(302, { location: '/b' }).end(),
  );
  const { status, headers } = await openTransport(t).request({
    url: `${server.origin}/a`,
    maxBytes: MAX_BYTES,
  });
  t.same([status, headers.location], [302, '/b']);
  t.same(server.requests, ['GET /a']);
});

t.test('a connection is kept for the next request', async (t) => {
  const server = await startPlain(t);
  const transport = openTransport(t);
  for (let count = 0; count < 5; count += 1) t.equal(await textOf(transport, server.origin), 'ok');
  t.equal(server.connections(), 1);
});

t.test('more requests at once than connections wait their turn', async (t) => {
  const waiting: (() => void)[] = [];
  let most = 0;
  const server = await startPlain(t, (_request, response) => {
    waiting.push(() => response.end('ok'));
    most = Math.max(most, waiting.length);
    if (waiting.length === 3) for (const answer of waiting.splice(0)) answer();
  });
  const transport = openTransport(t, { connections: 3 });
  const texts = await Promise.all(Array.from({ length: 21 }, () => textOf(transport, server.origin)));
  t.same(new Set(texts), new Set(['ok']));
  t.equal(most, 3);
  t.equal(server.connections(), 3);
});

t.test('a kept connection that was closed meanwhile is replaced', async (t) => {
  let count = 0;
  const server = await startRaw(t, (socket) => {
    // Each connection answers once and cuts the second request.
    let isUsed = false;
    socket.on('data', () => {
      count += 1;
      if (isUsed) socket.resetAndDestroy();
      else socket.write('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok');
      isUsed = true;
    });
  });
  const transport = openTransport(t);
  t.equal(await textOf(transport, server.origin), 'ok');
  t.equal(await textOf(transport, server.origin), 'ok');
  t.equal(count, 3, 'the second request was sent twice');
});

t.test('a server that cuts a new connection is not asked again', async (t) => {
  const server = await startRaw(t, (socket) => socket.on('data', () => socket.resetAndDestroy()));
  const failure = await failureOf(textOf(openTransport(t), server.origin));
  t.match(failure, { code: 'SYNC_UNREACHABLE', reason: /the connection was cut/ });
  t.equal(server.connections(), 1);
});

t.test('nobody there, an unknown name and garbage are told apart', async (t) => {
  const transport = openTransport(t);
  const dead = await failureOf(textOf(transport, await deadOrigin()));
  t.match(dead, { code: 'SYNC_UNREACHABLE', reason: /nothing listens there \(ECONNREFUSED/ });
  const unknown = await failureOf(textOf(transport, 'http://nobody.invalid/'));
  t.match(unknown, {
    code: 'SYNC_UNREACHABLE',
    reason: /its host name is not known|name server does not answer/,
  });
  const garbage = await startRaw(t, (socket) => socket.end('220 mail.test ESMTP\r\n'));
  t.match(await failureOf(textOf(transport, garbage.origin)), { reason: /what it answers is not HTTP/ });
});

t.test('a reply that ends before its time is no reply', async (t) => {
  const server = await startRaw(t, (socket) =>
    socket.once('data', () => socket.end('HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n12345')),
  );
  const failure = await failureOf(textOf(openTransport(t), server.origin));
  t.match(failure, { code: 'SYNC_UNREACHABLE', reason: /the connection was cut/ });
});

t.test('addresses that are none of ours are refused, and passwords not repeated', async (t) => {
  const { request } = openTransport(t);
  for (const url of [
    'ftp://a.test/',
    'file:///etc/passwd',
    'a.test',
    '',
    `http://a.test/${'a'.repeat(9_000)}`,
  ]) {
    t.match(await failureOf(request({ url, maxBytes: 1 })), { code: 'SYNC_URL_REFUSED' }, url.slice(0, 20));
  }
  for (const url of ['http://user:secret@a.test/', 'https://:secret@a.test/', 'ftp://u:secret@a.test/']) {
    const error = await request({ url, maxBytes: 1 }).catch((thrown: Error) => thrown);
    t.match(error, { code: 'SYNC_URL_REFUSED' }, url);
    t.notMatch(String((error as Error).message), 'secret');
  }
});
