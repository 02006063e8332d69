import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import t from 'tap';
import { build, refusalOf } from '../../helpers/seeds.ts';
import { hasTool, run } from '../../helpers/tools.ts';

const update = (files: string, more = '') =>
  `updates: [{ title: One, key: one, classification: Updates, products: Windows 11, files: ${files}${more} }]`;

/** The one file of a seed with its bytes. */
function only(text: string, folder?: string) {
  const seed = build(text, folder);
  const file = seed.parsed.flatMap(({ files }) => files)[0];
  if (!file) throw new Error('the seed has no file');
  const [name, bytes] = [...seed.files].find(([stored]) => stored.startsWith(file.sha1)) ?? [
    '',
    Buffer.alloc(0),
  ];
  return { file, name, bytes };
}

t.test('a made file is a cabinet that says it is mock, signed, described by its digests', async (t) => {
  const { file, name, bytes } = only(update('[{ size: 2 KB }]'));
  t.match(file, { fileName: 'mock-one.cab', size: bytes.length, patchingType: 'SelfContained' });
  t.equal(file.modified, '2026-10-13T17:00:00.000Z');
  t.match(name, /^[0-9A-F]{40}\.cab$/);
  t.match(file.sha256, /^[0-9A-F]{64}$/);
  t.equal(bytes.toString('latin1', 0, 4), 'MSCF');
  t.match(bytes.toString('latin1'), /test double of Windows Update[\s\S]*signed a$/);
  t.ok(bytes.length > 2048 && bytes.length < 3500);
});

t.test('the second branch signs where it is asked to, and nothing where it is not wanted', async (t) => {
  t.match(only(update('[{ size: 1, sign: b }]')).bytes.toString('latin1'), /signed b$/);
  t.notMatch(only(update('[{ size: 1, sign: none }]')).bytes.toString('latin1'), /signed/);
});

t.test('a made file that is no cabinet has just its size and no signature', async (t) => {
  const { file, name, bytes } = only(update('[{ name: app.appx, size: 1000 }]'));
  t.equal(file.size, 1000);
  t.match(name, /\.appx$/);
  t.match(bytes.toString('latin1'), /^This is a file of mock-windows-update/);
});

t.test('a text is taken literally, inside a cabinet or as it is', async (t) => {
  t.match(only(update('[{ text: Hello }]')).bytes.toString('latin1'), /payload\.txt[\s\S]*Hello/);
  t.equal(only(update('[{ name: a.txt, text: Hello }]')).bytes.toString(), 'Hello');
});

t.test('sizes are written as people do', async (t) => {
  const sizes = ['1', '"700 B"', '2KB', '1.5 KB', '0.001 mb'].map(
    (size) => only(update(`[{ name: a.bin, size: ${size} }]`)).file.size,
  );
  t.same(sizes, [1, 700, 2048, 1536, 1049]);
});

t.test('different updates and different revisions have different files, equal ones the same', async (t) => {
  const sha1 = (text: string) => only(text).file.sha1;
  const first = sha1(update('[{ size: 5 KB }]'));
  t.equal(sha1(update('[{ size: 5 KB }]')), first);
  t.not(sha1(update('[{ size: 5 KB }]', ', revision: 200')), first);
  t.not(sha1(update('[{ size: 5 KB }]').replace('key: one', 'key: two')), first);
});

t.test('a file by path is taken as it is', async (t) => {
  const folder = t.testdir({ files: { 'real.exe': 'MZ whatever' } });
  const { file, name, bytes } = only(update('[{ path: files/real.exe }]'), folder);
  t.match(file, { fileName: 'real.exe', size: 11 });
  t.match(name, /\.exe$/);
  t.equal(bytes.toString(), 'MZ whatever');
  t.equal(only(update('[{ path: ./files/../files/real.exe, name: b.exe }]'), folder).file.fileName, 'b.exe');
});

t.test('a cabinet by path is signed where that is asked for', async (t) => {
  const folder = t.testdir({ 'a.cab': 'MSCF' });
  t.equal(only(update('[{ path: a.cab, sign: b }]'), folder).bytes.toString(), 'MSCFsigned b');
});

t.test('a licence may come from a file', async (t) => {
  const folder = t.testdir({ 'licence.rtf': 'Be kind.' });
  const seed = build(update('[{ size: 1 }]', ', eula: { path: licence.rtf }'), folder);
  const licence = seed.titled('One').eulaFiles[0];
  t.match(licence, { fileName: 'licence.rtf', size: 8, language: 'en' });
  t.equal(seed.files.get(`${licence?.sha1}.rtf`)?.toString(), 'Be kind.');
});

