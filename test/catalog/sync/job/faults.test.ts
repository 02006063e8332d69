import t, { type Test } from 'tap';
import type { VirtualClock } from '../../../../platform/clock.ts';
import { testCatalog } from '../../../helpers/catalogs.ts';
import { importUpdates } from '../../../helpers/documents.ts';
import { fakeUpstream, type Script } from '../../../helpers/fake-upstream.ts';
import { startServices } from '../../../helpers/services.ts';
import type { RawAnswer } from '../../../helpers/soap-stand-in.ts';
import {
  classification,
  contentsOf,
  downstreamOf,
  product,
  revisionOf,
  revisionsIn,
  syncPair,
} from '../../../helpers/sync-pair.ts';

/** A fake upstream server with three updates of two batches, and one who synchronises with it. */
async function scene(t: Test, script: Script = {}) {
  const upstream = await fakeUpstream(t, script);
  upstream.publish(...[1, 2, 3, 4, 5].map((id) => revisionOf({ id })));
  const catalog = testCatalog(t);
  const down = { ...downstreamOf(t, catalog, catalog.clock), clock: catalog.clock as VirtualClock };
  return { upstream, down, catalog, run: (options = {}) => down.run(upstream.url, options) };
}

const OPERATIONS = [
  'GetAuthConfig',
  'GetAuthorizationCookie',
  'GetCookie',
  'GetConfigData',
  'GetRevisionIdList',
  'GetUpdateData',
  'GetDeployments',
] as const;

t.test('a busy server is asked again after growing pauses, whatever it is asked', async (t) => {
  for (const operation of OPERATIONS) {
    const { run, down, catalog } = await scene(t, {
      [operation]: ({ n }: { n: number }) => (n <= 3 ? { fault: 'ServerBusy' } : undefined),
    });
    const { result, error } = await run({ replica: true, parallel: 1 });
    t.equal(result, 'succeeded', `${operation} ${error?.message}`);
    t.same(down.pauses.slice(0, 3), [1000, 2000, 4000]);
    t.equal(revisionsIn(catalog), '1.1 2.1 3.1 4.1 5.1');
    t.match(down.events.filter(({ event }) => event === 'retry')[0], {
      reason: /ServerBusy/,
      milliseconds: 1000,
    });
  }
});

t.test('a server that stays busy ends the run, whatever it is asked', async (t) => {
  for (const operation of OPERATIONS) {
    const { run, down, upstream } = await scene(t, { [operation]: () => ({ fault: 'ServerBusy' }) });
    const { result, error } = await run({ replica: true, parallel: 1 });
    t.equal(result, 'failed', operation);
    t.match(error, { code: 'SYNC_FAULT', message: /ServerBusy/, repair: /busy/ });
    t.same(down.pauses, [1000, 2000, 4000, 8000, 16_000]);
    t.equal(upstream.asked(operation).length, 6);
  }
});

t.test('InvalidCookie begins again from the authorization', async (t) => {
  for (const operation of OPERATIONS.slice(3)) {
    const { run, upstream, catalog } = await scene(t, {
      [operation]: ({ n }: { n: number }) =>
        n === 1 ? { fault: 'InvalidCookie', message: 'cookie' } : undefined,
    });
    const { result } = await run({ replica: true });
    t.equal(result, 'succeeded', operation);
    t.equal(upstream.asked('GetAuthConfig').length, 2);
    t.equal(revisionsIn(catalog), '1.1 2.1 3.1 4.1 5.1');
  }
});

t.test('InvalidAuthorizationCookie at GetCookie begins again from the authorization', async (t) => {
  const { run, upstream } = await scene(t, {
    GetCookie: ({ n }) =>
      n === 1 ? { fault: 'InvalidAuthorizationCookie', message: 'authCookies' } : undefined,
  });
  const { result } = await run();
  t.equal(result, 'succeeded');
  t.equal(upstream.asked('GetAuthorizationCookie').length, 2);
});

