import fc from 'fast-check';
import t, { type Test } from 'tap';
import type { Catalog } from '../../../catalog/catalog.ts';
import type { FilterId, FilterLanguage, RevisionFilter } from '../../../catalog/upstream/revision-filter.ts';
import { versionOf } from '../../../protocol/soap/protocol-version.ts';
import { testCatalog } from '../../helpers/catalogs.ts';
import { idOf, importUpdates, type ShortUpdate } from '../../helpers/documents.ts';

const SEED = 20261101;
const COUNT = 6;
const CATEGORY_IDS = [1, 2, 3, 4, 5] as const;
const LANGUAGES = ['de', 'fr', 'en'] as const;

/** One revision of a random catalogue and when it came: `batch` counts imports from 0. */
interface ModelRevision {
  readonly id: number;
  readonly revision: number;
  readonly batch: number;
  /** Clauses, each of one or two categories. */
  readonly in: readonly (readonly number[])[];
  readonly languages: readonly string[];
  readonly bundles: readonly number[];
}

interface Model {
  /** Child and parent of each pair. */
  readonly tree: readonly (readonly [child: number, parent: number])[];
  readonly revisions: readonly ModelRevision[];
  readonly batches: number;
}

interface Question {
  /** The batch after which the anchor was taken; none when undefined. */
  readonly anchorAfter: number | undefined;
  readonly categories: readonly FilterId[] | undefined;
  readonly classifications: readonly FilterId[] | undefined;
  readonly languages: readonly FilterLanguage[] | undefined;
  readonly bundleClosure: boolean;
}

const anyCategory = fc.constantFrom(...CATEGORY_IDS);
const anyModel: fc.Arbitrary<Model> = fc
  .record({
    tree: fc.uniqueArray(fc.tuple(anyCategory, anyCategory), { maxLength: 5, selector: String }),
    rows: fc.array(
      fc.record({
        id: fc.integer({ min: 0, max: COUNT - 1 }),
        batch: fc.integer({ min: 0, max: 3 }),
        in: fc.array(fc.uniqueArray(anyCategory, { minLength: 1, maxLength: 2 }), { maxLength: 3 }),
        languages: fc.uniqueArray(fc.constantFrom(...LANGUAGES), { maxLength: 2 }),
        bundles: fc.uniqueArray(fc.integer({ min: 0, max: COUNT - 1 }), { maxLength: 2 }),
      }),
      { minLength: 1, maxLength: 10 },
    ),
  })
  .map(({ tree, rows }) => {
    const sorted = [...rows].sort((a, b) => a.batch - b.batch);
    const revisions: ModelRevision[] = [];
    for (const row of sorted) {
      const revision = revisions.filter(({ id }) => id === row.id).length + 1;
      // A bundle can name what is in the catalogue, and not itself: its first revision.
      const known = row.bundles.filter((id) => id !== row.id && revisions.some((one) => one.id === id));
      revisions.push({ ...row, revision, bundles: known });
    }
    return { tree, revisions, batches: 4 };
  });

const idsOf = (ids: fc.Arbitrary<readonly number[]>): fc.Arbitrary<readonly FilterId[] | undefined> =>
  fc.option(
    ids.chain((list) =>
      fc.tuple(...list.map((id) => fc.boolean().map((delta) => ({ updateId: idOf(id), delta })))),
    ),
    { nil: undefined, freq: 5 },
  );
const someCategories = fc.uniqueArray(fc.constantFrom(...CATEGORY_IDS, 99), { maxLength: 3 });
const anyQuestion: fc.Arbitrary<Question> = fc.record({
  anchorAfter: fc.option(fc.integer({ min: -1, max: 3 }), { nil: undefined }),
  categories: idsOf(someCategories),
  classifications: idsOf(someCategories),
  languages: fc.option(
    fc.uniqueArray(
      fc.record({ shortName: fc.constantFrom(...LANGUAGES, 'all', 'it'), delta: fc.boolean() }),
      { maxLength: 2, selector: ({ shortName }) => shortName },
    ),
    { nil: undefined },
  ),
  bundleClosure: fc.boolean(),
});

const SOFTWARE = 100;

/** Fills a catalogue with the model; returns the moment after each batch. */
function fill(catalog: Catalog, { tree, revisions, batches }: Model): readonly number[] {
  importUpdates(
    catalog,
    ...CATEGORY_IDS.map(
      (id): ShortUpdate => ({
        ...{ id, type: 'Category' },
        in: tree.flatMap(([child, parent]) => (child === id ? [parent] : [])),
      }),
    ),
  );
  return Array.from({ length: batches }, (_none, batch) => {
    const own = revisions.filter((one) => one.batch === batch);
    if (own.length > 0) importUpdates(catalog, ...own.map(updateOf));
    return catalog.changes.pointInTime().moment;
  });
}

function updateOf({ id, revision, languages, bundles, ...one }: ModelRevision): ShortUpdate {
  return {
    id: SOFTWARE + id,
    revision,
    bundles: bundles.map((member) => [[SOFTWARE + member, 1]]),
    more: {
      properties: { defaultLanguage: 'en', explicitlyDeployable: true, languages },
      prerequisites: one.in.map((ids) => ({ isCategory: true, updateIds: ids.map(idOf) })),
    },
  };
}

