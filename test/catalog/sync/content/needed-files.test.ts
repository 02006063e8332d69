import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import t, { type Test } from 'tap';
import { createContentStore } from '../../../../catalog/content-store.ts';
import { type ContentPolicy, neededFiles } from '../../../../catalog/sync/content/needed-files.ts';
import type { FileSpec } from '../../../../protocol/metadata/build-document-spec.ts';
import { testCatalog } from '../../../helpers/catalogs.ts';
import { idOf, importUpdates, type ShortUpdate } from '../../../helpers/documents.ts';

const hex = (algorithm: string, text: string) => createHash(algorithm).update(text).digest('hex');

/** A file whose content is its own name. */
function file(fileName: string, more: Partial<FileSpec> = {}): FileSpec {
  return {
    sha1: hex('sha1', fileName),
    sha256: hex('sha256', fileName),
    fileName,
    size: fileName.length,
    ...more,
  };
}

function setUp(t: Test, ...updates: readonly ShortUpdate[]) {
  const catalog = testCatalog(t);
  const store = createContentStore(t.testdir());
  importUpdates(catalog, ...updates);
  const needed = (policy: ContentPolicy = { files: 'approved' }) => [...neededFiles(catalog, store, policy)];
  return {
    catalog,
    store,
    needed,
    names: (policy?: ContentPolicy) =>
      needed(policy)
        .map(({ fileName }) => fileName)
        .sort(),
    approve: (id: number, action: 'Install' | 'OptionalInstall' | 'Uninstall' | 'PreDeploymentCheck') => {
      catalog.approvals.approve({ updateId: idOf(id), action });
    },
  };
}

t.test('files of what is approved for installation are needed, and no others', async (t) => {
  const { names, approve } = setUp(
    t,
    { id: 1, files: [file('1.cab')] },
    { id: 2, files: [file('2.cab')] },
    { id: 3, files: [file('3.cab')], removable: true },
    { id: 4, files: [file('4.cab')] },
    { id: 5, files: [file('5.cab')] },
  );
  t.strictSame(names(), []);
  approve(1, 'Install');
  approve(2, 'OptionalInstall');
  approve(3, 'Uninstall');
  approve(4, 'PreDeploymentCheck');
  t.strictSame(names(), ['1.cab', '2.cab']);
});

t.test('members of an approved bundle need their files too, at any depth and in that revision', async (t) => {
  const { names, approve } = setUp(
    t,
    { id: 1, deployable: false, files: [file('old.cab')] },
    { id: 1, revision: 2, deployable: false, files: [file('new.cab')] },
    { id: 2, deployable: false, bundles: [[[1, 1]]], files: [file('2.cab')] },
    { id: 3, bundles: [[[2, 1]]] },
    { id: 4, deployable: false, files: [file('4.cab')] },
  );
  approve(3, 'Install');
  t.strictSame(names(), ['2.cab', 'old.cab']);
});

t.test('a row says what the file is and which revisions it is for', async (t) => {
  const shared = file('shared.cab');
  const { catalog, needed } = setUp(
    t,
    { id: 1, files: [shared] },
    { id: 2, revision: 7, files: [shared, { sha1: hex('sha1', 'old'), fileName: 'old.exe', size: 3 }] },
  );
  const sha1 = Buffer.from(shared.sha1, 'hex');
  catalog.files.setMuUrl(sha1, 'http://download.test/shared.cab');
  const rows = needed({ files: 'all' });
  t.strictSame(
    rows.find(({ fileName }) => fileName === 'shared.cab'),
    {
      sha1,
      sha256: Buffer.from(hex('sha256', 'shared.cab'), 'hex'),
      fileName: 'shared.cab',
      size: 10,
      muUrl: 'http://download.test/shared.cab',
      updates: [`${idOf(1)}.1`, `${idOf(2)}.7`],
    },
  );
  t.match(
    rows.find(({ fileName }) => fileName === 'old.exe'),
    { sha256: null, muUrl: null, updates: [`${idOf(2)}.7`] },
  );
});