t.test('a server that takes no cookie of its own ends the run soon', async (t) => {
  for (const operation of ['GetConfigData', 'GetUpdateData', 'GetCookie'] as const) {
    const { run, upstream } = await scene(t, { [operation]: () => ({ fault: 'InvalidCookie' }) });
    const { result, error } = await run();
    t.equal(result, 'failed');
    t.match(error, { code: 'SYNC_FAULT', message: /InvalidCookie/ });
    t.ok(upstream.calls.length < 40, `${upstream.calls.length} calls`);
  }
});

t.test('calls side by side that lose their cookie authorise once', async (t) => {
  let isOld = true;
  const { run, upstream, catalog } = await scene(t);
  upstream.publish(...Array.from({ length: 20 }, (_, at) => revisionOf({ id: 100 + at })));
  upstream.script.GetCookie = ({ n }) => {
    isOld = n === 1;
    return undefined;
  };
  upstream.script.GetUpdateData = () => (isOld ? { fault: 'InvalidCookie' } : undefined);
  t.equal((await run({ parallel: 4 })).result, 'succeeded');
  t.equal(upstream.asked('GetCookie').length, 2);
  t.equal(revisionsIn(catalog).split(' ').length, 25);
});

t.test('a cookie that ends in a long run is renewed before it is used', async (t) => {
  const pair = await syncPair(t, { settings: { maxUpdatesPerRequest: 2, serverCookieMinutes: 10 } });
  importUpdates(pair.up.catalog, product(11), classification(51));
  importUpdates(pair.up.catalog, ...Array.from({ length: 20 }, (_, at) => ({ id: 100 + at, in: [11, 51] })));
  pair.proxy.rule = ({ operation }) => {
    if (operation !== 'GetUpdateData') return undefined;
    pair.up.clock.advance(3 * 60_000);
    pair.down.clock.advance(3 * 60_000);
    return undefined;
  };
  const { result } = await pair.sync({ parallel: 1 });
  t.equal(result, 'succeeded');
  t.ok(pair.proxy.asked('GetCookie').length >= 3);
  t.ok(pair.proxy.asked('GetCookie')[1].oldCookie, 'it hands in the old one');
  t.equal(revisionsIn(pair.down.catalog), revisionsIn(pair.up.catalog));
});

t.test(
  'the cookie of the run before is used again as long as it lasts, and shown when it has ended',
  async (t) => {
    const pair = await syncPair(t);
    await pair.sync();
    pair.proxy.clear();
    await pair.sync();
    t.equal(pair.proxy.asked('GetCookie').length, 0);
    pair.up.clock.advance(5 * 60 * 60_000);
    pair.down.clock.advance(5 * 60 * 60_000);
    t.equal((await pair.sync()).result, 'succeeded');
    t.equal(pair.proxy.asked('GetCookie').length, 1);
    t.ok(pair.proxy.asked('GetCookie')[0].oldCookie);
  },
);

t.test('faults nothing can be done about end the run at once, with the fault and a repair', async (t) => {
  for (const fault of ['InvalidParameters', 'InternalServerError', 'IncompatibleProtocolVersion'] as const)
    for (const operation of OPERATIONS.filter((one) => one !== 'GetUpdateData')) {
      const { run, upstream } = await scene(t, { [operation]: () => ({ fault, message: 'the detail' }) });
      const { result, error, report } = await run({ replica: true });
      t.equal(result, 'failed', `${operation} ${fault}`);
      t.match(error, { code: 'SYNC_FAULT', message: new RegExp(`${fault}: the detail`) });
      t.equal(report.error, error?.message);
      t.equal(upstream.asked(operation).length, 1);
    }
});

t.test('the error of a fault names the operation', async (t) => {
  const { run } = await scene(t, {
    GetRevisionIdList: () => ({ fault: 'InvalidParameters', message: 'filter' }),
  });
  t.match((await run()).error?.message, /GetRevisionIdList/);
});

