import { X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { connect } from 'node:tls';
import t from 'tap';
import { startMockWindowsUpdate } from '../../server/start.ts';
import { mockWu } from '../helpers/command-line.ts';
import { withKeys } from '../helpers/prepared-keys.ts';
import { runAsync } from '../helpers/run-async.ts';
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
const tlsPort = new URL(double.urls.https).port;

async function trust(...argv: readonly string[]): Promise<string> {
  const { code, stdout, stderr } = await mockWu('trust', '--state', state, ...argv);
  t.equal(code, 0, stderr);
  return stdout;
}

const certificatesIn = (text: string): readonly X509Certificate[] =>
  [...text.matchAll(/-----BEGIN CERTIFICATE-----[\s\S]*?-----END CERTIFICATE-----/g)].map(
    ([pem]) => new X509Certificate(pem),
  );

const formats = ['pem', 'reg', 'ps1', 'sh'] as const;

t.test('without a format it prints the root, as openssl reads it', async (t) => {
  const pem = await trust();
  t.equal(pem, await trust('--format', 'pem'));
  t.equal(pem, readFileSync(double.ca.file, 'utf8'));
  if (!hasTool(t, 'openssl')) return;
  const { stdout } = run('openssl', ['x509', '-noout', '-fingerprint', '-sha256'], Buffer.from(pem));
  t.equal(stdout.toString().trim().split('=')[1]?.replaceAll(':', '').toLowerCase(), double.ca.sha256);
});

t.test('no format holds anything of a private key', async (t) => {
  const folder = path.join(state, 'pki');
  const keys = readdirSync(folder).filter((name) => name.endsWith('.key.pem'));
  t.ok(keys.length > 0);
  // The modulus, which is public, ends before the eighth line.
  const secrets = keys.flatMap((name) =>
    readFileSync(path.join(folder, name), 'utf8').split('\n').slice(8, -2),
  );
  for (const argv of [...formats.map((format) => ['--format', format]), ['--json']]) {
    const text = (await trust(...argv)).replaceAll('\r', '');
    t.notMatch(text, 'PRIVATE');
    t.notOk(
      secrets.some((secret) => text.includes(secret)),
      argv.join(' '),
    );
  }
});

t.test('what Windows reads is ASCII with CRLF at every line', async (t) => {
  for (const format of ['reg', 'ps1']) {
    const text = await trust('--format', format);
    t.match(text, /^[\t\r\n\x20-\x7e]*$/);
    t.equal(text.split('\n').length, text.split('\r\n').length);
    t.ok(text.endsWith('\r\n'));
  }
});

t.test('the registry file sets the WSUS policy to the server given, and nothing else', async (t) => {
  const text = await trust('--format', 'reg', '--server', 'https://wsus.test:8531/');
  const lines = text.split('\r\n').filter((line) => line !== '' && !line.startsWith(';'));
  const key = 'HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\Microsoft\\Windows\\WindowsUpdate';
  t.same(lines, [
    'Windows Registry Editor Version 5.00',
    `[${key}]`,
    '"WUServer"="https://wsus.test:8531"',
    '"WUStatusServer"="https://wsus.test:8531"',
    `[${key}\\AU]`,
    '"UseWUServer"=dword:00000001',
  ]);
  t.match(text, 'certutil -addstore Root');
  t.match(text, new X509Certificate(double.ca.pem).fingerprint.replaceAll(':', ''));
});

t.test('without --server the policy names the double as it was last served', async (t) => {
  t.match(await trust('--format', 'reg'), `"WUServer"="https://wsus.test:${tlsPort}"`);
});

t.test('the PowerShell script carries root, publishers and the certificate the server shows', async (t) => {
  const script = await trust('--format', 'ps1', '--server', `https://wsus.test:${tlsPort}`);
  const [root, ...others] = certificatesIn(script);
  t.equal(root?.fingerprint256, new X509Certificate(double.ca.pem).fingerprint256);
  t.same(
    others.map(({ subject }) => /CN=(?:Mock Windows Update )?([\w. ]+\w)/.exec(subject)?.[1]),
    ['Publisher A', 'Publisher B', 'localhost'],
  );
  t.equal(others.at(-1)?.checkHost('wsus.test'), 'wsus.test');
  const target = { host: '127.0.0.1', port: Number(tlsPort), servername: 'wsus.test', ca: double.ca.pem };
  const socket = connect(target);
  await once(socket, 'secureConnect');
  t.equal(socket.getPeerX509Certificate()?.fingerprint256, others.at(-1)?.fingerprint256);
  socket.destroy();
  for (const one of [root, ...others])
    t.match(script, `Thumbprint = '${one?.fingerprint.replaceAll(':', '')}'`);
});

t.test('over plain HTTP there is nothing to pin', async (t) => {
  const script = await trust('--format', 'ps1', '--server', 'http://wsus.test:8530');
  t.equal(certificatesIn(script).length, 3);
  t.notMatch(script, 'WindowsServerUpdateServices');
  t.match(script, "Name = 'WUServer'; Type = 'String'; Value = 'http://wsus.test:8530'");
});

t.test('the script names each store, and can put everything back', async (t) => {
  const script = await trust('--format', 'ps1');
  for (const store of ['Root', 'TrustedPublisher', 'WindowsServerUpdateServices'])
    t.match(script, `Store = '${store}'`);
  t.match(script, '#Requires -RunAsAdministrator');
  t.match(script, 'function Restore-Value');
  t.match(
    script,
    'DoNotExpandEnvironmentNames',
    'a value with names of the environment is kept as it stands',
  );
  t.match(script, /Keys = \$missing[\s\S]*Remove-EmptyKey \$key/, 'a key that was made goes again');
  t.match(script, /-not \(Test-InStore \$_\)/, 'a certificate that was there before stays');
});

t.test('PowerShell parses the script', async (t) => {
  if (!hasTool(t, 'pwsh')) return;
  const file = path.join(t.testdir({}), 'trust.ps1');
  writeFileSync(file, await trust('--format', 'ps1'));
  const command = `$e = $null; [void][System.Management.Automation.Language.Parser]::ParseFile('${file}', [ref]$null, [ref]$e); $e.Count`;
  t.equal(run('pwsh', ['-NoProfile', '-Command', command]).stdout.toString().trim(), '0');
});

t.test('the shell script makes curl and Node trust the running double, for one shell', async (t) => {
  const home = path.join(t.testdir({}), "a home's folder");
  mkdirSync(home);
  writeFileSync(path.join(home, 'trust.sh'), await trust('--format', 'sh'));
  const inShell = (command: string) =>
    runAsync('env', ['-i', `PATH=${process.env.PATH}`, `HOME=${home}`, 'sh', '-euc', command]);
  const prepare = 'environment=$(sh "$HOME/trust.sh" env); eval "$environment"';
  const url = `${double.urls.https}/pki/root.pem`;
  const program = `require('node:https').get('${url}', { agent: false }, (r) => r.resume() && console.log(r.statusCode)).on('error', () => console.log('refused'))`;
  const node = `"${process.execPath}" -e "${program}"`;
  t.match((await inShell(node)).output, 'refused');
  t.match((await inShell(`${prepare}; ${node}`)).output, '200');
  if (!hasTool(t, 'curl')) return;
  t.not((await inShell(`curl -sS ${url}`)).status, 0);
  const fetched = await inShell(`${prepare}; curl -sS ${url}`);
  t.match(fetched, { status: 0, output: double.ca.pem });
});

t.test(
  'the shell script puts the root into the store of the system it finds, and takes it out',
  async (t) => {
    const folder = t.testdir({ bin: {}, anchors: {} });
    const at = (name: string) => path.join(folder, name);
    // The same script with another place for roots and a recorder in place of the system's command.
    const script = (await trust('--format', 'sh')).replaceAll(
      '/usr/local/share/ca-certificates',
      at('anchors'),
    );
    writeFileSync(at('trust.sh'), script.replaceAll('/etc/pki', at('none')));
    writeFileSync(at('bin/update-ca-certificates'), `#!/bin/sh\necho "called $*" >> ${at('calls')}\n`);
    chmodSync(at('bin/update-ca-certificates'), 0o755);
    const shell = (word: string) =>
      runAsync('env', [
        `PATH=${at('bin')}:${process.env.PATH}`,
        'sh',
        at('trust.sh'),
        ...(word ? [word] : []),
      ]);
    t.equal((await shell('install')).status, 0);
    const [name = ''] = readdirSync(at('anchors'));
    t.match(name, /^mock-windows-update-[0-9a-f]{16}\.crt$/);
    t.equal(readFileSync(path.join(at('anchors'), name), 'utf8'), double.ca.pem);
    t.equal((await shell('remove')).status, 0);
    t.same(readdirSync(at('anchors')), []);
    t.equal(readFileSync(at('calls'), 'utf8'), 'called --fresh\ncalled --fresh\n');
    t.match(await shell('burn'), { status: 2, output: /usage/ });
    t.match(await shell(''), { status: 2, output: /usage/ });
  },
);

t.test('--json has the certificates and the policy', async (t) => {
  const kit = JSON.parse(await trust('--json'));
  t.equal(kit.root.sha256, double.ca.sha256);
  t.equal(kit.server, `https://wsus.test:${tlsPort}`);
  t.same(kit.policy.map(({ name }: { name: string }) => name).slice(0, 3), [
    'WUServer',
    'WUStatusServer',
    'UseWUServer',
  ]);
});

t.test('a name the double makes no certificate for is refused with the repair', async (t) => {
  const { code, stdout, stderr } = await mockWu(
    'trust',
    '--state',
    state,
    '--server',
    'https://wsus.corp.contoso.com',
  );
  t.match({ code, stdout }, { code: 1, stdout: '' });
  t.match(stderr, 'wsus.corp.contoso.com');
  t.match(stderr, 'Add the name');
});

t.test('a folder without keys is refused and stays as it was', async (t) => {
  const folder = t.testdir({});
  const missing = path.join(folder, 'missing');
  for (const place of [folder, missing]) {
    const { code, stderr } = await mockWu('trust', '--state', place);
    t.equal(code, 1);
    t.match(stderr, place);
  }
  t.same(readdirSync(folder), []);
  t.notOk(existsSync(missing));
});

t.test('addresses that are none, and formats that are none, are usage errors', async (t) => {
  const servers = [
    'wsus.test',
    'ftp://wsus.test',
    'https://wsus.test/path',
    'https://user@wsus.test',
    'https://wsus.test?x',
    'https://wsus.test:99999',
    "https://it's.test",
    'https://a"b',
    'https://$(reboot).test',
    '',
  ];
  for (const server of servers)
    t.equal((await mockWu('trust', '--state', state, '--server', server)).code, 2, server);
  t.equal((await mockWu('trust', '--state', state, '--format', 'doc')).code, 2);
});

t.test('an address may be a name, an IPv4 or an IPv6 address', async (t) => {
  const written = {
    'https://localhost': 'https://localhost',
    'HTTPS://LOCALHOST:8531/': 'https://localhost:8531',
    'https://127.0.0.1:8531': 'https://127.0.0.1:8531',
    'https://[::1]:8531': 'https://[::1]:8531',
    'http://any.where.example:8530': 'http://any.where.example:8530',
  };
  for (const [given, expected] of Object.entries(written))
    t.match(await trust('--format', 'reg', '--server', given), `"WUServer"="${expected}"`);
});
