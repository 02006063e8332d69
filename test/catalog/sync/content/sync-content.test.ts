import { writeFileSync } from 'node:fs';
import t, { type Test } from 'tap';
import { createContentStore } from '../../../../catalog/content-store.ts';
import {
  type ContentPorts,
  type ContentProgress,
  syncContent,
} from '../../../../catalog/sync/content/sync-content.ts';
import { testCatalog } from '../../../helpers/catalogs.ts';
import { countedBytes } from '../../../helpers/content-server.ts';
import { idOf, importUpdates } from '../../../helpers/documents.ts';
import {
  type Answer,
  fileOf,
  filesIn,
  openTransport,
  pathOf,
  startHostileServer,
  status,
  whole,
} from './hostile-server.ts';

/** Content of the files of a test, each another. */
const contents = Array.from({ length: 6 }, (_, at) =>
  Buffer.concat([Buffer.from([at]), countedBytes(50_000)]),
);

const nameOf = (at: number) => `file${at}.cab`;
const digestOf = (at: number) =>
  fileOf(contents[at] ?? Buffer.alloc(0))
    .sha1.toString('hex')
    .toUpperCase();

/** A catalogue of one update with `count` files, and a stage that fetches them from a server that has them all. */
async function setUp(t: Test, count: number) {
  const catalog = testCatalog(t);
  const used = contents.slice(0, count);
  const files = used.map((bytes, at) => fileOf(bytes, { fileName: nameOf(at) }));
  importUpdates(catalog, {
    id: 1,
    files: files.map(({ sha1, sha256, fileName, size }) => ({
      sha1: sha1.toString('hex'),
      ...(sha256 && { sha256: sha256.toString('hex') }),
      fileName,
      size,
    })),
  });
  const server = await startHostileServer(t);
  for (const [at, bytes] of used.entries()) server.answer(pathOf(files[at] ?? fileOf(bytes)), whole(bytes));
  const paused: number[] = [];
  const asked: string[] = [];
  const ports: ContentPorts = {
    catalog,
    store: createContentStore(`${t.testdir()}/Content`),
    transport: openTransport(t),
    source: { url: server.url, catalogOnly: false, contentUrl: server.url },
    policy: { files: 'all' },
    downloadFiles: async (digests) => {
      asked.push(digests.map((digest) => digest.toString('hex').toUpperCase()).join());
    },
    pause: async (milliseconds) => {
      paused.push(milliseconds);
    },
  };
  return {
    ports,
    catalog,
    server,
    paused,
    asked,
    /** The next answers for the file at this place. */
    answer: (at: number, ...answers: readonly Answer[]) => {
      server.answer(pathOf(files[at] ?? fileOf(Buffer.alloc(0))), ...answers);
    },
    run: (other: Partial<ContentPorts> = {}) => syncContent({ ...ports, ...other }),
  };
}

t.test('every needed file is fetched once, and none at the next run', async (t) => {
  const { run, ports, server } = await setUp(t, 6);
  const report = await run();
  t.strictSame(report, { stored: 6, bytes: 300_006, missing: [], refused: [], failed: [] });
  t.equal(filesIn(ports.store).length, 6);
  t.strictSame(await run(), { stored: 0, bytes: 0, missing: [], refused: [], failed: [] });
  t.equal(server.requests.length, 6);
});

t.test(
  'files are asked for in the same order every time, one after the other when one is allowed',
  async (t) => {
    const { run, server } = await setUp(t, 6);
    await run({ parallel: 1 });
    t.strictSame(
      server.requests.map((path) => path.slice(-44, -4)),
      [0, 1, 2, 3, 4, 5].map(digestOf).sort(),
    );
  },
);

t.test('no more downloads than allowed are under way at once', async (t) => {
  const { run, answer } = await setUp(t, 6);
  let underWay = 0;
  let most = 0;
  let held: (() => void)[] = [];
  // Answers only once two requests are there, and has given a third time to come.
  for (const [at, bytes] of contents.entries())
    answer(at, (request, response, cuts) => {
      most = Math.max(most, ++underWay);
      response.on('close', () => underWay--);
      held.push(() => whole(bytes)(request, response, cuts));
      if (held.length < 2) return;
      const ready = held;
      held = [];
      setImmediate(() => {
        for (const go of ready) go();
      });
    });
  await run({ parallel: 2 });
  t.equal(most, 2);
});

