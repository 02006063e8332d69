import t, { type Test } from 'tap';
import type { DeviceTrust } from '../../../device/trust/device-trust.ts';
import { authorityInformationAccess } from '../../../pki/extensions/authority-information-access.ts';
import { crlDistributionPoint } from '../../../pki/extensions/crl-distribution-points.ts';
import { createVirtualClock, systemClock } from '../../../platform/clock.ts';
import { openDevice, openTrust } from '../../helpers/device-http.ts';
import { type Issued, issue } from '../../helpers/tls-certificates.ts';
import { opensslAuthority } from '../../helpers/tls-openssl-authority.ts';
import { deadOrigin, startPlain, startRaw, startSecure, type TestServer } from '../../helpers/tls-server.ts';
import { hasTool } from '../../helpers/tools.ts';

const root = issue({ name: 'Root' });
const SERIALS = { good: 1, revoked: 2 } as const;
const MODES = ['hard', 'soft'] as const;

/** A certificate with that status in openssl's register, which names these addresses. */
function leafOf(kind: keyof typeof SERIALS, ocsp?: string, crl?: string): Issued {
  const extensions = [
    ...(ocsp === undefined ? [] : [authorityInformationAccess(`${ocsp}/ca.crt`, `${ocsp}/${kind}`)]),
    ...(crl === undefined ? [] : [crlDistributionPoint(`${crl}/ca.crl`)]),
  ];
  const serial = SERIALS[kind];
  return issue({ name: kind, issuer: root, names: ['127.0.0.1'], serial, extensions });
}

/** What openssl says of all of them, made once. */
function answersOf(t: Test): Readonly<Record<string, Buffer>> {
  const [good, revoked] = [leafOf('good'), leafOf('revoked')];
  const authority = opensslAuthority(t, root, [
    { certificate: good },
    { certificate: revoked, revoked: 'keyCompromise' },
  ]);
  return {
    '/good': authority.ocsp(good),
    '/revoked': authority.ocsp(revoked),
    '/ca.crl': authority.crl(),
  };
}

const answers = hasTool(t, 'openssl') ? answersOf(t) : undefined;
const startStatuses = (t: Test) =>
  startPlain(t, (request, response) => response.end(answers?.[request.url ?? '']));
const start = (t: Test, leaf: Issued) => startSecure(t, { key: leaf.keyPem, cert: leaf.pem });
const trustOf = (t: Test, revocation: DeviceTrust['revocation']) =>
  openTrust(t, { roots: root.pem, revocation });
const told = (checks: readonly string[]) => checks.filter((line) => line.startsWith('revocation'));

const revoked = {
  code: 'ERROR_WINHTTP_SECURE_FAILURE',
  check: 'revocation',
  extended: 'ERROR_WINHTTP_SECURE_CERT_REVOKED',
  reason: /"CN=revoked" was revoked at .* \(keyCompromise\)/,
};
const offline = {
  code: 'ERROR_WINHTTP_SECURE_FAILURE',
  check: 'revocation',
  extended: 'ERROR_WINHTTP_SECURE_CERT_REV_FAILED',
  reason:
    /CRYPT_E_REVOCATION_OFFLINE \(0x80092013\): whether the certificate "CN=good" was revoked is not known/,
};

