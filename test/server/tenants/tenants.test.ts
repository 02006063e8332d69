import { existsSync, readdirSync } from 'node:fs';
import https from 'node:https';
import path from 'node:path';
import t, { type Test } from 'tap';
import {
  createVirtualClock,
  type MockWindowsUpdate,
  type StartOptions,
  startMockWindowsUpdate,
} from '../../../server/index.ts';
import type { Tenant } from '../../../server/tenants/tenant.ts';
import { withKeys } from '../../helpers/prepared-keys.ts';
import { refusalOf } from '../../helpers/seeds.ts';
import { issue } from '../../helpers/tls-certificates.ts';
import { type WuspClient, wuspClient } from '../../helpers/wusp-client.ts';

const START = '2026-11-01T10:20:30Z';
const ports = { httpPort: 0, httpsPort: 0, controlPort: 0 };
const KB = 'KB9901001';

async function start(t: Test, options: StartOptions = {}): Promise<MockWindowsUpdate> {
  const double = await startMockWindowsUpdate({
    state: withKeys(t.testdir()),
    seeds: ['demo'],
    clock: createVirtualClock(START),
    ...ports,
    ...options,
  });
  t.teardown(() => double.close());
  return double;
}

function clientOf(t: Test, url: string, ca?: string): WuspClient {
  const client = wuspClient(url, ca);
  t.teardown(() => client.close());
  return client;
}

const operations = ({ journal }: Pick<Tenant, 'journal'>): string[] =>
  journal.calls().map(({ operation }) => operation);

t.test('tenants have catalogue, decisions, faults, clock and journal of their own', async (t) => {
  const double = await start(t);
  const one = await double.tenants.create({ name: 'one' });
  const two = await double.tenants.create({ name: 'two' });
  const updateId = one.journal.known().require(KB);
  one.catalog.approvals.decline(updateId);
  two.faults.add({ match: { operation: 'GetConfig' }, act: { kind: 'soap.fault', code: 'ServerBusy' } });
  two.clock.advance(86_400_000);

  const titles = async (client: WuspClient) => {
    const { NewUpdates = [] } = await client.sync(await client.session());
    return NewUpdates.length;
  };
  const first = await titles(clientOf(t, double.urls.http));
  t.ok((await titles(clientOf(t, one.urls.http))) > 0);
  t.ok(first > 0);
  const busy = clientOf(t, two.urls.http);
  t.equal(await busy.fault('GetConfig', { protocolVersion: '2.90' }), 'ServerBusy');
  const late = await busy.http('GET', '/ClientWebService/Client.asmx');
  t.equal(late.headers.date, 'Mon, 02 Nov 2026 10:20:30 GMT', 'the date it tells is its own');

  t.same(operations(two), ['GetConfig']);
  t.ok(operations(one).includes('SyncUpdates'));
  t.notOk(double.journal.entries().some(({ tenant }) => tenant !== 'default'));
  t.equal(one.catalog.computers.find('client-1')?.dnsName, 'client-1.example');
  t.equal(two.catalog.computers.find('client-1'), undefined);
  t.ok(one.catalog.revisions.declined().includes(updateId));
  t.notOk(double.catalog.revisions.declined().includes(updateId));
});

t.test('a cookie of one tenant is none of another', async (t) => {
  const double = await start(t);
  const one = await double.tenants.create();
  const cookie = await clientOf(t, double.urls.http).session();
  const parameters = { ExpressQuery: false, SkipSoftwareSync: false };
  t.equal(
    await clientOf(t, one.urls.http).fault('SyncUpdates', { cookie, parameters }),
    'ServerChanged: cookie',
  );
});

t.test(
  'a tenant is told by port, host, path, certificate and client, and what names none is flagged',
  async (t) => {
    const double = await start(t);
    const byPort = await double.tenants.create({ name: 'by-port', ports: {} });
    const byHost = await double.tenants.create({ name: 'by-host', hosts: ['*.team.test', 'localhost'] });
    const byClient = await double.tenants.create({ name: 'by-client', clients: ['team-*'] });
    const config = { protocolVersion: '2.90' };

    await clientOf(t, byPort.urls.http).call('GetConfig', config);
    await clientOf(t, byPort.urls.https, double.ca.pem).call('GetConfig', config);
    t.same(operations(byPort), ['GetConfig', 'GetConfig']);
    t.ok(byPort.ports.length === 2 && !byPort.urls.http.includes('/t/'));

    await clientOf(t, double.urls.https, double.ca.pem).call('GetConfig', config);
    t.same(operations(byHost), ['GetConfig']);

    const plain = clientOf(t, double.urls.http);
    const cookie = await plain.session({ clientId: 'team-7' });
    await plain.sync(cookie);
    t.same(operations(byClient), ['GetAuthorizationCookie', 'GetCookie', 'RegisterComputer', 'SyncUpdates']);
    t.match(byClient.journal.entries()[0], { isUnassigned: undefined });

    const path = await plain.http('GET', '/t/by-host/ClientWebService/Client.asmx?wsdl');
    t.match(path.body.toString(), `location="${double.urls.http}/t/by-host/ClientWebService/Client.asmx"`);
    t.equal((await plain.http('GET', '/t/nobody/ClientWebService/Client.asmx')).status, 404);
    await plain.call('GetConfig', config);
    t.match(double.journal.entries({ operation: 'GetConfig' }).at(-1), {
      isUnassigned: true,
      tenant: 'default',
    });
  },
);

