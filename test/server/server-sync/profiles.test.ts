import t, { type Test } from 'tap';
import { DOWNSTREAM, startUpstream, type Upstream } from '../../helpers/server-client.ts';
import { START } from '../../helpers/services.ts';

const MINUTE = 60_000;

async function profiled(t: Test, profile: 'wsus-2025' | 'microsoft'): Promise<Upstream> {
  return startUpstream(t, { settings: { profile } });
}

async function configOf({ server, cookie }: Upstream): Promise<object> {
  const { GetConfigDataResult: config } = await server.call('GetConfigData', { cookie });
  return config ?? {};
}

/** How long the cookie of a session lives, in minutes. */
function minutesOf({ cookie }: Upstream): number {
  return (Date.parse(cookie.Expiration ?? '') - Date.parse(START)) / MINUTE;
}

t.test('the profile wsus-2025 fetches late, serves no drivers and has cookies of four hours', async (t) => {
  const upstream = await profiled(t, 'wsus-2025');
  t.match(await configOf(upstream), {
    CatalogOnlySync: false,
    LazySync: true,
    ServerHostsPsfFiles: false,
    MaxNumberOfUpdatesPerRequest: 100,
    MaxNumberOfDriverSetsPerRequest: 0,
    MaxNumberOfComputerIdsInRequest: 0,
    MaxNumberOfPnpHardwareIdsInRequest: 0,
    MaxUpdatesPerRequestInGetUpdateDecryptionData: 100,
    ProtocolVersion: '1.20',
  });
  t.equal(minutesOf(upstream), 240);
});

t.test('the profile microsoft serves a catalogue only, drivers, and cookies of one hour', async (t) => {
  const upstream = await profiled(t, 'microsoft');
  t.match(await configOf(upstream), {
    CatalogOnlySync: true,
    LazySync: true,
    ServerHostsPsfFiles: true,
    MaxNumberOfUpdatesPerRequest: 100,
    MaxNumberOfDriverSetsPerRequest: 100,
    MaxNumberOfComputerIdsInRequest: 200,
    MaxNumberOfPnpHardwareIdsInRequest: 450,
    MaxUpdatesPerRequestInGetUpdateDecryptionData: 500,
    ProtocolVersion: '1.21',
  });
  t.equal(minutesOf(upstream), 60);
});

t.test('without a profile it is wsus-2025, and single values stand over those of a profile', async (t) => {
  t.match(await configOf(await startUpstream(t)), { ProtocolVersion: '1.20', CatalogOnlySync: false });
  const settings = { profile: 'microsoft', catalogOnlySync: false, serverProtocolVersion: '1.19' } as const;
  t.match(await configOf(await startUpstream(t, { settings })), {
    CatalogOnlySync: false,
    ProtocolVersion: '1.19',
    MaxNumberOfComputerIdsInRequest: 200,
  });
});

t.test('microsoft answers a client that swaps name and GUID, wsus-2025 refuses it', async (t) => {
  const swapped = { accountName: DOWNSTREAM.id, accountGuid: 'sws.example' };
  const { server, catalog } = await profiled(t, 'microsoft');
  t.equal(await server.fault('GetAuthorizationCookie', swapped), 'no fault');
  t.equal(catalog.downstream.find(DOWNSTREAM.id)?.fullDomainName, 'sws.example');
  const wsus = await profiled(t, 'wsus-2025');
  t.equal(await wsus.server.fault('GetAuthorizationCookie', swapped), 'InvalidParameters: accountGuid');
});

t.test('microsoft hands on no deployments, wsus-2025 does', async (t) => {
  for (const [profile, fault] of [
    ['microsoft', /^InternalServerError/],
    ['wsus-2025', /^no fault/],
  ] as const) {
    const { server, cookie } = await profiled(t, profile);
    const { anchor } = await server.list(cookie);
    t.match(await server.fault('GetDeployments', { cookie, syncAnchor: anchor }), fault, profile);
  }
});

