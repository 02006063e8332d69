import t from 'tap';
import { idOf, importUpdates, revisionIdOf, type ShortUpdate } from '../../helpers/documents.ts';
import { type Services, startServices } from '../../helpers/services.ts';

/** A group is the ids that must hold together; `product` and `classification` number them. */
type Group = readonly number[];

const PRODUCT = 1;
const OTHER_PRODUCT = 2;
const CLASSIFICATION = 3;
const OTHER_CLASSIFICATION = 4;
const NOBODY = 99;

const classification = (id: number): ShortUpdate => ({
  id,
  type: 'Category',
  more: { handler: { kind: 'Category', categoryType: 'UpdateClassification' } },
});

async function withCategories(t: Parameters<typeof startServices>[0], maxCategories?: number) {
  const services = await startServices(t, {
    ...(maxCategories !== undefined && { settings: { maxCategories } }),
  });
  importUpdates(
    services.catalog,
    { id: PRODUCT, type: 'Category' },
    { id: OTHER_PRODUCT, type: 'Category' },
    classification(CLASSIFICATION),
    classification(OTHER_CLASSIFICATION),
    { id: 10, in: [PRODUCT, CLASSIFICATION] },
    { id: 11, in: [OTHER_PRODUCT, CLASSIFICATION] },
  );
  return services;
}

const relationshipsOf = (groups: readonly Group[]) =>
  groups.flatMap((ids, IndexOfAndGroup) => ids.map((id) => ({ IndexOfAndGroup, CategoryId: idOf(id) })));

/** The preferred ids and those in error, as the numbers they stand for; `-` where the list is absent. */
async function scan({ client }: Services, ...groups: readonly Group[]): Promise<string> {
  const reply = await client.call('StartCategoryScan', { requestedCategories: relationshipsOf(groups) });
  const numbers = (ids: readonly string[] | undefined): string =>
    ids === undefined ? '-' : ids.map((id) => Number(id.slice(-12))).join();
  return `${numbers(reply.preferredCategoryIds)} / ${numbers(reply.requestedCategoryIdsInError)}`;
}

t.test('it needs no cookie, and a product is preferred as it is', async (t) => {
  const services = await withCategories(t);
  t.equal(await scan(services, [PRODUCT]), '1 / -');
  t.equal(await scan(services, [PRODUCT], [OTHER_PRODUCT]), '1,2 / -', 'in the order asked');
  t.equal(await scan(services, [OTHER_PRODUCT], [PRODUCT]), '2,1 / -');
});

t.test('of a product and a classification the product alone is preferred, in either order', async (t) => {
  const services = await withCategories(t);
  t.equal(await scan(services, [PRODUCT, CLASSIFICATION]), '1 / -');
  t.equal(await scan(services, [CLASSIFICATION, OTHER_PRODUCT]), '2 / -');
  t.equal(await scan(services, [PRODUCT, CLASSIFICATION], [PRODUCT, OTHER_CLASSIFICATION]), '1 / -', 'once');
});

t.test('an id nobody knows is in error and takes its whole group along', async (t) => {
  const services = await withCategories(t);
  t.equal(await scan(services, [NOBODY]), '- / 99');
  t.equal(await scan(services, [PRODUCT, NOBODY], [OTHER_PRODUCT]), '2 / 99');
  t.equal(await scan(services, [PRODUCT, CLASSIFICATION, NOBODY], [OTHER_PRODUCT]), '2 / 99');
  t.equal(await scan(services, [NOBODY], [PRODUCT], [98]), '1 / 99,98', 'every one of them');
  t.equal(await scan(services, [10]), '- / 10', 'an update is no category');
});

