import t from 'tap';
import { parseSeed } from '../../../catalog/import/seed-reader.ts';
import { refusalOf } from '../../helpers/seeds.ts';

const read = (text: string, source = 'a.yaml') => refusalOf(() => parseSeed(text, { source, folder: '/' }));

/** Nine lists, each of nine times the one before: 9^9 values. */
const bomb = Array.from({ length: 9 }, (_, level) => {
  const item = level === 0 ? 'x' : `*l${level - 1}`;
  return `l${level}: &l${level} [${Array(9).fill(item).join(', ')}]`;
}).join('\n');

/** The same with depth two only: many times one large list. */
const wide = `a: &a [${'x, '.repeat(15_000)}x]\nupdates: [${Array(150).fill('*a').join(', ')}]`;

const hostile: readonly (readonly [string, string, RegExp])[] = [
  ['aliases that multiply', bomb, /^SEED_TOO_LARGE: .*200 expanded aliases/],
  ['aliases that repeat a large list', wide, /^SEED_TOO_LARGE: .*1000000 values/],
  ['an alias inside itself', 'a: &a [*a]', /^SEED_TOO_LARGE: .*nested levels/],
  ['a million entries', `updates:\n${'- a: 1\n'.repeat(150_000)}`, /^SEED_TOO_LARGE: .*1048576 bytes/],
  ['a million entries in short', `updates: [${'1,'.repeat(500_000)}]`, /^SEED_TOO_LARGE: .*250000 tokens/],
  ['brackets without end', '['.repeat(100_000), /^SEED_TOO_LARGE: .*nested brackets/],
  ['braces without end', '{a: '.repeat(100_000), /^SEED_TOO_LARGE: .*nested brackets/],
  ['lists in lists in one line', '- '.repeat(100_000), /^SEED_TOO_LARGE: .*nested levels/],
  ['keys in keys in one line', '? '.repeat(100_000), /^SEED_TOO_LARGE: .*nested levels/],
  [
    'stairs of keys',
    Array.from({ length: 200 }, (_, i) => `${' '.repeat(i)}a:`).join('\n'),
    /^SEED_TOO_LARGE: .*64 nested levels/,
  ],
  [
    'very long stairs',
    Array.from({ length: 1000 }, (_, i) => `${' '.repeat(i)}a:`).join('\n'),
    /^SEED_TOO_LARGE: .*64 nested levels/,
  ],
  ['a key called __proto__', '__proto__: { updates: [] }', /^SEED_INVALID: .*__proto__/],
  ['NUL bytes', '\0\0\0', /^SEED_/],
];

for (const [name, text, expected] of hostile)
  t.test(`${name}: refused before it costs anything`, async (t) => {
    t.match(read(text), expected);
  });

t.test('JSON has limits of its own', async (t) => {
  t.match(read(`[${'['.repeat(5000)}${']'.repeat(5000)}]`, 'a.json'), /^SEED_TOO_LARGE: .*nested levels/);
  t.match(read(`{"updates":[${'1,'.repeat(1_100_000)}1]}`, 'a.json'), /^SEED_TOO_LARGE: .*values/);
  t.match(
    read(`{"updates":[${'{"title":"x"},'.repeat(21_000)}{"title":"x"}]}`, 'a.json'),
    /^SEED_INVALID: a.json, updates: .*20000/,
  );
  t.match(read(`"${'x'.repeat(16 * 1024 * 1024)}"`, 'a.json'), /^SEED_TOO_LARGE: .*16777216 bytes/);
});

t.test('what is repeated in an error is short', async (t) => {
  t.ok(read(`updates: [{ title: A, severity: ${'x'.repeat(100_000)} }]`).length < 500);
  t.ok(read(`updates: [{ title: A, ${'y'.repeat(1000)}: 1 }]`).length < 4000);
});
