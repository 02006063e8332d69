import { X509Certificate } from 'node:crypto';
import path from 'node:path';
import t from 'tap';
import { integer } from '../../../pki/der.ts';
import { keyUsage } from '../../../pki/extensions/key-usage.ts';
import { OID } from '../../../pki/oids.ts';
import { authorityProblem, usageProblem } from '../../../protocol/x509/usage.ts';
import { issue } from '../../helpers/tls-certificates.ts';
import { hasTool, run } from '../../helpers/tools.ts';

const root = issue({ name: 'Root' });
const leaf = issue({ name: 'leaf', issuer: root, names: ['leaf.test'] });
const chainOf = (...chain: readonly { readonly certificate: X509Certificate }[]) =>
  chain.map(({ certificate }) => certificate);

t.test('who restricts nothing may all', async (t) => {
  t.equal(usageProblem(chainOf(leaf, root)), undefined);
  t.equal(usageProblem([]), undefined);
});

t.test('the first that may not is named, the server before its authorities', async (t) => {
  const odd = issue({ name: 'Odd', extensions: [keyUsage('cRLSign')] });
  const wrong = issue({ name: 'wrong', names: ['a.test'], extensions: [keyUsage('cRLSign')] });
  t.match(usageProblem(chainOf(wrong, odd)), /"CN=wrong" has neither/);
  t.match(authorityProblem(chainOf(wrong, odd)), /"CN=Odd" may not issue/);
});

t.test('what cannot be read may nothing', async (t) => {
  const garbled = { id: OID.extKeyUsage, critical: false, value: integer(5) };
  const unread = issue({ name: 'unread', names: ['a.test'], extensions: [garbled] });
  t.match(usageProblem(chainOf(unread, root)), /"CN=unread" cannot be read/);
});

t.test('a critical extension nobody follows spoils the chain it is in, wherever it is', async (t) => {
  const critical = (id: string) => [{ id, critical: true, value: integer(5) }];
  const odd = issue({ name: 'odd', names: ['a.test'], extensions: critical('1.2.3.4') });
  t.match(usageProblem(chainOf(odd, root)), /"CN=odd" has the critical extension 1\.2\.3\.4/);
  const policed = issue({ name: 'policed', names: ['a.test'], extensions: critical('2.5.29.32') });
  t.equal(usageProblem(chainOf(policed, root)), undefined, 'policies are left to the TLS library');
});

t.test('a root of X.509 version 1 is trusted by decision, an authority below it is not', async (t) => {
  if (!hasTool(t, 'openssl')) return;
  const folder = t.testdir({ 'root.key': root.keyPem });
  const request = path.join(folder, 'root.csr');
  const key = path.join(folder, 'root.key');
  run('openssl', ['req', '-new', '-key', key, '-subj', '/CN=Old', '-out', request]);
  const made = run('openssl', ['x509', '-req', '-in', request, '-signkey', key]);
  const old = { certificate: new X509Certificate(made.stdout) };
  t.equal(usageProblem(chainOf(leaf, old)), undefined);
  t.match(usageProblem(chainOf(leaf, old, root)), /"CN=Old" is not that of an authority/);
});
