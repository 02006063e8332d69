import fc from 'fast-check';
import t from 'tap';
import type { ShortRevision } from '../../helpers/cores.ts';
import { idOf } from '../../helpers/documents.ts';
import { judged, statusOf } from '../../helpers/judged.ts';

const RULES = ['True', 'False', 'Unheard'] as const;
const COUNT = 7;
const number = fc.integer({ min: 1, max: COUNT });
const clauses = fc.array(fc.array(number, { minLength: 1, maxLength: 3 }), { maxLength: 3 });

/** Catalogues of seven revisions that name one another as they like. */
const catalogues = fc
  .array(fc.record({ installed: fc.constantFrom(...RULES), needs: clauses, bundles: clauses }), {
    minLength: COUNT,
    maxLength: COUNT,
  })
  .map((all): readonly ShortRevision[] => all.map((one, at) => ({ id: at + 1, ...one })));

/** The same without circles: each names only those behind it. */
const trees = catalogues.map((all) =>
  all.map((one, at): ShortRevision => {
    const behind = (lists: unknown): readonly (readonly number[])[] =>
      (lists as number[][]).map((list) => list.filter((id) => id > at + 1)).filter((list) => list.length > 0);
    return { ...one, needs: behind(one.needs), bundles: behind(one.bundles) };
  }),
);

t.test('one more prerequisite never makes an update needed', async (t) => {
  let lost = 0;
  fc.assert(
    fc.property(catalogues, number, number, (all, id, more) => {
      const with1 = all.map((one) => (one.id === id ? { ...one, needs: [...(one.needs ?? []), more] } : one));
      const [before, after] = [statusOf(all, id), statusOf(with1, id)];
      if (before === 'needed' && after !== 'needed') lost++;
      return after === before || after === 'not applicable' || after === 'unknown';
    }),
    { seed: 20261101, numRuns: 200 },
  );
  t.ok(lost > 5, `${lost} were needed before`);
});

t.test('without circles it makes no difference in which order revisions are judged', async () => {
  fc.assert(
    fc.property(trees, fc.shuffledSubarray([1, 2, 3, 4, 5, 6, 7], { minLength: COUNT }), (all, order) => {
      const { store, statuses } = judged(all);
      return order.every((id) => {
        const revision = store.ofUpdate(idOf(id));
        return revision !== undefined && statuses.of(revision) === statusOf(all, id);
      });
    }),
    { seed: 20261102, numRuns: 100 },
  );
});
