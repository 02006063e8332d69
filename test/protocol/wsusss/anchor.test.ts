import fc from 'fast-check';
import t from 'tap';
import { formatAnchor, parseAnchor } from '../../../protocol/wsusss/anchor.ts';

const SEED = 20261101;
const LARGEST = 0x7fff_ffff;

t.test('anchors are written as Windows writes them', (t) => {
  t.equal(
    formatAnchor({ number: 9438, moment: Date.UTC(2026, 9, 4, 16, 33, 26, 668) }),
    '9438,2026-10-04 16:33:26.668',
  );
  t.equal(formatAnchor({ number: 1, moment: 0 }), '1,1970-01-01 00:00:00.000');
  t.end();
});

t.test('anchors are read with what other writers make of them', (t) => {
  const moment = Date.UTC(2026, 9, 4, 16, 33, 26);
  const readings: readonly (readonly [text: string, milliseconds: number])[] = [
    ['9438,2026-10-04 16:33:26.668', 668],
    ['9438,2026-10-04 16:33:26', 0],
    ['9438,2026-10-04 16:33:26.5', 500],
    ['9438,2026-10-04 16:33:26.6681234', 668],
    ['9438,2026-10-04T16:33:26.668', 668],
    [' 9438, 2026-10-04 16:33:26.668 ', 668],
  ];
  for (const [text, milliseconds] of readings)
    t.same(parseAnchor(text), { number: 9438, moment: moment + milliseconds }, text);
  t.same(parseAnchor(`${LARGEST},2024-02-29 23:59:59.999`), {
    number: LARGEST,
    moment: Date.UTC(2024, 1, 29, 23, 59, 59, 999),
  });
  t.same(parseAnchor('1,9999-12-31 23:59:59.999')?.moment, Date.UTC(9999, 11, 31, 23, 59, 59, 999));
  t.end();
});

t.test('what is no anchor is none', (t) => {
  const none = [
    '',
    'x',
    '1',
    '1,',
    ',2026-10-04 16:33:26.668',
    '2026-10-04 16:33:26.668',
    '0,2026-10-04 16:33:26.668',
    '-1,2026-10-04 16:33:26.668',
    `${LARGEST + 1},2026-10-04 16:33:26.668`,
    '1.5,2026-10-04 16:33:26.668',
    '1,2026-10-04',
    '1,26-10-04 16:33:26.668',
    '1,2026-13-04 16:33:26.668',
    '1,2026-02-30 16:33:26.668',
    '1,2023-02-29 16:33:26.668',
    '1,2026-10-04 24:33:26.668',
    '1,2026-10-04 16:60:26.668',
    '1,2026-10-04 16:33:26.668Z',
    '1,2026-10-04 16:33:26.',
    '1,2026-10-04 16:33:26.12345678',
    '1,2026-10-04 16:33:26.668,2',
    '1;2026-10-04 16:33:26.668',
    `1,2026-10-04 16:33:26.668${' '.repeat(3)}x`,
  ];
  for (const text of none) t.equal(parseAnchor(text), undefined, JSON.stringify(text));
  t.end();
});

t.test('an anchor that was written reads as it was', (t) => {
  const anchors = fc.record({
    number: fc.integer({ min: 1, max: LARGEST }),
    moment: fc.integer({ min: 0, max: Date.UTC(9999, 11, 31) }),
  });
  fc.assert(
    fc.property(anchors, (anchor) => {
      const read = parseAnchor(formatAnchor(anchor));
      return read?.number === anchor.number && read.moment === anchor.moment;
    }),
    { seed: SEED, numRuns: 500 },
  );
  t.pass();
  t.end();
});

t.test('no text makes the reader slow or fail', (t) => {
  fc.assert(
    fc.property(fc.string({ maxLength: 60 }), (text) => {
      parseAnchor(text);
    }),
    { seed: SEED, numRuns: 500 },
  );
  const begun = performance.now();
  t.equal(parseAnchor(`1,${' '.repeat(200_000)}`), undefined);
  t.equal(parseAnchor(`${' '.repeat(200_000)}1`), undefined);
  t.ok(performance.now() - begun < 1_000);
  t.end();
});
