import fc from 'fast-check';
import t from 'tap';
import { readRange } from '../../../server/content/byte-range.ts';

t.test('whatever the header, the answer lies within the file', async () => {
  const digits = fc.stringMatching(/^\d{0,25}$/);
  const header = fc.oneof(
    fc.string(),
    fc.tuple(digits, digits).map(([first, last]) => `bytes=${first}-${last}`),
  );
  fc.assert(
    fc.property(header, fc.nat(), (text, size) => {
      const wish = readRange(text, size);
      if (wish.kind !== 'span') return true;
      const { first, last } = wish.span;
      return first >= 0 && first <= last && last < size;
    }),
  );
});

t.test('the unit is read in any case and space around the range is allowed', async (t) => {
  const span = { kind: 'span', span: { first: 1, last: 2 } };
  for (const text of ['bytes=1-2', 'Bytes=1-2', 'bytes= 1-2', 'bytes=1-2 '])
    t.strictSame(readRange(text, 10), span, text);
});
