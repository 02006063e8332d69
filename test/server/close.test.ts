import { once } from 'node:events';
import http from 'node:http';
import { connect } from 'node:net';
import tls from 'node:tls';
import t, { type Test } from 'tap';
import { type MockWindowsUpdate, startMockWindowsUpdate } from '../../server/index.ts';
import { withKeys } from '../helpers/prepared-keys.ts';

async function start(t: Test): Promise<MockWindowsUpdate> {
  const ports = { httpPort: 0, httpsPort: 0, controlPort: 0 };
  return startMockWindowsUpdate({ state: withKeys(t.testdir()), ...ports });
}

function portOf(url: string): number {
  return Number(new URL(url).port);
}

t.test('closing does not wait for connections that never asked anything', async (t) => {
  const double = await start(t);
  const plain = connect(portOf(double.urls.http), '127.0.0.1');
  const unshaken = connect(portOf(double.urls.https), '127.0.0.1');
  const silent = tls.connect({ port: portOf(double.urls.https), host: 'localhost', ca: double.ca.pem });
  for (const socket of [plain, unshaken, silent]) socket.on('error', () => {});
  await Promise.all([once(plain, 'connect'), once(unshaken, 'connect'), once(silent, 'secureConnect')]);
  unshaken.write(Buffer.from([0x16, 0x03]));
  const ended = [plain, unshaken, silent].map(
    (socket) => new Promise((resolve) => socket.once('close', resolve)),
  );
  await double.close();
  await Promise.all(ended);
  t.pass('all were ended');
});

t.test('closing does not wait for a connection that is kept alive between requests', async (t) => {
  const double = await start(t);
  const agent = new http.Agent({ keepAlive: true });
  const response = await new Promise<http.IncomingMessage>((resolve) => {
    http.get(`${double.urls.http}/pki/root.pem`, { agent }, resolve);
  });
  response.resume();
  await once(response, 'end');
  await double.close();
  agent.destroy();
  t.equal(response.statusCode, 200);
});

t.test('a request in flight is answered before the double is gone', async (t) => {
  const double = await start(t);
  const socket = connect(portOf(double.urls.http), '127.0.0.1');
  await once(socket, 'connect');
  let answer = '';
  socket.on('data', (bytes) => (answer += bytes));
  const body = '<x/>';
  // The server has the head and answers only when the rest of the body is there.
  socket.write(
    `POST /ClientWebService/Client.asmx HTTP/1.1\r\nHost: x\r\nContent-Type: text/xml\r\nContent-Length: ${body.length}\r\nExpect: 100-continue\r\n\r\n`,
  );
  await once(socket, 'data');
  const closing = double.close();
  socket.write(body);
  await once(socket, 'close');
  await closing;
  t.match(answer, /HTTP\/1\.1 500 .*InvalidParameters/s, 'as if nothing were happening');
});
