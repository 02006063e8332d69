import fc from 'fast-check';
import t from 'tap';
import { dateOf, dateTimeOf, ticksOf } from '../../../protocol/soap/date-time.ts';

t.test('times that name the same moment have the same ticks, however they are written', (t) => {
  const rows: readonly (readonly [string, string])[] = [
    ['2026-11-01T00:00:00Z', '2026-11-01T00:00:00.0000000Z'],
    ['2026-11-01T00:00:00.65455Z', '2026-11-01T00:00:00.6545500Z'],
    ['2026-11-01T00:00:00.6545500Z', '2026-11-01T00:00:00.65455009999Z'],
    ['2026-11-01T00:00:00Z', '2026-11-01T02:30:00+02:30'],
    ['2026-11-01T00:00:00Z', '2026-10-31T19:00:00-05:00'],
    ['2026-11-01T00:00:00Z', ' 2026-11-01T00:00:00\n'],
    ['2026-11-01T00:00:00', '2026-11-01T00:00:00Z'],
  ];
  for (const [one, other] of rows) t.equal(ticksOf(one), ticksOf(other), `${one} ${other}`);
  t.not(ticksOf('2026-11-01T00:00:00.0000001Z'), ticksOf('2026-11-01T00:00:00Z'), '100 ns are a difference');
  t.equal(ticksOf('1970-01-01T00:00:00.0000001Z'), 1n);
  t.end();
});

t.test('what is no time has no ticks', (t) => {
  const texts = [
    '',
    'now',
    '2026-11-01',
    '2026-11-01 00:00:00Z',
    '2026-13-01T00:00:00Z',
    '2026-11-01T25:00:00Z',
  ];
  const odd = [
    '2026-11-01T00:00:00z',
    '2026-11-01T00:00:00.Z',
    `2026-11-01T00:00:00.${'1'.repeat(21)}Z`,
    '2026-11-01T00:00:00+2:00',
  ];
  for (const text of [...texts, ...odd, 'x'.repeat(100_000)])
    t.equal(ticksOf(text), undefined, text.slice(0, 40));
  t.end();
});

t.test('a written moment reads back, without zeros at its end', (t) => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 253_402_300_799_999 }), (milliseconds) => {
      const text = dateTimeOf(milliseconds);
      t.equal(ticksOf(text), BigInt(milliseconds) * 10_000n);
      t.notMatch(text, /[.]\d*0Z$|[.]Z$/);
      t.ok(text.startsWith(dateOf(milliseconds)));
    }),
    { endOnFailure: true },
  );
  t.equal(dateTimeOf(Date.parse('2026-11-01T10:20:30.500Z')), '2026-11-01T10:20:30.5Z');
  t.equal(dateTimeOf(Date.parse('2026-11-01T00:00:00Z')), '2026-11-01T00:00:00Z');
  t.end();
});
