import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import t from 'tap';
import { operations } from '../../client/operations.ts';
import { type MockWindowsUpdate, startMockWindowsUpdate } from '../../server/start.ts';
import { mockWu } from '../helpers/command-line.ts';
import { fillForControl } from '../helpers/control-catalogue.ts';
import { withKeys } from '../helpers/prepared-keys.ts';
import { projectRoot } from '../helpers/project-root.ts';
import { runAsync } from '../helpers/run-async.ts';
import { hasTool } from '../helpers/tools.ts';

const text = readFileSync(path.join(projectRoot, 'docs/control-api.md'), 'utf8');
const folder = t.testdir({});
/** The ports the page says, and those the doubles really got. */
const ports = new Map<string, string>();

async function serve(state: string, more: object): Promise<MockWindowsUpdate> {
  const double = await startMockWindowsUpdate({
    state: withKeys(path.join(folder, state)),
    httpPort: 0,
    httpsPort: 0,
    controlPort: 0,
    ...more,
  });
  t.teardown(() => double.close());
  return double;
}

const portOf = (url: string): string => new URL(url).port;
const { urls, catalog } = await serve('.mock-wu', { seeds: ['demo'] });
ports.set('8590', portOf(urls.control)).set('8530', portOf(urls.http));
fillForControl(catalog);
const exposed = await serve('exposed', { controlBind: '0.0.0.0' });
ports.set('8690', portOf(exposed.urls.control));

/** The same text with the ports of this test. */
const here = (line: string): string =>
  line.replaceAll(/(?<=127\.0\.0\.1:)\d+/g, (port) => ports.get(port) ?? port);

t.test('every call of the page is answered as it says', async (t) => {
  if (!hasTool(t, 'curl')) return;
  let last = '';
  let calls = 0;
  for (const [, language, block = ''] of text.matchAll(/```(sh|json)\n([\s\S]*?)```/g)) {
    if (language === 'json') {
      t.match(JSON.parse(last), JSON.parse(block), block);
      continue;
    }
    for (const line of block
      .trimEnd()
      .split('\n')
      .filter((one) => one.startsWith('curl '))) {
      const [command = '', comment = ''] = line.split(' # ');
      // curl knows --json from 7.82 on.
      const plain = command.replace(' --json ', " -H 'content-type: application/json' -d ");
      const script = `cd '${folder}' && ${here(plain)} -sS -w '\\n%{http_code}'`;
      const { status, output } = await runAsync('sh', ['-c', script]);
      const at = output.lastIndexOf('\n');
      t.equal(status, 0, line, { output });
      t.match(output.slice(at + 1), comment === 'refused' ? /^4\d\d$/ : /^20[01]$/, line, { output });
      last = output.slice(0, at);
      calls++;
    }
  }
  t.ok(calls > 20);
});

t.test('the example of the client runs', async (t) => {
  const [, example = ''] = /```ts\n([\s\S]*?)```/.exec(text) ?? [];
  const client = path.join(projectRoot, 'build/client/index.js');
  const file = path.join(folder, 'example.mjs');
  const lines: unknown[] = [];
  const noted = example
    .replace('console.log(', 'globalThis.noted(')
    .replace('mock-windows-update/client', client);
  writeFileSync(file, here(noted));
  Object.assign(globalThis, { noted: (...words: readonly unknown[]) => lines.push(...words) });
  await import(file);
  t.match(lines, [404, 'CATALOG_UPDATE_NAME_UNKNOWN', /UpdateID, KB number/]);
  t.match(lines[3], [{ computerId: 'pc1', hresult: '0x80240017', hresultName: null }]);
});

t.test('every operation is in the table', async (t) => {
  const rows = [...text.matchAll(/^\| `(\w+)` \| (\w+) (\S+) \|$/gm)].map(([, id, method, path]) =>
    [id, method, path].join(' '),
  );
  const all = Object.entries(operations).map(([id, { method, path }]) => [id, method, path].join(' '));
  t.same(rows.sort(), all.sort());
});

t.test('the options the page names exist', async (t) => {
  const { stdout } = await mockWu('serve', '--help');
  for (const option of new Set(text.match(/--control-[a-z-]+/g)))
    t.match(stdout, new RegExp(`^ +${option}\\b`, 'm'));
});
