import t from 'tap';
import { count, inBatches } from '../../../../catalog/sync/roll-up/batches.ts';

const weight = (most: number) => ({ most, of: (item: number) => item });

t.test('a batch ends before the item that would pass a limit', (t) => {
  t.same([...inBatches([1, 2, 3, 4, 5], count(2))], [[1, 2], [3, 4], [5]]);
  t.same([...inBatches([3, 3, 4, 1, 9, 1], weight(10))], [[3, 3, 4], [1, 9], [1]]);
  t.same(
    [...inBatches([1, 1, 1, 8, 1], count(3), weight(9))],
    [
      [1, 1, 1],
      [8, 1],
    ],
  );
  t.same([...inBatches([], count(3))], []);
  t.end();
});

t.test('an item that alone passes a limit goes alone', (t) => {
  t.same([...inBatches([1, 20, 2], weight(10))], [[1], [20], [2]]);
  t.end();
});

t.test('items are taken as batches are asked for', (t) => {
  let taken = 0;
  function* items() {
    for (;;) yield taken++;
  }
  const batches = inBatches(items(), count(3));
  batches.next();
  t.equal(taken, 4);
  t.end();
});
