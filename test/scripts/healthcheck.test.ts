import { readFileSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import t, { type Test } from 'tap';
import { startMockWindowsUpdate } from '../../server/start.ts';
import { rememberServedAs, stateFolderAt } from '../../server/state-folder.ts';
import { mockWu } from '../helpers/command-line.ts';
import { withKeys } from '../helpers/prepared-keys.ts';
import { projectRoot } from '../helpers/project-root.ts';

/** A server on a free port that gives every caller the same answer, or none at all. */
async function answering(t: Test, status: number, body: string | undefined): Promise<string> {
  const server: Server = createServer((_request, response) => {
    if (body !== undefined) response.writeHead(status).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.teardown(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

t.test('a double that is ready is found by its state folder, until it stops', async (t) => {
  const ports = { httpPort: 0, httpsPort: 0, controlPort: 0 };
  const state = path.join(t.testdir({}), 'state');
  const double = await startMockWindowsUpdate({ state: withKeys(state), ...ports });
  t.teardown(() => double.close());
  const { control } = double.urls;
  const line = `mock-wu: ${control} is ready\n`;
  t.same(await mockWu('healthcheck', '--state', state), { code: 0, stdout: '', stderr: line });
  t.same(await mockWu('healthcheck', '--url', control), { code: 0, stdout: '', stderr: line });
  t.match(await mockWu('healthcheck', '--url', double.urls.http), { code: 1, stdout: '' });
  await double.close();
  const gone = `mock-wu: ${control} does not answer\n`;
  t.same(await mockWu('healthcheck', '--state', state), { code: 1, stdout: '', stderr: gone });
});

t.test('a double that is starting is not ready', async (t) => {
  const url = await answering(t, 503, '{"status":"starting"}');
  const stderr = `mock-wu: ${url} is not ready (503 starting)\n`;
  t.same(await mockWu('healthcheck', '--url', url), { code: 1, stdout: '', stderr });
});

t.test('whatever else answers there is no double, and is not repeated on the terminal', async (t) => {
  for (const body of ['ok', '', 'null', '[]', '{"status":1}', '{"status":"\\u001b[31mready"}']) {
    const url = await answering(t, 200, body);
    const stderr = `mock-wu: ${url} is not the control listener of a double\n`;
    t.same(await mockWu('healthcheck', '--url', url), { code: 1, stdout: '', stderr }, body);
  }
  const refusing = await answering(t, 500, '{"status":"ready"}');
  t.match(await mockWu('healthcheck', '--url', refusing), { code: 1 }, 'the status code has to agree');
});

t.test('one that says nothing is waited for no longer than asked', async (t) => {
  const url = await answering(t, 200, undefined);
  const stderr = `mock-wu: ${url} does not answer\n`;
  t.same(await mockWu('healthcheck', '--url', url, '--timeout', '20ms'), { code: 1, stdout: '', stderr });
});

t.test('the note of the last serve says where; a damaged one is as good as none', async (t) => {
  const url = await answering(t, 200, '{"status":"ready"}');
  const state = stateFolderAt(t.testdir({}));
  const urls = { http: 'http://127.0.0.1:1', https: 'https://localhost:1', control: url };
  rememberServedAs(state, { publicHttpUrl: 'http://localhost:1', names: [], urls });
  t.match(await mockWu('healthcheck', '--state', state.folder), { code: 0 });
  writeFileSync(path.join(state.folder, 'served.json'), '{');
  const { code, stderr } = await mockWu('healthcheck', '--state', state.folder, '--timeout', '1s');
  t.match(stderr, /^mock-wu: http:\/\/127\.0\.0\.1:8590 [^\n]+\n$/);
  t.equal(code, stderr.includes('is ready') ? 0 : 1);
});

t.test('times that are none and addresses that cannot be are usage errors', async (t) => {
  for (const time of ['3', '0s', '-1s', '1.5s', '2h', '61m', '', 's', '3 s'])
    t.match(await mockWu('healthcheck', '--timeout', time), { code: 2, stdout: '' }, time);
  for (const url of ['https://localhost:8590', 'localhost:8590', 'http://localhost:8590/readyz'])
    t.match(await mockWu('healthcheck', '--url', url), { code: 2, stdout: '' }, url);
});

/** Every module `file` loads, one after the other; imports of types load nothing. */
function loadedBy(file: string, found = new Set<string>()): ReadonlySet<string> {
  if (found.has(file)) return found;
  found.add(file);
  const text = readFileSync(file, 'utf8').replace(/^import type .*$/gm, '');
  for (const [, name = ''] of text.matchAll(/^(?:import|export|}) .*from '([^']+)';$/gm)) {
    if (name.startsWith('.')) loadedBy(path.resolve(path.dirname(file), name), found);
    else found.add(name);
  }
  return found;
}

t.test('asked every few seconds, it loads nothing of what makes up a server', async (t) => {
  const loaded = [...loadedBy(path.join(projectRoot, 'scripts/healthcheck.ts'))];
  t.same(
    loaded.filter((name) => !path.isAbsolute(name) && !name.startsWith('node:')),
    ['commander'],
  );
  t.notOk(readFileSync(path.join(projectRoot, 'scripts/main.ts'), 'utf8').includes("Command } from './"));
});
