import t, { type Test } from 'tap';
import { createHttpTransport } from '../../../../catalog/sync/transport/create-http-transport.ts';
import { systemClock } from '../../../../platform/clock.ts';
import { issue } from '../../../helpers/tls-certificates.ts';
import { startPlain, startRaw, startSecure } from '../../../helpers/tls-server.ts';
import { MAX_BYTES, openTransport, textOf } from '../../../helpers/tls-transport.ts';

const reason = new Error('enough');
const own = issue({ name: 'own', names: ['127.0.0.1'] });

async function refusesWithReason(t: Test, work: Promise<unknown>): Promise<void> {
  t.equal(await work.catch((thrown: unknown) => thrown), reason);
}

t.test('an aborted signal sends nothing', async (t) => {
  const server = await startPlain(t);
  const signal = AbortSignal.abort(reason);
  await refusesWithReason(t, openTransport(t).request({ url: server.origin, maxBytes: MAX_BYTES, signal }));
  t.equal(server.connections(), 0);
});

t.test('a request that waits for its turn is aborted, and the turn goes to the next', async (t) => {
  const controller = new AbortController();
  let answerFirst = (): void => {};
  const server = await startPlain(t, (request, response) => {
    if (request.url !== '/1') response.end('ok');
    else answerFirst = () => response.end('ok');
    controller.abort(reason);
  });
  const transport = openTransport(t, { connections: 1 });
  const first = textOf(transport, `${server.origin}/1`);
  const { signal } = controller;
  const second = transport.request({ url: `${server.origin}/2`, maxBytes: MAX_BYTES, signal });
  const third = textOf(transport, `${server.origin}/3`);
  await refusesWithReason(t, second);
  answerFirst();
  t.same([await first, await third], ['ok', 'ok']);
  t.same(server.requests, ['GET /1', 'GET /3']);
});

for (const scheme of ['http', 'https'] as const) {
  const start = (t: Test, answer?: Parameters<typeof startPlain>[1]) =>
    scheme === 'http' ? startPlain(t, answer) : startSecure(t, { cert: own.pem, key: own.keyPem }, answer);
  const open = (t: Test) => openTransport(t, { trust: { ca: own.pem } });

  t.test(`a request over ${scheme} is aborted while its connection is made`, async (t) => {
    const server = await start(t);
    const controller = new AbortController();
    const { signal } = controller;
    const work = open(t).request({ url: server.origin, maxBytes: MAX_BYTES, signal });
    setImmediate(() => controller.abort(reason));
    await refusesWithReason(t, work);
    await server.quiet();
  });

  t.test(`a request over ${scheme} is aborted while it waits for the reply`, async (t) => {
    const controller = new AbortController();
    const server = await start(t, () => controller.abort(reason));
    const { signal } = controller;
    await refusesWithReason(t, open(t).request({ url: server.origin, maxBytes: MAX_BYTES, signal }));
    await server.quiet();
  });

  t.test(`a request over ${scheme} is aborted in the middle of the body`, async (t) => {
    const controller = new AbortController();
    const server = await start(t, (_request, response) => {
      response.write('a', () => setImmediate(() => controller.abort(reason)));
    });
    const { signal } = controller;
    await refusesWithReason(t, open(t).request({ url: server.origin, maxBytes: MAX_BYTES, signal }));
    await server.quiet();
  });

  t.test(`a stream over ${scheme} is aborted while nobody reads it`, async (t) => {
    const controller = new AbortController();
    const server = await start(t, (_request, response) => response.write('a'));
    const { signal } = controller;
    const { body } = await open(t).stream({ url: server.origin, maxBytes: MAX_BYTES, signal });
    controller.abort(reason);
    await server.quiet();
    await refusesWithReason(t, body[Symbol.asyncIterator]().next());
  });
}

t.test('a handshake nobody answers is aborted', async (t) => {
  const controller = new AbortController();
  const server = await startRaw(t, () => controller.abort(reason));
  const url = server.origin.replace('http', 'https');
  const { signal } = controller;
  await refusesWithReason(t, openTransport(t).request({ url, maxBytes: MAX_BYTES, signal }));
  await server.quiet();
});

t.test('a signal that outlives its requests keeps nothing of them', async (t) => {
  const server = await startPlain(t);
  const { signal } = new AbortController();
  let listeners = 0;
  const { addEventListener, removeEventListener } = signal;
  signal.addEventListener = (...args: Parameters<typeof addEventListener>) => {
    listeners += 1;
    addEventListener.apply(signal, args);
  };
  signal.removeEventListener = (...args: Parameters<typeof removeEventListener>) => {
    listeners -= 1;
    removeEventListener.apply(signal, args);
  };
  const transport = createHttpTransport({ clock: systemClock, trust: { revocation: 'off' } });
  for (let count = 0; count < 3; count += 1) {
    await transport.request({ url: server.origin, maxBytes: MAX_BYTES, signal });
  }
  transport.close();
  t.equal(listeners, 0);
});