/** What a filter should list, worked out in the slowest and plainest way. */
function expected(model: Model, question: Question): string[] {
  const { categories, classifications, languages, anchorAfter } = question;
  const newest = model.revisions.filter(
    (one) => !model.revisions.some(({ id, revision }) => id === one.id && revision > one.revision),
  );
  const isFiltered = categories !== undefined || classifications !== undefined;
  const found = newest.filter((one) => {
    if (isFiltered && !(isIn(model, one, categories ?? []) && isIn(model, one, classifications ?? [])))
      return false;
    if (!isSpoken(one, languages ?? [])) return false;
    const wholes = [...(categories ?? []), ...(classifications ?? [])].filter(({ delta }) => !delta);
    const isNew = anchorAfter === undefined || one.batch > anchorAfter;
    const isWhole = isFiltered && isIn(model, one, wholes);
    const isNewlySpoken = (languages ?? []).some(
      ({ shortName, delta }) => !delta && (shortName === 'all' || one.languages.includes(shortName)),
    );
    return isNew || isWhole || isNewlySpoken;
  });
  const all = new Set(found);
  if (question.bundleClosure)
    for (const one of all)
      for (const member of one.bundles)
        for (const held of model.revisions) if (held.id === member && held.revision === 1) all.add(held);
  return [...all].map(({ id, revision }) => `${SOFTWARE + id}.${revision}`).sort();
}

/** Whether the revision is in one of `ids`, or within one of them. */
function isIn({ tree }: Model, one: ModelRevision, ids: readonly FilterId[]): boolean {
  const wanted = new Set(ids.map(({ updateId }) => updateId));
  const seen = new Set(one.in.flat());
  for (const id of seen) for (const [child, parent] of tree) if (child === id) seen.add(parent);
  return [...seen].some((id) => wanted.has(idOf(id)));
}

function isSpoken({ languages }: ModelRevision, wanted: readonly FilterLanguage[]): boolean {
  if (languages.length === 0 || wanted.length === 0) return true;
  return wanted.some(({ shortName }) => shortName === 'all' || languages.includes(shortName));
}

function filterOf(question: Question, moments: readonly number[]): RevisionFilter {
  const { anchorAfter, categories, classifications, languages, bundleClosure } = question;
  // -1: an anchor of before everything.
  const after = anchorAfter === undefined ? undefined : (moments[anchorAfter] ?? 1);
  return {
    ...{ protocol: versionOf(1, 20), bundleClosure },
    ...(after !== undefined && { after }),
    ...(categories && { categories }),
    ...(classifications && { classifications }),
    ...(languages && { languages }),
  };
}

function short(updateId: string, revisionNumber: number): string {
  return `${Number(updateId.slice(-12))}.${revisionNumber}`;
}

t.test('a filter lists what a plain walk over all revisions finds', (t: Test) => {
  let hits = 0;
  fc.assert(
    fc.property(anyModel, fc.array(anyQuestion, { minLength: 4, maxLength: 8 }), (model, questions) => {
      const catalog = testCatalog(t);
      const moments = fill(catalog, model);
      for (const question of questions) {
        const rows = catalog.listing.updates(filterOf(question, moments));
        const found = rows.map(({ updateId, revisionNumber }) => short(updateId, revisionNumber));
        const wanted = expected(model, question);
        if (wanted.length > 0) hits++;
        if ([...found].sort().join() !== wanted.join())
          throw new Error(`${found.join()} instead of ${wanted.join()} for ${JSON.stringify(question)}`);
      }
      catalog.close();
    }),
    { seed: SEED, numRuns: 150 },
  );
  t.ok(hits > 150, `${hits} questions had an answer`);
  t.end();
});

t.test('lists are in the order of arrival', (t) => {
  const catalog = testCatalog(t);
  importUpdates(catalog, { id: 3 }, { id: 1 });
  importUpdates(catalog, { id: 2 });
  importUpdates(catalog, { id: 9, type: 'Category' }, { id: 8, type: 'Detectoid' });
  const filter = { protocol: versionOf(1, 20), bundleClosure: false };
  t.same(
    catalog.listing.updates(filter).map(({ updateId }) => updateId),
    [3, 1, 2].map(idOf),
  );
  t.same(
    catalog.listing.config(undefined).map(({ updateId }) => updateId),
    [9, 8].map(idOf),
  );
  t.end();
});

t.test('related are the newest revision, its members and its prerequisites in their newest', (t) => {
  const catalog = testCatalog(t);
  importUpdates(
    catalog,
    { id: 1, type: 'Category' },
    { id: 1, revision: 2, type: 'Category' },
    { id: 2, type: 'Detectoid' },
    { id: 3, deployable: false },
    { id: 3, revision: 2, deployable: false },
    { id: 4, needs: [[2]] },
    { id: 4, revision: 2, needs: [[2]], in: [1], bundles: [[[3, 1]]] },
    { id: 5 },
  );
  const related = (...ids: number[]) =>
    catalog.listing.related(ids.map(idOf)).map((one) => short(one.updateId, one.revisionNumber));
  t.same(related(4), ['1.2', '2.1', '3.1', '4.2']);
  t.same(related(5, 5, 99), ['5.1'], 'each once, unknown ones passed over');
  t.same(related(), []);
  t.end();
});
