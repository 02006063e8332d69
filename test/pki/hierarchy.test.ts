import { createPrivateKey, X509Certificate } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import t from 'tap';
import { createCredential } from '../../pki/credential.ts';
import { authorityIds } from '../../pki/index.ts';
import { issueLeaf } from '../../pki/leaves.ts';
import { createSerials } from '../../pki/serials.ts';
import type { ServerName } from '../../pki/server-name.ts';
import { makePki, pem } from '../helpers/pki.ts';
import { hasTool, run } from '../helpers/tools.ts';

const { pki, folder } = await makePki(t, { names: ['wsus.corp.contoso.com', '203.0.113.7'] });

function put(name: string, text: string): string {
  const file = path.join(folder, `test-${name}`);
  writeFileSync(file, text);
  return file;
}

const revocationLists = put('crls.pem', authorityIds.map((id) => pem('X509 CRL', pki.crl(id))).join(''));

function opensslVerify(...args: string[]) {
  const done = run('openssl', ['verify', '-x509_strict', '-CAfile', path.join(folder, 'root.pem'), ...args]);
  return { accepted: done.status === 0, text: `${done.stdout}${done.stderr}` };
}

t.test('openssl accepts the server certificate of every kind of name, with revocation checked', async (t) => {
  if (!hasTool(t, 'openssl')) return;
  const names = [
    'localhost',
    'fe2.update.microsoft.com',
    'dl.delivery.mp.microsoft.com',
    'wsus.corp.contoso.com',
  ];
  const addresses = ['127.0.0.1', '::1', '10.1.2.3', 'fd00::1', '203.0.113.7'];
  for (const name of [...names, ...addresses]) {
    const file = put('leaf.pem', pki.secureContextFor(name)?.cert ?? '');
    const flag = addresses.includes(name) ? '-verify_ip' : '-verify_hostname';
    const wanted = [flag, name, '-purpose', 'sslserver', '-untrusted', file];
    const done = opensslVerify(...wanted, '-crl_check_all', '-CRLfile', revocationLists, file);
    t.ok(done.accepted, `${name}: ${done.text}`);
  }
});

t.test('openssl accepts both code-signing chains, with revocation checked', async (t) => {
  if (!hasTool(t, 'openssl')) return;
  for (const id of ['publisher-a', 'publisher-b'] as const) {
    const chain = put(`${id}-chain.pem`, pki.chainPem(id));
    const done = opensslVerify('-untrusted', chain, '-crl_check_all', '-CRLfile', revocationLists, chain);
    t.ok(done.accepted, done.text);
    const purpose = opensslVerify('-untrusted', chain, '-purpose', 'sslserver', chain);
    t.notOk(purpose.accepted, 'and refuses it as a server');
  }
});

t.test('openssl accepts both code-signing chains for the purpose of signing code', async (t) => {
  if (!hasTool(t, 'openssl')) return;
  if (!/codesign/.test(run('openssl', ['verify', '-help']).stderr.toString())) {
    t.pass('skipped', { skip: 'this openssl does not know the purpose of code signing (3.2 and later do)' });
    return;
  }
  for (const id of ['publisher-a', 'publisher-b'] as const) {
    const chain = put(`${id}-chain.pem`, pki.chainPem(id));
    const done = opensslVerify('-purpose', 'codesign', '-untrusted', chain, chain);
    t.ok(done.accepted, done.text);
  }
});

t.test('openssl refuses certificates the TLS authority makes outside of its name constraints', async (t) => {
  if (!hasTool(t, 'openssl')) return;
  const outside: readonly ServerName[] = [
    { kind: 'dns', text: 'www.example.org' },
    { kind: 'dns', text: 'microsoft.com' },
    { kind: 'dns', text: 'evilupdate.microsoft.com' },
    { kind: 'ip', text: '8.8.8.8' },
    { kind: 'ip', text: '2001:db8::1' },
  ];
  for (const name of outside) {
    t.equal(pki.secureContextFor(name.text), undefined, `no certificate is handed out for ${name.text}`);
    const file = put('forged.pem', forge(name));
    const done = opensslVerify('-untrusted', path.join(folder, 'tls.pem'), file);
    t.notOk(done.accepted);
    t.match(done.text, /permitted subtree violation/, name.text);
  }
});

// What someone who stole the key of the TLS authority could make.
function forge(name: ServerName): string {
  const certificate = new X509Certificate(pki.certificateDer('tls'));
  const key = createPrivateKey(readFileSync(path.join(folder, 'tls.key.pem')));
  const issuer = createCredential('tls', certificate, key, undefined);
  const issuance = { secret: Buffer.alloc(32), made: Date.parse(certificate.validFrom) };
  const parts = { issuer, key, serials: createSerials(issuance.secret), issuance, locations: [] };
  const validity = { notBefore: issuance.made, notAfter: issuance.made + 9 * 86_400_000 };
  return issueLeaf(parts, [name], validity).pem;
}

t.test('the authorities say what they are for', async (t) => {
  const text = (id: 'root' | 'tls' | 'code' | 'code-a') =>
    run(
      'openssl',
      ['x509', '-noout', '-text'],
      Buffer.from(pem('CERTIFICATE', pki.certificateDer(id))),
    ).stdout.toString();
  if (!hasTool(t, 'openssl')) return;
  t.match(text('root'), /Basic Constraints: critical\s+CA:TRUE\n/);
  t.notMatch(text('root'), /URI:/, 'the root points nowhere');
  t.match(text('tls'), /Basic Constraints: critical\s+CA:TRUE, pathlen:0\n/);
  t.match(text('tls'), /Name Constraints: critical\s+Permitted:/);
  t.match(text('tls'), /IP:172\.16\.0\.0\/255\.240\.0\.0\n/);
  t.match(text('tls'), /IP:FE80:0:0:0:0:0:0:0\/FFC0:0:0:0:0:0:0:0\n/);
  t.match(text('code'), /CA:TRUE, pathlen:1\n/);
  t.match(text('code-a'), /CA:TRUE, pathlen:0\n/);
  t.match(text('code-a'), /URI:http:\/\/127\.0\.0\.1:8530\/pki\/code\.crl/);
  t.match(
    text('code-a'),
    /CA Issuers - URI:http:\/\/127\.0\.0\.1:8530\/pki\/code\.crt\n\s+OCSP - URI:http:\/\/127\.0\.0\.1:8530\/pki\/ocsp\n/,
  );
});

t.test('every subject says that it is a mock and not to be trusted', async (t) => {
  const all = [...pki.authorities, ...pki.publishers];
  t.same(
    all.map(({ id }) => id),
    ['root', 'tls', 'code', 'code-a', 'code-b', 'publisher-a', 'publisher-b'],
  );
  for (const { subject } of all) t.match(subject, /CN=Mock Windows Update .*do not trust/);
  t.equal(all[0]?.sha256, pki.rootSha256);
  t.equal(pki.rootSha256, new X509Certificate(pki.rootPem).fingerprint256.replace(/:/g, '').toLowerCase());
});
