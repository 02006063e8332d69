import { once } from 'node:events';
import https from 'node:https';
import type { Socket } from 'node:net';
import tls, { type ConnectionOptions, type TLSSocket } from 'node:tls';
import t, { type Test } from 'tap';
import { createDrain } from '../../../server/drain.ts';
import { type ConnectionFacts, connectionFacts } from '../../../server/tls/connection-facts.ts';
import { nodeHello } from '../../helpers/client-hellos.ts';
import { bareConnection, caPem, NOON, startFronted } from '../../helpers/fronted-server.ts';
import { issue } from '../../helpers/tls-certificates.ts';
import { startRaw } from '../../helpers/tls-server.ts';

const VERSIONS = ['TLSv1.2', 'TLSv1.3'] as const;

/** Asks once over a connection of its own, or over one of `agent`. */
async function ask(origin: string, options: https.RequestOptions & ConnectionOptions = {}): Promise<string> {
  return new Promise((resolve, reject) => {
    https
      .get(origin, { ca: caPem, agent: false, ...options }, (response) => {
        let body = '';
        response.on('data', (chunk) => (body += chunk));
        response.on('end', () => resolve(`${response.statusCode} ${body}`));
      })
      .on('error', reject);
  });
}

/** Shakes hands and asks over the same connection, and returns the session that can be resumed, if a new one came. */
async function sessionOf(port: number, options: ConnectionOptions): Promise<Buffer | undefined> {
  const socket = tls.connect({ port, host: '127.0.0.1', ca: caPem, ...options });
  let session: Buffer | undefined;
  socket.on('session', (ticket) => {
    session = ticket;
  });
  socket.write('GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n');
  socket.resume();
  await new Promise((resolve) => socket.once('close', resolve));
  return session;
}

for (const version of VERSIONS) {
  const only = { minVersion: version, maxVersion: version };

  t.test(`${version}: a request is answered, and the outcome tells how it came`, async (t) => {
    const { origin, next, port } = await startFronted(t, {}, { ALPNProtocols: ['http/1.1'] });
    t.equal(await ask(origin, { ...only, servername: 'localhost', ALPNProtocols: ['http/1.1'] }), '200 ok');
    const { connection, treatment, result, milliseconds } = await next();
    t.match(connection, { remoteAddress: '127.0.0.1', localPort: port, at: NOON });
    t.ok(connection.remotePort > 0);
    t.equal(connection.hello?.serverName, 'localhost');
    t.same(treatment, { kind: 'pass' });
    t.match(result, { kind: 'completed', protocol: version, alpn: 'http/1.1', isResumed: false });
    t.match(result, { cipher: /^TLS_/ });
    t.ok(milliseconds > 0);
  });

  t.test(`${version}: a session is resumed`, async (t) => {
    const { port, next } = await startFronted(t);
    const session = await sessionOf(port, only);
    await sessionOf(port, { ...only, ...(session && { session }) });
    t.match(await next(), { result: { kind: 'completed', isResumed: false } });
    t.match(await next(), { result: { kind: 'completed', isResumed: true } });
  });

  t.test(`${version}: many requests over a kept connection are one outcome`, async (t) => {
    const { origin, outcomes } = await startFronted(t);
    const agent = new https.Agent({ keepAlive: true, maxSockets: 1 });
    t.teardown(() => agent.destroy());
    for (let count = 0; count < 3; count += 1) t.equal(await ask(origin, { ...only, agent }), '200 ok');
    t.equal(outcomes.length, 1);
  });

  t.test(`${version}: a hello that comes byte by byte is one like any other`, async (t) => {
    const { port, next } = await startFronted(t);
    const relay = await startRelay(t, port, async (chunk, send) => {
      for (const byte of chunk) await send(Buffer.of(byte));
    });
    t.equal(await ask(`https://127.0.0.1:${relay}`, only), '200 ok');
    t.match(await next(), { connection: { hello: {} }, result: { kind: 'completed', protocol: version } });
  });

  t.test(`${version}: a certificate the client shows is noted`, async (t) => {
    const client = issue({ name: 'client' });
    const asking = { requestCert: true, rejectUnauthorized: false };
    const { origin, next } = await startFronted(t, {}, asking);
    await ask(origin, { ...only, key: client.keyPem, cert: client.pem });
    const { subject, fingerprint256 } = client.certificate;
    t.match(await next(), { result: { kind: 'completed', clientCertificate: { subject, fingerprint256 } } });
  });
}

/** A relay on a port of its own; `forward` passes on the first chunk of each client. */
async function startRelay(
  t: Test,
  target: number,
  forward: (chunk: Buffer, send: (part: Buffer) => Promise<void>) => Promise<void>,
): Promise<number> {
  const relay = await startRaw(t, (client) => {
    client.once('data', async (first: Buffer) => {
      client.pause();
      const { socket: server } = await bareConnection(target);
      server.setNoDelay(true).pipe(client);
      await forward(first, (part) => new Promise((resolve) => server.write(part, () => resolve())));
      client.pipe(server);
    });
  });
  return relay.port;
}

t.test('a request can ask for the facts of its connection', async (t) => {
  let facts: ConnectionFacts | undefined;
  const { origin } = await startFronted(t, {}, {}, ({ socket }, response) => {
    facts = connectionFacts(socket);
    response.end();
  });
  await ask(origin, { servername: 'localhost', maxVersion: 'TLSv1.3' });
  t.match(facts, { protocol: 'TLSv1.3', remoteAddress: '127.0.0.1', hello: { serverName: 'localhost' } });
  t.equal(connectionFacts((await bareConnection(Number(new URL(origin).port))).socket), undefined);
});

