import { cpSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import t from 'tap';
import { downloadFile } from '../../../device/download/download-file.ts';
import { countedBytes } from '../../helpers/content-server.ts';
import { failureOf, fileOf, MIB, surroundings } from '../../helpers/downloads.ts';
import { type OddAnswer, startOddServer } from '../../helpers/odd-content-server.ts';

const BYTES = countedBytes(5.5 * MIB);
const PIECES = 6;
const FILE = fileOf(BYTES);
const NAME = FILE.sha1.toUpperCase();
const RANGES = Array.from({ length: PIECES }, (_, index) => [
  index * MIB,
  Math.min((index + 1) * MIB, BYTES.length) - 1,
]);
const missing: OddAnswer = (_, reply) => reply.writeHead(404).end();

t.test('a file comes in aligned pieces, in shuffled order and each once', async (t) => {
  const around = surroundings(t);
  const { url, asked } = await startOddServer(t, BYTES);
  let told = 0;
  const done = await downloadFile({
    ...around.ports,
    file: FILE,
    sources: [around.source(url)],
    onBytes: (_, bytes) => {
      told += bytes;
    },
  });
  t.same(done, {
    path: path.join(around.folder, `${NAME}.exe`),
    bytes: { http: BYTES.length, peer: 0, cache: 0 },
    resumedBytes: 0,
  });
  t.ok(readFileSync(done.path).equals(BYTES));
  t.equal(told, BYTES.length);
  t.same(around.files(), [`${NAME}.exe`]);
  const ranges = asked.map(({ first, last }) => [first, last]);
  t.not(String(ranges), String(RANGES), 'not one after the other');
  t.same(
    ranges.sort(([a = 0], [b = 0]) => a - b),
    RANGES,
  );
});

t.test('a small file is one range, and an empty one none', async (t) => {
  const around = surroundings(t);
  for (const [size, ranges] of [
    [1000, [[0, 999]]],
    [MIB, [[0, MIB - 1]]],
    [0, []],
  ] as const) {
    const bytes = countedBytes(size);
    const { url, asked } = await startOddServer(t, bytes);
    const sources = [around.source(url)];
    const { path } = await downloadFile({ ...around.ports, file: fileOf(bytes), sources });
    t.ok(readFileSync(path).equals(bytes));
    t.same(
      asked.map(({ first, last }) => [first, last]),
      ranges,
    );
  }
});

t.test('a name of the metadata leads nowhere', async (t) => {
  const around = surroundings(t);
  const bytes = countedBytes(10);
  const { url } = await startOddServer(t, bytes);
  for (const [name, extension] of [
    ['..\\..\\evil.EXE', '.exe'],
    ['../../../etc/cron.d/x', ''],
    ['a.exe/../../b', ''],
    ['file.part', ''],
    ['file.toolongone', ''],
    ['file.e\u0000e', ''],
    ['file.exe\u202e', ''],
  ] as const) {
    const file = fileOf(bytes, name);
    const { path: found } = await downloadFile({ ...around.ports, file, sources: [around.source(url)] });
    t.equal(
      path.relative(around.folder, found),
      `${file.sha1.toUpperCase()}${extension}`,
      JSON.stringify(name),
    );
  }
  const file = { ...fileOf(bytes), sha1: '../../../../evil' };
  const failure = await failureOf(downloadFile({ ...around.ports, file, sources: [around.source(url)] }));
  t.equal(failure.code, 'WU_E_XML_INVALID');
});

t.test('after a kill only what is missing is fetched', async (t) => {
  const around = surroundings(t);
  const killed = `${around.folder}-killed`;
  const { url, asked } = await startOddServer(t, BYTES);
  const parts = { ...around.ports, limits: { pieces: 1 }, file: FILE, sources: [around.source(url)] };
  let pieces = 0;
  await downloadFile({
    ...parts,
    onBytes: () => {
      pieces += 1;
      // What lies on the disk in this moment is what a killed process leaves.
      if (pieces === 4) cpSync(around.folder, killed, { recursive: true });
    },
  });
  const there = new Set(asked.slice(0, 4).map(({ first }) => first));
  const done = await downloadFile({ ...parts, folder: killed });
  t.ok(readFileSync(done.path).equals(BYTES));
  t.equal(done.resumedBytes + done.bytes.http, BYTES.length);
  t.equal(done.resumedBytes, there.has(5 * MIB) ? 3.5 * MIB : 4 * MIB);
  const again = asked.slice(PIECES).map(({ first }) => first);
  t.equal(again.length, PIECES - 4);
  t.notOk(
    again.some((first) => there.has(first)),
    'nothing twice',
  );
});

t.test('what was cancelled is gone on with', async (t) => {
  const around = surroundings(t);
  // The first three pieces come; nothing else does before the client gave up.
  let isGivenUp = false;
  const { url, asked } = await startOddServer(t, BYTES, ({ number }, _reply, usual) => {
    if (number < 3 || isGivenUp) usual();
  });
  const parts = { ...around.ports, file: FILE, sources: [around.source(url)] };
  const stop = new AbortController();
  let pieces = 0;
  const onBytes = (): void => {
    pieces += 1;
    if (pieces === 3) stop.abort(new Error('stopped'));
  };
  await t.rejects(downloadFile({ ...parts, signal: stop.signal, onBytes }), { message: 'stopped' });
  isGivenUp = true;
  t.same(around.files(), [`${NAME}.map.part`, `${NAME}.part`]);
  const before = asked.length;
  const { path, bytes, resumedBytes } = await downloadFile(parts);
  t.ok(readFileSync(path).equals(BYTES));
  t.ok(resumedBytes >= 3 * MIB - MIB / 2);
  t.equal(resumedBytes + bytes.http, BYTES.length);
  // A request that was cancelled may arrive late, but what it is for is asked for again.
  const again = new Set(asked.slice(before).map(({ first }) => first));
  t.equal(again.size, Math.ceil(bytes.http / MIB));
});

t.test('a map that does not fit its file is thrown away', async (t) => {
  const bytes = countedBytes(2.5 * MIB);
  const file = fileOf(bytes);
  const name = file.sha1.toUpperCase();
  const head = `mock-wu pieces 1 ${name} ${file.size}\n`;
  const { url, asked } = await startOddServer(t, bytes);
  for (const [what, map, size] of [
    ['too short', `${head}11`, file.size],
    ['too long', `${head}1111`, file.size],
    ['of another size', `mock-wu pieces 1 ${name} 100\n1`, file.size],
    ['of another file', `${head.replace(name, 'A'.repeat(40))}111`, file.size],
    ['with something else in it', `${head}1x1`, file.size],
    ['beside a shorter file', `${head}111`, 100],
    ['empty', '', file.size],
  ] as const) {
    const around = surroundings(t);
    writeFileSync(path.join(around.folder, `${name}.part`), Buffer.alloc(size));
    writeFileSync(path.join(around.folder, `${name}.map.part`), map);
    const before = asked.length;
    const done = await downloadFile({ ...around.ports, file, sources: [around.source(url)] });
    t.equal(asked.length - before, 3, what);
    t.ok(readFileSync(done.path).equals(bytes));
  }
});

t.test('a source without the file is left, and the next has it', async (t) => {
  const around = surroundings(t);
  const bad = await startOddServer(t, BYTES, missing);
  const good = await startOddServer(t, BYTES);
  const sources = [around.source(bad.url), around.source(good.url)];
  const { path } = await downloadFile({ ...around.ports, file: FILE, sources });
  t.ok(readFileSync(path).equals(BYTES));
  t.ok(bad.asked.length <= 4, `asked ${bad.asked.length} times`);
  t.equal(good.asked.length, PIECES);
  t.same(around.pauses, []);
  t.match(around.warnings[0], /Content\/AB\/file\.exe: 0x80244019 WU_E_PT_HTTP_STATUS_NOT_FOUND/);
});

t.test('a source nobody answers at is left after two pieces', async (t) => {
  const around = surroundings(t);
  const good = await startOddServer(t, BYTES);
  const sources = [around.source(new URL('http://127.0.0.1:1/file.exe')), around.source(good.url)];
  const limits = { pieces: 1 };
  const { path } = await downloadFile({ ...around.ports, limits, file: FILE, sources });
  t.ok(readFileSync(path).equals(BYTES));
  t.match(around.warnings[0], /0x80240438 WU_E_PT_ENDPOINT_UNREACHABLE/);
  t.equal(around.warnings.length, 6, 'three tries of two pieces');
  t.same(around.pauses, [1000, 4000, 1000, 4000]);
});

t.test('the last failure is told when no source is left', async (t) => {
  const around = surroundings(t);
  const gone = await startOddServer(t, BYTES, (_, reply) => reply.writeHead(410).end());
  const broken = await startOddServer(t, BYTES, (_, reply) => reply.destroy());
  const sources = [around.source(gone.url), around.source(broken.url)];
  const failure = await failureOf(downloadFile({ ...around.ports, file: FILE, sources }));
  t.equal(failure.code, 'WU_E_PT_ENDPOINT_DISCONNECTED');
  t.same(around.files(), [], 'nothing came, nothing stays');
  const none = await failureOf(downloadFile({ ...around.ports, file: FILE, sources: [] }));
  t.equal(none.code, 'WU_E_DM_URLNOTAVAILABLE');
});

t.test('what came before a failure stays, and no more', async (t) => {
  const around = surroundings(t);
  const { url } = await startOddServer(t, BYTES, (asked, reply, usual) =>
    asked.number === 3 ? missing(asked, reply, usual) : usual(),
  );
  const limits = { pieces: 1 };
  const sources = [around.source(url)];
  const failure = await failureOf(downloadFile({ ...around.ports, limits, file: FILE, sources }));
  t.equal(failure.code, 'WU_E_PT_HTTP_STATUS_NOT_FOUND');
  t.same(around.files(), [`${NAME}.map.part`, `${NAME}.part`]);
  t.equal(statSync(path.join(around.folder, `${NAME}.part`)).size, BYTES.length);
  t.ok(statSync(path.join(around.folder, `${NAME}.map.part`)).size < 200);
});

t.test('a piece is tried again after a pause, as long as the server asks within a minute', async (t) => {
  for (const [retryAfter, pauses] of [
    [undefined, [1000, 4000]],
    ['3', [3000, 4000]],
    ['86400', [60_000, 60_000]],
    ['9'.repeat(400), [60_000, 60_000]],
    ['Fri, 31 Dec 9999 23:59:59 GMT', [60_000, 60_000]],
    ['Sun, 04 Oct 2026 15:56:11 GMT', [30_000, 30_000]],
    ['Sun, 04 Oct 2020 15:56:11 GMT', [1000, 4000]],
    ['-5', [1000, 4000]],
    ['soon', [1000, 4000]],
  ] as const) {
    const around = surroundings(t);
    const bytes = countedBytes(1000);
    const { url } = await startOddServer(t, bytes, ({ number }, reply, usual) => {
      if (number === 2) return usual();
      reply.writeHead(503, retryAfter === undefined ? {} : { 'retry-after': retryAfter }).end();
    });
    const sources = [around.source(url)];
    const { path } = await downloadFile({ ...around.ports, file: fileOf(bytes), sources });
    t.ok(readFileSync(path).equals(bytes));
    t.same(around.pauses, pauses, String(retryAfter).slice(0, 40));
  }
});

t.test('a file that changes on the server is begun anew', async (t) => {
  const around = surroundings(t);
  const old = countedBytes(BYTES.length).reverse();
  const { url, asked } = await startOddServer(t, BYTES, ({ number, first, last }, reply, usual) => {
    if (number >= 4) return usual();
    const head = { etag: '"old:0"', 'content-range': `bytes ${first}-${last}/${old.length}` };
    reply.writeHead(206, head).end(old.subarray(first, last + 1));
  });
  const limits = { pieces: 1 };
  const sources = [around.source(url)];
  const done = await downloadFile({ ...around.ports, limits, file: FILE, sources });
  t.ok(readFileSync(done.path).equals(BYTES));
  t.equal(done.bytes.http, BYTES.length);
  t.equal(asked.length, 4 + 1 + PIECES);
});

t.test('a file that changes for ever is given up', async (t) => {
  const around = surroundings(t);
  const { url, asked } = await startOddServer(t, BYTES, ({ number, first, last }, reply) => {
    const head = { etag: `"${number}:0"`, 'content-range': `bytes ${first}-${last}/${BYTES.length}` };
    reply.writeHead(206, head).end(BYTES.subarray(first, last + 1));
  });
  const failure = await failureOf(
    downloadFile({ ...around.ports, file: FILE, sources: [around.source(url)] }),
  );
  t.equal(failure.code, 'WU_E_DM_CONTENTCHANGED');
  t.ok(asked.length < 20, `${asked.length} requests`);
  t.same(around.files(), []);
});

t.test('more than a limit or the disk allows is not begun', async (t) => {
  const around = surroundings(t);
  const { url, asked } = await startOddServer(t, BYTES);
  const sources = [around.source(url)];
  for (const [size, limits, code] of [
    [BYTES.length, { maxFileBytes: BYTES.length - 1 }, 'WU_E_DM_DOWNLOADLIMITEDBYUPDATESIZE'],
    [2 ** 50, { maxFileBytes: 2 ** 52 }, 'WU_E_DM_DOWNLOADLIMITEDBYUPDATESIZE'],
    [-1, {}, 'WU_E_XML_INVALID'],
    [1.5, {}, 'WU_E_XML_INVALID'],
    [Number.NaN, {}, 'WU_E_XML_INVALID'],
  ] as const) {
    const file = { ...FILE, size };
    const failure = await failureOf(downloadFile({ ...around.ports, limits, file, sources }));
    t.equal(failure.code, code, String(size));
  }
  t.equal(asked.length, 0);
  t.same(around.files(), []);
});

t.test('no more connections are used than a device has', async (t) => {
  const around = surroundings(t);
  const bytes = countedBytes(10 * MIB);
  const held: (() => void)[] = [];
  let [open, most] = [0, 0];
  const { url } = await startOddServer(t, bytes, ({ number }, reply, usual) => {
    open += 1;
    most = Math.max(most, open);
    reply.once('finish', () => {
      open -= 1;
    });
    if (number >= 7) return usual();
    // Nobody is answered before seven have come, so that all that come at once are here.
    held.push(usual);
    if (number === 6) setImmediate(() => held.map((answer) => answer()));
  });
  const limits = { pieces: 100 };
  const sources = [around.source(url)];
  await downloadFile({ ...around.ports, limits, file: fileOf(bytes), sources });
  t.equal(most, 7);
});