t.test('a file of many revisions is told once, with ten of them', async (t) => {
  const updates = Array.from({ length: 30 }, (_, at) => ({ id: at + 1, files: [file('shared.cab')] }));
  const [row, ...others] = setUp(t, ...updates).needed({ files: 'all' });
  t.strictSame(
    row?.updates,
    updates.slice(0, 10).map(({ id }) => `${idOf(id)}.1`),
  );
  t.strictSame(others, []);
});

t.test('with all files, those of declined updates are left out; with none, every one', async (t) => {
  const { catalog, names, approve } = setUp(
    t,
    { id: 1, files: [file('1.cab')] },
    { id: 2, files: [file('2.cab')] },
  );
  catalog.approvals.decline(idOf(2));
  approve(1, 'Install');
  t.strictSame(names({ files: 'all' }), ['1.cab']);
  t.strictSame(names({ files: 'none' }), []);
});

t.test('what a downstream server asked for is needed without an approval', async (t) => {
  const { catalog, names } = setUp(t, { id: 1, files: [file('1.cab')] }, { id: 2, files: [file('2.cab')] });
  catalog.files.want([Buffer.from(file('2.cab').sha1, 'hex'), Buffer.alloc(20)], 0);
  t.strictSame(names(), ['2.cab']);
  t.strictSame(names({ files: 'none' }), []);
});

t.test('what is approved and asked for as well is one file of one revision', async (t) => {
  const { catalog, needed, approve } = setUp(t, { id: 1, files: [file('1.cab')] });
  approve(1, 'Install');
  catalog.files.want([Buffer.from(file('1.cab').sha1, 'hex')], 0);
  t.strictSame(
    needed().map(({ updates }) => updates),
    [[`${idOf(1)}.1`]],
  );
});

t.test('a file in the store is not needed, unless it lost bytes', async (t) => {
  const { store, names } = setUp(t, { id: 1, files: [file('1.cab'), file('2.CAB'), file('noextension')] });
  store.put(Buffer.from('1.cab'), 'cab');
  const { sha1 } = store.put(Buffer.from('2.CAB'), 'cab');
  t.strictSame(names({ files: 'all' }), ['noextension']);
  writeFileSync(store.pathOf(sha1, 'cab'), '2');
  t.strictSame(names({ files: 'all' }), ['2.CAB', 'noextension']);
});

t.test('Express files are needed where they are kept', async (t) => {
  const files = [
    file('1.psf', { patchingType: 'Express' }),
    file('2.cab', { patchingType: 'SelfContained' }),
    file('3.cab'),
  ];
  const { names } = setUp(t, { id: 1, files });
  t.strictSame(names({ files: 'all' }), ['2.cab', '3.cab']);
  t.strictSame(names({ files: 'all', expressFiles: true }), ['1.psf', '2.cab', '3.cab']);
});

t.test('licence texts are needed in the languages wanted, payload in any', async (t) => {
  const { names } = setUp(t, {
    id: 1,
    files: [file('1.cab')],
    more: {
      properties: { defaultLanguage: 'en', explicitlyDeployable: true, eulaId: idOf(9) },
      eulaFiles: ['en', 'de', 'zh-CN'].map((language) => ({ ...file(`${language}.txt`), language })),
    },
  });
  t.strictSame(names({ files: 'all' }), ['1.cab', 'de.txt', 'en.txt', 'zh-CN.txt']);
  t.strictSame(names({ files: 'all', languages: ['DE', 'zh-cn'] }), ['1.cab', 'de.txt', 'zh-CN.txt']);
  t.strictSame(names({ files: 'all', languages: [] }), ['1.cab']);
});

t.test('the order is that of the SHA-1, so it is the same every time', async (t) => {
  const files = Array.from({ length: 50 }, (_, at) => file(`${at}.cab`));
  const digests = setUp(t, { id: 1, files })
    .needed({ files: 'all' })
    .map(({ sha1 }) => sha1.toString('hex'));
  t.strictSame(digests, files.map(({ sha1 }) => sha1).sort());
});

t.test('the catalogue can be written once a reader stops in the middle', async (t) => {
  const { catalog, store } = setUp(t, { id: 1, files: [file('1.cab'), file('2.cab')] });
  for (const _ of neededFiles(catalog, store, { files: 'all' })) break;
  t.doesNotThrow(() => catalog.files.want([Buffer.alloc(20)], 0));
});
