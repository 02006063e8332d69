// A test of a client against a double in a container. Here the client is the simulated device, in the same image.
import assert from 'node:assert/strict';
import https from 'node:https';
import { test } from 'node:test';
import { GenericContainer, Network, Wait } from 'testcontainers';
import { startMockWindowsUpdateContainer } from './mock-windows-update.ts';

/** GETs `url` trusting `ca` and nothing else. */
function get(url: string, ca: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const request = https.get(url, { ca, agent: false }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (part: string) => {
        text += part;
      });
      response.on('end', () => resolve(text));
    });
    request.on('error', reject);
  });
}

test('a client of this machine finds services over TLS and files over HTTP', async (t) => {
  const double = await startMockWindowsUpdateContainer();
  t.after(() => double.stop());
  assert.match(
    await get(`${double.urls.https}/ClientWebService/Client.asmx?wsdl`, double.ca.pem),
    /SyncUpdates/,
  );
  const ready = await fetch(`${double.urls.control}/readyz`);
  assert.equal(ready.status, 200);
  const told = await double.mockWu('config', 'show', '--json');
  assert.ok(told.includes(double.urls.http), 'files are where clients outside reach them');
});

test('a client in a network of containers takes it for the service it knows', async (t) => {
  const network = await new Network().start();
  const aliases = ['fe2.update.microsoft.com'];
  const double = await startMockWindowsUpdateContainer({ network, aliases, serve: ['--hosts-mode'] });
  t.after(async () => {
    await double.stop();
    await network.stop();
  });
  const client = await new GenericContainer('mock-windows-update')
    .withNetwork(network)
    .withCopyContentToContainer([{ content: double.ca.pem, target: '/ca/root.pem', mode: 0o444 }])
    .withCommand([
      ...'device scan --revocation=hard --ca=/ca/root.pem'.split(' '),
      `--server=https://${aliases[0]}`,
    ])
    .withWaitStrategy(Wait.forOneShotStartup())
    .start();
  await client.stop();
  const { computers } = JSON.parse(await double.mockWu('computer', 'list', '--json'));
  assert.equal(computers.length, 1);
});
