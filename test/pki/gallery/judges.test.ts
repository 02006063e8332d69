import { X509Certificate } from 'node:crypto';
import path from 'node:path';
import { createSecureContext, type TlsOptions } from 'node:tls';
import t from 'tap';
import type { DeviceTrust } from '../../../device/trust/device-trust.ts';
import { type BrokenKind, type BrokenServer, brokenKinds } from '../../../pki/index.ts';
import { openDevice, openTrust } from '../../helpers/device-http.ts';
import { servePki } from '../../helpers/gallery.ts';
import { runAsync } from '../../helpers/run-async.ts';
import { startSecure } from '../../helpers/tls-server.ts';
import { hasTool, run } from '../../helpers/tools.ts';

/** What the device answers. */
interface Refused {
  readonly check: string;
  /** ERROR_WINHTTP_SECURE_FAILURE when left out. */
  readonly code?: string;
  readonly extended?: string;
  readonly reason: RegExp;
}

const chain = { check: 'chain', extended: 'ERROR_WINHTTP_SECURE_INVALID_CA' };
const date = { check: 'validity', extended: 'ERROR_WINHTTP_SECURE_CERT_DATE_INVALID' };
const usage = { check: 'usage', extended: 'ERROR_WINHTTP_SECURE_CERT_WRONG_USAGE' };
const revoked = { check: 'revocation', extended: 'ERROR_WINHTTP_SECURE_CERT_REVOKED' };

/** What openssl verify says on one line, and what the device does: a refusal, or `accepts`. */
interface Verdict {
  readonly openssl: RegExp | 'accepts';
  readonly device: Refused | 'accepts';
}

