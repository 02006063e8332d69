import t, { type Test } from 'tap';
import { authorityInformationAccess } from '../../../../pki/extensions/authority-information-access.ts';
import { crlDistributionPoint } from '../../../../pki/extensions/crl-distribution-points.ts';
import { createVirtualClock, systemClock } from '../../../../platform/clock.ts';
import { startMockWindowsUpdate } from '../../../../server/index.ts';
import { withKeys } from '../../../helpers/prepared-keys.ts';
import { type Issued, issue } from '../../../helpers/tls-certificates.ts';
import { opensslAuthority } from '../../../helpers/tls-openssl-authority.ts';
import {
  deadOrigin,
  startPlain,
  startRaw,
  startSecure,
  type TestServer,
} from '../../../helpers/tls-server.ts';
import { failureOf, openTransport, textOf } from '../../../helpers/tls-transport.ts';
import { hasTool } from '../../../helpers/tools.ts';

const startDouble = async (t: Test) => {
  const double = await startMockWindowsUpdate({
    state: withKeys(t.testdir()),
    httpPort: 0,
    httpsPort: 0,
    controlPort: 0,
  });
  t.teardown(() => double.close());
  return double;
};

const refused = (reason: RegExp) => ({ code: 'SYNC_TLS_REFUSED', check: 'revocation', reason });
const MODES = ['hard', 'soft'] as const;
const root = issue({ name: 'Root' });

/** A server whose certificate names these addresses, and the statuses of it. */
async function startNamed(t: Test, addresses: { readonly ocsp?: string; readonly crl?: string }) {
  const { ocsp, crl } = addresses;
  const extensions = [
    ...(ocsp ? [authorityInformationAccess(`${ocsp}/ca.crt`, `${ocsp}/ocsp`)] : []),
    ...(crl ? [crlDistributionPoint(`${crl}/ca.crl`)] : []),
  ];
  const leaf = issue({ name: 'server', issuer: root, names: ['127.0.0.1'], extensions });
  return { leaf, server: await startSecure(t, { key: leaf.keyPem, cert: leaf.pem }) };
}

/** Serves what openssl says of certificates named later. */
async function startStatuses(t: Test, revoked: boolean) {
  let leaf: Issued | undefined;
  const answers = () =>
    opensslAuthority(t, root, [{ certificate: leaf!, ...(revoked && { revoked: 'superseded' }) }]);
  const server = await startPlain(t, (request, response) => {
    response.end(request.method === 'POST' ? answers().ocsp(leaf!) : answers().crl());
  });
  return {
    server,
    about: (named: Issued) => {
      leaf = named;
    },
  };
}

const open = (t: Test, revocation: 'hard' | 'soft' | 'off', onWarning?: (text: string) => void) =>
  openTransport(t, { trust: { ca: root.pem, revocation }, ...(onWarning && { onWarning }) });

t.test('a double in good standing is asked, leaf and authority, without a warning', async (t) => {
  const double = await startDouble(t);
  for (const revocation of MODES) {
    const warnings: string[] = [];
    const transport = openTransport(t, {
      trust: { ca: double.ca.pem, revocation },
      onWarning: (text) => warnings.push(text),
    });
    t.equal(await textOf(transport, `${double.urls.https}/pki/root.pem`), double.ca.pem, revocation);
    t.same(warnings, []);
  }
});

t.test('a revoked server is refused, hard and soft, and taken by off', async (t) => {
  const double = await startDouble(t);
  double.pki.revoke({ serverName: 'localhost' }, 'keyCompromise');
  const ask = (revocation: 'hard' | 'soft' | 'off') =>
    textOf(
      openTransport(t, { trust: { ca: double.ca.pem, revocation } }),
      `${double.urls.https}/pki/root.pem`,
    );
  for (const revocation of MODES) {
    const failure = await failureOf(ask(revocation));
    t.match(failure, {
      ...refused(/CN=localhost.* was revoked at .* \(keyCompromise\)/),
      repair: /new certificate/,
    });
  }
  t.equal(await ask('off'), double.ca.pem);
});

t.test('a revoked authority is refused like a server', async (t) => {
  const double = await startDouble(t);
  double.pki.revoke({ certificate: 'tls' }, 'cACompromise');
  const transport = openTransport(t, { trust: { ca: double.ca.pem, revocation: 'hard' } });
  const failure = await failureOf(textOf(transport, `${double.urls.https}/pki/root.pem`));
  t.match(failure, refused(/TLS CA.* was revoked at .* \(cACompromise\)/));
});

