import { mkdirSync, readFileSync, truncateSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import t from 'tap';
import { iisEntityTag } from '../../../server/content/file-version.ts';
import { startContentServer } from '../../helpers/content-server.ts';
import { rawExchange } from '../../helpers/raw-http.ts';
import { shared } from '../../helpers/shared.ts';

/** Headers of the web server itself, not of content. */
const OF_THE_LISTENER = ['server', 'x-powered-by', 'date', 'connection', 'keep-alive'];

for (const name of ['18-content-whole-file', '19-content-first-piece', '20-content-last-piece'])
  t.test(`the recorded request ${name} gets the recorded answer, header by header`, async (t) => {
    const requestFile = shared(t, `captures/${name}.request.headers`);
    if (!requestFile) return;
    const request = readFileSync(requestFile, 'latin1');
    const recorded = readFileSync(requestFile.replace('.request.', '.response.'), 'latin1');
    const expected = headersOf(recorded);

    const server = await startContentServer(t);
    const [, sha1 = '', extension = ''] = /\/([0-9A-F]{40})\.(\w+) HTTP/.exec(request) ?? [];
    const file = server.store.pathOf(sha1, extension);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, '');
    // A hole of the recorded size: what the file held is not recorded.
    truncateSync(file, Number(expected['content-range']?.split('/')[1]));
    utimesSync(file, new Date(expected['last-modified'] ?? ''), new Date(expected['last-modified'] ?? ''));

    const reply = await rawExchange(
      server.port,
      request.replace('Connection: Keep-Alive', 'Connection: close'),
    );
    t.equal(reply.status, 206);
    t.strictSame(withoutListener(reply.headers), withoutListener(expected));
    t.equal(reply.body.length, Number(expected['content-length']));
  });

t.test('ETags follow from the time of change as the recorded server derives them', async (t) => {
  t.equal(iisEntityTag(BigInt(Date.parse('2026-09-02T08:30:53Z')) * 1_000_000n), '"809ce85db53add1:0"');
  t.not(iisEntityTag(100n), iisEntityTag(200n), '100 ns apart is another version');
});

function headersOf(text: string): Record<string, string> {
  const lines = text.trim().split('\r\n').slice(1);
  return Object.fromEntries(
    lines.map((line) => line.split(/: (.*)/).slice(0, 2)).map(([n, v]) => [n?.toLowerCase(), v]),
  );
}

function withoutListener(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !OF_THE_LISTENER.includes(name)));
}