t.test(
  'files are found under the prefix of a tenant, and the journal tells which calls led to them',
  async (t) => {
    const double = await start(t);
    const one = await double.tenants.create({ clients: ['pc'] });
    const client = clientOf(t, double.urls.http);
    const cookie = await client.session({ clientId: 'pc' });
    await client.sync(cookie);
    const [revisionId = 0] = one.catalog.database
      .prepare<[], number>('SELECT revision_id FROM revision_file ORDER BY revision_id')
      .pluck()
      .all() as number[];
    const { GetExtendedUpdateInfoResult: info } = await client.call('GetExtendedUpdateInfo', {
      cookie,
      revisionIDs: [revisionId],
      infoTypes: ['Extended'],
    });
    const url = info?.FileLocations?.[0]?.Url ?? '';
    t.match(url, /^http:\/\/127\.0\.0\.1:\d+\/t\/tenant-1\/Content\//);
    const file = await client.http('GET', new URL(url).pathname, { range: 'bytes=0-99' });
    t.equal(file.status, 206);
    const [content] = await one.journal.waitFor({ kind: 'content' });
    const [sync, told] = ['SyncUpdates', 'GetExtendedUpdateInfo'].map(
      (operation) => one.journal.calls({ operation })[0]?.sequence,
    );
    t.match(content, {
      kind: 'content',
      outcome: 'ok',
      range: { first: 0, last: 99 },
      response: { status: 206, bytes: 100 },
      file: { name: /\.cab$/, updates: [/^[0-9a-f-]{36}\/\d+$/] },
      ledBy: [sync, told],
    });
    const [name = ''] = content?.kind === 'content' ? content.file.updates : [];
    t.equal(one.journal.entries({ update: name.split('/')[0] ?? '', kind: 'content' }).length, 1);
  },
);

t.test('a tenant goes back to its start, to a snapshot, and another branches from one', async (t) => {
  const double = await start(t, { seed: 'again' });
  const one = await double.tenants.create({ name: 'one' });
  const updateId = one.journal.known().require(KB);
  one.clock.freeze();
  const client = clientOf(t, one.urls.http);
  await client.session();
  one.faults.add({ id: 'slow', act: { kind: 'http.delay', milliseconds: 0 } });
  one.snapshots.take('registered');

  one.catalog.approvals.decline(updateId);
  one.clock.advance(1000);
  one.faults.clear();
  const branch = await double.tenants.create({
    name: 'branch',
    from: { tenant: 'one', snapshot: 'registered' },
  });
  t.notOk(branch.catalog.revisions.declined().includes(updateId));
  t.ok(branch.catalog.computers.find('client-1'));

  one.snapshots.restore('registered');
  t.notOk(one.catalog.revisions.declined().includes(updateId));
  t.equal(one.clock.now(), Date.parse(START));
  t.match(one.faults.list(), [{ id: 'slow' }]);
  t.ok(one.journal.state().last > 0, 'the journal stays');
  await client.sync(await client.session());

  one.reset();
  t.equal(one.catalog.computers.find('client-1'), undefined);
  t.same(one.faults.list(), []);
  t.same(one.journal.entries(), []);
  t.notOk(one.clock.isSteered());
  t.match(one.snapshots.list(), [{ name: 'registered' }]);
  t.throws(() => one.snapshots.restore('nonsense'), { code: 'SNAPSHOT_UNKNOWN' });

  await double.tenants.default.world.catalog.approvals.decline(updateId);
  double.reset();
  t.notOk(double.catalog.revisions.declined().includes(updateId));
});

t.test('with one seed and a clock that stands still a tenant answers the same bytes again', async (t) => {
  const double = await start(t);
  const replies = async (tenant: Tenant) => {
    tenant.clock.freeze(Date.parse(START));
    const client = clientOf(t, tenant.urls.http);
    await client.sync(await client.session());
    return tenant.journal.calls().map(({ bodies }) => bodies.reply?.toString());
  };
  const one = await double.tenants.create({ name: 'one', seed: 'x' });
  const first = await replies(one);
  one.reset();
  t.same(await replies(one), first, 'after a reset');
  await one.close();
  t.same(
    await replies(await double.tenants.create({ name: 'one', seed: 'x' })),
    first,
    'another one of that name',
  );
  const other = await replies(await double.tenants.create({ name: 'two', seed: 'y' }));
  t.notSame(other, first);
});

t.test('a tenant is told by the certificate its client shows, where clients are asked for one', async (t) => {
  const double = await start(t, { clientCertificates: true });
  const mine = issue({ name: 'agent 7' });
  const one = await double.tenants.create({ certificates: [mine.certificate.fingerprint256] });
  const ask = (client: https.RequestOptions): Promise<number | undefined> =>
    new Promise((resolve, reject) => {
      const url = `${double.urls.https}/ClientWebService/Client.asmx`;
      const sent = https.get(url, { ca: double.ca.pem, agent: false, ...client }, (reply) => {
        reply.resume();
        reply.on('end', () => resolve(reply.statusCode));
      });
      sent.on('error', reject);
    });
  t.equal(await ask({ key: mine.keyPem, cert: mine.pem }), 200);
  const [entry] = await one.journal.waitFor({ kind: 'http' });
  t.equal(entry?.connection?.tls?.clientCertificate, mine.certificate.fingerprint256);
  t.equal(await ask({}), 200, 'one without is served all the same');
  const [other] = await double.journal.waitFor({ kind: 'http' });
  t.equal(other?.isUnassigned, true);
});

t.test('fifty tenants with faults of their own do not hear of each other in 10,000 requests', async (t) => {
  const double = await start(t);
  const codes = ['ServerBusy', 'ConfigChanged', 'CookieExpired', 'ServerChanged', 'InvalidCookie'] as const;
  const tenants = await Promise.all(
    Array.from({ length: 50 }, async (_none, at) => {
      const tenant = await double.tenants.create();
      const code = codes[at % codes.length] ?? 'ServerBusy';
      tenant.faults.add({
        when: { from: 1 + at, every: 2 },
        match: { operation: 'GetConfig' },
        act: { kind: 'soap.fault', code, message: tenant.name },
      });
      return { tenant, at, code, client: clientOf(t, tenant.urls.http) };
    }),
  );
  const wrong: string[] = [];
  await Promise.all(
    tenants.map(async ({ tenant, at, code, client }) => {
      for (let nth = 1; nth <= 200; nth++) {
        const isStruck = nth > at && (nth - 1 - at) % 2 === 0;
        const expected = isStruck ? `${code}: ${tenant.name}` : 'no fault';
        const found = await client.fault('GetConfig', { protocolVersion: '2.90' });
        if (found !== expected) wrong.push(`${tenant.name} ${nth}: ${found}`);
      }
    }),
  );
  t.same(wrong, []);
  for (const { tenant } of tenants) {
    if (tenant.journal.state().last !== 200)
      t.fail(`${tenant.name} has ${tenant.journal.state().last} entries`);
  }
  t.equal(double.journal.state().last, 0);
});

t.test('what a tenant kept is gone when it is, and when the double is', async (t) => {
  const double = await startMockWindowsUpdate({ state: withKeys(t.testdir()), seeds: ['demo'], ...ports });
  const parent = path.join(path.dirname(path.dirname(double.ca.file)), 'tenants');
  const [own = ''] = readdirSync(parent);
  const before = readdirSync(path.join(parent, own)).length;
  const one = await double.tenants.create({ ports: {} });
  one.snapshots.take('a');
  t.ok(readdirSync(path.join(parent, own)).length > before);
  const { http } = one.urls;
  await double.tenants.remove(one.name);
  t.equal(readdirSync(path.join(parent, own)).length, before);
  await t.rejects(fetch(http));
  t.equal(double.tenants.find(one.name), undefined);
  await double.tenants.create({ name: one.name });
  await double.close();
  t.notOk(existsSync(path.join(parent, own)));
});

t.test('names that are taken or none, and tenants there are not, are refused', async (t) => {
  const double = await start(t, { resettable: false });
  const { tenants } = double;
  await tenants.create({ name: 'a' });
  await t.rejects(tenants.create({ name: 'a' }), { code: 'TENANT_NAME_TAKEN' });
  await t.rejects(tenants.create({ name: '../x' }), { code: 'TENANT_NAME_INVALID' });
  await t.rejects(tenants.create({ name: '..' }), { code: 'TENANT_NAME_INVALID' });
  await t.rejects(tenants.create({ from: { tenant: 'b' } }), { code: 'TENANT_UNKNOWN' });
  await t.rejects(tenants.create({ from: { snapshot: 'b' } }), { code: 'SNAPSHOT_UNKNOWN' });
  await t.rejects(tenants.create({ ports: { http: Number(new URL(double.urls.http).port) } }), {
    code: 'PORT_TAKEN',
  });
  await t.rejects(tenants.remove('default'), { code: 'TENANT_DEFAULT' });
  t.same(
    tenants.list().map(({ name }) => name),
    ['a'],
  );
  t.match(
    refusalOf(() => double.reset()),
    'this double cannot go back to its start',
  );
});