if (answers !== undefined) {
  t.test('a good server passes by OCSP, and no list is asked for', async (t) => {
    const statuses = await startStatuses(t);
    const { origin } = await start(t, leafOf('good', statuses.origin, statuses.origin));
    const device = openDevice(t, trustOf(t, 'hard'));
    t.equal(await device.text(origin), 'ok');
    t.same(told(device.checks), ['revocation: not revoked: "CN=good"']);
    t.same(statuses.requests, ['POST /good']);
  });

  t.test('where nobody answers by OCSP a list lets it pass', async (t) => {
    const statuses = await startStatuses(t);
    const { origin } = await start(t, leafOf('good', await deadOrigin(), statuses.origin));
    const device = openDevice(t, trustOf(t, 'hard'));
    t.equal(await device.text(origin), 'ok');
    t.same(told(device.checks), ['revocation: not revoked: "CN=good"']);
    t.same(statuses.requests, ['GET /ca.crl']);
  });

  for (const mode of MODES) {
    t.test(`a revoked server is refused by ${mode}, by OCSP and by list`, async (t) => {
      const statuses = await startStatuses(t);
      for (const leaf of [
        leafOf('revoked', statuses.origin),
        leafOf('revoked', undefined, statuses.origin),
      ]) {
        const server = await start(t, leaf);
        const device = openDevice(t, trustOf(t, mode));
        t.match(await device.failure(server.origin), revoked);
        t.equal(device.checks.at(-1)?.split(':')[0], 'usage');
        t.same(server.requests, []);
      }
      t.same(statuses.requests, ['POST /revoked', 'GET /ca.crl']);
    });
  }

  t.test('off asks nobody and tells of no check', async (t) => {
    const statuses = await startStatuses(t);
    const { origin } = await start(t, leafOf('revoked', statuses.origin));
    const device = openDevice(t, trustOf(t, 'off'));
    t.equal(await device.text(origin), 'ok');
    t.same([told(device.checks), device.warnings, statuses.requests], [[], [], []]);
  });

  t.test('devices that share a store ask once in five minutes, and each is told', async (t) => {
    const statuses = await startStatuses(t);
    const { origin } = await start(t, leafOf('good', statuses.origin));
    const clock = createVirtualClock(systemClock.now());
    const store = openTrust(t, { roots: root.pem, revocation: 'hard' }, { clock });
    const scan = async () => {
      const devices = Array.from({ length: 20 }, () => openDevice(t, store));
      await Promise.all(devices.map(({ text }) => text(origin)));
      for (const { checks } of devices) t.equal(told(checks).length, 1);
    };
    await scan();
    await scan();
    t.equal(statuses.requests.length, 1);
    clock.advance(5 * 60_000);
    await scan();
    t.equal(statuses.requests.length, 2);
  });
}

t.test('where nobody answers hard refuses', async (t) => {
  const { origin, requests } = await start(t, leafOf('good', await deadOrigin()));
  const device = openDevice(t, trustOf(t, 'hard'));
  const failure = await device.failure(origin);
  t.match(failure, offline);
  t.match(failure.reason, /nothing listens there/);
  t.same(requests, []);
});

t.test('where nobody answers soft goes on, with one warning for each device', async (t) => {
  const { origin } = await start(t, leafOf('good', await deadOrigin()));
  const store = trustOf(t, 'soft');
  for (const device of [openDevice(t, store), openDevice(t, store)]) {
    const texts = await Promise.all(Array.from({ length: 5 }, () => device.text(origin)));
    t.same(new Set(texts), new Set(['ok']));
    t.equal(device.warnings.length, 1);
    t.match(device.warnings[0], /whether the certificate "CN=good" was revoked is not known/);
    t.same(told(device.checks), [], 'what is not known did not pass');
  }
});

t.test('what is no answer is told: a status, garbage, a flood, silence, no address', async (t) => {
  const cases: readonly (readonly [TestServer | undefined, RegExp])[] = [
    [await startPlain(t, (_request, response) => response.writeHead(404).end()), /status 404/],
    [await startPlain(t, (_request, response) => response.end('<html>')), /malformed/],
    [
      await startPlain(t, (_request, response) => response.end(Buffer.alloc(70_000))),
      /more than 65536 bytes/,
    ],
    [await startRaw(t, () => {}), /no answer within 0.05 seconds/],
    [undefined, /it names no address to ask/],
  ];
  for (const [statuses, reason] of cases) {
    const { origin } = await start(t, leafOf('good', statuses?.origin));
    const store = openTrust(t, { roots: root.pem, revocation: 'hard' }, { statusMilliseconds: 50 });
    const failure = await openDevice(t, store).failure(origin);
    t.match(failure, offline);
    t.match(failure.reason, reason);
    await statuses?.quiet();
  }
});

t.test('a device that is closed leaves at once, and closing the store ends the question', async (t) => {
  const store = trustOf(t, 'hard');
  let device: ReturnType<typeof openDevice> | undefined;
  const silent = await startRaw(t, (socket) => socket.once('data', () => device?.http.close()));
  const { origin } = await start(t, leafOf('good', silent.origin));
  device = openDevice(t, store);
  t.match(await device.failure(origin), { code: 'WU_E_CALL_CANCELLED' });
  store.close();
  await silent.quiet();
});
