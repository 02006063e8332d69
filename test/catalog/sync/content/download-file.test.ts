import { mkdirSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import t, { type Test } from 'tap';
import { createContentStore } from '../../../../catalog/content-store.ts';
import { type DownloadPorts, downloadFile } from '../../../../catalog/sync/content/download-file.ts';
import type { NeededFile } from '../../../../catalog/sync/content/needed-files.ts';
import { countedBytes } from '../../../helpers/content-server.ts';
import {
  type Answer,
  cutAfter,
  endless,
  fileOf,
  filesIn,
  openTransport,
  pathOf,
  startHostileServer,
  status,
  whole,
} from './hostile-server.ts';

const bytes = countedBytes(300_000);
const HALF = 150_000;

/** A store, a server that answers as told, and a download from it. */
async function setUp(t: Test, file: NeededFile, ...answers: readonly Answer[]) {
  const store = createContentStore(t.testdir());
  const server = await startHostileServer(t);
  const path = pathOf(file);
  if (answers.length > 0) server.answer(path, ...answers);
  let told = 0;
  const ports: DownloadPorts = {
    transport: openTransport(t),
    store,
    onBytes: (change) => {
      told += change;
      server.taken(change);
    },
  };
  return {
    ...ports,
    server,
    path,
    url: `${server.url}${path}`,
    told: () => told,
    kept: () => readFile(store.pathOf(file.sha1.toString('hex'), 'cab')),
    download: (other: Partial<DownloadPorts> = {}) =>
      downloadFile(file, [`${server.url}${path}`], { ...ports, ...other }),
  };
}

t.test('a file is fetched, verified and kept', async (t) => {
  const { download, kept, told, store } = await setUp(t, fileOf(bytes), whole(bytes));
  t.strictSame(await download(), { kind: 'stored', bytes: bytes.length });
  t.ok((await kept()).equals(bytes));
  t.equal(told(), bytes.length);
  t.equal(filesIn(store).length, 1);
});

t.test('an empty file, and one without SHA-256, are files like others', async (t) => {
  for (const file of [fileOf(Buffer.alloc(0)), fileOf(Buffer.from('mock'), { sha256: null })]) {
    const content = file.size === 0 ? Buffer.alloc(0) : Buffer.from('mock');
    const { download, kept } = await setUp(t, file, whole(content));
    t.strictSame(await download(), { kind: 'stored', bytes: content.length });
    t.ok((await kept()).equals(content));
  }
});

t.test('a file that lost bytes in the store is replaced', async (t) => {
  const file = fileOf(bytes);
  const { download, kept, store } = await setUp(t, file, whole(bytes));
  store.put(bytes, 'cab');
  writeFileSync(store.pathOf(file.sha1.toString('hex'), 'cab'), 'mo');
  t.match(await download(), { kind: 'stored' });
  t.ok((await kept()).equals(bytes));
});

t.test('what is not the file is refused, and nothing of it stays', async (t) => {
  const wrong = Buffer.from(bytes);
  wrong[7] = 1;
  for (const [name, answer, reason, other] of [
    ['wrong bytes', whole(wrong), /its SHA-1 is [0-9a-f]{40} instead of/, {}],
    ['wrong SHA-256', whole(bytes), /its SHA-256 is/, { sha256: Buffer.alloc(32) }],
    ['shorter', whole(bytes.subarray(1)), /299999 bytes came instead of 300000/, {}],
    ['longer', whole(Buffer.concat([bytes, Buffer.from('x')])), /more than 300000 bytes came/, {}],
    ['endless', endless, /more than 300000 bytes came/, {}],
    ['empty', whole(Buffer.alloc(0)), /0 bytes came/, {}],
  ] as const) {
    const { download, told, store } = await setUp(t, fileOf(bytes, other), answer);
    t.match(await download(), { kind: 'refused', reason }, name);
    t.strictSame(filesIn(store), [], `${name}: nothing is left`);
    t.equal(told(), 0, `${name}: the bytes are taken back`);
  }
});

t.test('a good file stays where a bad one came for it', async (t) => {
  const { download, kept, store } = await setUp(t, fileOf(bytes), whole(bytes.subarray(1)));
  store.put(bytes, 'cab');
  t.match(await download(), { kind: 'refused' });
  t.ok((await kept()).equals(bytes));
  t.equal(filesIn(store).length, 1);
});

t.test('after a break the rest is asked for, by the ETag', async (t) => {
  const answers = [cutAfter(HALF, bytes, '"a"'), whole(bytes, '"a"')];
  const { download, kept, server, path, told } = await setUp(t, fileOf(bytes), ...answers);
  t.match(await download(), { kind: 'stored' });
  t.ok((await kept()).equals(bytes));
  t.strictSame(server.requests, [path, `${path} bytes=${HALF}- "a"`]);
  t.equal(told(), bytes.length);
});

t.test('a weak ETag is no name for a part of a file', async (t) => {
  const answers = [cutAfter(HALF, bytes, 'W/"a"'), whole(bytes)];
  const { download, server, path } = await setUp(t, fileOf(bytes), ...answers);
  t.match(await download(), { kind: 'stored' });
  t.strictSame(server.requests, [path, `${path} bytes=${HALF}-`]);
});

t.test('a server that changed the file, or knows no ranges, sends all of it again', async (t) => {
  const answers = [cutAfter(HALF, Buffer.alloc(300_000), '"a"'), whole(bytes, '"b"')];
  const { download, kept, told } = await setUp(t, fileOf(bytes), ...answers);
  t.match(await download(), { kind: 'stored' });
  t.ok((await kept()).equals(bytes));
  t.equal(told(), bytes.length);
});

t.test('another range than the one asked for is not taken for the rest', async (t) => {
  const other: Answer = (_, response) => {
    response.writeHead(206, { 'content-range': 'bytes 0-149999/300000' });
    response.end(bytes.subarray(0, HALF));
  };
  for (const answer of [other, status(416)]) {
    const { download, kept, server, path } = await setUp(
      t,
      fileOf(bytes),
      cutAfter(HALF, bytes),
      answer,
      whole(bytes),
    );
    t.match(await download(), { kind: 'stored' });
    t.ok((await kept()).equals(bytes));
    t.strictSame(server.requests, [path, `${path} bytes=${HALF}-`, path]);
  }
});

t.test('a connection that breaks again and again is given up', async (t) => {
  const { download, store, server, path } = await setUp(t, fileOf(bytes), cutAfter(1_000, bytes));
  t.match(await download(), { kind: 'failed', reason: /./ });
  t.equal(server.requests.length, 6);
  t.equal(server.requests[5], `${path} bytes=5000-`);
  t.strictSame(filesIn(store), []);
});

t.test('a connection that breaks after the last byte has brought the file', async (t) => {
  const longer = Buffer.concat([bytes, Buffer.from('x')]);
  const { download, kept, server } = await setUp(t, fileOf(bytes), cutAfter(bytes.length, longer));
  t.match(await download(), { kind: 'stored' });
  t.ok((await kept()).equals(bytes));
  t.equal(server.requests.length, 1);
});

t.test('a status of HTTP is told, and a 404 is a file that is missing', async (t) => {
  for (const code of [500, 403, 206, 204, 304]) {
    const { download, store, url } = await setUp(t, fileOf(bytes), status(code));
    t.strictSame(await download(), { kind: 'failed', reason: `${url}: HTTP ${code}` });
    t.strictSame(filesIn(store), []);
  }
  const { download, store } = await setUp(t, fileOf(bytes));
  t.strictSame(await download(), { kind: 'missing' });
  t.strictSame(filesIn(store), []);
});

t.test('an error page without end is not read', async (t) => {
  const page: Answer = (request, response, cuts) => {
    response.writeHead(500);
    endless(request, response, cuts);
  };
  const { download } = await setUp(t, fileOf(bytes), page);
  t.match(await download(), { kind: 'failed', reason: /HTTP 500/ });
});

t.test('a redirect is followed over HTTP', async (t) => {
  const { download, server, kept } = await setUp(t, fileOf(bytes), status(302, { location: '/elsewhere' }));
  server.answer('/elsewhere', whole(bytes));
  t.match(await download(), { kind: 'stored' });
  t.ok((await kept()).equals(bytes));
});

t.test('a redirect to anything else is refused', async (t) => {
  for (const location of ['file:///etc/passwd', 'ftp://127.0.0.1/a.cab', 'http://a:b@127.0.0.1/']) {
    const { download, store } = await setUp(t, fileOf(bytes), status(302, { location }));
    t.match(await download(), { kind: 'refused', reason: /redirected, and/ }, location);
    t.strictSame(filesIn(store), []);
  }
});

t.test('redirects in a circle end', async (t) => {
  const { download, server, path } = await setUp(t, fileOf(bytes));
  server.answer(path, status(302, { location: path }));
  t.match(await download(), { kind: 'failed', reason: /HTTP 302/ });
  t.equal(server.requests.length, 4);
});

t.test('the next address is asked where one has not the right file', async (t) => {
  const file = fileOf(bytes);
  for (const first of [status(404), status(500), whole(bytes.subarray(1)), cutAfter(10, bytes)]) {
    const { server, url, kept, ...ports } = await setUp(t, file, first);
    server.answer('/second', whole(bytes));
    t.match(await downloadFile(file, [url, `${server.url}/second`], ports), { kind: 'stored' });
    t.ok((await kept()).equals(bytes));
    t.equal(ports.told(), bytes.length);
  }
});

t.test('a 404 counts where the other address does not answer', async (t) => {
  const { url, ...ports } = await setUp(t, fileOf(bytes));
  const closed = 'http://127.0.0.1:1/';
  t.strictSame(await downloadFile(fileOf(bytes), [closed, url], ports), { kind: 'missing' });
  t.match(await downloadFile(fileOf(bytes), [closed], ports), { kind: 'failed', reason: /127\.0\.0\.1:1/ });
});

t.test('a name without extension is refused before anything is asked', async (t) => {
  const { download, server } = await setUp(t, fileOf(bytes, { fileName: 'update' }), whole(bytes));
  t.match(await download(), { kind: 'refused', reason: /"update" has no extension/ });
  t.strictSame(server.requests, []);
});

t.test('a store that cannot be written is told as trouble of the disk', async (t) => {
  const { download } = await setUp(t, fileOf(bytes), whole(bytes));
  const store = createContentStore(`${t.testdir({ file: '' })}/file`);
  t.match(await download({ store }), { kind: 'disk', reason: /ENOTDIR|EEXIST|ENOENT/ });
});

t.test('a disk that fills up ends the file, and nothing of it stays', async (t) => {
  const { download, store, told } = await setUp(t, fileOf(bytes), whole(bytes));
  const full = {
    ...store,
    draft: async (sha1: string, extension: string) => {
      const draft = await store.draft(sha1, extension);
      let room = 100_000;
      const write = async (piece: Uint8Array) => {
        room -= piece.length;
        if (room < 0) throw new Error('ENOSPC: no space left on device, write');
        await draft.write(piece);
      };
      return { ...draft, write };
    },
  };
  t.match(await download({ store: full }), { kind: 'disk', reason: /ENOSPC/ });
  t.strictSame(filesIn(store), []);
  t.equal(told(), 0);
});

t.test('a name that is taken by a folder is trouble of the disk', async (t) => {
  const file = fileOf(bytes);
  const { download, store } = await setUp(t, file, whole(bytes));
  mkdirSync(`${store.pathOf(file.sha1.toString('hex'), 'cab')}/x`, { recursive: true });
  t.match(await download(), { kind: 'disk' });
  t.strictSame(filesIn(store), []);
});

t.test('an abort in the middle throws its reason, and nothing stays', async (t) => {
  const half: Answer = (_, response) => {
    response.writeHead(200, { 'content-length': bytes.length });
    response.write(bytes.subarray(0, HALF));
  };
  const { download, store } = await setUp(t, fileOf(bytes), half);
  const controller = new AbortController();
  const reason = new Error('enough');
  const onBytes = () => controller.abort(reason);
  await t.rejects(download({ signal: controller.signal, onBytes }), reason);
  t.strictSame(filesIn(store), []);
});

t.test('an abort before the head of the reply throws its reason', async (t) => {
  const controller = new AbortController();
  const reason = new Error('enough');
  const { download, store } = await setUp(t, fileOf(bytes), () => controller.abort(reason));
  await t.rejects(download({ signal: controller.signal }), reason);
  t.strictSame(filesIn(store), []);
});
