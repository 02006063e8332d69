import { once } from 'node:events';
import https from 'node:https';
import tls from 'node:tls';
import t from 'tap';
import type { TlsTreatment } from '../../../server/tls/treatment.ts';
import { nodeHello } from '../../helpers/client-hellos.ts';
import { bareConnection, caPem, credentials, startFronted } from '../../helpers/fronted-server.ts';
import { runAsync } from '../../helpers/run-async.ts';
import { issue } from '../../helpers/tls-certificates.ts';
import { hasTool } from '../../helpers/tools.ts';

/** What the error of `node:tls` is when the server treats it so. */
async function errorOf(port: number): Promise<string> {
  const socket = tls.connect({ port, host: '127.0.0.1', ca: caPem });
  socket.on('secureConnect', () => socket.destroy(new Error('connected')));
  return new Promise((resolve) => {
    socket.once('error', (error) => resolve('code' in error ? String(error.code) : error.message));
  });
}

const treatments: readonly (readonly [TlsTreatment, RegExp])[] = [
  [{ kind: 'reset' }, /^ECONNRESET$/],
  [{ kind: 'close' }, /^ECONNRESET$/],
  [{ kind: 'alert', description: 40 }, /ALERT_HANDSHAKE_FAILURE$/],
  [{ kind: 'alert', description: 112 }, /UNRECOGNIZED_NAME$/],
  [{ kind: 'bytes', bytes: Buffer.from('HTTP/1.1 503 Busy\r\n\r\n') }, /WRONG_VERSION_NUMBER$/],
];

for (const [treatment, code] of treatments) {
  const name = 'description' in treatment ? `${treatment.kind} ${treatment.description}` : treatment.kind;
  t.test(`${name} is what the client sees, at once and after a while`, async (t) => {
    for (const chosen of [treatment, { kind: 'delay', milliseconds: 5, next: treatment } as const]) {
      const { port, next } = await startFronted(t, { onHello: async () => chosen });
      t.match(await errorOf(port), code);
      const outcome = await next();
      t.same(outcome.treatment, chosen);
      t.same(outcome.result, { kind: 'treated' });
    }
  });
}

t.test('a reset is a reset, and a close sends not one byte', async (t) => {
  const hello = await nodeHello({});
  const outcomes = [
    [{ kind: 'reset' }, { received: Buffer.alloc(0), error: 'ECONNRESET' }],
    [{ kind: 'close' }, { received: Buffer.alloc(0) }],
    [{ kind: 'alert', description: 80 }, { received: Buffer.from('15030300020250', 'hex') }],
  ] as const;
  for (const [treatment, expected] of outcomes) {
    const { port } = await startFronted(t, { onHello: () => treatment });
    const { socket, ended } = await bareConnection(port);
    socket.write(hello);
    t.same(await ended, expected, treatment.kind);
  }
});

t.test('treatments reach what is no TLS too', async (t) => {
  const { port, next } = await startFronted(t, { onHello: () => ({ kind: 'reset' }) });
  const { socket, ended } = await bareConnection(port);
  socket.write('GET / HTTP/1.1\r\n\r\n');
  t.match(await ended, { error: 'ECONNRESET' });
  t.match(await next(), { treatment: { kind: 'reset' }, result: { kind: 'treated' } });
});

t.test('a stalled connection gets nothing until its client goes', async (t) => {
  const { port, next } = await startFronted(t, { onHello: () => ({ kind: 'stall' }) });
  const { socket, ended } = await bareConnection(port);
  socket.end(await nodeHello({}));
  t.same(await ended, { received: Buffer.alloc(0) });
  t.match(await next(), { treatment: { kind: 'stall' }, result: { kind: 'treated' } });
});

t.test('a client that goes before its treatment is gone', async (t) => {
  const delay = { kind: 'delay', milliseconds: 600_000, next: { kind: 'pass' } } as const;
  const never = () => new Promise<TlsTreatment>(() => {});
  for (const onHello of [() => delay, never]) {
    const { port, next } = await startFronted(t, { onHello });
    const { socket, ended } = await bareConnection(port);
    socket.end(await nodeHello({}));
    await ended;
    t.match(await next(), { result: { kind: 'gone', before: 'handshake' } });
  }
});

t.test('a handshake that was put off is one like any other', async (t) => {
  const delay = { kind: 'delay', milliseconds: 5, next: { kind: 'pass' } } as const;
  const { port, origin, next } = await startFronted(t, { onHello: () => delay });
  const request = https.get(origin, { ca: caPem, agent: false });
  const [response] = await once(request, 'response');
  response.resume();
  t.match(await next(), { treatment: delay, result: { kind: 'completed' } });
  const plain = await bareConnection(port);
  plain.socket.write('GET / HTTP/1.1\r\n\r\n');
  t.match((await plain.ended).received.toString(), /^HTTP\/1\.1 400/);
});

for (const version of ['TLSv1.2', 'TLSv1.3'] as const) {
  t.test(`${version}: another server shakes hands, and this one answers`, async (t) => {
    const stranger = issue({ name: 'localhost', names: ['127.0.0.1'] });
    const other = tls.createServer({ key: stranger.keyPem, cert: stranger.pem });
    const { origin, next, server } = await startFronted(t, {
      onHello: () => ({ kind: 'server', server: other }),
    });
    const only = { minVersion: version, maxVersion: version, agent: false };
    for (let count = 0; count < 2; count += 1) {
      const request = https.get(origin, { ca: stranger.pem, ...only });
      const [response] = await once(request, 'response');
      response.resume();
      t.equal(response.statusCode, 200);
      t.match(await next(), {
        treatment: { kind: 'server' },
        result: { kind: 'completed', protocol: version },
      });
    }
    t.equal(other.listenerCount('secureConnection'), 1, 'listened to once');
    const told = once(server, 'tlsClientError');
    if (!hasTool(t, 'openssl')) return;
    const address = origin.slice('https://'.length);
    const args = [
      's_client',
      '-connect',
      address,
      '-verify_return_error',
      `-${version.toLowerCase().replace('v', '').replace('.', '_')}`,
    ];
    t.not((await runAsync('openssl', args)).status, 0);
    t.match(await next(), { result: { kind: 'failed', alert: 'unknown_ca' } });
    await told;
  });
}

t.test(
  'a server that knows nothing the client does refuses it, and that is a failure without an alert',
  async (t) => {
    const other = tls.createServer({ ...credentials, minVersion: 'TLSv1.3' });
    const { port, next } = await startFronted(t, { onHello: () => ({ kind: 'server', server: other }) });
    const socket = tls.connect({ port, host: '127.0.0.1', maxVersion: 'TLSv1.2' });
    await once(socket, 'error').catch(() => {});
    const { result } = await next();
    t.match(result, {
      kind: 'failed',
      code: 'ERR_SSL_UNSUPPORTED_PROTOCOL',
      message: 'unsupported protocol',
    });
    t.notOk('alert' in result);
  },
);
