import { execFileSync } from 'node:child_process';
import path from 'node:path';
import t from 'tap';
import { parseSeed, readSeedFile } from '../../../catalog/import/seed-reader.ts';
import { refusalOf } from '../../helpers/seeds.ts';

const read = (text: string, source = 'a.yaml') => parseSeed(text, { source, folder: '/' });

t.test('a seed in YAML and the same in JSON mean the same', async (t) => {
  const yaml = read('updates:\n  - title: One\n    kb: 5001234\n    released: 2026-10-13\n');
  const json = read('{"updates":[{"title":"One","kb":5001234,"released":"2026-10-13"}]}', 'a.json');
  t.same(yaml.updates, json.updates);
  t.equal(yaml.where(['updates', 0, 'kb']), 'a.yaml:3, updates[0].kb');
  t.equal(json.where(['updates', 0, 'kb']), 'a.json, updates[0].kb');
});

t.test('a seed that was read cannot be changed', async (t) => {
  const seed = read('updates: [{ title: One, files: [{ size: 1 KB }] }]');
  t.ok(Object.isFrozen(seed));
  t.ok(Object.isFrozen(seed.updates?.[0]?.files?.[0]));
});

t.test('anchors may be used, merge keys and strange tags may not', async (t) => {
  t.equal(read('updates:\n  - &u { title: One, released: &d 2026-10-13 }\n').updates?.[0]?.title, 'One');
  t.match(
    refusalOf(() => read('a: &a { title: One }\nupdates: [{ <<: *a }]')),
    /^SEED_INVALID/,
  );
  t.match(
    refusalOf(() => read('updates: !!js/function x')),
    /^SEED_SYNTAX: .*tag/,
  );
  t.match(
    refusalOf(() => read('updates:\n  - title: !secret One')),
    /^SEED_SYNTAX: .*tag/,
  );
});

const refused: readonly (readonly [string, string, RegExp])[] = [
  [
    'a misspelt key',
    'updates: [{ titel: One }]',
    /a\.yaml:1, updates\[0\]\.titel: nothing is called "titel" here \| Did you mean title\?/,
  ],
  [
    'a misspelt key beside a required one',
    'updates:\n  - title: One\n    supercedes: x',
    /a\.yaml:3, updates\[0\]\.supercedes: .* Did you mean supersedes\?/,
  ],
  [
    'a key far from all known ones',
    'colour: red',
    /nothing is called "colour" here \| Known here: .*updates/,
  ],
  [
    'a misspelt key of a file',
    'updates: [{ title: A, files: [{ sise: 1 }] }]',
    /updates\[0\]\.files\[0\]\.sise: .* Did you mean size\?/,
  ],
  ['a missing title', 'updates: [{ kb: 1 }]', /updates\[0\]: title is missing \| Add title\./],
  [
    'a wrong type',
    'updates: [{ title: [A] }]',
    /updates\[0\]\.title: \["A"\] is not allowed here \| Write a text/,
  ],
  ['a list where a map belongs', '- title: A', /a\.yaml:1: \[.*\] is not allowed here \| Write a map/],
  ['an empty file', '', /null is not allowed here/],
  [
    'a value outside a list of words',
    'updates: [{ title: A, severity: Critcal }]',
    /severity: "Critcal" is not allowed here \| Did you mean Critical\?/,
  ],
  [
    'a handler nobody knows',
    'updates: [{ title: A, handler: zzz }]',
    /handler: "zzz" .* Write one of cbs, command/,
  ],
  [
    'an action nobody knows',
    'updates: [{ title: A, approvals: [{ group: All Computers, action: instal }] }]',
    /approvals\[0\]\.action: "instal" .* Did you mean install\?/,
  ],
  [
    'an article number with letters',
    'updates: [{ title: A, kb: KBx }]',
    /kb: "KBx" .* Expected: Article numbers such as/,
  ],
  ['a GUID with braces', "updates: [{ title: A, updateId: '{x}' }]", /updateId: .* A GUID without braces/],
  [
    'a bad date',
    'updates: [{ title: A, released: 13.10.2026 }]',
    /released: "13.10.2026" .* such as 2026-10-13/,
  ],
  [
    'a version that YAML took for a number',
    'detectoids: [{ key: a, installed: { windows: { minimum: 10.0 } } }]',
    /minimum: 10 is not allowed here \| Write a text\. .*quoted/,
  ],
  [
    'a number below its least',
    'updates: [{ title: A, revision: 0 }]',
    /revision: 0 is not allowed here \| It must be >= 1/,
  ],
  ['a newer format', 'seed: 2', /seed: 2 is not allowed here \| Write 1\./],
  ['a language tag nobody has', 'updates: [{ title: A, languages: { "no such": x } }]', /languages/],
  ['the same key twice', 'updates: []\nupdates: []', /^SEED_SYNTAX: .*unique/],
  ['broken YAML', 'updates: [', /^SEED_SYNTAX: .*a\.yaml.* line 1/],
];

for (const [name, text, expected] of refused)
  t.test(`${name} is refused with its place and the repair`, async (t) => {
    t.match(
      refusalOf(() => read(text)),
      expected,
    );
  });

t.test('broken JSON is refused as such', async (t) => {
  t.match(
    refusalOf(() => read('{"updates":', 'a.json')),
    /^SEED_SYNTAX: the seed a\.json/,
  );
});

t.test('files that cannot be read are refused in one sentence', async (t) => {
  const folder = t.testdir({ 'latin1.yaml': Buffer.from([0x61, 0x3a, 0x20, 0xe4]), inner: {} });
  t.match(
    refusalOf(() => readSeedFile(path.join(folder, 'absent.yaml'))),
    /^SEED_UNREADABLE: .*ENOENT/,
  );
  t.match(
    refusalOf(() => readSeedFile(path.join(folder, 'inner'))),
    /^SEED_UNREADABLE: .*no regular file/,
  );
  t.match(
    refusalOf(() => readSeedFile(path.join(folder, 'latin1.yaml'))),
    /^SEED_UNREADABLE: .*not valid/,
  );
});

t.test('a pipe in place of a file is refused and not waited for', async (t) => {
  if (process.platform === 'win32') {
    t.pass('skipped', { skip: 'Windows has no mkfifo' });
    return;
  }
  const pipe = path.join(t.testdir({}), 'pipe.yaml');
  execFileSync('mkfifo', [pipe]);
  t.match(
    refusalOf(() => readSeedFile(pipe)),
    /^SEED_UNREADABLE: .*no regular file/,
  );
});
