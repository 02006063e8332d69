import { writeFileSync } from 'node:fs';
import t, { type Test } from 'tap';
import type { Catalog } from '../../../catalog/catalog.ts';
import { createContentStore } from '../../../catalog/content-store.ts';
import { importSource } from '../../../catalog/import/import-source.ts';
import { testCatalog } from '../../helpers/catalogs.ts';
import { documentOf, idOf, importUpdates, revisionIdOf, type ShortUpdate } from '../../helpers/documents.ts';
import { refusalOf } from '../../helpers/seeds.ts';
import { dumpTables } from '../../helpers/tables.ts';

function ports(folder: string) {
  return {
    content: createContentStore(`${folder}/content`),
    signCabinet: (bytes: Uint8Array) => bytes,
    signerId: 'none',
  };
}

/** Imports a folder of documents, by file name; returns the refusal, or nothing. */
function importFolder(t: Test, catalog: Catalog, files: Readonly<Record<string, string>>): string {
  const folder = t.testdir({ documents: { ...files } });
  return refusalOf(() => importSource(catalog, `${folder}/documents`, ports(folder)));
}

const good = (id: number): string => documentOf({ id });

const broken: readonly (readonly [string, string, RegExp])[] = [
  ['cut short', good(2).slice(0, -20), /revision 0{8}-.*2\.1: The update document is not well-formed XML/],
  ['empty', '', /revision \(not readable\): /],
  ['no XML', 'PK\x03\x04', /revision \(not readable\): /],
  ['a DOCTYPE', `<!DOCTYPE x [<!ENTITY a "b">]>${good(2)}`, /The update document has a DOCTYPE/],
  ['another root', '<html/>', /The root element is html/],
  ['no id', good(2).replace(idOf(2), 'not-a-guid'), /UpdateID "not-a-guid"/],
  ['no revision', good(2).replace('RevisionNumber="1"', 'RevisionNumber="0"'), /RevisionNumber "0"/],
  [
    'an unknown type',
    good(2).replace('UpdateType="Software"', 'UpdateType="Malware"'),
    /UpdateType "Malware"/,
  ],
  [
    'a driver for no device',
    documentOf({ id: 2 }).replace('UpdateType="Software"', 'UpdateType="Driver"'),
    /WindowsDriverMetaData/,
  ],
  [
    'a bundle of nothing',
    documentOf({ id: 2, bundles: [[[99, 3]]] }),
    /bundles 0{8}-.*99\.3, which is neither in the catalogue nor/,
  ],
];

for (const [what, xml, reason] of broken) {
  t.test(
    `a document in the middle of a folder that is ${what} names itself and leaves nothing behind`,
    (t) => {
      const catalog = testCatalog(t);
      importUpdates(catalog, { id: 7 });
      catalog.approvals.approve({ updateId: idOf(7), action: 'Install' });
      const [before, view] = [dumpTables(catalog.database), catalog.view().snapshot];
      const refusal = importFolder(t, catalog, { '1.xml': good(1), '2.xml': xml, '3.xml': good(3) });
      t.match(refusal, /^CATALOG_(IMPORT_REFUSED|BUNDLE_UNRESOLVED): .*2\.xml: revision /);
      t.match(refusal, reason);
      t.match(refusal, /nothing of this import was kept/);
      t.equal(dumpTables(catalog.database), before);
      t.equal(catalog.view().snapshot, view, 'what clients see was not even worked out again');
      t.equal(
        importFolder(t, catalog, { '1.xml': good(1), '3.xml': good(3) }),
        'nothing was refused',
        'and the good ones go in',
      );
      t.equal(catalog.view().snapshot.size, 3);
      t.end();
    },
  );
}

t.test('a folder without documents, a file of no known kind and a path into nothing are refused', (t) => {
  const catalog = testCatalog(t);
  const folder = t.testdir({ empty: {}, 'notes.txt': 'x', 'fake.cab': 'MSCF is not enough' });
  const refusal = (name: string) =>
    refusalOf(() => importSource(catalog, `${folder}/${name}`, ports(folder)));
  t.match(
    refusal('empty'),
    /^CATALOG_IMPORT_SOURCE: .*empty cannot be imported: the folder holds no \.xml document/,
  );
  t.match(refusal('notes.txt'), /^CATALOG_IMPORT_SOURCE: .*of no kind that is known/);
  t.match(refusal('nothing'), /^CATALOG_IMPORT_SOURCE: .*ENOENT/);
  t.match(refusal('fake.cab'), /^(CODEC|CATALOG)_/);
  t.end();
});

