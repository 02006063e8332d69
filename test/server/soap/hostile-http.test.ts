import { once } from 'node:events';
import t from 'tap';
import { encodeRequest } from '../../../protocol/soap/envelope.ts';
import { clientService } from '../../../protocol/wusp/client.ts';
import { createApp } from '../../../server/http-app.ts';
import { startAttacked } from '../../helpers/attacked-double.ts';
import { connect, exchange, readToEnd, readUntil, statuses } from '../../helpers/raw-socket.ts';
import { headersOf } from '../../helpers/wusp-client.ts';

const PATH = '/ClientWebService/client.asmx';
const getConfig = encodeRequest(clientService, clientService.operations.GetConfig, {
  protocolVersion: '2.90',
});
const soapaction = String(headersOf('GetConfig').soapaction);
const MEBIBYTE = 1024 * 1024;

const { double, clientOf, discreet, unharmed } = await startAttacked(t);
const { pem } = double.ca;

for (const scheme of ['http', 'https'] as const) {
  const url = double.urls[scheme];
  const client = clientOf(scheme);
  const host = new URL(url).host;
  const head = (length: number, more = '') =>
    `POST ${PATH} HTTP/1.1\r\nHost: ${host}\r\nContent-Type: text/xml\r\nSOAPAction: ${soapaction}\r\n${more}Content-Length: ${length}\r\n\r\n`;
  const last = 'Connection: close\r\n';

  t.test(`${scheme}: a body in chunks, with extensions and trailers, is read`, async (t) => {
    const chunks = Array.from(getConfig, (character) => `1;ext=x\r\n${character}\r\n`).join('');
    const chunked = head(0, last).replace('Content-Length: 0', 'Transfer-Encoding: chunked');
    t.same(statuses(await exchange(url, pem, `${chunked}${chunks}0\r\nX-Trailer: 1\r\n\r\n`)), [200]);
  });

  t.test(`${scheme}: pipelined requests are answered in order, the bad one among them too`, async (t) => {
    const requests = [getConfig, '<bad/>', getConfig].map((body) => head(body.length) + body).join('');
    const answer = await exchange(url, pem, `${requests}${head(getConfig.length, last)}${getConfig}`);
    t.same(statuses(answer), [200, 500, 200, 200]);
    discreet(t, answer);
    await unharmed(t, client);
  });

  t.test(`${scheme}: HTTP that is none, or says two things at once, is refused`, async (t) => {
    const size = getConfig.length;
    const rows: readonly (readonly [string, string])[] = [
      ['no HTTP', 'HELLO\r\n\r\n'],
      ['binary', '\x16\x03\x01\x02\x00\x01\x00\x01\xfc'],
      ['two lengths', `${head(size, `Content-Length: ${size + 1}\r\n`)}${getConfig}`],
      ['a length and chunks', `${head(size, 'Transfer-Encoding: chunked\r\n')}0\r\n\r\n`],
      ['a negative length', head(0).replace('Content-Length: 0', 'Content-Length: -1')],
      ['a chunk of no size', `${head(0).replace('Content-Length: 0', 'Transfer-Encoding: chunked')}zz\r\n`],
      ['no host', head(0).replace(/Host: .*\r\n/, '')],
      ['headers without end', `GET / HTTP/1.1\r\nHost: x\r\n${`X-Long: ${'x'.repeat(1000)}\r\n`.repeat(40)}`],
      ['a space before the colon', head(0).replace('Host:', 'Host :')],
    ];
    for (const [what, bytes] of rows) {
      const answer = await exchange(url, pem, bytes);
      t.ok(
        statuses(answer).every((status) => status >= 400 && status < 500),
        `${what}: ${answer.slice(0, 30).trim()}`,
      );
      discreet(t, answer);
    }
    await unharmed(t, client);
  });

  t.test(`${scheme}: a Host that is none of a name and a port is never repeated`, async (t) => {
    const hosts = [
      '"><script>alert(1)</script>',
      'a b',
      'user@evil',
      'evil/path',
      'x:99999999',
      `${'a'.repeat(300)}.example`,
      '[::1',
      "x'y",
      'a&b',
      '\u00e9',
    ];
    for (const name of hosts) {
      for (const request of [
        `GET ${PATH}?wsdl`,
        'GET /SimpleAuthWebService/SimpleAuth.asmx?wsdl',
        'POST /SimpleAuthWebService/SimpleAuth.asmx',
      ]) {
        const bytes = `${request} HTTP/1.1\r\nHost: ${name}\r\nContent-Length: 0\r\nContent-Type: text/xml\r\n${last}\r\n`;
        const answer = await exchange(url, pem, Buffer.from(bytes, 'latin1'));
        t.notOk(answer.includes(name), `${JSON.stringify(name)} ${request}`);
        t.notMatch(answer, /<script/);
        t.ok(statuses(answer).length === 1);
      }
    }
    const config = await exchange(
      url,
      pem,
      `${head(getConfig.length, last).replace(host, '"><script>')}${getConfig}`,
    );
    t.match(config, /UpdateServicesPackages/);
    t.notMatch(config, /<script/);
    const injected = await exchange(
      url,
      pem,
      `GET ${PATH}?wsdl HTTP/1.1\r\nHost: x\r\nX-Host: y\r\nHost: evil.example\r\n${last}\r\n`,
    );
    t.notMatch(injected, /evil\.example/, 'of two hosts the first counts, or none');
    await unharmed(t, client);
  });

  t.test(`${scheme}: senders that leave in the middle of a request leave nothing behind`, async (t) => {
    for (const part of [
      '',
      'POST',
      head(1000),
      head(1000) + getConfig.slice(0, 100),
      `${head(0).replace('Content-Length: 0', 'Transfer-Encoding: chunked')}5\r\n<s:`,
    ] as const) {
      const socket = await connect(url, pem);
      const left = once(socket, 'close');
      socket.write(part, () => socket.destroy());
      await left;
    }
    const politely = await connect(url, pem);
    politely.end(head(1000) + getConfig.slice(0, 100));
    t.ok(statuses(await readToEnd(politely)).every((status) => status === 400));
    await unharmed(t, client);
  });

  t.test(
    `${scheme}: a body too large is refused while it is still being sent, and takes no memory`,
    async (t) => {
      const piece = Buffer.alloc(MEBIBYTE, 0x20);
      const chunk = Buffer.concat([Buffer.from(`${MEBIBYTE.toString(16)}\r\n`), piece, Buffer.from('\r\n')]);
      const chunked = head(0).replace('Content-Length: 0', 'Transfer-Encoding: chunked');
      for (const [what, start, part] of [
        ['announced', head(512 * MEBIBYTE), piece],
        ['in chunks', chunked, chunk],
      ] as const) {
        const socket = await connect(url, pem);
        const refused = readUntil(socket, '</s:Envelope>');
        socket.write(start);
        const before = process.memoryUsage().arrayBuffers;
        let most = 0;
        for (let sent = 0; sent < 64 && !socket.destroyed; sent++) {
          if (!socket.write(part))
            await Promise.race([once(socket, 'drain'), once(socket, 'close'), refused]);
          most = Math.max(most, process.memoryUsage().arrayBuffers - before);
          if (sent > 6) t.same(statuses(await refused), [413], what);
        }
        t.match(await refused, /the body has more than 4194304 bytes/, what);
        t.ok(most < 48 * MEBIBYTE, `${what}: at most ${Math.round(most / MEBIBYTE)} MiB were held, of 64`);
        socket.destroy();
      }
      await unharmed(t, client);
    },
  );

  t.test(`${scheme}: many connections that say nothing do not keep others waiting`, async (t) => {
    const silent = await Promise.all(Array.from({ length: 100 }, () => connect(url, pem)));
    for (const [i, socket] of silent.entries()) if (i % 2 === 0) socket.write('POST /Client');
    await unharmed(t, client);
    for (const socket of silent) socket.destroy();
  });
}

t.test(
  "slow senders are cut off after a time, and idle connections live longer than a client's pause",
  async (t) => {
    const app = createApp();
    t.teardown(() => app.close());
    await app.ready();
    const { requestTimeout, headersTimeout, keepAliveTimeout } = app.server;
    t.ok(requestTimeout > 0 && requestTimeout <= 300_000, `a request has ${requestTimeout} ms`);
    t.ok(headersTimeout > 0 && headersTimeout <= requestTimeout, `its headers ${headersTimeout} ms`);
    t.ok(keepAliveTimeout >= 31_000, `an idle connection ${keepAliveTimeout} ms`);
  },
);