t.test('a fault without ErrorCode ends the run at once, with what it says', async (t) => {
  const body =
    '<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body><s:Fault><faultcode>s:Server</faultcode>' +
    '<faultstring>out of\u00a0order</faultstring></s:Fault></s:Body></s:Envelope>';
  for (const operation of OPERATIONS) {
    const { run, down, upstream } = await scene(t, {
      [operation]: () => ({ raw: { status: 500, type: 'text/xml', body } }),
    });
    const { result, error } = await run({ replica: true, parallel: 1 });
    t.equal(result, 'failed', operation);
    t.match(error, { code: 'SYNC_FAULT', message: /out of\u00a0order/ });
    t.match(error?.message, new RegExp(operation));
    t.equal(upstream.asked(operation).length, 1);
    t.same(down.pauses, []);
  }
});

const EMPTY_BODY =
  '<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body><PingResponse xmlns="http://www.microsoft.com/SoftwareDistribution"/></s:Body></s:Envelope>';

const PAGES: readonly (readonly [string, RawAnswer])[] = [
  ['an HTML page', { status: 200, type: 'text/html', body: '<html><body>Welcome</body></html>' }],
  ['not found', { status: 404, type: 'text/html', body: 'Not Found' }],
  ['JSON', { status: 200, type: 'application/json', body: '{"a":1}' }],
  ['nothing', { status: 200, body: '' }],
  ['a redirection', { status: 302, type: 'text/html', body: '' }],
];

for (const [name, raw] of PAGES)
  t.test(`a server that answers ${name} is none`, async (t) => {
    for (const operation of ['GetAuthConfig', 'GetConfigData', 'GetUpdateData'] as const) {
      const { run, down } = await scene(t, { [operation]: () => ({ raw }) });
      const { result, error } = await run({ parallel: 1 });
      t.equal(result, 'failed', operation);
      t.equal(error?.code, 'SYNC_NOT_A_SERVER', `${operation}: ${error?.message}`);
      t.same(down.pauses, []);
    }
  });

const UNREADABLE: readonly (readonly [string, RawAnswer])[] = [
  ['nothing of XML', { status: 200, type: 'text/xml', body: '' }],
  ['XML that is no SOAP', { status: 200, type: 'text/xml', body: '<a/>' }],
  ['the answer of another operation', { status: 200, type: 'text/xml', body: EMPTY_BODY }],
  ['half an answer', { status: 200, type: 'text/xml', body: '<s:Envelope xmlns:s="http://schemas.xmlsoap.' }],
  ['bytes', { status: 200, type: 'text/xml', body: Buffer.from([0xff, 0xfe, 0, 1, 2, 3]) }],
  ['not found, as XML', { status: 404, type: 'text/xml', body: '<error>Not Found</error>' }],
  ['a server error, as XML', { status: 502, type: 'text/xml', body: 'Bad Gateway' }],
];

for (const [name, raw] of UNREADABLE) {
  t.test(`an answer of ${name} ends the run`, async (t) => {
    for (const operation of ['GetAuthConfig', 'GetConfigData', 'GetRevisionIdList'] as const) {
      const { run, down } = await scene(t, { [operation]: () => ({ raw }) });
      const { result, error } = await run();
      t.equal(result, 'failed', operation);
      t.match(error?.code, /^SYNC_(NOT_A_SERVER|REPLY_UNREADABLE)$/, error?.message ?? '');
      t.same(down.pauses, []);
    }
  });
  t.test(`documents answered with ${name} are not here, and come later`, async (t) => {
    const { run, catalog, upstream } = await scene(t, { GetUpdateData: () => ({ raw }) });
    t.not((await run()).result, 'succeeded');
    t.equal(revisionsIn(catalog), '');
    delete upstream.script.GetUpdateData;
    t.equal((await run()).result, 'succeeded');
    t.equal(revisionsIn(catalog), '1.1 2.1 3.1 4.1 5.1');
  });
}

