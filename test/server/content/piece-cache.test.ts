import fc from 'fast-check';
import t from 'tap';
import { createPieceCache } from '../../../server/content/piece-cache.ts';

const load = (size: number) => async () => Buffer.alloc(size);

t.test('a piece is loaded once while it is held, also by calls at the same time', async (t) => {
  const cache = createPieceCache(100);
  let loads = 0;
  const counted = async () => {
    loads++;
    return Buffer.alloc(10);
  };
  const [first, second] = await Promise.all([cache.get('a', 10, counted), cache.get('a', 10, counted)]);
  t.equal(first, second);
  t.equal(await cache.get('a', 10, counted), first);
  t.equal(loads, 1);
});

t.test('the piece used longest ago makes room', async (t) => {
  const cache = createPieceCache(20);
  const a = await cache.get('a', 10, load(10));
  const b = await cache.get('b', 10, load(10));
  await cache.get('a', 10, load(10));
  await cache.get('c', 10, load(10));
  t.equal(await cache.get('a', 10, load(10)), a, 'a was used after b');
  t.not(await cache.get('b', 10, load(10)), b, 'b is loaded anew');
});

t.test('a failed load is not remembered', async (t) => {
  const cache = createPieceCache(20);
  await t.rejects(
    cache.get('a', 10, () => Promise.reject(new Error('disk'))),
    { message: 'disk' },
  );
  t.equal(cache.bytes, 0);
  t.equal((await cache.get('a', 10, load(10))).length, 10);
});

t.test('never more bytes are held than allowed, and never fewer than none', async () => {
  const use = fc.record({ key: fc.integer({ min: 0, max: 9 }), fails: fc.boolean() });
  await fc.assert(
    fc.asyncProperty(fc.nat(60), fc.array(use, { maxLength: 40 }), async (capacity, uses) => {
      const cache = createPieceCache(capacity);
      for (const { key, fails } of uses) {
        const loaded = () =>
          fails ? Promise.reject(new Error('disk')) : Promise.resolve(Buffer.alloc(key * 5));
        await cache.get(String(key), key * 5, loaded).catch(() => {});
        if (cache.bytes > capacity || cache.bytes < 0) return false;
      }
      return true;
    }),
  );
});
