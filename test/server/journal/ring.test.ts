import fc from 'fast-check';
import t from 'tap';
import { createRing } from '../../../server/journal/ring.ts';

t.test('items are numbered from 1 and found by their numbers', async (t) => {
  const ring = createRing<string>({ items: 10, bytes: 100 });
  t.equal(ring.last(), 0);
  t.equal(ring.first(), 1);
  t.equal(ring.add('a', 1), 1);
  t.equal(ring.add('b', 1), 2);
  t.equal(ring.get(1), 'a');
  t.equal(ring.get(3), undefined);
});

t.test('the newest item stays however large it is', async (t) => {
  const ring = createRing<string>({ items: 10, bytes: 100 });
  ring.add('small', 10);
  ring.add('huge', 1000);
  t.equal(ring.get(1), undefined);
  t.equal(ring.get(2), 'huge');
  t.equal(ring.bytes(), 1000);
});

t.test('what is kept is the longest tail that fits, as a list that is cut says too', async () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 0, max: 60 }), { minLength: 1, maxLength: 5000 }),
      fc.integer({ min: 1, max: 40 }),
      (weights, most) => {
        const ring = createRing<number>({ items: most, bytes: 200 });
        weights.forEach((weight, at) => {
          ring.add(at, weight);
        });
        let from = weights.length - 1;
        let sum = weights[from] ?? 0;
        while (from > 0 && weights.length - from < most && sum + (weights[from - 1] ?? 0) <= 200) {
          from -= 1;
          sum += weights[from] ?? 0;
        }
        return (
          ring.first() === from + 1 &&
          ring.last() === weights.length &&
          ring.bytes() === sum &&
          ring.get(from) === undefined &&
          weights.every((_, at) => at < from || ring.get(at + 1) === at)
        );
      },
    ),
  );
});

t.test('after clearing it counts from 1 again', async (t) => {
  const ring = createRing<string>({ items: 2, bytes: 100 });
  ring.add('a', 1);
  ring.clear();
  t.equal(ring.add('b', 1), 1);
  t.equal(ring.first(), 1);
});