t.test('one refused authorization is one restart, however many calls wait for it', async (t) => {
  const { run, down, upstream, catalog } = await scene(t);
  upstream.publish(...Array.from({ length: 40 }, (_, at) => revisionOf({ id: 100 + at })));
  const clock = down.clock;
  const until = (minutes: number) => new Date(clock.now() + minutes * 60_000).toISOString();
  upstream.script.GetCookie = async ({ n }) => {
    const EncryptedData = Buffer.from(`cookie ${n}`);
    const Expiration = until(n === 1 ? 10 : 600);
    if (n !== 2) return { value: { GetCookieResult: { Expiration, EncryptedData } } };
    // Until all that was under way is stored, and as many calls wait for this answer.
    while (revisionsIn(catalog).split(' ').length < 24) await new Promise(setImmediate);
    return { fault: 'InvalidAuthorizationCookie' };
  };
  upstream.script.GetUpdateData = async ({ n }) => {
    if (n === 6) clock.advance(10 * 60_000);
    while (n < 6 && upstream.asked('GetUpdateData').length < 6) await new Promise(setImmediate);
    return undefined;
  };
  const { result, error } = await run({ parallel: 6 });
  t.equal(result, 'succeeded', error?.message ?? '');
  t.equal(upstream.asked('GetCookie').length, 3);
  t.equal(revisionsIn(catalog).split(' ').length, 45);
});

t.test('an answer without what it is for is none of a server', async (t) => {
  const empty = [
    ['GetAuthorizationCookie', {}],
    ['GetCookie', {}],
    ['GetConfigData', {}],
    ['GetRevisionIdList', {}],
    ['GetRevisionIdList', { GetRevisionIdListResult: { NewRevisions: [] } }],
    ['GetDeployments', {}],
    ['GetDeployments', { GetDeploymentsResult: { Anchor: 'x' } }],
  ] as const;
  for (const [operation, value] of empty) {
    const { run, upstream } = await scene(t, { [operation]: () => ({ value }) });
    const { result, error } = await run({ replica: true });
    t.equal(result, 'failed');
    t.equal(error?.code, 'SYNC_NOT_A_SERVER', `${operation} ${JSON.stringify(value)}`);
    t.match(error?.message, new RegExp(upstream.url), 'the error names the server');
  }
});

t.test('the service URL of GetAuthConfig is a path on the same server, or not followed', async (t) => {
  const elsewhere = await fakeUpstream(t);
  const urls: readonly (readonly [string | undefined, string])[] = [
    ['DssAuthWebService/DssAuthWebService.asmx', '/DssAuthWebService/DssAuthWebService.asmx'],
    ['/Other/Auth.asmx', '/Other/Auth.asmx'],
    [undefined, '/DssAuthWebService/DssAuthWebService.asmx'],
    ['', '/DssAuthWebService/DssAuthWebService.asmx'],
    [`${elsewhere.url}/Auth.asmx`, '/DssAuthWebService/DssAuthWebService.asmx'],
    ['file:///etc/passwd', '/DssAuthWebService/DssAuthWebService.asmx'],
    ['../../secret', '/DssAuthWebService/DssAuthWebService.asmx'],
    ['x?y=http://a', '/DssAuthWebService/DssAuthWebService.asmx'],
    ['@evil.example/x', '/DssAuthWebService/DssAuthWebService.asmx'],
    [elsewhere.url.replace('http:', ''), '/DssAuthWebService/DssAuthWebService.asmx'],
  ];
  for (const [ServiceUrl, expected] of urls) {
    const { run, upstream } = await scene(t, {
      GetAuthConfig: () => ({
        value: {
          GetAuthConfigResult: {
            LastChange: '2026-11-01T10:20:30Z',
            AuthInfo: [{ PlugInID: 'DssTargeting', ...(ServiceUrl !== undefined && { ServiceUrl }) }],
          },
        },
      }),
    });
    t.equal((await run()).result, 'succeeded');
    const call = upstream.calls.find(({ operation }) => operation === 'GetAuthorizationCookie');
    t.equal(call?.path, expected, `${ServiceUrl}`);
  }
  t.same(elsewhere.calls, []);
});

