import { existsSync } from 'node:fs';
import path from 'node:path';
import t from 'tap';
import { projectRoot } from '../helpers/project-root.ts';
import { callsIn, checkCall, projectFile } from '../helpers/shown-calls.ts';

const text = projectFile('docs/ci.md');

const anchorsOf = (page: string): readonly string[] =>
  [...page.matchAll(/^#+ (.*)$/gm)].map(([, title = '']) =>
    title
      .toLowerCase()
      .replace(/[^\w\- ]/g, '')
      .replaceAll(' ', '-'),
  );

t.test('every command and option the page shows exists', async (t) => {
  const shell = [...text.matchAll(/```sh\n([\s\S]*?)```/g)].map((match) => match[1] ?? '').join('\n');
  const inline = [...text.matchAll(/`([^`\n]+)`/g)].map((match) => match[1] ?? '').join('\n');
  const calls = callsIn(`${shell}\n${inline}`);
  t.ok(calls.length >= 8, String(calls.length));
  for (const call of calls) await checkCall(t, call);
});

t.test('links lead to files and headings that are there', async (t) => {
  const links = [...text.matchAll(/\]\(([^)]+)\)/g)].map((match) => match[1] ?? '');
  t.ok(links.length > 8);
  for (const link of links) {
    const [name = '', anchor] = link.split('#');
    const target = name === '' ? 'docs/ci.md' : path.join('docs', name);
    t.ok(existsSync(path.join(projectRoot, target)), link);
    if (anchor !== undefined) t.ok(anchorsOf(projectFile(target)).includes(anchor), link);
  }
});

t.test('the page says plainly that the Windows job was not run', async (t) => {
  t.match(text, '**not run.**');
  t.match(projectFile('examples/ci/github-actions.yml'), 'the Windows job was not');
});
