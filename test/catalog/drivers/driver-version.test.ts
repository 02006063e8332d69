import fc from 'fast-check';
import t from 'tap';
import { dayOf, NO_DAY } from '../../../catalog/drivers/driver-date.ts';
import { packVersion, versionOfLong } from '../../../catalog/drivers/driver-version.ts';

t.test('a four-part version is 16 bits a part', (t) => {
  t.equal(packVersion('31.0.101.2115'), 8725724284651587n);
  t.equal(packVersion('0.0.0.1'), 1n);
  t.equal(packVersion('1.0.0.0'), 0x1_0000_0000_0000n);
  t.equal(packVersion('65535.65535.65535.65535'), 0xffff_ffff_ffff_ffffn);
  t.equal(packVersion(' 5.00.2136.1 '), 0x5_0000_0858_0001n, 'zeros in front and space around are allowed');
  t.end();
});

t.test('what is no four-part version, or has a part beyond 16 bits, is refused', (t) => {
  const texts = [
    '',
    '1',
    '1.2.3',
    '1.2.3.4.5',
    '65536.0.0.0',
    '0.0.0.65536',
    '1.-2.3.4',
    '1.2.3.x',
    '1..2.3',
  ];
  for (const text of [...texts, `${'9'.repeat(100_000)}.0.0.0`])
    t.equal(packVersion(text), undefined, text.slice(0, 20));
  t.end();
});

t.test('versions beyond 2^53 keep every bit, and order as their parts do', (t) => {
  const part = fc.integer({ min: 0, max: 0xffff });
  const version = fc.tuple(part, part, part, part);
  fc.assert(
    fc.property(version, version, (a, b) => {
      const packed = [a, b].map((parts) => packVersion(parts.join('.')) ?? -1n) as [bigint, bigint];
      const first = a.findIndex((value, at) => value !== b[at]);
      const expected = first === -1 ? 0 : Math.sign(a[first]! - b[first]!);
      t.equal(packed[0] < packed[1] ? -1 : Number(packed[0] > packed[1]), expected);
      t.equal(
        packed[0].toString(16).padStart(16, '0'),
        a.map((one) => one.toString(16).padStart(4, '0')).join(''),
      );
    }),
    { numRuns: 300, endOnFailure: true },
  );
  t.not(packVersion('32.0.0.1'), packVersion('32.0.0.0'));
  t.end();
});

t.test('the signed number of the wire is the same 64 bits', (t) => {
  t.equal(versionOfLong(8725724284651587n), packVersion('31.0.101.2115'));
  t.equal(versionOfLong(-1n), packVersion('65535.65535.65535.65535'));
  t.equal(versionOfLong(-(2n ** 63n)), packVersion('32768.0.0.0'));
  t.equal(versionOfLong(2n ** 63n - 1n), packVersion('32767.65535.65535.65535'));
  t.end();
});

t.test('a date is its day, in whatever form it is written', (t) => {
  const sameDay = [
    '2023-04-18',
    ' 2023-04-18 ',
    '2023-04-18Z',
    '2023-04-18+02:00',
    '2023-04-18T00:00:00',
    '2023-04-18T23:59:59.9999999Z',
    '2023-04-18T00:00:00-07:00',
    '04/18/2023',
    '4/18/2023',
    '04-18-2023',
  ];
  for (const text of sameDay) t.equal(dayOf(text), 20230418, text);
  t.equal(dayOf('0001-01-01T00:00:00'), 10101);
  t.end();
});

t.test('a date that cannot be read is before every other', (t) => {
  const texts = [
    '',
    'yesterday',
    '2023',
    '2023-13-01',
    '2023-00-10',
    '2023-01-32',
    '18/04/2023',
    '2023-04-181',
  ];
  for (const text of [...texts, '9'.repeat(100_000)]) t.equal(dayOf(text), NO_DAY, text.slice(0, 20));
  t.ok(NO_DAY < dayOf('0001-01-01'));
  t.end();
});
