import { readFileSync } from 'node:fs';
import path from 'node:path';
import t from 'tap';
import { parseSeed } from '../../catalog/import/seed-reader.ts';
import { seedSchema } from '../../catalog/import/seed-schema.ts';
import { projectRoot } from '../helpers/project-root.ts';
import { build, refusalOf } from '../helpers/seeds.ts';

const text = readFileSync(path.join(projectRoot, 'docs/seed-files.md'), 'utf8');
const examples = [...text.matchAll(/```yaml\n([\s\S]*?)```/g)].map((match) => match[1] ?? '');

t.test('there are examples', async (t) => {
  t.ok(examples.length >= 8);
});

for (const [index, example] of examples.entries())
  t.test(`example ${index + 1} of docs/seed-files.md is a seed and can be built`, async (t) => {
    const folder = t.testdir({ payload: { 'own.bin': 'own' } });
    t.equal(parseSeed(example, { source: 'doc.yaml', folder }).source, 'doc.yaml');
    const { documents } = build(example, folder);
    t.equal(documents.length > 0, !/^updates: \[\]$/m.test(example));
  });

t.test('the page names every property of an update', async (t) => {
  const { $defs } = seedSchema() as { $defs: { update: { properties: object } } };
  for (const name of Object.keys($defs.update.properties)) t.match(text, `\`${name}\``, name);
});

t.test('the error it shows is the one that comes', async (t) => {
  const seed = 'updates:\n  - title: A\n    kb: 1\n    supercedes: b\n';
  const refusal = refusalOf(() => parseSeed(seed, { source: 'my.yaml', folder: '/' }));
  t.match(refusal, 'my.yaml:4, updates[0].supercedes: nothing is called "supercedes" here');
  t.match(refusal, 'Did you mean supersedes?');
});
