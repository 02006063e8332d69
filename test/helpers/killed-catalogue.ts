import { createHash } from 'node:crypto';
import type { Catalog } from '../../catalog/catalog.ts';
import { importDocuments } from '../../catalog/import/import-documents.ts';
import { createSeededRandomness } from '../../platform/randomness.ts';
import type { FileSpec } from '../../protocol/metadata/build-document-spec.ts';
import { syntheticDocuments } from '../../scripts/bench/synthetic-catalogue.ts';
import { documentOf, idOf, importUpdates, type ShortUpdate } from './documents.ts';

/** Files by the path they are had at. */
export type Content = ReadonlyMap<string, Buffer>;

/** The product whose updates have files, and its classification. */
export const PRODUCT = idOf(900);
const IN = [900, 901];
const SYNTHETIC = 300;
const DRIVERS = 15;
/** All detectoids and categories, and some of the bundles with their members, which come before them. */
const FIRST = 180;
/** Bytes of the files: most are one piece of a reply, the last ones are several. */
const SIZES = [700, 1_500, 3_000, 8_000, 20_000, 40_000, 65_536, 90_000, 150_000, 300_000];
const EULA = '0e01a000-0000-4000-8000-000000000001';

/** Fills the catalogue of the upstream server; what it needs of files comes back. */
export function fillUpstream(catalog: Catalog): Content {
  const random = createSeededRandomness('content of a killed run');
  const content = new Map<string, Buffer>();
  const file = (number: number): FileSpec => {
    const bytes = random.bytes(SIZES[number % SIZES.length] ?? 1);
    const sha1 = createHash('sha1').update(bytes).digest('hex').toUpperCase();
    const sha256 = createHash('sha256').update(bytes).digest('hex').toUpperCase();
    content.set(`/Content/${sha1.slice(-2)}/${sha1}.cab`, bytes);
    return { fileName: `file-${number}.cab`, sha1, sha256, size: bytes.length };
  };
  const own = ownUpdates(file).map((update) => ({ xml: documentOf(update), source: `${update.id}.xml` }));
  const synthetic = [...syntheticDocuments(SYNTHETIC, { drivers: DRIVERS })].filter(
    (_, place) => place < FIRST || place >= SYNTHETIC - DRIVERS,
  );
  catalog.write(() => {
    importDocuments(catalog, synthetic);
    importDocuments(catalog, own);
  });
  return content;
}

/**
 * Beside many updates with files: bundles some member of which no product or classification leads to, bundles of such
 * bundles, one that holds on to an older revision, a licence, and an expired update.
 */
function ownUpdates(file: (number: number) => FileSpec): readonly ShortUpdate[] {
  const plain = Array.from({ length: 10 }, (_, number) => ({
    id: 910 + number,
    in: IN,
    files: [file(number)],
    languages: ['en', 'de'],
  }));
  const members = [930, 931, 932, 933].map((id) => ({ id, files: [file(id)] }));
  const eulaFile = { ...file(950), language: 'en' };
  return [
    { id: 900, type: 'Category' },
    {
      id: 901,
      type: 'Category',
      more: { handler: { kind: 'Category', categoryType: 'UpdateClassification' } },
    },
    ...plain,
    ...members,
    { id: 940, in: IN, bundles: [[[930, 1]], [[931, 1]]] },
    { id: 941, in: IN, bundles: [[[932, 1]]] },
    { id: 942, in: IN, bundles: [[[940, 1]], [[933, 1]]] },
    { id: 933, revision: 2, in: IN, files: [file(934)] },
    { id: 943, in: IN, expired: true },
    {
      id: 944,
      in: IN,
      more: {
        properties: { defaultLanguage: 'en', explicitlyDeployable: true, eulaId: EULA },
        eulaFiles: [eulaFile],
      },
    },
    { id: 945, in: IN, files: [file(945), file(946)] },
  ];
}

/** What an administrator of the upstream server decides, for a replica to repeat. */
export function decideUpstream(catalog: Catalog): void {
  const { groups, approvals } = catalog;
  groups.create('Ring 1');
  groups.create('Ring 2', 'Ring 1');
  for (let id = 910; id < 920; id++) {
    const group = id % 2 === 0 ? 'Ring 1' : 'Ring 2';
    approvals.approve({ updateId: idOf(id), group, action: id % 3 === 0 ? 'OptionalInstall' : 'Install' });
  }
  const deadline = '2027-01-02T03:04:05Z';
  approvals.approve({ updateId: idOf(942), action: 'Install', deadline });
  approvals.approve({ updateId: idOf(944), action: 'Install', acceptEula: true });
  approvals.approve({ updateId: idOf(945), group: 'Ring 2', action: 'Block' });
  approvals.decline(idOf(941));
  // Approvals of the revision before stay, and no list of revisions names it.
  importUpdates(catalog, { id: 910, revision: 2, in: IN, files: [] });
}
