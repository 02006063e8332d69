import { gunzipSync, gzipSync } from 'node:zlib';
import t from 'tap';
import { packXpressBlocks, unpackXpressBlocks } from '../../../protocol/codecs/xpress-blocks.ts';
import { XpressCompressor } from '../../../protocol/codecs/xpress-compressor.ts';
import { decodeResponse, encodeRequest } from '../../../protocol/soap/envelope.ts';
import { clientService } from '../../../protocol/wusp/client.ts';
import { simpleAuth } from '../../../protocol/wusp/simple-auth.ts';
import { MAX_BODY_BYTES } from '../../../server/soap/http-call.ts';
import { createReplyCoder, offeredCoding } from '../../../server/soap/reply-coding.ts';
import { sampleNoise, sampleText } from '../../helpers/compressible.ts';
import { importUpdates } from '../../helpers/documents.ts';
import { runAsync } from '../../helpers/run-async.ts';
import { startServices } from '../../helpers/services.ts';
import { getConfig, headers, PATH } from '../../helpers/soap-attacks.ts';
import { hasTool } from '../../helpers/tools.ts';
import type { HttpReply } from '../../helpers/wusp-client.ts';

const { GetConfig, SyncUpdates } = clientService.operations;

function xpress(plain: string | Buffer): Buffer {
  return packXpressBlocks(Buffer.from(plain), new XpressCompressor());
}

/** The body of a reply without its coding. */
function plainOf({ headers, body }: HttpReply): string {
  const coding = headers['content-encoding'];
  if (coding === 'xpress') return unpackXpressBlocks(body, MAX_BODY_BYTES).toString();
  return (coding === 'gzip' ? gunzipSync(body) : body).toString();
}

t.test('a reply is sent in the coding its caller offers, and says that it may vary', async (t) => {
  const { client } = await startServices(t);
  const plain = (await client.post('GetConfig', getConfig)).body.toString();
  const rows: readonly (readonly [string, 'xpress' | 'gzip' | undefined])[] = [
    ['xpress', 'xpress'],
    ['XPress', 'xpress'],
    ['gzip, deflate, xpress', 'xpress'],
    ['xpress;q=0.001, gzip;q=1', 'xpress'],
    ['gzip', 'gzip'],
    ['deflate , GZIP;q=0.5', 'gzip'],
    ['xpress;q=0, gzip', 'gzip'],
    ['gzip; q=0.000, xpress ; Q = 0', undefined],
    ['identity', undefined],
    ['*', undefined],
    ['xpressed, ungzip', undefined],
    ['', undefined],
    [';,;q=0,,', undefined],
  ];
  for (const [offer, coding] of rows) {
    const reply = await client.post('GetConfig', getConfig, { 'accept-encoding': offer });
    t.equal(reply.status, 200, offer);
    t.equal(reply.headers['content-encoding'], coding, offer);
    t.equal(reply.headers.vary, coding && 'Accept-Encoding', offer);
    t.equal(reply.headers['content-length'], `${reply.body.length}`);
    t.equal(reply.headers['content-type'], 'text/xml; charset=utf-8');
    t.equal(plainOf(reply), plain, 'and holds the same');
    if (coding !== undefined) t.ok(reply.body.length < plain.length, 'in less bytes');
  }
});

t.test('without an offer a reply is sent as it is, and nothing is said of codings', async (t) => {
  const { client } = await startServices(t);
  const { headers: sent, body } = await client.post('GetConfig', getConfig);
  t.equal(sent['content-encoding'], undefined);
  t.equal(sent.vary, undefined);
  t.match(body.toString(), /^<s:Envelope/);
});

t.test('a page of updates is in blocks, the same each time but for its cookie', async (t) => {
  const { client, catalog } = await startServices(t);
  importUpdates(catalog, ...Array.from({ length: 40 }, (_, n) => ({ id: n + 1 })));
  const cookie = await client.session();
  const parameters = { ExpressQuery: false, SkipSoftwareSync: false };
  const body = encodeRequest(clientService, SyncUpdates, { cookie, parameters });
  const pages: string[] = [];
  for (const offer of ['identity', 'xpress', 'xpress', 'gzip']) {
    const reply = await client.post('SyncUpdates', body, { 'accept-encoding': offer });
    const plain = plainOf(reply);
    const { SyncUpdatesResult: result } = decodeResponse(Buffer.from(plain), clientService, SyncUpdates);
    t.equal(result?.NewUpdates?.length, 30, offer);
    if (offer !== 'identity') t.ok(reply.body.length < plain.length / 3, `${reply.body.length} bytes`);
    pages.push(plain.replace(/<EncryptedData>.*<\/EncryptedData>/, ''));
  }
  t.equal(new Set(pages).size, 1);
});

t.test('the other services compress as well', async (t) => {
  const { client } = await startServices(t);
  const request = { clientId: 'c1', dnsName: 'c1.example' };
  const body = encodeRequest(simpleAuth, simpleAuth.operations.GetAuthorizationCookie, request);
  const reply = await client.post('GetAuthorizationCookie', body, { 'accept-encoding': 'xpress' });
  t.match(reply.headers, {
    'content-encoding': 'xpress',
    vary: 'Accept-Encoding',
    'cache-control': 'private, max-age=0',
  });
  t.match(plainOf(reply), /^<\?xml .*<PlugInId>SimpleTargeting<\/PlugInId>/);
});

