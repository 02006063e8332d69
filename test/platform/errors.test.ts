import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import t from 'tap';
import { errorDocument } from '../../platform/errors/document.ts';
import { type ErrorCode, errorCatalogue, MockWuError } from '../../platform/errors/index.ts';
import { projectRoot } from '../helpers/project-root.ts';

t.test('every error says what happened and how to repair it', async (t) => {
  for (const [code, { message, repair }] of Object.entries(errorCatalogue)) {
    t.match(code, /^[A-Z][A-Z0-9_]+$/);
    t.not(message, '', code);
    t.match(repair, /[.}]$/, `${code}: the repair is a sentence`);
  }
});

t.test('values given stand in the text, and what was not given stays visible', async (t) => {
  const error = new MockWuError('PORT_TAKEN', { host: '127.0.0.1', port: 8530 });
  t.equal(error.message, '127.0.0.1:8530 is taken by another program');
  t.match(error.repair, '{option}');
});

t.test('docs/errors.md is the catalogue (npm run docs writes it)', async (t) => {
  t.equal(readFileSync(path.join(projectRoot, 'docs/errors.md'), 'utf8'), errorDocument());
});

t.test('every code of the catalogue is raised somewhere, and none twice defined', async (t) => {
  const folders = ['protocol', 'pki', 'catalog', 'server', 'device', 'scripts'];
  const text = folders
    .flatMap((folder) =>
      readdirSync(path.join(projectRoot, folder), { recursive: true, encoding: 'utf8' })
        .filter((name) => name.endsWith('.ts'))
        .map((name) => readFileSync(path.join(projectRoot, folder, name), 'utf8')),
    )
    .join('\n');
  const idle = (Object.keys(errorCatalogue) as ErrorCode[]).filter((code) => !text.includes(`'${code}'`));
  t.same(idle, []);
});
