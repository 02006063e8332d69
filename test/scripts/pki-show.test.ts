import { once } from 'node:events';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { connect } from 'node:tls';
import t from 'tap';
import { startMockWindowsUpdate } from '../../server/start.ts';
import { mockWu } from '../helpers/command-line.ts';
import { withKeys } from '../helpers/prepared-keys.ts';
import { hasTool, run } from '../helpers/tools.ts';

const ports = { httpPort: 0, httpsPort: 0, controlPort: 0 };
const state = path.join(t.testdir({}), 'state');
const double = await startMockWindowsUpdate({
  state: withKeys(state),
  seeds: [],
  names: ['wsus.test'],
  ...ports,
});
t.teardown(() => double.close());

interface Shown {
  readonly id: string;
  readonly issuerId?: string;
  readonly file?: string;
  readonly sha1: string;
  readonly sha256: string;
  readonly serial: string;
  readonly names?: readonly string[];
}

const show = async (): Promise<readonly Shown[]> =>
  JSON.parse((await mockWu('pki', 'show', '--json', '--state', state)).stdout).certificates;

t.test('pki show draws the hierarchy as a tree', async (t) => {
  const { code, stdout } = await mockWu('pki', 'show', '--state', state);
  t.equal(code, 0);
  const heads = stdout.split('\n').filter((line) => /^[ │├└─]*[a-z-]+$/.test(line));
  t.same(heads, [
    'root',
    '├─ tls',
    '│  └─ server',
    '└─ code',
    '   ├─ code-a',
    '   │  └─ publisher-a',
    '   └─ code-b',
    '      └─ publisher-b',
  ]);
  t.match(stdout, 'CN=Mock Windows Update Root (test only, do not trust)');
  t.match(stdout, path.join(state, 'pki', 'publisher-b.pem'));
  t.match(stdout, /valid {4}\d{4}-\d\d-\d\d to \d{4}-\d\d-\d\d/);
});

t.test('openssl reads the same serial and fingerprints', async (t) => {
  if (!hasTool(t, 'openssl')) return;
  const { stdout: tree } = await mockWu('pki', 'show', '--state', state);
  for (const { id, file, serial } of await show()) {
    if (file === undefined) continue;
    const facts = (...args: readonly string[]) =>
      run('openssl', ['x509', '-in', file, '-noout', ...args])
        .stdout.toString()
        .trim()
        .split('=')[1] ?? 'none';
    t.equal(facts('-serial'), serial, id);
    t.match(tree, facts('-fingerprint', '-sha1'), id);
    t.match(tree, facts('-fingerprint', '-sha256'), id);
  }
});

t.test('every certificate but the root names its issuer, and the server its names', async (t) => {
  const shown = await show();
  t.same(
    shown.map(({ id, issuerId }) => [id, issuerId]),
    [
      ['root', undefined],
      ['tls', 'root'],
      ['code', 'root'],
      ['code-a', 'code'],
      ['code-b', 'code'],
      ['publisher-a', 'code-a'],
      ['publisher-b', 'code-b'],
      ['server', 'tls'],
    ],
  );
  const names = shown.at(-1)?.names ?? [];
  for (const name of ['localhost', '127.0.0.1', '::1', 'wsus.test']) t.ok(names.includes(name), name);
  t.equal(shown[0]?.sha256, double.ca.sha256);
});

t.test('pki show prints no private key and changes no file', async (t) => {
  const folder = path.join(state, 'pki');
  const look = () =>
    readdirSync(folder).map((name) => {
      const file = path.join(folder, name);
      return [name, statSync(file).mtimeMs, statSync(file).mode, readFileSync(file, 'utf8')];
    });
  const before = look();
  const tree = await mockWu('pki', 'show', '--state', state);
  const json = await mockWu('pki', 'show', '--json', '--state', state);
  t.same(look(), before);
  for (const { stdout } of [tree, json]) t.notMatch(stdout, /PRIVATE|BEGIN/);
});

t.test('the server certificate shown is the one clients get', async (t) => {
  const shown = (await show()).at(-1);
  const socket = connect({
    host: '127.0.0.1',
    port: Number(new URL(double.urls.https).port),
    ca: double.ca.pem,
  });
  await once(socket, 'secureConnect');
  t.equal(socket.getPeerX509Certificate()?.serialNumber, shown?.serial);
  socket.destroy();
});

t.test('a folder without keys is an error, and none are made', async (t) => {
  const empty = path.join(t.testdir({}), 'empty');
  const { code, stderr } = await mockWu('pki', 'show', '--state', empty);
  t.equal(code, 1);
  t.match(stderr, `the state folder ${empty} has no keys yet`);
  t.throws(() => statSync(empty), { code: 'ENOENT' });
});

t.test('pki without a word, or with an unknown one, is a usage error', async (t) => {
  for (const argv of [['pki'], ['pki', 'burn'], ['pki', 'show', '--wild'], ['pki', 'show', 'more']])
    t.equal((await mockWu(...argv)).code, 2, argv.join(' '));
});
