import { readFileSync } from 'node:fs';
import t, { type Test } from 'tap';
import { parseUpdateDocument } from '../../../protocol/metadata/parse-update-document.ts';
import type { UpdateDocument } from '../../../protocol/metadata/update-document.ts';
import { resolveReferences } from '../../../protocol/soap/xml-text.ts';
import { realExport } from '../../helpers/real-export.ts';
import { shared } from '../../helpers/shared.ts';

function capture(t: Test, name: string): string | undefined {
  const file = shared(t, `captures/${name}`);
  return file === undefined ? undefined : readFileSync(file, 'utf8');
}

/** The fragments inside a recorded SOAP reply. */
function fragmentsIn(reply: string): string[] {
  return [...reply.matchAll(/<Xml>([^<]*)<\/Xml>/g)].map((match) => resolveReferences(match[1]!)!);
}

t.test('the fragments of a captured document are those the real server served, byte for byte', async (t) => {
  const xml = capture(t, '50-doc-266f6222-r200.update.xml');
  if (xml === undefined) return;
  const { fragments } = parseUpdateDocument(xml);
  t.equal(fragments.core, capture(t, '50-doc-266f6222-r200.core.fragment.txt'));
  t.equal(fragments.extended, capture(t, '50-doc-266f6222-r200.extended.fragment.txt'));
  t.same(fragments.localizedProperties, [
    { locale: 'en', xml: capture(t, '50-doc-266f6222-r200.localized-en.fragment.txt') },
  ]);
  t.same(fragments.eula, []);
});

t.test('a captured document is taken apart', async (t) => {
  const xml = capture(t, '50-doc-266f6222-r200.update.xml');
  if (xml === undefined) return;
  const document = parseUpdateDocument(xml);
  t.match(document, {
    updateId: '266f6222-c89d-43f2-9f8a-69340271e677',
    revisionNumber: 200,
    updateType: 'Software',
    explicitlyDeployable: false,
    publicationState: 'Published',
    defaultLanguage: 'en',
    creationDate: '2026-10-04T12:00:58.287Z',
    files: [
      {
        sha1: '87F5BD0469585006AA5D3A77D1C662FD2895DDCD',
        sha256: '026B74AB29B2E4AB113A2C085E6E1020857BE49BB8AFE0A5DBC3E0F2068B5D40',
        fileName: 'AM_Delta.exe',
        size: 11606440,
        isEncrypted: false,
      },
    ],
  });
  t.equal(document.prerequisites.length, 4);
  t.ok(document.prerequisites.every(({ isCategory, updateIds }) => !isCategory && updateIds.length === 1));
  t.equal(document.xml, xml);
});

t.test('three categories of the export give the fragments captured on the wire', async (t) => {
  const revisions = realExport(t);
  const core = ['06-syncupdates-first', '07-syncupdates-second', '08-syncupdates-third'].map((name) =>
    capture(t, `${name}.response.xml`),
  );
  const extended = capture(t, '10-getextendedupdateinfo-categories.response.xml');
  if (revisions === undefined || extended === undefined) return;
  const documents: UpdateDocument[] = [];
  for (const [updateId, revision] of [
    ['56309036-4c77-4dd9-951a-99ee9c246a94', 101],
    ['6964aab4-c5b5-43bd-a17d-ffb4346a8e1d', 100],
    ['dd78b8a1-0b20-45c1-add6-4da72e9364cf', 202],
  ] as const) {
    const found = revisions.find((one) => one.updateId === updateId && one.revisionNumber === revision);
    documents.push(parseUpdateDocument(found!.xml));
  }
  t.same(
    documents.map(({ fragments }) => fragments.core),
    core.flatMap((reply) => fragmentsIn(reply!)),
  );
  const english = documents.map(({ fragments }) =>
    fragments.localizedProperties.find(({ locale }) => locale === 'en'),
  );
  const derived = [
    ...documents.map(({ fragments }) => fragments.extended),
    ...english.map((one) => one!.xml),
  ];
  t.same(derived.toSorted(), fragmentsIn(extended).toSorted());
});