t.test('plain HTTP is told to speak TLS', async (t) => {
  const { port, next } = await startFronted(t);
  const { socket, ended } = await bareConnection(port);
  socket.write('GET / HTTP/1.1\r\nHost: localhost\r\n\r\n');
  const { received, error } = await ended;
  t.match(received.toString(), /^HTTP\/1\.1 400 Bad Request\r\n.*\r\n\r\n400: this port speaks TLS\n$/s);
  t.equal(error, undefined);
  const { connection, result } = await next();
  t.same(result, { kind: 'not-tls', reason: 'plain HTTP' });
  t.notOk('hello' in connection);
});

t.test('a request in plain HTTP that goes on for long has its answer too', async (t) => {
  const { port } = await startFronted(t);
  const { socket, ended } = await bareConnection(port);
  socket.write(`POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1000000\r\n\r\n${'a'.repeat(1_000_000)}`);
  const { received, error } = await ended;
  t.match(received.toString(), /^HTTP\/1\.1 400 /);
  t.equal(error, undefined);
});

t.test('what is neither TLS nor HTTP is refused by OpenSSL, as it always was', async (t) => {
  for (const bytes of [Buffer.from('0123456789abcdef'), Buffer.from('160301000401000000', 'hex')]) {
    const { server, port, next } = await startFronted(t);
    const told = once(server, 'tlsClientError') as Promise<[Error, TLSSocket]>;
    const { socket, ended } = await bareConnection(port);
    socket.write(bytes);
    await ended;
    const { result } = await next();
    t.equal(result.kind, 'not-tls');
    const [error] = await told;
    t.match(error, { code: /^ERR_SSL_/ });
  }
});

t.test('a client that says nothing, or only begins to, is given up', async (t) => {
  const { port, next } = await startFronted(t, { helloMilliseconds: 20 });
  const silent = await bareConnection(port);
  const slow = await bareConnection(port);
  slow.socket.write(Buffer.from([0x16, 0x03]));
  await Promise.all([silent.ended, slow.ended]);
  for (let count = 0; count < 2; count += 1)
    t.match(await next(), { result: { kind: 'failed', code: 'ERR_TLS_HANDSHAKE_TIMEOUT' } });
});

t.test('a client that hangs up is gone, and it is told how far it came', async (t) => {
  const { port, next } = await startFronted(t);
  const hello = await nodeHello({});
  const leave = async (bytes: Buffer, how: 'end' | 'resetAndDestroy') => {
    const { socket, ended } = await bareConnection(port);
    if (bytes.length > 0) await new Promise((resolve) => socket.write(bytes, resolve));
    socket[how]();
    await ended;
    return (await next()).result;
  };
  for (const how of ['end', 'resetAndDestroy'] as const) {
    t.same(await leave(Buffer.alloc(0), how), { kind: 'gone', before: 'hello' });
    t.same(await leave(hello.subarray(0, 50), how), { kind: 'gone', before: 'hello' });
  }
  t.same(await leave(hello, 'end'), { kind: 'gone', before: 'handshake' });
});

t.test('connections that wait for a hello, or for a treatment, are ended by a drain', async (t) => {
  const held = { kind: 'delay', milliseconds: 600_000, next: { kind: 'pass' } } as const;
  const { server, port, next } = await startFronted(t, {
    onHello: ({ hello }) => (hello?.serverName === undefined ? held : { kind: 'stall' }),
  });
  const drain = createDrain(server);
  const accepted = (count: number) =>
    new Promise<void>((resolve) => {
      let left = count;
      server.on('connection', () => {
        left -= 1;
        if (left === 0) resolve();
      });
    });
  const here = accepted(4);
  const clients = await Promise.all([1, 2, 3, 4].map(() => bareConnection(port)));
  await here;
  const starts = [
    Buffer.alloc(0),
    Buffer.of(0x16),
    await nodeHello({}),
    await nodeHello({ servername: 'a.b' }),
  ];
  for (const [index, { socket }] of clients.entries()) socket.write(starts[index]!);
  const closed = once(server, 'close');
  server.close();
  drain.start();
  await Promise.all([closed, ...clients.map(({ ended }) => ended)]);
  for (let count = 0; count < 4; count += 1) t.match(await next(), { result: { kind: /gone|treated/ } });
});

t.test('a treatment that cannot be chosen ends the connection, and is told', async (t) => {
  const failing = [
    () => {
      throw new Error('now');
    },
    () => Promise.reject(new Error('later')),
  ];
  for (const onHello of failing) {
    const { origin, next } = await startFronted(t, { onHello });
    await t.rejects(ask(origin), { code: 'ECONNRESET' });
    t.match((await next()).result, { kind: 'failed', code: 'Error', message: /now|later/ });
  }
});

t.test('Node does the rest: no listener is lost, and the socket of a request is its own', async (t) => {
  const seen: Socket[] = [];
  const { server, origin } = await startFronted(t, {}, {}, ({ socket }, response) => {
    seen.push(socket);
    response.end('ok');
  });
  const sessions: TLSSocket[] = [];
  server.on('secureConnection', (session) => sessions.push(session));
  await ask(origin);
  t.equal(seen[0], sessions[0]);
});
