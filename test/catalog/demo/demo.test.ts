import { writeFileSync } from 'node:fs';
import path from 'node:path';
import t from 'tap';
import { demoSeedPath } from '../../../catalog/demo/demo-seed-path.ts';
import { buildSeed } from '../../../catalog/import/seed-build.ts';
import { readSeedFile } from '../../../catalog/import/seed-reader.ts';
import { openPki } from '../../../pki/index.ts';
import { createVirtualClock } from '../../../platform/clock.ts';
import { createSeededRandomness } from '../../../platform/randomness.ts';
import { parseUpdateDocument } from '../../../protocol/metadata/parse-update-document.ts';
import { withPkiKeys } from '../../helpers/prepared-keys.ts';
import { memoryTools, NOW } from '../../helpers/seeds.ts';
import { hasTool, run } from '../../helpers/tools.ts';

const seed = readSeedFile(demoSeedPath());
const tools = memoryTools();
const built = buildSeed(seed, tools);
const parsed = built.documents.map(({ xml }) => parseUpdateDocument(xml));
const approved = new Set(built.approvals.map(({ updateId }) => updateId));

t.test('the demo is about forty revisions of every type', async (t) => {
  t.ok(parsed.length >= 40 && parsed.length <= 50, `${parsed.length} revisions`);
  const count = (type: string) => parsed.filter(({ updateType }) => updateType === type).length;
  t.ok(count('Category') >= 10);
  t.ok(count('Detectoid') >= 5);
  t.equal(count('Driver'), 1);
  t.ok(count('Software') >= 20);
});

t.test('everything people could take for real says that it is mock', async (t) => {
  for (const { updateType, texts, updateId } of parsed)
    if (updateType === 'Software' || updateType === 'Driver') t.match(texts[0]?.title, /^Mock/, updateId);
});

t.test('nothing a document refers to is missing', async (t) => {
  const ids = new Set(parsed.map(({ updateId }) => updateId));
  for (const { prerequisites, bundles, supersedes } of parsed) {
    for (const id of prerequisites.flatMap(({ updateIds }) => updateIds)) t.ok(ids.has(id), id);
    for (const { updateId } of bundles.flatMap(({ revisions }) => revisions))
      t.ok(ids.has(updateId), updateId);
    for (const id of supersedes) t.ok(ids.has(id), id);
  }
});

t.test('two versions of Windows have a chain of three months, the newest approved', async (t) => {
  for (const [oldest, middle, newest] of [
    ['9900801', '9900901', '9901001'],
    ['9900802', '9900902', '9901003'],
  ]) {
    const of = (kb: string | undefined) =>
      parsed.find(({ kbArticleIds }) => kb !== undefined && kbArticleIds.includes(kb));
    t.same(of(middle)?.supersedes, [of(oldest)?.updateId]);
    t.same(of(newest)?.supersedes, [of(middle)?.updateId, of(oldest)?.updateId]);
    t.ok(approved.has(of(newest)?.updateId ?? ''));
    t.notOk(approved.has(of(middle)?.updateId ?? ''));
    t.equal(of(newest)?.bundles.length, 1);
  }
});

t.test('there is a licence, an expired one, a declined one, and some that nobody approved', async (t) => {
  t.equal(parsed.filter(({ eulaFiles }) => eulaFiles.length === 1).length, 1);
  t.ok(parsed.some(({ publicationState }) => publicationState === 'Expired'));
  t.equal(built.declined.length, 1);
  t.ok(
    parsed.filter(({ explicitlyDeployable, updateId }) => explicitlyDeployable && !approved.has(updateId))
      .length >= 3,
  );
  t.ok(
    built.approvals.filter(({ group, action }) => group === 'All Computers' && action === 'Install').length >=
      4,
  );
});

t.test('files have a few KB to about 3 MB and are described as they are', async (t) => {
  const sizes = parsed
    .flatMap(({ files }) => files)
    .map(({ size, sha1, fileName }) => {
      const stored = tools.files.get(`${sha1}.${path.extname(fileName).slice(1)}`);
      t.equal(stored?.length, size, fileName);
      return size;
    });
  t.ok(Math.max(...sizes) > 3_000_000 && Math.max(...sizes) < 3_300_000);
  t.ok(Math.min(...sizes) < 5_000);
});

t.test('real signatures: osslsigncode trusts every cabinet by our root, cabextract opens it', async (t) => {
  if (!hasTool(t, 'osslsigncode') || !hasTool(t, 'cabextract')) return;
  const folder = t.testdir({});
  const pki = await openPki({
    folder: withPkiKeys(path.join(folder, 'pki')),
    clock: createVirtualClock(NOW),
    randomness: createSeededRandomness('demo'),
    publicHttpUrl: 'http://localhost:8530',
  });
  const root = path.join(folder, 'root.pem');
  writeFileSync(root, pki.rootPem);
  const signed = memoryTools((bytes, signer) => pki.signCabinet(bytes, signer));
  const first = buildSeed(seed, signed);
  // A second start with the same keys must find the catalogue as it left it.
  t.same(buildSeed(seed, signed).documents, first.documents);
  const cabinets = [...signed.files].filter(([name]) => name.endsWith('.cab'));
  t.ok(cabinets.length >= 12);
  for (const [name, bytes] of cabinets) {
    const file = path.join(folder, name);
    writeFileSync(file, bytes);
    const verified = run('osslsigncode', [
      'verify',
      '-CAfile',
      root,
      '-ignore-cdp',
      '-ignore-crl',
      '-time',
      String(NOW / 1000),
      '-in',
      file,
    ]);
    t.equal(verified.status, 0, `${name}: ${verified.stdout.toString().slice(-600)}`);
    t.equal(run('cabextract', ['-q', '-t', file]).status, 0, name);
  }
});