for (const revoked of [false, true]) {
  const says = revoked ? 'refuses' : 'lets through';

  t.test(`an OCSP answer ${says}, and no list is asked for`, async (t) => {
    if (!hasTool(t, 'openssl')) return;
    const { server: statuses, about } = await startStatuses(t, revoked);
    const { leaf, server } = await startNamed(t, { ocsp: statuses.origin, crl: statuses.origin });
    about(leaf);
    await judged(t, server, revoked);
    t.same(statuses.requests, ['POST /ocsp']);
  });

  t.test(`where nobody answers by OCSP a list ${says}`, async (t) => {
    if (!hasTool(t, 'openssl')) return;
    const { server: statuses, about } = await startStatuses(t, revoked);
    const { leaf, server } = await startNamed(t, { ocsp: await deadOrigin(), crl: statuses.origin });
    about(leaf);
    await judged(t, server, revoked);
    t.same(statuses.requests, ['GET /ca.crl']);
  });
}

async function judged(t: Test, server: TestServer, revoked: boolean): Promise<void> {
  const work = textOf(open(t, 'hard'), server.origin);
  if (revoked) t.match(await failureOf(work), refused(/was revoked at/));
  else t.equal(await work, 'ok');
}

t.test('where nobody answers hard refuses, and soft goes on with one warning', async (t) => {
  const dead = await deadOrigin();
  const { server } = await startNamed(t, { ocsp: dead, crl: dead });
  const failure = await failureOf(textOf(open(t, 'hard'), server.origin));
  t.match(failure, {
    ...refused(/ocsp: .*nothing listens.*ca\.crl: .*nothing listens/),
    repair: /--revocation soft/,
  });
  const warnings: string[] = [];
  const soft = open(t, 'soft', (text) => warnings.push(text));
  t.same(
    await Promise.all(Array.from({ length: 8 }, () => textOf(soft, server.origin))),
    Array.from({ length: 8 }, () => 'ok'),
  );
  t.equal(warnings.length, 1);
  t.match(warnings[0], /whether the certificate "CN=server" was revoked is not known/);
});

t.test('a certificate that names no address is refused by hard and let through by soft', async (t) => {
  const { server } = await startNamed(t, {});
  t.match(await failureOf(textOf(open(t, 'hard'), server.origin)), refused(/it names no address to ask/));
  t.equal(await textOf(open(t, 'soft'), server.origin), 'ok');
});

t.test('what is no answer is told: refusals, garbage, redirects, floods, silence', async (t) => {
  const garbage = await startPlain(t, (_request, response) => response.end('<html>'));
  const missing = await startPlain(t, (_request, response) => response.writeHead(404).end('none'));
  const moved = await startPlain(t, (_request, response) =>
    response.writeHead(302, { location: '/x' }).end(),
  );
  const flood = await startPlain(t, (_request, response) => response.end(Buffer.alloc(70_000)));
  const silent = await startRaw(t, () => {});
  const cases: readonly (readonly [TestServer, RegExp])[] = [
    [garbage, /malformed/],
    [missing, /status 404/],
    [moved, /status 302/],
    [flood, /more than 65536 bytes/],
    [silent, /no answer within 0.05 seconds/],
  ];
  for (const [{ origin, quiet }, reason] of cases) {
    const { server } = await startNamed(t, { ocsp: origin });
    const trust = { ca: root.pem, revocation: 'hard' } as const;
    const transport = openTransport(t, {
      trust,
      ...(origin === silent.origin && { statusMilliseconds: 50 }),
    });
    t.match(await failureOf(textOf(transport, server.origin)), refused(reason), String(reason));
    await quiet();
  }
});

t.test(
  'who passed is not asked about again for five minutes of the clock, over any connection',
  async (t) => {
    if (!hasTool(t, 'openssl')) return;
    const { server: statuses, about } = await startStatuses(t, false);
    const { leaf, server } = await startNamed(t, { ocsp: statuses.origin });
    about(leaf);
    const clock = createVirtualClock(systemClock.now());
    const transport = openTransport(t, { clock, trust: { ca: root.pem, revocation: 'hard' } });
    const burst = () => Promise.all(Array.from({ length: 4 }, () => textOf(transport, server.origin)));
    await burst();
    t.equal(statuses.requests.length, 1, 'four connections share one answer');
    // Broken off, a connection is not used again.
    const reconnect = async () => {
      const streams = await Promise.all(
        Array.from({ length: 4 }, () => transport.stream({ url: server.origin, maxBytes: 100 })),
      );
      for (const { body } of streams) await body[Symbol.asyncIterator]().return?.();
      await burst();
    };
    const before = server.connections();
    await reconnect();
    t.ok(server.connections() > before, 'there are new connections');
    t.equal(statuses.requests.length, 1);
    clock.advance(5 * 60_000);
    await reconnect();
    t.equal(statuses.requests.length, 2);
  },
);

t.test('a request is aborted while an answer about revocation is waited for', async (t) => {
  const reason = new Error('enough');
  const controller = new AbortController();
  const silent = await startRaw(t, (socket) => socket.once('data', () => controller.abort(reason)));
  const { server } = await startNamed(t, { ocsp: silent.origin });
  const transport = open(t, 'hard');
  const { signal } = controller;
  const work = transport.request({ url: server.origin, maxBytes: 100, signal });
  t.equal(await work.catch((thrown: unknown) => thrown), reason);
  await server.quiet();
  transport.close();
  await silent.quiet();
});
