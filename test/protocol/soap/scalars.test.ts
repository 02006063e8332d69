import t from 'tap';
import {
  base64Binary,
  boolean,
  dateTime,
  enumeration,
  guid,
  int,
  long,
  short,
  string,
  unsignedByte,
  unsignedInt,
} from '../../../protocol/soap/scalars.ts';
import type { Scalar } from '../../../protocol/soap/types.ts';

function parses<T>(name: string, type: Scalar<T>, rows: readonly (readonly [string, T | undefined])[]): void {
  t.test(`${name} takes what it names and nothing else`, (t) => {
    for (const [text, expected] of rows) t.same(type.parse(text), expected, JSON.stringify(text));
    t.end();
  });
}

const noNumbers = [
  '',
  ' ',
  '1.0',
  '1e3',
  '0x10',
  '1 2',
  '--1',
  '+',
  'NaN',
  'Infinity',
  '\u0661',
  '1_000',
  '9'.repeat(400),
];
const none = (texts: readonly string[]) => texts.map((text) => [text, undefined] as const);

parses('int', int, [
  ['0', 0],
  ['-0', -0],
  ['+7', 7],
  [' \n42\t', 42],
  ['0000000042', 42],
  ['2147483647', 2147483647],
  ['-2147483648', -2147483648],
  ['2147483648', undefined],
  ['-2147483649', undefined],
  ...none(noNumbers),
]);
parses('short', short, [['32767', 32767], ['-32768', -32768], ['32768', undefined], ...none(noNumbers)]);
parses('unsignedByte', unsignedByte, [
  ['255', 255],
  ['256', undefined],
  ['-1', undefined],
]);
parses('unsignedInt', unsignedInt, [
  ['4294967295', 4294967295],
  ['4294967296', undefined],
]);
parses('long', long, [
  ['9223372036854775807', 9223372036854775807n],
  ['-9223372036854775808', -9223372036854775808n],
  ['9223372036854775808', undefined],
  ['+2814750931222529', 2814750931222529n],
  ['99999999999999999999', undefined],
  ...none(noNumbers),
]);
parses('boolean', boolean, [
  ['true', true],
  ['1', true],
  [' false ', false],
  ['0', false],
  ...none(['', 'True', 'TRUE', 'yes', '2', 'truefalse']),
]);
parses('guid', guid, [
  ['E0789628-CE08-4437-BE74-2495B842F43B', 'E0789628-CE08-4437-BE74-2495B842F43B'],
  [' e0789628-ce08-4437-be74-2495b842f43b\n', 'e0789628-ce08-4437-be74-2495b842f43b'],
  ...none([
    '',
    '{e0789628-ce08-4437-be74-2495b842f43b}',
    'e0789628ce084437be742495b842f43b',
    'g0789628-ce08-4437-be74-2495b842f43b',
  ]),
]);
parses('base64Binary', base64Binary, [
  ['', Buffer.alloc(0)],
  ['QUI=', Buffer.from('AB')],
  [' QU\nJD ', Buffer.from('ABC')],
  ['+/+/', Buffer.from([0xfb, 0xff, 0xbf])],
  ...none([
    'Q',
    'QU',
    'QUI',
    'QUI==',
    'QUI=QUI=',
    '=',
    '====',
    'Q=I=',
    '-_-_',
    'QU*D',
    'QUJ\u00c4',
    'A\u0141A+',
    'CB\u00e9C',
    '\0\0\0\0',
  ]),
]);
parses('an enumeration', enumeration('Kind', ['Core', 'Extended']), [
  ['Core', 'Core'],
  [' Extended\n', 'Extended'],
  ...none(['core', '', 'CoreExtended', 'toString', '__proto__']),
]);
parses('string', string, [
  ['', ''],
  [' a\n', ' a\n'],
]);
parses('dateTime', dateTime, [[' 2026-11-01T00:00:00.1234567Z\n', '2026-11-01T00:00:00.1234567Z']]);