const VERDICTS: Readonly<Record<BrokenKind, Verdict>> = {
  expired: { openssl: /^error 10 at 0 /, device: { ...date, reason: /ended at/ } },
  'not-yet-valid': { openssl: /^error 9 at 0 /, device: { ...date, reason: /valid only from/ } },
  // The device judges dates, not how far apart they are.
  'long-lived': { openssl: 'accepts', device: 'accepts' },
  'wrong-name': {
    openssl: /^error 62 at 0 .*hostname mismatch/,
    device: {
      check: 'name',
      extended: 'ERROR_WINHTTP_SECURE_CERT_CN_INVALID',
      reason: /is for DNS:wrong-name\.invalid/,
    },
  },
  'self-signed': {
    openssl: /^error 18 at 0 .*self-signed certificate/,
    device: { ...chain, reason: /none the server sent issued ".*CN=localhost"/ },
  },
  'unknown-issuer': {
    openssl: /^error 20 at 1 .*unable to get local issuer/,
    device: { ...chain, reason: /none the server sent issued ".*TLS CA/ },
  },
  'missing-intermediate': {
    openssl: /^error 20 at 0 .*unable to get local issuer/,
    device: { ...chain, reason: /none the server sent issued/ },
  },
  'no-server-auth': {
    openssl: /^error 26 at 0 .*unsuitable certificate purpose/,
    device: { ...usage, reason: /is for 1\.3\.6\.1\.5\.5\.7\.3\.2, not for serverAuth/ },
  },
  'no-eku': { openssl: 'accepts', device: 'accepts' },
  'any-eku': {
    openssl: /^error 26 at 0 .*unsuitable certificate purpose/,
    device: { ...usage, reason: /is for 2\.5\.29\.37\.0, not for serverAuth/ },
  },
  'code-signing-eku': {
    openssl: /^error 26 at 0 .*unsuitable certificate purpose/,
    device: { ...usage, reason: /is for 1\.3\.6\.1\.5\.5\.7\.3\.3, not for serverAuth/ },
  },
  revoked: {
    openssl: /^error 23 at 0 .*revoked/,
    device: { ...revoked, reason: /CN=localhost" was revoked at .*keyCompromise/ },
  },
  'authority-revoked': {
    openssl: /^error 23 at 1 .*revoked/,
    device: { ...revoked, reason: /Revoked TLS CA .*was revoked at .*cACompromise/ },
  },
  // It asks by itself, and does not know the promise.
  'must-staple-missing': { openssl: 'accepts', device: 'accepts' },
  // Node has no name for this error of OpenSSL, nor for that of name constraints.
  'unknown-critical-extension': {
    openssl: /^error 34 at 0 .*unhandled critical extension/,
    device: { ...chain, reason: /OpenSSL refuses its chain: UNSPECIFIED/ },
  },
  'unknown-noncritical-extension': { openssl: 'accepts', device: 'accepts' },
  'ca-leaf': { openssl: 'accepts', device: 'accepts' },
  'path-length-exceeded': {
    openssl: /^error 25 at 2 .*path length/,
    device: { ...chain, reason: /PATH_LENGTH_EXCEEDED/ },
  },
  'name-constraint-violation': {
    openssl: /^error 47 at 0 .*permitted subtree/,
    device: { ...chain, reason: /OpenSSL refuses its chain: UNSPECIFIED/ },
  },
  'sha1-signature': {
    openssl: /^error 68 at 0 .*too weak/,
    device: { ...chain, reason: /made with SHA-1, which is not accepted/ },
  },
  'md5-signature': {
    openssl: /^error 68 at 0 .*too weak/,
    device: { ...chain, reason: /made with MD5, which is not accepted/ },
  },
  'damaged-signature': {
    openssl: /^error 7 at 0 .*signature failure/,
    device: { ...chain, reason: /its signature is not that of the issuer/ },
  },
  'weak-key': { openssl: /^error 66 at 0 .*too weak/, device: 'accepts' },
  'pinned-elsewhere': {
    openssl: 'accepts',
    device: { check: 'pin', code: 'CERT_E_UNTRUSTEDROOT', reason: /Other TLS CA .* was wanted: .*TLS CA/ },
  },
};

const { pki, folder, put, lists } = await servePki(t);
const root = path.join(folder, 'root.pem');
const NAME = 'fe2.update.microsoft.com';
const kinds = brokenKinds.map(({ kind }) => kind);

function brokenFor(kind: BrokenKind, name: string): BrokenServer {
  const server = pki.broken(kind, name);
  if (server === undefined) throw new Error(`no certificate for ${name}`);
  return server;
}

t.test('openssl verify finds the one defect of each, with revocation checked', async (t) => {
  if (!hasTool(t, 'openssl')) return;
  const files = new Map(kinds.map((kind) => [kind, put(`${kind}.pem`, brokenFor(kind, NAME).cert)]));
  const trust = ['-CAfile', root, '-crl_check_all', '-CRLfile', put('lists.pem', lists())];
  const wanted = ['-purpose', 'sslserver', '-verify_hostname', NAME, '-x509_strict', '-auth_level', '2'];
  for (const [kind, file] of files) {
    const done = run('openssl', ['verify', ...trust, ...wanted, '-untrusted', file, file]);
    const { openssl } = VERDICTS[kind];
    const [error, ...more] = done.stderr.toString().match(/^error \d+ at .*/gm) ?? [];
    if (openssl === 'accepts') t.same([done.status, error], [0, undefined], kind);
    else t.match(error, openssl, kind);
    // A publisher has publishers' authorities above it, and nobody lists what signs itself.
    const others = ['code-signing-eku', 'self-signed'].includes(kind) ? [] : more;
    t.same(others, [], `${kind}: nothing else`);
  }
});

t.test('openssl s_client finds it in a handshake, save for revocation', async (t) => {
  if (!hasTool(t, 'openssl')) return;
  for (const kind of kinds) {
    const { tls, ...pair } = brokenFor(kind, NAME);
    const { port } = await startSecure(t, { ...pair, ...tls });
    const trust = ['-CAfile', root, '-cipher', 'DEFAULT@SECLEVEL=2', '-verify_hostname', NAME];
    const address = ['-connect', `127.0.0.1:${port}`, '-servername', NAME];
    const done = await runAsync('openssl', ['s_client', ...address, ...trust, '-x509_strict']);
    const { openssl } = VERDICTS[kind];
    const error = /^verify error:num=(\d+)/m.exec(done.output)?.[1];
    const isSilent = openssl === 'accepts' || /revoked/.test(String(openssl));
    const expected = isSilent ? undefined : /\d+/.exec(String(openssl))?.[0];
    t.equal(error, expected, kind);
    const sent = done.output.match(/^ *\d s:.*\n/gm) ?? [];
    const alone = kind === 'self-signed' || kind === 'missing-intermediate';
    t.equal(sent.length > 1, !alone, `${kind}: ${sent.length} certificates`);
    if (kind === 'must-staple-missing') t.match(done.output, /Verify return code: 0/);
  }
});

/** What a device that pins the usual authority and insists on revocation says to the server `kind`. */
async function askDevice(
  t: Parameters<typeof openTrust>[0],
  kind: BrokenKind,
  changes: Partial<DeviceTrust>,
) {
  const { tls, ...pair } = brokenFor(kind, '127.0.0.1');
  const { origin } = await startSecure(t, { ...pair, ...tls });
  const device = openDevice(t, openTrust(t, { roots: pki.rootPem, revocation: 'hard', ...changes }));
  return { device, origin };
}

const pin = { kind: 'authority', certificates: pki.chainPem('tls') } as const;

for (const { kind, expect } of brokenKinds) {
  const { device: expected } = VERDICTS[kind];
  t.test(`the device ${expected === 'accepts' ? 'takes' : 'refuses'} ${kind}`, async (t) => {
    const { device, origin } = await askDevice(t, kind, { pin });
    if (expected === 'accepts') {
      t.equal(await device.text(origin), 'ok');
      t.same(device.warnings, []);
      return;
    }
    const { code = 'ERROR_WINHTTP_SECURE_FAILURE', check, extended, reason } = expected;
    const failure = await device.failure(origin);
    t.same([failure.code, failure.check, failure.extended], [code, check, extended]);
    t.match(failure.reason, reason);
    t.equal(expect, 'refuses');
  });
}

t.test('the kinds a correct client refuses and the device does not are known', async (t) => {
  const lenient = brokenKinds.filter(({ kind, expect }) => {
    return expect === 'refuses' && VERDICTS[kind].device === 'accepts';
  });
  t.same(
    lenient.map(({ kind }) => kind),
    ['must-staple-missing', 'ca-leaf', 'weak-key'],
  );
});

t.test('without a pin another authority of the same root is as good as the usual one', async (t) => {
  const { device, origin } = await askDevice(t, 'pinned-elsewhere', {});
  t.equal(await device.text(origin), 'ok');
  t.match(
    device.checks.join('\n'),
    /revocation: not revoked: .*Other TLS CA/,
    'and answers for what it issued',
  );
});

t.test('a client that knows the usual authority from before does not find the missing one', async (t) => {
  const [leaf, ...more] = brokenFor('missing-intermediate', NAME).cert.split(/(?<=END CERTIFICATE-----\n)/);
  t.same(more, []);
  const certificate = new X509Certificate(leaf ?? '');
  t.equal(certificate.infoAccess, undefined, 'nor where to fetch it');
  t.notOk(certificate.checkIssued(new X509Certificate(pki.certificateDer('tls'))));
});

t.test('what is good beside the gallery stays good', async (t) => {
  const { origin } = await startSecure(t, pki.defaultSecureContext());
  const device = openDevice(t, openTrust(t, { roots: pki.rootPem, revocation: 'hard', pin }));
  t.equal(await device.text(origin), 'ok');
});

t.test(
  'weak certificates pass a callback for server names where the server has their security level',
  async (t) => {
    if (!hasTool(t, 'openssl')) return;
    const SNICallback: TlsOptions['SNICallback'] = (name, done) => {
      const { tls, ...pair } = brokenFor(name.split('.')[0] as BrokenKind, name);
      done(null, createSecureContext({ ...pair, ...tls }));
    };
    const { tls } = brokenFor('sha1-signature', NAME);
    const { port } = await startSecure(t, { ...pki.defaultSecureContext(), ...tls, SNICallback });
    for (const kind of ['sha1-signature', 'md5-signature', 'weak-key'] as const)
      for (const version of ['-tls1_2', '-tls1_3']) {
        const address = ['-connect', `127.0.0.1:${port}`, '-servername', `${kind}.test`];
        const done = await runAsync('openssl', ['s_client', ...address, '-CAfile', root, version]);
        t.match(done.output, `CN = ${kind}.test`, `${kind} ${version}`);
      }
  },
);