t.test('cabextract takes made cabinets', async (t) => {
  if (!hasTool(t, 'cabextract')) return;
  for (const file of [
    '{ size: 100 KB, sign: none }',
    '{ text: Hello, sign: none }',
    '{ size: 1, sign: none }',
  ]) {
    const at = path.join(t.testdir({}), 'a.cab');
    writeFileSync(at, only(update(`[${file}]`)).bytes);
    const { status, stdout } = run('cabextract', ['-t', at]);
    t.equal(status, 0, stdout.toString());
  }
});

const refused: readonly (readonly [string, string, RegExp])[] = [
  [
    'a path that climbs out',
    '[{ path: ../secret.txt }]',
    /SEED_FILE: test\.yaml:1, updates\[0\]\.files\[0\]: the file \.\.\/secret\.txt lies outside/,
  ],
  ['a path that climbs out on the way', '[{ path: inner/../../secret.txt }]', /lies outside/],
  ['an absolute path', '[{ path: /etc/hostname }]', /lies outside/],
  ['a path with a drive', '[{ path: "C:\\\\Windows\\\\win.ini" }]', /lies outside/],
  ['a path with NUL', '[{ path: "a\\0b" }]', /lies outside/],
  ['a link that leads out', '[{ path: link.txt }]', /lies outside/],
  ['a linked folder that leads out', '[{ path: up/secret.txt }]', /lies outside/],
  ['a folder', '[{ path: inner }]', /is no regular file/],
  ['an absent file', '[{ path: absent.cab }]', /does not exist/],
  ['the name of a program', '[{ name: setup.exe, size: 1 }]', /setup\.exe is the name of a program/],
  ['a name with a folder', '[{ name: a/b.cab, size: 1 }]', /SEED_INVALID: .*name/],
  ['two sources', '[{ size: 1, text: a }]', /has 2 of size, text and path/],
  ['no source', '[{ name: a.cab }]', /has 0 of size, text and path/],
  ['no bytes', '[{ size: 0 }]', /size: 0 is not allowed/],
  ['a fraction of a byte', '[{ size: 0.1 B }]', /cannot have 0\.1 B/],
  ['too many bytes', '[{ size: 257 MB }]', /cannot have 257 MB/],
  [
    'too many bytes together',
    `[${Array.from({ length: 17 }, (_, i) => `{ name: a${i}.bin, size: 256 MB }`).join(', ')}]`,
    /SEED_TOO_LARGE: .*4294967296 bytes of files/,
  ],
  [
    'two files of one name',
    '[{ name: a.cab, size: 1 }, { name: A.cab, size: 2 }]',
    /two files are called a\.cab/,
  ],
  ['a signature on what is no cabinet', '[{ name: a.txt, text: a, sign: a }]', /a\.txt is no cabinet/],
];

for (const [name, files, expected] of refused)
  t.test(`${name} is refused with its place and the repair`, async (t) => {
    const outer = t.testdir({ 'secret.txt': 'secret', seeds: { inner: {} } });
    const folder = path.join(outer, 'seeds');
    mkdirSync(folder, { recursive: true });
    symlinkSync(path.join(outer, 'secret.txt'), path.join(folder, 'link.txt'));
    symlinkSync(outer, path.join(folder, 'up'));
    t.match(
      refusalOf(() => build(update(files), folder)),
      expected,
    );
  });

t.test('nothing is made of a seed that is refused', async (t) => {
  let made = 0;
  const text = `updates: [{ title: A, classification: Updates, products: Windows 11, files: [{ size: 1 }] }, { title: B, classification: Updates, products: Nothing }]`;
  const { buildSeed } = await import('../../../catalog/import/seed-build.ts');
  const { parseSeed } = await import('../../../catalog/import/seed-reader.ts');
  const tools = {
    now: 0,
    signCabinet: () => {
      made++;
      return Buffer.alloc(0);
    },
    storeContent: () => {
      made++;
      return { sha1: '', sha256: '', size: 0 };
    },
  };
  t.match(
    refusalOf(() => buildSeed(parseSeed(text, { source: 'a.yaml', folder: '/' }), tools)),
    /no product Nothing/,
  );
  t.equal(made, 0);
});
