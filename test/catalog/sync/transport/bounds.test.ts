import t from 'tap';
import { startPlain, startRaw } from '../../../helpers/tls-server.ts';
import { failureOf, MAX_BYTES, openTransport, textOf } from '../../../helpers/tls-transport.ts';

const LARGE = { code: 'SYNC_REPLY_TOO_LARGE', reason: /more than 1000 bytes/ };

t.test('a body announced too large is refused before it comes', async (t) => {
  const server = await startRaw(t, (socket) =>
    socket.once('data', () => socket.write('HTTP/1.1 200 OK\r\nContent-Length: 1001\r\n\r\n')),
  );
  const { request, stream } = openTransport(t);
  t.match(await failureOf(request({ url: server.origin, maxBytes: 1_000 })), LARGE);
  t.match(await failureOf(stream({ url: server.origin, maxBytes: 1_000 })), LARGE);
  await server.quiet();
});

t.test('a body that grows too large ends its connection', async (t) => {
  const server = await startPlain(t, (_request, response) => {
    const pour = (): void => {
      while (!response.destroyed && response.write(Buffer.alloc(100)));
    };
    response.on('drain', pour);
    pour();
  });
  t.match(await failureOf(openTransport(t).request({ url: server.origin, maxBytes: 1_000 })), LARGE);
  await server.quiet();
});

t.test('a body of just the size allowed is taken', async (t) => {
  const server = await startPlain(t, (_request, response) => response.end(Buffer.alloc(1_000)));
  const { body } = await openTransport(t).request({ url: server.origin, maxBytes: 1_000 });
  t.equal(body.length, 1_000);
});

t.test('a server that takes the request and says nothing is given up', async (t) => {
  const server = await startRaw(t, () => {});
  const failure = await failureOf(textOf(openTransport(t, { idleMilliseconds: 30 }), server.origin));
  t.match(failure, { code: 'SYNC_UNREACHABLE', reason: /nothing came for 0.03 seconds/ });
  await server.quiet();
});

t.test('a server that falls silent in the body is given up', async (t) => {
  const server = await startPlain(t, (_request, response) => response.write('a'));
  const failure = await failureOf(textOf(openTransport(t, { idleMilliseconds: 30 }), server.origin));
  t.match(failure, { code: 'SYNC_UNREACHABLE', reason: /nothing came for/ });
  await server.quiet();
});

t.test('the time a reader takes over what it has does not count', async (t) => {
  const server = await startPlain(t, (_request, response) => response.end(Buffer.alloc(MAX_BYTES)));
  const silent = await startRaw(t, () => {});
  const transport = openTransport(t, { idleMilliseconds: 500 });
  const { body } = await transport.stream({ url: server.origin, maxBytes: MAX_BYTES });
  let total = 0;
  for await (const piece of body) {
    // As long as the limit takes to run out where it does count.
    if (total === 0) await failureOf(textOf(transport, silent.origin));
    total += piece.length;
  }
  t.equal(total, MAX_BYTES);
});

t.test('a stream is read in pieces, and its connection is used again', async (t) => {
  const server = await startPlain(t, (_request, response) => response.end(Buffer.alloc(300_000, 'x')));
  const transport = openTransport(t);
  for (let count = 0; count < 3; count += 1) {
    const { status, body } = await transport.stream({ url: server.origin, maxBytes: MAX_BYTES });
    let total = 0;
    let pieces = 0;
    for await (const piece of body) {
      total += piece.length;
      pieces += 1;
    }
    t.same([status, total], [200, 300_000]);
    t.ok(pieces > 1);
  }
  t.equal(server.connections(), 1);
});

t.test('a stream broken off frees its place', async (t) => {
  const server = await startPlain(t, (_request, response) => response.write(Buffer.alloc(100_000)));
  const transport = openTransport(t, { connections: 1 });
  for (let count = 0; count < 3; count += 1) {
    const { body } = await transport.stream({ url: server.origin, maxBytes: MAX_BYTES });
    for await (const piece of body) {
      t.ok(piece.length > 0);
      break;
    }
  }
  const unread = await transport.stream({ url: server.origin, maxBytes: MAX_BYTES });
  await unread.body[Symbol.asyncIterator]().return?.();
  await server.quiet();
  t.equal(server.connections(), 4);
});

t.test('closing ends what is under way, and nothing can be asked afterwards', async (t) => {
  const server = await startPlain(t, (_request, response) => response.write('a'));
  const transport = openTransport(t, { connections: 2 });
  const url = server.origin;
  const { body } = await transport.stream({ url, maxBytes: MAX_BYTES });
  const iterator = body[Symbol.asyncIterator]();
  t.equal((await iterator.next()).value?.toString(), 'a');
  const running = [iterator.next(), textOf(transport, url), textOf(transport, url)].map(failureOf);
  transport.close();
  for (const failure of await Promise.all(running))
    t.match(failure, { code: 'SYNC_UNREACHABLE', reason: /closed/ });
  t.match(await failureOf(textOf(transport, url)), { code: 'SYNC_UNREACHABLE', reason: /closed/ });
  await server.quiet();
});
