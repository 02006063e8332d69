import { once } from 'node:events';
import tls from 'node:tls';
import t, { type Test } from 'tap';
import { bareConnection, caPem, type FrontedServer, startFronted } from '../../helpers/fronted-server.ts';
import { runAsync } from '../../helpers/run-async.ts';
import { startRaw } from '../../helpers/tls-server.ts';
import { hasTool } from '../../helpers/tools.ts';

const UNKNOWN_CA = {
  kind: 'failed',
  code: 'ERR_SSL_TLSV1_ALERT_UNKNOWN_CA',
  message: 'tlsv1 alert unknown ca',
  alert: 'unknown_ca',
};

/** Shakes hands with node:tls and returns the code it ends with. */
function errorOfNode(port: number, options: tls.ConnectionOptions): Promise<string> {
  const socket = tls.connect({ port, host: '127.0.0.1', ...options });
  return new Promise((resolve) => {
    socket.once('error', (error) => resolve('code' in error ? String(error.code) : error.message));
  });
}

for (const version of ['1.2', '1.3']) {
  const only = { minVersion: `TLSv${version}`, maxVersion: `TLSv${version}` } as tls.ConnectionOptions;

  t.test(`TLS ${version}: openssl that does not know the CA refuses with an alert`, async (t) => {
    if (!hasTool(t, 'openssl')) return;
    const { port, next, outcomes } = await startFronted(t);
    const args = [
      '-connect',
      `127.0.0.1:${port}`,
      '-verify_return_error',
      `-tls${version.replace('.', '_')}`,
    ];
    t.not((await runAsync('openssl', ['s_client', ...args])).status, 0);
    t.same((await next()).result, UNKNOWN_CA);
    t.equal(outcomes.length, 1);
  });

  t.test(`TLS ${version}: curl that does not know the CA refuses with an alert`, async (t) => {
    if (!hasTool(t, 'curl')) return;
    const { origin, next } = await startFronted(t);
    const args = ['-s', '--noproxy', '*', `--tlsv${version}`, '--tls-max', version];
    t.equal((await runAsync('curl', [...args, origin])).status, 60);
    t.same((await next()).result, UNKNOWN_CA);
  });

  t.test(
    `TLS ${version}: node:tls refuses without a word, and that is told from an outcome too`,
    async (t) => {
      const { port, next } = await startFronted(t);
      t.equal(await errorOfNode(port, only), 'UNABLE_TO_VERIFY_LEAF_SIGNATURE');
      // It looks at the certificate when it is connected: in TLS 1.3 its last message may be out by then or not.
      const { result } = await next();
      t.match(result, { kind: 'gone', before: version === '1.2' ? 'request' : /handshake|request/ });
    },
  );

  t.test(`TLS ${version}: an alert after the handshake, and before any request, is a failure`, async (t) => {
    const fronted = await startFronted(t);
    const relay = await startSpoilingRelay(t, fronted);
    const code = await errorOfNode(relay, { ...only, ca: caPem });
    t.match(code, /^ERR_SSL_/);
    t.match((await fronted.next()).result, {
      kind: 'failed',
      code: /^ERR_SSL_.*ALERT/,
      alert: /bad_record_mac|decrypt_error/,
    });
  });
}

/**
 * A relay that changes the last byte of what the server sends when it has the client's last message of the handshake: in
 * TLS 1.2 its own last message, in TLS 1.3 a ticket. For the server the handshake is over then.
 */
async function startSpoilingRelay(t: Test, { server, port }: FrontedServer): Promise<number> {
  let isShaken = false;
  server.prependListener('secureConnection', () => {
    isShaken = true;
  });
  const relay = await startRaw(t, (client) => {
    client.once('data', async (hello: Buffer) => {
      client.pause();
      const { socket: behind } = await bareConnection(port);
      behind.on('data', (chunk) => {
        if (isShaken) chunk[chunk.length - 1]! ^= 1;
        client.write(chunk);
      });
      behind.once('close', () => client.destroy());
      behind.write(hello);
      client.pipe(behind);
    });
  });
  return relay.port;
}

t.test('a client that is content and only has nothing to ask is gone before a request as well', async (t) => {
  const { port, next } = await startFronted(t);
  const socket = tls.connect({ port, host: '127.0.0.1', ca: caPem });
  await once(socket, 'secureConnect');
  socket.end();
  t.same((await next()).result, { kind: 'gone', before: 'request' });
});

t.test('a client that asks something that is no HTTP has completed its handshake', async (t) => {
  const { port, next } = await startFronted(t);
  const socket = tls.connect({ port, host: '127.0.0.1', ca: caPem });
  socket.end('what is this?\r\n\r\n');
  socket.resume();
  t.match((await next()).result, { kind: 'completed', protocol: 'TLSv1.3' });
});

t.test('a session the server ends itself was not refused', async (t) => {
  const { server, port, next } = await startFronted(t);
  const shaken = once(server, 'secureConnection');
  const socket = tls.connect({ port, host: '127.0.0.1', ca: caPem });
  socket.on('error', () => {});
  const [session] = await shaken;
  session.destroy();
  t.match((await next()).result, { kind: 'completed' });
});
