import t from 'tap';
import { importDocuments } from '../../../catalog/import/import-documents.ts';
import { parseUpdateDocument } from '../../../protocol/metadata/parse-update-document.ts';
import type { UpdateDocument } from '../../../protocol/metadata/update-document.ts';
import { median, percentile } from '../../../scripts/bench/statistics.ts';
import { isInstalledOnBenchClient } from '../../../scripts/bench/synthetic/bench-client.ts';
import { planCatalogue } from '../../../scripts/bench/synthetic/plan.ts';
import { syntheticDocuments } from '../../../scripts/bench/synthetic-catalogue.ts';
import { MOST_ROUND_TRIPS } from '../../../scripts/bench/whole-scan.ts';
import { testCatalog } from '../../helpers/catalogs.ts';

const REVISIONS = 3_000;
const DRIVERS = 300;
const PAGE = 30;
/** Most InstalledNonLeafUpdateIDs a real server takes (wire facts §2.6). */
const ID_CAP = 400;

const documents = [...syntheticDocuments(REVISIONS, { drivers: DRIVERS })].map(({ xml }) =>
  parseUpdateDocument(xml),
);
const byId = new Map(documents.map((document) => [document.updateId, document]));
const ofType = (type: UpdateDocument['updateType']): readonly UpdateDocument[] =>
  documents.filter(({ updateType }) => updateType === type);

t.test('the same numbers and seed give the same bytes, another seed gives others', async (t) => {
  const text = (seed?: string): string =>
    [...syntheticDocuments(400, { drivers: 20, ...(seed && { seed }) })].map(({ xml }) => xml).join('\n');
  const first = text();
  t.equal(text(), first);
  const other = text('other');
  t.not(other, first);
  const ids = (all: string): readonly string[] => all.match(/<upd:UpdateIdentity UpdateID="[^"]+" R/g) ?? [];
  t.strictSame(new Set(ids(other)), new Set(ids(first)), 'though of the same updates');
});

t.test('as many documents as asked for, each of an update of its own', async (t) => {
  t.equal(documents.length, REVISIONS);
  t.equal(byId.size, REVISIONS);
  t.equal(ofType('Driver').length, DRIVERS);
  for (const revisions of [300, 1_000, 100_000]) {
    const { families, products, detectoids, software } = planCatalogue(revisions, 0);
    const all = [13, families, products, software, ...detectoids].reduce((sum, size) => sum + size);
    t.equal(all, revisions);
  }
});

t.test('products grow slowly with the catalogue', async (t) => {
  t.equal(planCatalogue(1_000, 0).products, 17);
  const { products, families } = planCatalogue(100_000, 0);
  t.ok(products > 300 && products <= 400);
  t.ok(families <= 57);
});

t.test('documents name only what is in the catalogue, members before their bundle', async (t) => {
  const seen = new Set<string>();
  const dangling: string[] = [];
  for (const { updateId, prerequisites, supersedes, bundles } of documents) {
    const needed = prerequisites.flatMap(({ updateIds }) => updateIds);
    const members = bundles.flatMap(({ revisions }) => revisions.map((one) => one.updateId));
    dangling.push(...needed.filter((id) => !byId.has(id)));
    dangling.push(...[...supersedes, ...members].filter((id) => !seen.has(id)));
    seen.add(updateId);
  }
  t.strictSame(dangling, []);
});

t.test('updates need products, a classification and one or two clauses of detectoids', async (t) => {
  const kindOf = (id: string): string | undefined => byId.get(id)?.categoryType ?? byId.get(id)?.updateType;
  const shapes = new Set(
    [...ofType('Software'), ...ofType('Driver')].map(({ prerequisites }) =>
      prerequisites.map(({ updateIds }) => updateIds.map(kindOf).join(' or ')).join('; '),
    ),
  );
  const products = ['Product', 'Product or Product'];
  const clauses = ['Detectoid', 'Detectoid or Detectoid', 'Detectoid or Detectoid or Detectoid'];
  const expected = products.flatMap((product) =>
    clauses.flatMap((first) =>
      ['', ...clauses.map((second) => `; ${second}`)].map(
        (second) => `${product}; UpdateClassification; ${first}${second}`,
      ),
    ),
  );
  t.strictSame([...shapes].sort(), expected.sort(), 'every shape occurs and no other');
  const categories = documents.flatMap(({ prerequisites }) => prerequisites).filter((one) => one.isCategory);
  t.ok(categories.every(({ updateIds }) => updateIds.every((id) => byId.get(id)?.updateType === 'Category')));
});