t.test('ServerChanged at any call throws the anchors away and starts over', async (t) => {
  for (const operation of [
    'GetCookie',
    'GetConfigData',
    'GetRevisionIdList',
    'GetUpdateData',
    'GetDeployments',
  ] as const)
    for (const at of [1, 2]) {
      const { run, upstream, catalog } = await scene(t);
      await run({ replica: true });
      catalog.write(() =>
        catalog.upstreams.note(upstream.url, { cookie: undefined, cookieExpiration: undefined }),
      );
      upstream.publish(...Array.from({ length: 8 }, (_, n) => revisionOf({ id: 100 + n })));
      upstream.clear();
      upstream.script[operation] = ({ n }) => (n === at ? { fault: 'ServerChanged' } : undefined);
      const { result } = await run({ replica: true, parallel: 1 });
      t.equal(result, 'succeeded', `${operation} ${at}`);
      if (upstream.asked(operation).length <= at) continue;
      const lists = upstream.asked('GetRevisionIdList').slice(-2);
      t.same(
        lists.map(({ filter }) => filter.Anchor),
        [undefined, undefined],
        'from the beginning',
      );
      t.equal(upstream.asked('GetDeployments').at(-1)?.deploymentAnchor, undefined);
      t.equal(upstream.asked('GetConfigData').at(-1)?.configAnchor, undefined);
      t.equal(upstream.asked('GetCookie').at(-1)?.oldCookie, undefined);
      t.equal(revisionsIn(catalog).split(' ').length, 13);
    }
});

t.test('a server that is another one each time ends the run', async (t) => {
  const { run, upstream } = await scene(t, { GetConfigData: () => ({ fault: 'ServerChanged' }) });
  const { result, error } = await run();
  t.equal(result, 'failed');
  t.match(error, { code: 'SYNC_FAULT', message: /ServerChanged/ });
  t.equal(upstream.asked('GetConfigData').length, 3);
});

for (const replica of [false, true])
  t.test(
    `another server at the same address is synchronised with from the beginning, ${replica}`,
    async (t) => {
      for (const keyName of ['up', 'other']) {
        const pair = await syncPair(t);
        importUpdates(pair.up.catalog, product(11), classification(51), { id: 101, in: [11, 51] });
        await pair.sync({ replica });
        const other = await startServices(t, { catalogName: 'other', keyName });
        importUpdates(other.catalog, product(11), classification(51), { id: 102, in: [11, 51] });
        pair.proxy.target = other.url;
        const { result, error } = await pair.sync({ replica });
        t.equal(result, 'succeeded', error?.message ?? '');
        t.equal(revisionsIn(pair.down.catalog), '11.1 51.1 101.1 102.1');
        if (replica) t.same(contentsOf(pair.down.catalog).approvals, contentsOf(other.catalog).approvals);
      }
    },
  );

t.test('what another server at the address had refused is not asked of the new one', async (t) => {
  const { run, upstream, catalog } = await scene(t);
  upstream.publish(revisionOf({ id: 9 }, { xml: 'hello' }));
  await run();
  upstream.script.GetConfigData = ({ n }) => (n === 2 ? { fault: 'ServerChanged' } : undefined);
  upstream.script.GetRevisionIdList = () => ({
    value: { GetRevisionIdListResult: { Anchor: 'g1', NewRevisions: [] } },
  });
  t.equal((await run()).result, 'succeeded');
  t.same(catalog.upstreams.refusals(upstream.url), []);
});

t.test('a server that becomes another one between authorization and cookie is found out', async (t) => {
  const pair = await syncPair(t);
  importUpdates(pair.up.catalog, product(11), classification(51), { id: 101, in: [11, 51] });
  const other = await startServices(t, { catalogName: 'other', keyName: 'other' });
  importUpdates(other.catalog, product(11), classification(51), { id: 102, in: [11, 51] });
  for (const clock of [pair.up.clock, pair.down.clock, other.clock]) clock.advance(60_000);
  importUpdates(pair.up.catalog, { id: 103, in: [11, 51] });
  await pair.sync();
  for (const clock of [pair.up.clock, pair.down.clock, other.clock]) clock.advance(5 * 60 * 60_000);
  pair.proxy.rule = ({ operation }) => {
    if (operation === 'GetCookie') pair.proxy.target = other.url;
    return undefined;
  };
  const { result, error } = await pair.sync();
  t.equal(result, 'succeeded', error?.message ?? '');
  t.equal(revisionsIn(pair.down.catalog), '11.1 51.1 101.1 102.1 103.1');
});