t.test('importing again changes nothing', (t) => {
  const catalog = testCatalog(t);
  const updates: ShortUpdate[] = [
    { id: 1, type: 'Category' },
    { id: 2, in: [1], bundles: [[[3, 1]]] },
    { id: 3, deployable: false },
  ];
  t.same(importUpdates(catalog, ...updates), { added: 3, known: 0 });
  catalog.approvals.approve({ updateId: idOf(2), action: 'Install' });
  const before = dumpTables(catalog.database);
  t.same(importUpdates(catalog, ...updates), { added: 0, known: 3 });
  t.equal(dumpTables(catalog.database), before);
  t.same(importUpdates(catalog, ...updates, { id: 4 }), { added: 1, known: 3 });
  t.end();
});

t.test(
  'a revision that is known with another document is refused, and so is a document twice in one import',
  (t) => {
    const catalog = testCatalog(t);
    importUpdates(catalog, { id: 1 });
    const refusal = refusalOf(() => importUpdates(catalog, { id: 2 }, { id: 1, title: 'Changed' }));
    t.match(
      refusal,
      /^CATALOG_IMPORT_REFUSED: 1\.xml: revision 0{8}-.*1\.1: .*another document; .*higher RevisionNumber/,
    );
    t.equal(catalog.view().snapshot.size, 1);
    t.same(importUpdates(catalog, { id: 3 }, { id: 3 }), { added: 1, known: 1 });
    t.match(
      refusalOf(() => importUpdates(catalog, { id: 4 }, { id: 4, title: 'Changed' })),
      /^CATALOG_IMPORT_REFUSED/,
    );
    t.end();
  },
);

t.test('UpdateIDs are the same whatever their case', (t) => {
  const catalog = testCatalog(t);
  const folder = t.testdir();
  const id = 'abcdef00-0000-4000-8000-000000000001';
  const at = (text: string, revision: number) => documentOf({ id: 1, revision }).replaceAll(idOf(1), text);
  writeFileSync(`${folder}/1.xml`, at(id, 1));
  writeFileSync(`${folder}/2.xml`, at(id.toUpperCase(), 2));
  t.match(importSource(catalog, folder, ports(folder)), { added: 2 });
  t.equal(catalog.view().snapshot.size, 1);
  t.end();
});

t.test(
  'a bundle may name what comes later in the same import, or what is there already, in that revision',
  (t) => {
    const catalog = testCatalog(t);
    importUpdates(catalog, { id: 1, bundles: [[[2, 1]]] }, { id: 2, deployable: false });
    importUpdates(catalog, {
      id: 3,
      bundles: [
        [[2, 1]],
        [
          [8, 9],
          [2, 1],
        ],
      ],
    });
    t.match(
      refusalOf(() => importUpdates(catalog, { id: 4, bundles: [[[2, 2]]] })),
      /^CATALOG_BUNDLE_UNRESOLVED: 4\.xml: .*bundles .*2\.2/,
    );
    t.match(
      refusalOf(() =>
        importUpdates(catalog, {
          id: 4,
          bundles: [
            [[2, 1]],
            [
              [8, 1],
              [9, 1],
            ],
          ],
        }),
      ),
      /bundles .*8\.1 or .*9\.1/,
    );
    t.end();
  },
);

t.test('the action of a revision nobody approved follows from what it is', (t) => {
  const catalog = testCatalog(t);
  importUpdates(
    catalog,
    { id: 1, type: 'Category' },
    { id: 2, type: 'Detectoid' },
    { id: 3, bundles: [[[4, 1]]] },
    { id: 4, deployable: false },
    { id: 5, deployable: false },
    { id: 6, bundles: [[[3, 1]]] },
  );
  const { snapshot } = catalog.view();
  const action = (id: number) =>
    snapshot.implicitDeployment(snapshot.nodeOf(revisionIdOf(catalog, id))).action;
  t.same([1, 2, 3, 4, 5, 6].map(action), [
    'Evaluate',
    'Evaluate',
    'PreDeploymentCheck',
    'Bundle',
    'Evaluate',
    'PreDeploymentCheck',
  ]);
  t.end();
});
