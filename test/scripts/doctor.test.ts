import { chmodSync, cpSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import net, { type AddressInfo } from 'node:net';
import path from 'node:path';
import { createServer as createTlsServer } from 'node:tls';
import Sqlite from 'better-sqlite3';
import t, { type Test } from 'tap';
import type { NamedFinding } from '../../scripts/doctor/examine.ts';
import { startMockWindowsUpdate } from '../../server/start.ts';
import { rememberServedAs, stateFolderAt } from '../../server/state-folder.ts';
import { mockWu } from '../helpers/command-line.ts';
import { withKeys } from '../helpers/prepared-keys.ts';

const ports = { httpPort: 0, httpsPort: 0, controlPort: 0 };
const base = t.testdir({ hosts: '127.0.0.1 localhost\n', stopped: {}, running: {} });
const hostsFile = path.join(base, 'hosts');
const running = path.join(base, 'running');
const stopped = path.join(base, 'stopped');

const double = await startMockWindowsUpdate({ state: withKeys(running), seeds: [], ...ports });
t.teardown(() => double.close());
const other = await startMockWindowsUpdate({ state: withKeys(stopped), seeds: [], ...ports });
await other.close();

interface Report {
  readonly code: number;
  readonly stderr: string;
  readonly ok: boolean;
  /** The findings of one check. */
  of(check: string): readonly NamedFinding[];
  readonly failures: readonly NamedFinding[];
}

async function doctor(state: string, ...argv: readonly string[]): Promise<Report> {
  const result = await mockWu('doctor', '--state', state, '--hosts-file', hostsFile, '--json', ...argv);
  const { ok, checks } = JSON.parse(result.stdout) as { ok: boolean; checks: readonly NamedFinding[] };
  return {
    ...result,
    ok,
    of: (check) => checks.filter((one) => one.check === check),
    failures: checks.filter(({ status }) => status === 'fail'),
  };
}

/** A copy of the stopped double's folder, for the test `t` to damage. */
function copyFor(t: Test): string {
  const copy = path.join(t.testdir({}), 'state');
  cpSync(stopped, copy, { recursive: true });
  return copy;
}

/** Every file below `folder` with what a change would show in. */
function look(folder: string): unknown {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .sort()
    .map((name) => {
      const { mode, mtimeMs, size } = statSync(path.join(folder, name));
      return [name, mode, mtimeMs, size];
    });
}

t.test('a running double is found at its ports, and its certificate verifies', async (t) => {
  const report = await doctor(running);
  t.same(report.failures, []);
  t.match(report, { code: 0, ok: true, stderr: '' });
  const own = report.of('ports').slice(0, 3);
  for (const { status, text } of own) t.match({ status, text }, { status: 'ok', text: /by this double/ });
  t.match(report.of('trust')[0], { status: 'ok', text: /shows a certificate of our root \(TLSv1\.3\)/ });
  t.match(report.of('clock'), [{ status: 'ok', text: /agree/ }]);
  t.match(report.of('keys'), [{ status: 'ok' }]);
  t.match(report.of('state').at(-1), { status: 'ok', text: /newest schema/ });
  t.match(report.of('runtime'), [{ status: 'ok' }, { status: 'ok', text: /SQLite \d/ }]);
});

t.test('a stopped double leaves its ports free', async (t) => {
  const report = await doctor(stopped);
  t.match(report, { code: 0, ok: true });
  for (const { text } of report.of('ports').slice(0, 3)) t.match(text, /is free/);
  t.match(report.of('trust')[0], { status: 'info', text: /not running/ });
  t.match(report.of('clock'), [{ status: 'info' }]);
});

t.test('nothing is changed, whether the double runs or not', async (t) => {
  for (const state of [running, stopped]) {
    const before = look(state);
    await doctor(state);
    t.same(look(state), before);
  }
  const missing = path.join(base, 'missing');
  const report = await doctor(missing);
  t.match(report, { ok: true, code: 0 });
  t.match(report.of('keys'), [{ status: 'info', text: /first start makes them/ }]);
  t.throws(() => statSync(missing), { code: 'ENOENT' });
});

t.test('people get one line a finding, and the repair below it', async (t) => {
  const state = copyFor(t);
  chmodSync(path.join(state, 'pki', 'root.key.pem'), 0o644);
  const { code, stdout, stderr } = await mockWu('doctor', '--state', state, '--hosts-file', hostsFile);
  t.equal(code, 1);
  t.match(stdout, /^ok {4}runtime {2}Node\.js/m);
  t.match(stdout, /^fail {2}keys {5}.*root\.key\.pem has mode 0644\n +→ Run chmod 600/m);
  t.equal(stderr, 'mock-wu: 1 check failed\n');
});

/** The stopped double's folder, saying that it was last served at `port`. */
function servedAt(t: Test, port: number): string {
  const state = copyFor(t);
  const urls = {
    http: `http://127.0.0.1:${port}`,
    https: `https://127.0.0.1:${port}`,
    control: `http://127.0.0.1:${port}`,
  };
  rememberServedAs(stateFolderAt(state), { publicHttpUrl: urls.http, names: [], urls });
  return state;
}

t.test('a port another program holds is a failure that names the option to move it', async (t) => {
  const server = net.createServer((socket) => socket.on('error', () => {}).end('220 ready\r\n'));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.teardown(() => server.close());
  const report = await doctor(servedAt(t, (server.address() as AddressInfo).port));
  t.equal(report.code, 1);
  t.match(
    report.of('ports').slice(0, 3),
    ['http', 'https', 'control'].map((service) => ({
      status: 'fail',
      text: /taken by another program/,
      repair: new RegExp(`--${service}-port`),
    })),
  );
});

t.test('a double on another state folder is told apart from our own', async (t) => {
  const report = await doctor(servedAt(t, Number(new URL(double.urls.http).port)));
  t.match(report.of('ports')[0], { status: 'fail', text: /a double on another state folder/ });
});

t.test('a program that never answers costs two seconds a question at most', async (t) => {
  const sockets = new Set<net.Socket>();
  const server = net.createServer((socket) => sockets.add(socket.on('error', () => {})));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.teardown(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  const report = await doctor(running, '--server', `https://127.0.0.1:${port}`);
  t.match(report.of('trust')[0], { status: 'fail', text: /no answer in time/ });
});

t.test('an address that is not of this machine is named', async (t) => {
  const state = copyFor(t);
  const urls = {
    http: 'http://192.0.2.7:8530',
    https: 'https://192.0.2.7:8531',
    control: 'http://192.0.2.7:8590',
  };
  // The clock and the handshake would go out there; this check listens only.
  rememberServedAs(stateFolderAt(state), { publicHttpUrl: urls.http, names: [], urls });
  const { checkPorts } = await import('../../scripts/doctor/ports.ts');
  const { inspectPki } = await import('../../pki/index.ts');
  const pki = inspectPki(path.join(state, 'pki'), 0);
  const [first] = await checkPorts({ urls, pki } as Parameters<typeof checkPorts>[0]);
  t.match(first, { status: 'fail', text: /EADDRNOTAVAIL/, repair: /--bind/ });
});

t.test('--server is verified by name, and must answer', async (t) => {
  const tlsPort = new URL(double.urls.https).port;
  for (const name of ['localhost', '127.0.0.1'])
    t.match((await doctor(running, '--server', `https://${name}:${tlsPort}`)).of('trust')[0], {
      status: 'ok',
    });
  const plain = await doctor(running, '--server', double.urls.http);
  t.match(plain.of('trust')[0], { status: 'ok', text: /proves nothing/ });
  for (const url of ['https://127.0.0.1:9', 'http://127.0.0.1:9']) {
    const report = await doctor(running, '--server', url);
    t.match(report.of('trust')[0], { status: 'fail', text: /cannot be reached/ });
    t.equal(report.code, 1);
  }
});

t.test('a server with a certificate of another root does not verify', async (t) => {
  const report = await doctor(stopped, '--server', double.urls.https);
  t.match(report.of('trust')[0], { status: 'fail', text: /does not verify/, repair: /--state/ });
  const plain = await doctor(stopped, '--server', double.urls.http);
  t.match(plain.of('trust')[0], { status: 'fail', text: /not the double on this state folder/ });
});

t.test('a certificate of our root for another name does not verify', async (t) => {
  const pair = double.pki.secureContextFor('slscr.update.microsoft.com');
  const server = createTlsServer({ ...pair }, (socket) => socket.on('error', () => {}).end());
  server.on('tlsClientError', () => {});
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.teardown(() => server.close());
  const url = `https://localhost:${(server.address() as AddressInfo).port}`;
  const report = await doctor(running, '--server', url);
  t.match(report.of('trust')[0], { status: 'fail', text: /altnames/, repair: /--name/ });
});

t.test('a state folder without keys cannot verify a server', async (t) => {
  const report = await doctor(path.join(base, 'missing'), '--server', double.urls.https);
  t.match(report.of('trust'), [{ status: 'fail', repair: /--state/ }]);
});

t.test('whether the system trusts the root is read from its store', async (t) => {
  const bundle = path.join(t.testdir({ bundle: `# roots\n${double.ca.pem}` }), 'bundle');
  t.match((await doctor(running)).of('trust')[1], { status: 'warn', repair: /mock-wu trust --format/ });
  const before = process.env.SSL_CERT_FILE;
  process.env.SSL_CERT_FILE = bundle;
  t.teardown(() => {
    if (before === undefined) delete process.env.SSL_CERT_FILE;
    else process.env.SSL_CERT_FILE = before;
  });
  t.match((await doctor(running)).of('trust')[1], { status: 'ok', text: /trusts our root/ });
  t.match((await doctor(stopped)).of('trust')[1], { status: 'warn' });
});

t.test('damage of the state folder is a finding, and the other checks go on', async (t) => {
  const damages = [
    ['state', 'served.json', (file: string) => writeFileSync(file, '{'), /served\.json is damaged/],
    ['state', 'catalog.db', (file: string) => writeFileSync(file, 'not a database'), /no SQLite file/],
    ['state', 'catalog.db', (file: string) => setVersion(file, 9999), /schema 9999, written by a newer/],
    ['keys', 'pki/root.pem', (file: string) => writeFileSync(file, ''), /root\.pem/],
  ] as const;
  for (const [check, name, damage, text] of damages) {
    const state = copyFor(t);
    damage(path.join(state, name));
    const report = await doctor(state);
    t.equal(report.code, 1);
    t.match(report.failures, [{ check, status: 'fail', text, repair: /\w/ }]);
    t.ok(report.of('tools').length > 0);
  }
});

function setVersion(file: string, version: number): void {
  const database = new Sqlite(file);
  database.pragma(`user_version = ${version}`);
  database.close();
}

t.test('the schema of a catalogue in use is read from its newest state', async (t) => {
  const state = copyFor(t);
  const file = path.join(state, 'catalog.db');
  const writer = new Sqlite(file);
  t.teardown(() => writer.close());
  writer.pragma('journal_mode = WAL');
  writer.pragma('user_version = 9999');
  t.ok(statSync(`${file}-wal`).size > 0);
  t.not(readFileSync(file).readInt32BE(60), 9999);
  t.match((await doctor(state)).of('state').at(-1), { status: 'fail', text: /schema 9999/ });
  t.equal(statSync(`${file}-wal`).size > 0, true);
});

t.test('a state folder that is a file, or lies below one, is a failure', async (t) => {
  for (const state of [hostsFile, path.join(hostsFile, 'below')]) {
    const report = await doctor(state);
    t.match(report.of('state'), [{ status: 'fail', repair: /--state/ }]);
    t.equal(report.code, 1);
  }
});

t.test('the hosts file is judged by its block', async (t) => {
  const file = path.join(t.testdir({}), 'hosts');
  const judge = async (text: string) => {
    writeFileSync(file, text);
    const { stdout } = await mockWu('doctor', '--state', stopped, '--hosts-file', file, '--json');
    const { checks } = JSON.parse(stdout) as { checks: readonly NamedFinding[] };
    return checks.filter(({ check }) => check === 'hosts');
  };
  const block = async (ip: string) => (await mockWu('hosts', '--ip', ip)).stdout;
  t.match(await judge('127.0.0.1 localhost\n'), [{ status: 'info', text: /no Windows Update name/ }]);
  // Nothing of this folder answers at ports 80 and 443.
  t.match(await judge(await block('127.0.0.1')), [{ status: 'warn', repair: /--hosts-mode/ }]);
  t.match(await judge(await block('192.0.2.7')), [{ status: 'info', text: /another machine/ }]);
  const [begin = '', first = '', ...rest] = (await block('127.0.0.1')).split('\n');
  t.match(await judge([begin, ...rest].join('\n')), [{ status: 'warn', text: /lacks slscr/ }]);
  const changed = [begin, first.replace('127.0.0.1', '192.0.2.9'), ...rest].join('\n');
  t.match(await judge(changed), [{ status: 'warn', text: /changed by hand/ }]);
  t.match(await judge(`${begin}\n${first}\n`), [{ status: 'fail', text: /without its other half/ }]);
  t.match(await judge(`192.0.2.9 fe2.update.microsoft.com\n${await block('192.0.2.7')}`), [
    { status: 'info' },
    { status: 'warn', text: /fe2\.update\.microsoft\.com \(192\.0\.2\.9\)/ },
  ]);
});

t.test('outside tools are notes, never failures', async (t) => {
  const { checkTools } = await import('../../scripts/doctor/tools.ts');
  const bin = t.testdir({ osslsigncode: '' });
  chmodSync(path.join(bin, 'osslsigncode'), 0o755);
  const examined = { environment: { PATH: bin }, platform: 'linux' } as unknown as Parameters<
    typeof checkTools
  >[0];
  const findings = checkTools(examined);
  t.ok(findings.every(({ status }) => status === 'info'));
  t.ok(findings.some(({ text }) => text === `osslsigncode is at ${path.join(bin, 'osslsigncode')}`));
});

t.test('an old Node.js and a clock that went wrong are told with a repair', async (t) => {
  const { checkNode } = await import('../../scripts/doctor/runtime.ts');
  const { judgeClock } = await import('../../scripts/doctor/clock.ts');
  t.match(checkNode('18.20.0'), { status: 'fail', repair: /Node\.js 20/ });
  t.match(checkNode('24.1.0'), { status: 'ok' });
  t.match(judgeClock(0, 299_000, 'u'), { status: 'ok' });
  t.match(judgeClock(0, 3_600_000, 'u'), { status: 'warn', text: /3600 s behind/ });
  t.match(judgeClock(3_600_000, 0, 'u'), { status: 'warn', text: /3600 s ahead/ });
});

t.test('unknown options and addresses that are none are usage errors', async (t) => {
  for (const argv of [['--wild'], ['--server', 'wsus'], ['more']])
    t.equal((await mockWu('doctor', ...argv)).code, 2, argv.join(' '));
});