t.test('a missing file is asked for and fetched in a later round, after the others', async (t) => {
  const { run, answer, asked, paused, server } = await setUp(t, 3);
  answer(1, status(404), status(404), whole(contents[1] ?? Buffer.alloc(0)));
  t.match(await run({ parallel: 1 }), { stored: 3, missing: [] });
  t.strictSame(asked, [digestOf(1)]);
  t.strictSame(paused, [1_000, 5_000]);
  t.strictSame(
    server.requests.slice(3).map((path) => path.slice(-44, -4)),
    [digestOf(1), digestOf(1)],
  );
});

t.test('a file that never comes is missing after the last round', async (t) => {
  const { run, answer, paused, asked, ports } = await setUp(t, 2);
  answer(0, status(404));
  answer(1, status(404));
  const report = await run();
  t.strictSame(report.missing.map(({ fileName }) => fileName).sort(), [nameOf(0), nameOf(1)]);
  t.match(
    report.missing.find(({ fileName }) => fileName === nameOf(1)),
    { digest: digestOf(1), updates: [`${idOf(1)}.1`], reason: 'HTTP 404' },
  );
  t.strictSame(paused, [1_000, 5_000, 15_000]);
  t.strictSame(asked.sort(), [digestOf(0), digestOf(1)].sort());
  t.notOk(ports.store.has(digestOf(0), 'cab'));
});

t.test('where DownloadFiles is refused the file is given up, with the reason', async (t) => {
  const { run, answer, paused } = await setUp(t, 2);
  answer(0, status(404));
  const report = await run({ downloadFiles: () => Promise.reject(new Error('FileDigestsMissing')) });
  t.match(report, { stored: 1, missing: [{ fileName: nameOf(0), reason: /404.*FileDigestsMissing/ }] });
  t.strictSame(paused, []);
});

t.test('a server that keeps no files is not asked to fetch one', async (t) => {
  const { run, server, catalog, asked } = await setUp(t, 1);
  catalog.files.setMuUrl(Buffer.from(digestOf(0), 'hex'), `${server.url}/mu.cab`);
  const source = { url: server.url, catalogOnly: true };
  t.match(await run({ source }), { stored: 0, missing: [{ fileName: nameOf(0) }] });
  t.strictSame(asked, []);
  server.answer('/mu.cab', whole(contents[0] ?? Buffer.alloc(0)));
  t.match(await run({ source }), { stored: 1, missing: [] });
});

t.test('every file that is not fetched is told with its reason, and the others are fetched', async (t) => {
  const { run, answer, ports } = await setUp(t, 5);
  answer(0, status(500));
  answer(1, whole(Buffer.alloc(50_001)));
  answer(2, status(302, { location: 'file:///etc/passwd' }));
  const report = await run();
  t.match(report, { stored: 2, bytes: 100_002, failed: [{ fileName: nameOf(0), reason: /HTTP 500/ }] });
  t.strictSame(report.refused.map(({ fileName }) => fileName).sort(), [nameOf(1), nameOf(2)]);
  t.match(
    report.refused.find(({ fileName }) => fileName === nameOf(2)),
    { digest: digestOf(2), reason: /file:\/\/\/etc\/passwd/ },
  );
  t.strictSame(filesIn(ports.store), [digestOf(3), digestOf(4)].map((digest) => `${digest}.cab`).sort());
});

t.test('a file nowhere to be asked for is refused', async (t) => {
  const { run, catalog } = await setUp(t, 2);
  catalog.files.setMuUrl(Buffer.from(digestOf(0), 'hex'), 'ftp://download.test/a.cab');
  const report = await run({ source: { url: 'http://wsus.test', catalogOnly: true } });
  t.strictSame(report.refused.map(({ fileName }) => fileName).sort(), [nameOf(0), nameOf(1)]);
  t.match(
    report.refused.find(({ fileName }) => fileName === nameOf(0)),
    { reason: /ftp:/ },
  );
});

t.test('an address nobody answers at is asked once a round', async (t) => {
  const { run, catalog, ports } = await setUp(t, 3);
  const closed = 'http://127.0.0.1:1';
  for (const at of [0, 1, 2]) catalog.files.setMuUrl(Buffer.from(digestOf(at), 'hex'), `${closed}/${at}.cab`);
  const asked: string[] = [];
  const transport: ContentPorts['transport'] = {
    ...ports.transport,
    stream: (request) => {
      asked.push(new URL(request.url).origin);
      return ports.transport.stream(request);
    },
  };
  const source = { ...ports.source, getContentFromMu: true };
  t.match(await run({ source, transport, parallel: 1 }), { stored: 3, failed: [] });
  t.equal(asked.filter((origin) => origin === closed).length, 1);
});