/** Names of the four limits in the order `xml` has them. */
function limitsIn(xml: string): readonly string[] {
  return [...xml.matchAll(/(?:<|name=")(MaxNumberOf\w+)/g)].map(([, name = '']) => name);
}

const IN_ORDER_OF_TEXT = [
  'MaxNumberOfUpdatesPerRequest',
  'MaxNumberOfDriverSetsPerRequest',
  'MaxNumberOfComputerIdsInRequest',
  'MaxNumberOfPnpHardwareIdsInRequest',
];

t.test(
  'the limits of GetConfigData are in the order that is configured, on the wire and in the WSDL',
  async (t) => {
    for (const [configDataOrder, expected] of [
      ['text', IN_ORDER_OF_TEXT],
      ['alphabetical', [...IN_ORDER_OF_TEXT].sort()],
    ] as const) {
      const { server, cookie } = await startUpstream(t, { settings: { configDataOrder } });
      const reply = await server.raw('GetConfigData', { cookie });
      t.same(limitsIn(reply.body.toString()), expected, configDataOrder);
      t.match(await server.call('GetConfigData', { cookie }), {
        GetConfigDataResult: { MaxNumberOfUpdatesPerRequest: 100, MaxNumberOfComputerIdsInRequest: 0 },
      });
      const wsdl = await server.http('GET', '/ServerSyncWebService/ServerSyncWebService.asmx?wsdl');
      t.same(limitsIn(wsdl.body.toString()), expected, `${configDataOrder}: ?wsdl`);
    }
  },
);

t.test('the order can be changed while the double runs', async (t) => {
  const { server, cookie, catalog } = await startUpstream(t);
  const first = async () => limitsIn((await server.raw('GetConfigData', { cookie })).body.toString())[0];
  t.equal(await first(), 'MaxNumberOfUpdatesPerRequest');
  catalog.configuration.set({ configDataOrder: 'alphabetical' });
  t.equal(await first(), 'MaxNumberOfComputerIdsInRequest');
});

t.test('languages: the switch for all first, then each, and which are on', async (t) => {
  const languages = async (value: string) => {
    const { server, cookie } = await startUpstream(t, { settings: { languages: value } });
    const { GetConfigDataResult: config } = await server.call('GetConfigData', { cookie });
    return config?.LanguageUpdateList ?? [];
  };
  const some = await languages('de,zh-tw');
  t.equal(some.length, 39, 'as many as a real server lists');
  t.same(some[0], { LanguageID: 0, ShortLanguage: 'all', LongLanguage: 'all', Enabled: false });
  t.same(
    some.filter(({ Enabled }) => Enabled).map(({ LanguageID }) => LanguageID),
    [1028, 1031],
  );
  const all = await languages('all');
  t.same(
    all.filter(({ Enabled }) => Enabled).map(({ ShortLanguage }) => ShortLanguage),
    ['all'],
    'the switch stands for the rest',
  );
});

t.test('with an anchor languages are told only when they changed since', async (t) => {
  const { server, cookie, catalog, clock } = await startUpstream(t);
  const ask = async (configAnchor?: string) => {
    const request = { cookie, ...(configAnchor !== undefined && { configAnchor }) };
    const { GetConfigDataResult: config } = await server.call('GetConfigData', request);
    return { anchor: config?.NewConfigAnchor ?? '', count: config?.LanguageUpdateList?.length ?? -1 };
  };
  const first = await ask();
  t.equal(first.count, 39);
  t.equal((await ask(first.anchor)).count, 0, 'nothing changed');
  const { body } = await server.raw('GetConfigData', { cookie, configAnchor: first.anchor });
  t.match(body.toString(), '<LanguageUpdateList />', 'an empty element, as a real server has');
  catalog.configuration.set({ languages: 'fr' });
  const changed = await ask(first.anchor);
  t.equal(changed.count, 39, 'told at once, though the clock stands still');
  t.equal((await ask(changed.anchor)).count, 0);
  clock.advance(1000);
  catalog.configuration.set({ maxUpdatesPerRequest: 50 });
  t.equal((await ask(changed.anchor)).count, 0, 'limits are always told, so they are no news');
  t.equal((await ask('1,2006-01-01 00:00:00.000')).count, 39);
});
