import { createHash } from 'node:crypto';
import t from 'tap';
import { pinnable, readSha256 } from '../../../protocol/x509/pin.ts';
import { issue } from '../../helpers/tls-certificates.ts';
import { hasTool, run } from '../../helpers/tools.ts';

const digest = createHash('sha256').update('pin').digest();

t.test('a SHA-256 is written in hexadecimal, with or without colons, or in base64', async (t) => {
  const hex = digest.toString('hex');
  const colons = hex.toUpperCase().match(/../g)?.join(':') ?? '';
  for (const text of [hex, hex.toUpperCase(), colons, digest.toString('base64'), ` ${hex}\n`]) {
    t.same(readSha256(text), digest, text);
  }
});

t.test('anything else is none', async (t) => {
  const hex = digest.toString('hex');
  for (const text of [
    '',
    hex.slice(2),
    `${hex}00`,
    `g${hex.slice(1)}`,
    'sha256',
    `${digest.toString('base64')}=`,
  ]) {
    t.equal(readSha256(text), undefined, text);
  }
});

const ca = issue({ name: 'CA' });
const leaf = issue({ name: 'leaf', issuer: ca, names: ['leaf.test'] });
const chain = [leaf.certificate, ca.certificate];

t.test('an issuer is pinned by its fingerprint, never by that of the leaf', async (t) => {
  if (!hasTool(t, 'openssl')) return;
  const printed = run('openssl', ['x509', '-noout', '-fingerprint', '-sha256'], Buffer.from(ca.pem)).stdout;
  const [, fingerprint = ''] = printed.toString().split('=');
  t.same(pinnable('issuer', chain), [readSha256(fingerprint)]);
});

t.test('a key is pinned as HTTP pins are', async (t) => {
  if (!hasTool(t, 'openssl')) return;
  const publicKey = run('openssl', ['x509', '-noout', '-pubkey'], Buffer.from(leaf.pem)).stdout;
  const der = run('openssl', ['pkey', '-pubin', '-outform', 'DER'], publicKey).stdout;
  t.same(pinnable('key', chain), [createHash('sha256').update(der).digest()]);
});
