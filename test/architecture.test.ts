import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import t from 'tap';
import { projectRoot } from './helpers/project-root.ts';

/** Which folders each folder may import from, itself included. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  platform: ['platform'],
  protocol: ['protocol', 'platform'],
  pki: ['pki', 'protocol', 'platform'],
  catalog: ['catalog', 'protocol', 'platform'],
  server: ['server', 'catalog', 'pki', 'protocol', 'platform'],
  device: ['device', 'protocol', 'platform'],
  client: ['client'],
  scripts: ['scripts', 'server', 'device', 'catalog', 'pki', 'protocol', 'platform'],
};

/** What reads time, chance or the console; only `platform` may. */
const AMBIENT =
  /\b(Date\.now|Date\.parse|new Date\b|Math\.random|randomUUID|randomBytes|process\.hrtime|console\.)/;
/** Modules with input or output; `protocol` has neither. */
const INPUT_OUTPUT = /from 'node:(fs|net|tls|http|https|dns|child_process|os|worker_threads)/;
const LONGEST_FILE = 300;
/** How files begin that nobody writes by hand. */
const GENERATED = '// Written by tools/';

interface Source {
  readonly name: string;
  readonly text: string;
}

function sources(folder: string): Source[] {
  return readdirSync(path.join(projectRoot, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => ({
      name: path.join(folder, name),
      text: readFileSync(path.join(projectRoot, folder, name), 'utf8'),
    }));
}

/** The code of a file without its comments. */
function code({ text }: Source): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, '');
}

t.test('imports point down only', async (t) => {
  for (const [folder, allowed] of Object.entries(MAY_IMPORT)) {
    const files = sources(folder);
    for (const file of files) {
      for (const [, target = ''] of code(file).matchAll(/(?:from|import\()\s*'(\.[^']*)'/g)) {
        const top =
          path
            .relative(projectRoot, path.resolve(projectRoot, path.dirname(file.name), target))
            .split(path.sep)[0] ?? '';
        if (!allowed.includes(top)) t.fail(`${file.name} imports ${target}`);
      }
    }
    t.pass(`${folder}: ${files.length} files`);
  }
});

t.test('time, chance and the console are taken from platform alone', async (t) => {
  for (const folder of Object.keys(MAY_IMPORT).filter((name) => name !== 'platform')) {
    for (const file of sources(folder)) {
      const found = AMBIENT.exec(code(file));
      if (found) t.fail(`${file.name} uses ${found[0]}`);
    }
  }
  t.pass('looked through');
});

t.test('protocol does no input or output', async (t) => {
  const doing = sources('protocol').filter((file) => INPUT_OUTPUT.test(file.text));
  t.same(
    doing.map(({ name }) => name),
    [],
  );
});

t.test('files stay small', async (t) => {
  const long = Object.keys(MAY_IMPORT)
    .flatMap(sources)
    .filter(({ text }) => !text.startsWith(GENERATED) && text.split('\n').length > LONGEST_FILE);
  t.same(
    long.map(({ name }) => name),
    [],
  );
});
