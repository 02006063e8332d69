import { writeFileSync } from 'node:fs';
import t, { type Test } from 'tap';
import type { Catalog } from '../../../catalog/catalog.ts';
import { createContentStore } from '../../../catalog/content-store.ts';
import { importSource } from '../../../catalog/import/import-source.ts';
import { writeCab } from '../../../protocol/codecs/cab-writer.ts';
import { testCatalog } from '../../helpers/catalogs.ts';
import { documentOf, idOf } from '../../helpers/documents.ts';
import { refusalOf } from '../../helpers/seeds.ts';
import { dumpTables } from '../../helpers/tables.ts';

const modified = { year: 2026, month: 11, day: 1, hour: 0, minute: 0, second: 0 };
const sha1 = 'AB'.repeat(20);

/** A record of metadata.txt: lengths count UTF-16 units. */
function record(id: number, xml: string, length = xml.length): string {
  return `${idOf(id)},${(1).toString(16).padStart(8, '0')},${length.toString(16).padStart(8, '0')},${xml}\r\n`;
}

/** Imports an export with this metadata.txt; returns the refusal, or nothing. */
function importExport(t: Test, catalog: Catalog, metadata: string, packageXml = '<ExportPackage/>'): string {
  const folder = t.testdir();
  const files = { 'package.xml': packageXml, 'metadata.txt': metadata };
  const cab = writeCab(
    Object.entries(files).map(([name, text]) => ({ name, data: Buffer.from(text), modified })),
  );
  writeFileSync(`${folder}/export.cab`, cab);
  const ports = {
    content: createContentStore(`${folder}/content`),
    signCabinet: (bytes: Uint8Array) => bytes,
    signerId: 'none',
  };
  return refusalOf(() => importSource(catalog, `${folder}/export.cab`, ports));
}

const withFile = documentOf({
  id: 1,
  title: 'Größe 😀\r\n"2"',
  files: [{ sha1, fileName: 'a.cab', size: 7 }],
});
const good = record(1, withFile) + record(2, documentOf({ id: 2 })) + record(3, documentOf({ id: 3 }));

t.test(
  'an export is cut by its lengths, whatever its documents contain, and brings the addresses of files',
  (t) => {
    const catalog = testCatalog(t);
    const digest = Buffer.from(sha1, 'hex').toString('base64');
    const packageXml = `\u{feff}<ExportPackage><Updates><Update /></Updates><Files><File Digest="${digest}" MUUrl="http://mu.example/a?b=1&amp;c=2" /><File Digest="AAAA" MUUrl="x" /></Files></ExportPackage>`;
    t.equal(importExport(t, catalog, good, packageXml), 'nothing was refused');
    t.equal(catalog.view().snapshot.size, 3);
    t.match(catalog.files.find(Buffer.from(sha1, 'hex')), { size: 7, muUrl: 'http://mu.example/a?b=1&c=2' });
    const before = dumpTables(catalog.database);
    t.equal(importExport(t, catalog, good, packageXml), 'nothing was refused');
    t.equal(dumpTables(catalog.database), before, 'and again it changes nothing');
    t.end();
  },
);

const xml = documentOf({ id: 2 });
const middles: readonly (readonly [string, string, RegExp])[] = [
  [
    'is not well-formed',
    record(2, xml.slice(0, -1)),
    /revision 0{8}-.*2\.1: The update document is not well-formed/,
  ],
  [
    'is shorter than it says',
    record(2, xml, xml.length + 1),
    /revision 0{8}-.*2\.1: metadata\.txt does not hold the \d+ characters/,
  ],
  [
    'is longer than it says',
    record(2, xml, xml.length - 1),
    /revision 0{8}-.*2\.1: metadata\.txt does not hold the \d+ characters/,
  ],
  [
    'says it has four thousand million characters',
    record(2, xml, 0xffffffff),
    /2\.4294967295|2\.1: metadata\.txt has a damaged record/,
  ],
  [
    'has no comma',
    record(2, xml).replace(',', ';'),
    /revision at byte \d+: metadata\.txt has a damaged record/,
  ],
  [
    'has a length that is none',
    record(2, xml).replace(/,[0-9a-f]{8},</, ',xxxxxxxx,<'),
    /revision at byte \d+: metadata\.txt has a damaged record/,
  ],
  [
    'bundles what is not there',
    record(2, documentOf({ id: 2, bundles: [[[99, 1]]] })),
    /^CATALOG_BUNDLE_UNRESOLVED: export\.cab: revision/,
  ],
];

for (const [what, middle, reason] of middles) {
  t.test(`an export with a record in its middle that ${what} leaves nothing behind`, (t) => {
    const catalog = testCatalog(t);
    const before = dumpTables(catalog.database);
    const refusal = importExport(t, catalog, record(1, withFile) + middle + record(3, documentOf({ id: 3 })));
    t.match(refusal, /^CATALOG_[A-Z_]+: export\.cab: /);
    t.match(refusal, reason);
    t.equal(dumpTables(catalog.database), before);
    t.end();
  });
}

t.test('metadata.txt cut short anywhere leaves nothing behind, unless whole records are left', (t) => {
  const catalog = testCatalog(t);
  const before = dumpTables(catalog.database);
  const bytes = Buffer.from(good).length;
  for (let at = 1; at < bytes; at += 97) {
    const cut = Buffer.from(good).subarray(0, at).toString('latin1');
    const refusal = importExport(t, catalog, Buffer.from(cut, 'latin1').toString());
    t.match(refusal, /^CATALOG_IMPORT_REFUSED: export\.cab: revision .*metadata\.txt/, `cut at ${at}`);
  }
  t.equal(dumpTables(catalog.database), before);
  t.end();
});

t.test('a cabinet without the two lists is no export', (t) => {
  const folder = t.testdir();
  writeFileSync(`${folder}/other.cab`, writeCab([{ name: 'a.txt', data: Buffer.from('a'), modified }]));
  const ports = {
    content: createContentStore(`${folder}/content`),
    signCabinet: (bytes: Uint8Array) => bytes,
    signerId: 'none',
  };
  t.match(
    refusalOf(() => importSource(testCatalog(t), `${folder}/other.cab`, ports)),
    /^CATALOG_IMPORT_SOURCE: .*no package\.xml and metadata\.txt/,
  );
  t.end();
});
