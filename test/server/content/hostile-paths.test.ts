import { writeFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import t from 'tap';
import { countedBytes, startContentServer } from '../../helpers/content-server.ts';
import { rawExchange } from '../../helpers/raw-http.ts';

const SECRET = 'a secret beside the content folder';
const REFUSALS = [400, 403, 404, 414, 431];

t.test('no path leads out of the content folder, and every refusal is short', async (t) => {
  const server = await startContentServer(t);
  const stored = server.add(countedBytes(10));
  writeFileSync(path.join(server.store.folder, '..', 'secret.txt'), SECRET);
  writeFileSync(path.join(server.store.folder, 'secret.txt'), SECRET);
  const [folder = '', name = ''] = stored.split('/').slice(2);
  const targets = [
    '/Content/../secret.txt',
    '/Content/secret.txt',
    '/Content/./secret.txt',
    `/Content/${folder}/../../secret.txt`,
    `/Content/${folder}/../${folder}/${name}`,
    `/Content/${folder}//${name}`,
    '/Content/%2e%2e/secret.txt',
    '/Content/%2e%2e%2fsecret.txt',
    '/Content/%252e%252e%252fsecret.txt',
    '/Content/..%5csecret.txt',
    '/Content/..\\secret.txt',
    '/Content/%c0%ae%c0%ae/secret.txt',
    `/Content/${folder}%2f${name}`,
    `/Content/${folder}%2F${name}`,
    `/Content/${folder}%5C${name}`,
    `/Content/${folder}/${name}%00.txt`,
    `/Content/${folder}/${name}%00`,
    `/Content/${folder}/${name}/`,
    `/Content/${folder}/${name}::$DATA`,
    `/Content/${folder}/${name}.`,
    `/Content/${folder}/${name}%20`,
    `/Content/${folder}/%zz${name}`,
    `/Content/${folder}/..${name}`,
    `/Content//etc/passwd`,
    `//etc/passwd`,
    `/Content/${folder}/${'A'.repeat(8000)}.cab`,
    `/Content/${folder}/${name.slice(0, 41)}${'x'.repeat(8000)}`,
    `/Content/${'../'.repeat(2000)}etc/passwd`,
    `/Content/${'A'.repeat(100_000)}`,
  ];
  for (const target of targets) {
    const reply = await rawExchange(
      server.port,
      `GET ${target} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`,
    );
    const shown = target.slice(0, 60);
    t.ok(REFUSALS.includes(reply.status), `${reply.status} for ${shown}`);
    const text = reply.body.toString('latin1');
    t.notMatch(text, SECRET, shown);
    t.notMatch(text, /\bat .*:\d+:\d+|node_modules|root:/, `no stack trace for ${shown}`);
  }
  t.equal((await server.get(stored)).status, 200, 'the server is up');
});

t.test('any path under /Content that is not of a stored file is refused in plain text', async (t) => {
  const server = await startContentServer(t);
  const piece = fc.constantFrom(
    '..',
    '.',
    '/',
    '%2f',
    '%5c',
    '%2e',
    'AB',
    'A'.repeat(40),
    '.cab',
    '~',
    '%41',
    '?',
    ';',
  );
  await fc.assert(
    fc.asyncProperty(fc.array(piece, { maxLength: 8 }), async (pieces) => {
      const reply = await server.get(`/Content/${pieces.join('')}`);
      return [403, 404].includes(reply.status) && reply.body.length < 100;
    }),
    { numRuns: 150 },
  );
});

t.test('a header of range that never ends does not reach the endpoint', async (t) => {
  const server = await startContentServer(t);
  const path = server.add(countedBytes(10));
  const reply = await server.get(path, { Range: `bytes=${'0-1,'.repeat(100_000)}` });
  t.equal(reply.status, 431);
});