t.test('a fault is neither compressed nor said to vary', async (t) => {
  const { client } = await startServices(t);
  for (const offer of ['xpress', 'gzip']) {
    const reply = await client.post('GetConfig', '<bad/>', { 'accept-encoding': offer });
    t.equal(reply.status, 500);
    t.match(reply.body.toString(), /^<s:Envelope.*InvalidParameters/);
    t.equal(reply.headers['content-encoding'], undefined);
    t.equal(reply.headers.vary, undefined);
  }
});

t.test('a body that does not shrink is sent as it is', (t) => {
  const coder = createReplyCoder();
  for (const coding of ['xpress', 'gzip'] as const) {
    const noise = [sampleNoise(100), sampleNoise(50, 'other')];
    t.same(coder.encode(noise, coding), { pieces: noise, coding: undefined });
    t.equal(coder.encode([sampleText(1000)], coding).coding, coding);
  }
  t.end();
});

t.test('an Accept-Encoding of any length is read in no time', (t) => {
  const long = `${'xpress;q=0 '.repeat(1000)}${',q=0;;'.repeat(1000)}`;
  t.equal(offeredCoding(long), undefined);
  t.equal(offeredCoding(`${long},gzip`), 'gzip');
  t.end();
});

t.test('a request may come in xpress or gzip, whatever their case', async (t) => {
  const { client } = await startServices(t);
  for (const [coding, body] of [
    ['xpress', xpress(getConfig)],
    ['Xpress', Buffer.concat([xpress(getConfig.slice(0, 9)), xpress(getConfig.slice(9))])],
    ['gzip', gzipSync(getConfig)],
    ['GZip', Buffer.concat([gzipSync(getConfig.slice(0, 9)), gzipSync(getConfig.slice(9))])],
    ['identity', Buffer.from(getConfig)],
  ] as const) {
    const { status, body: reply } = await client.post('GetConfig', body, { 'content-encoding': coding });
    t.equal(status, 200, coding);
    const { GetConfigResult } = decodeResponse(reply, clientService, GetConfig);
    t.equal(GetConfigResult?.IsRegistrationRequired, true);
  }
});

t.test(
  'a request in a coding that is damaged, too large or another one gets a fault that says so',
  async (t) => {
    const { client } = await startServices(t);
    const packed = xpress(getConfig);
    const most = Buffer.alloc(MAX_BODY_BYTES, 0x20);
    const more = Buffer.alloc(MAX_BODY_BYTES + 1, 0x20);
    const rows: readonly (readonly [string, Buffer, number, RegExp])[] = [
      [
        'xpress',
        Buffer.from(getConfig),
        400,
        /Content-Encoding: the body is no xpress: Xpress block 0 at offset 0/,
      ],
      ['xpress', packed.subarray(0, -1), 400, /declares \d+ bytes, but \d+ are left/],
      ['xpress', more.subarray(0, 7), 400, /header is cut short/],
      ['xpress', xpress(more), 413, /the body has more than 4194304 bytes when unpacked/],
      ['xpress', xpress(most), 500, /the message is refused: the message ends too early/],
      ['xpress', Buffer.alloc(0), 500, /the message is refused: the message ends too early/],
      ['gzip', Buffer.from(getConfig), 400, /Content-Encoding: the body is no gzip: incorrect header check/],
      ['gzip', gzipSync(getConfig).subarray(0, -4), 400, /the body is no gzip: unexpected end of file/],
      ['gzip', gzipSync(more), 413, /the body has more than 4194304 bytes when unpacked/],
      ['gzip', gzipSync(most), 500, /the message is refused: the message ends too early/],
      [
        'deflate',
        packed,
        415,
        /Content-Encoding: bodies are taken as they are, in xpress or gzip, not in "deflate"/,
      ],
      ['gzip, xpress', packed, 415, /not in "gzip, xpress"/],
      ['x'.repeat(5000), packed, 415, /not in "x{100}"/],
    ];
    for (const [coding, body, status, says] of rows) {
      const more = { 'content-encoding': coding, 'accept-encoding': 'gzip' };
      const reply = await client.post('GetConfig', body, more);
      const what = `${coding.slice(0, 20)}: ${says}`;
      t.equal(reply.status, status, what);
      t.match(reply.body.toString(), /<ErrorCode>InvalidParameters</, what);
      t.match(reply.body.toString(), says, what);
      t.ok(reply.body.length < 1000);
    }
    const { GetConfigResult } = await client.call('GetConfig', { protocolVersion: '2.90' });
    t.ok(GetConfigResult, 'and the next is answered as ever');
  },
);

t.test('a refused coding is told in the version of SOAP of the request', async (t) => {
  const { client } = await startServices(t);
  const more = { 'content-type': 'application/soap+xml; charset=utf-8', 'content-encoding': 'br' };
  const reply = await client.post('GetConfig', getConfig, more);
  t.equal(reply.status, 415);
  t.equal(reply.headers['content-type'], 'application/soap+xml; charset=utf-8');
  t.match(reply.body.toString(), /<s:Value>s:Sender<\/s:Value>.*not in "br"/);
});

t.test('curl takes the gzip off and finds the same reply', async (t) => {
  if (!hasTool(t, 'curl')) return;
  const { client, url } = await startServices(t);
  const plain = (await client.post('GetConfig', getConfig)).body.toString();
  const fields = Object.entries(headers).flatMap(([name, value]) => ['-H', `${name}: ${value}`]);
  const { output } = await runAsync('curl', [
    ...['--silent', '--show-error', '--noproxy', '*', '--compressed', '--data-binary', getConfig],
    ...['--write-out', '\n%header{content-encoding}', ...fields, `${url}${PATH}`],
  ]);
  t.equal(output.trimEnd(), `${plain}\ngzip`);
});
