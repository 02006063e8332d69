import { existsSync } from 'node:fs';
import path from 'node:path';
import t from 'tap';
import { projectRoot } from '../../helpers/project-root.ts';
import { callsIn, checkCall, projectFile } from '../../helpers/shown-calls.ts';
import { run } from '../../helpers/tools.ts';

const folder = path.join(projectRoot, 'examples/ci/testcontainers');
const source = projectFile('examples/ci/testcontainers/mock-windows-update.ts');
const example = projectFile('examples/ci/testcontainers/scan.test.ts');

t.test('every option the module gives to serve exists', async (t) => {
  const command = source.slice(source.indexOf('function serveCommand'), source.indexOf('const seedTarget'));
  const options = [...command.matchAll(/['`](--[a-z-]+)=/g)].map((match) => match[1] ?? '');
  t.same(options, ['--bind', '--control-bind', '--http-port', '--seed', '--name']);
  await checkCall(t, ['serve', ...options]);
});

t.test('every command the module and its example run exists', async (t) => {
  const calls = [...`${source}\n${example}`.matchAll(/mockWu\(([^)]*)\)/g)]
    .map(([, words = '']) => [...words.matchAll(/['`]([^'`]*)['`]/g)].map((match) => match[1] ?? ''))
    .filter((call) => call.length > 0);
  t.ok(calls.length >= 4);
  for (const call of calls) await checkCall(t, call);
  await checkCall(t, /'(device scan [^']*)'/.exec(example)?.[1]?.split(' ') ?? []);
  t.same(callsIn(example), [], 'all of them in this form');
});

t.test('its ports are those of the image, and it waits for the line serve writes', async (t) => {
  const exposed = /^EXPOSE (.*)$/m.exec(projectFile('Containerfile'))?.[1]?.split(' ') ?? [];
  const ports = /const PORTS = \{([^}]*)\}/.exec(source)?.[1]?.match(/\d+/g) ?? [];
  t.equal(ports.length, 3);
  for (const port of ports) t.ok(exposed.includes(port), port);
  t.match('{"event":"ready","pid":1}', new RegExp(/forLogMessage\(\/(.*)\/\)/.exec(source)?.[1] ?? 'none'));
});

t.test('the project itself does not depend on testcontainers', async (t) => {
  t.notMatch(projectFile('package.json'), 'testcontainers');
  t.notMatch(projectFile('package-lock.json'), 'node_modules/testcontainers');
});

t.test('its types are right', async (t) => {
  if (!existsSync(path.join(folder, 'node_modules'))) {
    t.pass('skipped', { skip: 'the packages of examples/ci/testcontainers are not installed' });
    return;
  }
  const { status, stdout } = run(path.join(folder, 'node_modules/.bin/tsc'), ['-p', folder]);
  t.equal(status, 0, stdout.toString());
});