t.test(
  'bundles can be deployed and their members cannot; nobody gets a bundle without its members',
  async (t) => {
    const bundles = ofType('Software').filter((document) => document.bundles.length > 0);
    t.ok(bundles.length > REVISIONS / 4);
    t.ok(bundles.some(({ supersedes }) => supersedes.length > 0));
    t.ok(bundles.every(({ explicitlyDeployable }) => explicitlyDeployable));
    const unfit = bundles.filter(({ prerequisites, bundles: clauses }) => {
      const needs = new Set(prerequisites.map((clause) => JSON.stringify(clause)));
      return clauses
        .flatMap(({ revisions }) => revisions)
        .map(({ updateId }) => byId.get(updateId))
        .some(
          (member) =>
            member?.explicitlyDeployable !== false ||
            !member.prerequisites.every((clause) => needs.has(JSON.stringify(clause))),
        );
    });
    t.strictSame(unfit, []);
  },
);

t.test(
  'drivers have rows for AMD64.10.0, several in some documents, and some for certain computers',
  async (t) => {
    const rows = ofType('Driver').map(({ drivers }) => drivers);
    t.ok(rows.every(({ length }) => length >= 1 && length <= 4));
    t.ok(rows.some(({ length }) => length > 1));
    const scores = rows.flat().flatMap(({ featureScores }) => featureScores);
    t.ok(scores.filter(({ operatingSystem }) => operatingSystem === 'AMD64.10.0').length > scores.length / 2);
    t.ok(rows.flat().some(({ distributionComputerHardwareIds: ids }) => ids.length > 0));
    t.ok(rows.flat().every(({ hardwareId }) => hardwareId.startsWith('PCI\\VEN_')));
  },
);

t.test('Core fragments are as long as real ones: some hundreds of bytes, a few some thousands', async (t) => {
  const lengths = ofType('Software').map(({ fragments }) => fragments.core.length);
  t.ok(median(lengths) > 500 && median(lengths) < 800, String(median(lengths)));
  t.ok(percentile(lengths, 99) > 2_000);
  t.ok(Math.max(...lengths) < 20_000);
});

/** The scan by the documents alone: a page is what is needed and was not sent yet, in the order of the catalogue. */
function plainScan(): { pages: number; received: number; installed: number; rounds: number } {
  const targets = new Set(
    documents.flatMap(({ prerequisites }) => prerequisites.flatMap((one) => one.updateIds)),
  );
  const installed = new Set<string>();
  const received = new Set<string>();
  const roundOf = new Map<string, number>();
  let pages = 0;
  for (let more = true; more; ) {
    const needed = documents.filter(
      ({ updateId, updateType, prerequisites }) =>
        updateType !== 'Driver' &&
        !received.has(updateId) &&
        prerequisites.every(({ updateIds }) => updateIds.some((id) => installed.has(id))),
    );
    const page = needed.slice(0, PAGE).map(({ updateId }) => updateId);
    pages++;
    for (const id of page) {
      received.add(id);
      roundOf.set(id, 1 + Math.max(0, ...clausesRounds(byId.get(id), roundOf, installed)));
      if (targets.has(id) && isInstalledOnBenchClient(id)) installed.add(id);
    }
    more = needed.length > PAGE || page.some((id) => targets.has(id));
  }
  return { pages, received: received.size, installed: installed.size, rounds: Math.max(...roundOf.values()) };
}

/** In which round each clause could first be met. */
function clausesRounds(
  document: UpdateDocument | undefined,
  roundOf: ReadonlyMap<string, number>,
  installed: ReadonlySet<string>,
): readonly number[] {
  return (document?.prerequisites ?? []).map(({ updateIds }) =>
    Math.min(...updateIds.filter((id) => installed.has(id)).map((id) => roundOf.get(id) ?? 0)),
  );
}

t.test('the bench client sees a part of the catalogue within the limits of a real client', async (t) => {
  const { pages, received, installed, rounds } = plainScan();
  t.ok(pages < MOST_ROUND_TRIPS, `${pages} round trips`);
  t.ok(received > REVISIONS / 10 && received < REVISIONS / 2, `${received} revisions`);
  t.equal(installed, 88, 'the 87 of a real re-scan and the classification of drivers');
  t.ok(installed < ID_CAP);
  t.ok(rounds >= 8, `detectoids of eight layers and what hangs below them: ${rounds}`);
});

t.test('a fresh client gets a full first page', async (t) => {
  t.ok(documents.filter(({ prerequisites }) => prerequisites.length === 0).length > PAGE);
});

t.test('the catalogue takes it all in', async (t) => {
  const catalog = testCatalog(t);
  const items = syntheticDocuments(400, { drivers: 50 });
  t.strictSame(
    catalog.write(() => importDocuments(catalog, items)),
    { added: 400, known: 0 },
  );
  t.equal(catalog.view().snapshot.size, 400, 'and all of it is in scope');
});