t.test('groups that are not allowed clear the list and end it', async (t) => {
  const services = await withCategories(t);
  t.equal(await scan(services, [CLASSIFICATION]), '- / -', 'a classification alone');
  t.equal(await scan(services, [PRODUCT, OTHER_PRODUCT]), '- / -', 'two products');
  t.equal(await scan(services, [CLASSIFICATION, OTHER_CLASSIFICATION]), '- / -', 'two classifications');
  t.equal(await scan(services, [PRODUCT, CLASSIFICATION, OTHER_CLASSIFICATION]), '- / -', 'three ids');
  t.equal(
    await scan(services, [PRODUCT], [CLASSIFICATION], [OTHER_PRODUCT]),
    '- / -',
    'what came before too',
  );
  t.equal(await scan(services, [PRODUCT], [NOBODY], [CLASSIFICATION]), '- / 99', 'errors stay');
});

t.test('an id asked for twice is answered once', async (t) => {
  const services = await withCategories(t);
  t.equal(await scan(services, [PRODUCT], [PRODUCT]), '1 / -');
  t.equal(await scan(services, [PRODUCT, PRODUCT]), '1 / -', 'twice in one group too');
  t.equal(await scan(services, [NOBODY], [NOBODY]), '- / 99');
});

t.test('a category asked for in capitals is the same one', async (t) => {
  const { client, catalog } = await startServices(t);
  const id = 'abcdefab-0000-4000-8000-000000000001';
  importUpdates(catalog, {
    id: 1,
    type: 'Category',
    more: { identity: { updateId: id, revisionNumber: 1 } },
  });
  const { preferredCategoryIds, requestedCategoryIdsInError } = await client.call('StartCategoryScan', {
    requestedCategories: [{ IndexOfAndGroup: 0, CategoryId: id.toUpperCase() }],
  });
  t.same(
    preferredCategoryIds?.map((one) => one.toLowerCase()),
    [id],
  );
  t.equal(requestedCategoryIdsInError, undefined);
});

t.test('fewer than 200 categories are taken, no list at all is refused', async (t) => {
  const { client } = await withCategories(t);
  const ask = (count: number) =>
    client.fault('StartCategoryScan', {
      requestedCategories: Array.from({ length: count }, (_none, at) => ({
        IndexOfAndGroup: at,
        CategoryId: idOf(PRODUCT),
      })),
    });
  t.equal(await ask(199), 'no fault');
  t.equal(await ask(200), 'InvalidParameters: requestedCategories');
  t.equal(await client.fault('StartCategoryScan', {}), 'InvalidParameters: requestedCategories');
  t.equal(await ask(0), 'no fault', 'an empty list is a list');
});

t.test('the limit can be set', async (t) => {
  const services = await withCategories(t, 3);
  t.equal(await scan(services, [PRODUCT], [OTHER_PRODUCT]), '1,2 / -');
  t.equal(
    await services.client.fault('StartCategoryScan', {
      requestedCategories: relationshipsOf([[PRODUCT], [PRODUCT], [PRODUCT]]),
    }),
    'InvalidParameters: requestedCategories',
  );
});

t.test('a scan for the preferred ids finds what belongs to them', async (t) => {
  const { client, catalog } = await withCategories(t);
  const cookie = await client.session();
  const { preferredCategoryIds = [] } = await client.call('StartCategoryScan', {
    requestedCategories: relationshipsOf([[OTHER_PRODUCT, CLASSIFICATION]]),
  });
  const FilterCategoryIds = preferredCategoryIds.map((Id) => ({ Id }));
  const installed = [PRODUCT, OTHER_PRODUCT, CLASSIFICATION].map((id) => revisionIdOf(catalog, id));
  const first = await client.sync(cookie, { FilterCategoryIds });
  t.same(
    first.NewUpdates?.map(({ ID }) => ID),
    [OTHER_PRODUCT, CLASSIFICATION].map((id) => revisionIdOf(catalog, id)),
    'the categories come first',
  );
  const second = await client.sync(first.NewCookie!, {
    FilterCategoryIds,
    InstalledNonLeafUpdateIDs: installed,
  });
  t.same(
    second.NewUpdates?.map(({ ID }) => ID),
    [revisionIdOf(catalog, 11)],
  );
});