t.test('progress grows to what was to be fetched', async (t) => {
  const { run } = await setUp(t, 3);
  const seen: ContentProgress[] = [];
  await run({ onProgress: (progress) => seen.push(progress) });
  t.strictSame(seen[0], { files: 0, totalFiles: 3, bytes: 0, totalBytes: 150_003 });
  t.strictSame(seen.at(-1), { files: 3, totalFiles: 3, bytes: 150_003, totalBytes: 150_003 });
  t.ok(seen.every(({ bytes }, at) => bytes >= (seen[at - 1]?.bytes ?? 0)));
});

t.test('progress counts files that are given up, and none of their bytes', async (t) => {
  const { run, answer } = await setUp(t, 3);
  answer(0, whole(Buffer.alloc(50_001)));
  answer(1, status(404));
  let last: ContentProgress | undefined;
  await run({
    onProgress: (progress) => {
      last = progress;
    },
  });
  t.strictSame(last, { files: 3, totalFiles: 3, bytes: 50_001, totalBytes: 150_003 });
});

t.test('a disk that fills up ends the stage at once', async (t) => {
  const { run, ports, server } = await setUp(t, 6);
  const { store } = ports;
  const full = {
    ...store,
    draft: async (sha1: string, extension: string) => ({
      ...(await store.draft(sha1, extension)),
      write: () => Promise.reject(new Error('ENOSPC: no space left on device, write')),
    }),
  };
  const report = await run({ store: full });
  t.match(report, { stored: 0, missing: [], refused: [], failed: [], disk: /ENOSPC/ });
  t.ok(server.requests.length <= 4, 'no further file was asked for');
  t.strictSame(filesIn(store), []);
});

t.test('a store folder that is a file is told before anything is asked', async (t) => {
  const { run, server } = await setUp(t, 1);
  const store = createContentStore(`${t.testdir({ file: '' })}/file`);
  t.match(await run({ store }), { stored: 0, disk: /ENOTDIR/ });
  t.strictSame(server.requests, []);
});

t.test('an abort during downloads throws its reason, and nothing half-fetched stays', async (t) => {
  const { run, answer, ports } = await setUp(t, 6);
  for (const at of contents.keys())
    answer(at, (_, response) => {
      response.writeHead(200, { 'content-length': 50_001 });
      response.write(Buffer.alloc(1_000));
    });
  const controller = new AbortController();
  const reason = new Error('enough');
  const onProgress = ({ bytes }: ContentProgress) => {
    if (bytes > 0) controller.abort(reason);
  };
  await t.rejects(run({ signal: controller.signal, onProgress }), reason);
  t.strictSame(filesIn(ports.store), []);
});

t.test('an abort between files keeps what was fetched', async (t) => {
  const { run, ports, server } = await setUp(t, 6);
  const controller = new AbortController();
  const reason = new Error('enough');
  const onProgress = ({ files }: ContentProgress) => {
    if (files === 2) controller.abort(reason);
  };
  await t.rejects(run({ signal: controller.signal, onProgress, parallel: 1 }), reason);
  t.equal(filesIn(ports.store).length, 2);
  t.equal(server.requests.length, 2);
});

t.test('an abort while it waits for missing files throws its reason', async (t) => {
  const { run, answer } = await setUp(t, 1);
  answer(0, status(404));
  const controller = new AbortController();
  const reason = new Error('enough');
  const pause = async () => controller.abort(reason);
  await t.rejects(run({ signal: controller.signal, pause }), reason);
  await t.rejects(run({ signal: controller.signal }), reason, 'and before it begins');
});

t.test('what a killed run left is removed when the next begins', async (t) => {
  const { run, ports } = await setUp(t, 1);
  const { store } = ports;
  store.put(contents[0] ?? Buffer.alloc(0), 'cab');
  writeFileSync(`${store.pathOf(digestOf(0), 'cab')}.${process.pid}.99.part`, 'half');
  await run();
  t.strictSame(filesIn(store), [`${digestOf(0)}.cab`]);
});

t.test('a wanted file that is here now is wanted no more', async (t) => {
  const { run, catalog, answer } = await setUp(t, 2);
  catalog.files.want(
    [0, 1].map((at) => Buffer.from(digestOf(at), 'hex')),
    0,
  );
  answer(1, status(500));
  t.match(await run({ policy: { files: 'approved' } }), { stored: 1 });
  t.strictSame(
    catalog.files.wanted().map(({ fileName }) => fileName),
    [nameOf(1)],
  );
});
