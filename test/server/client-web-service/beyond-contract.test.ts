import t from 'tap';
import { encodeRequest } from '../../../protocol/soap/envelope.ts';
import { clientService } from '../../../protocol/wusp/client.ts';
import { reportingService } from '../../../protocol/wusp/reporting.ts';
import { importUpdates } from '../../helpers/documents.ts';
import { startServices } from '../../helpers/services.ts';
import { computerInfo, type RequestOf } from '../../helpers/wusp-client.ts';

type Cookie = NonNullable<RequestOf<'SyncUpdates'>['cookie']>;
type Event = NonNullable<RequestOf<'ReportEventBatch'>['eventBatch']>[number];

const now = '2026-11-01T10:00:00Z';
const parameters = { ExpressQuery: false, SkipSoftwareSync: false };
const addedText = '<FutureFlag>true</FutureFlag>';
const addedTree = '<Future xmlns="urn:future" a="1 &amp; 2"><Inner>Grüße</Inner></Future>';

/** `xml` with `added` before the end tag of `name`. */
function within(xml: string, name: string, added: string): string {
  const at = xml.lastIndexOf(`</${name}>`);
  if (at === -1) throw new Error(`no </${name}>`);
  return xml.slice(0, at) + added + xml.slice(at);
}

const syncRequest = (cookie: Cookie) =>
  encodeRequest(clientService, clientService.operations.SyncUpdates, { cookie, parameters });
const registerRequest = (cookie: Cookie) =>
  encodeRequest(clientService, clientService.operations.RegisterComputer, { cookie, computerInfo });

/** An event with all that is required. */
const event = (instance: number): Event => ({
  BasicData: {
    TargetID: { Sid: 'client-1' },
    SequenceNumber: 0,
    TimeAtTarget: now,
    EventInstanceID: `00000000-0000-4000-8000-${String(instance).padStart(12, '0')}`,
    NamespaceID: 1,
    EventID: 147,
    SourceID: 101,
    Win32HResult: 0,
  },
  ExtendedData: {
    MiscData: [],
    ProcessorArchitecture: 'Amd64Compatible',
    OSVersion: { Major: 10, Minor: 0, Build: 26200, Revision: 1, ServicePackMajor: 0, ServicePackMinor: 0 },
    OSLocaleID: 1033,
  },
  PrivateData: {},
});

t.test('SyncUpdates takes elements no contract knows, and the journal keeps them as they came', async (t) => {
  const { client, catalog, world } = await startServices(t);
  importUpdates(catalog, { id: 1 });
  const cookie = await client.session();
  const inside = within(syncRequest(cookie), 'parameters', addedText);
  const { status, body } = await client.post('SyncUpdates', within(inside, 'SyncUpdates', addedTree));
  t.equal(status, 200);
  t.match(body.toString(), /<NewUpdates><UpdateInfo><ID>1<\/ID>/, 'and answers as without them');
  const entry = world.journal.calls().at(-1);
  t.match(entry, { service: 'Client', operation: 'SyncUpdates', computerId: 'client-1' });
  t.equal(entry?.fault, undefined);
  t.same(
    entry?.unknown.map(({ path, xml }) => [path, xml]),
    [
      ['parameters.FutureFlag', addedText],
      ['Future', addedTree],
    ],
  );
});

t.test('what newer clients are known to send beyond the WSDL is no surprise', async (t) => {
  const { client, world } = await startServices(t);
  const cookie = await client.session();
  await client.sync(cookie, {
    AlsoPerformRegularSync: false,
    ProductsParameters: { SyncCurrentVersionOnly: false, DeviceAttributes: 'A=1;', CallerAttributes: 'Id=x' },
  });
  t.same(world.journal.calls().at(-1)?.unknown, []);
});

t.test('RegisterComputer keeps what a computer says beyond the contract with the rest', async (t) => {
  const { client, catalog, world } = await startServices(t);
  const cookie = await client.session({ register: false });
  const xml = within(registerRequest(cookie), 'computerInfo', addedText + addedTree);
  t.equal((await client.post('RegisterComputer', xml)).status, 200);
  const info = JSON.parse(catalog.computers.find('client-1')?.info ?? '{}') as Record<string, unknown>;
  t.equal(info.DnsName, 'client-1.example');
  t.same(info.beyondContract, [
    { path: 'computerInfo.FutureFlag', xml: addedText },
    { path: 'computerInfo.Future', xml: addedTree },
  ]);
  t.equal(world.journal.calls().at(-1)?.unknown.length, 2);
  await client.call('RegisterComputer', { cookie, computerInfo });
  t.notMatch(
    catalog.computers.find('client-1')?.info,
    'beyondContract',
    'without any there is no such field',
  );
});

t.test('ReportEventBatch keeps it with the event it was in', async (t) => {
  const { client, catalog } = await startServices(t);
  const cookie = await client.session();
  const batch = (...events: Event[]) =>
    encodeRequest(reportingService, reportingService.operations.ReportEventBatch, {
      cookie,
      clientTime: now,
      eventBatch: events,
    });
  const xml = within(batch(event(1), event(2), event(3)), 'BasicData', addedText).replace(
    '</ExtendedData>',
    `${addedTree}</ExtendedData>`,
  );
  t.equal((await client.post('ReportEventBatch', within(xml, 'eventBatch', '<Outside />'))).status, 200);
  const beyond = catalog.events
    .list('client-1')
    .map(({ raw }) => (JSON.parse(raw) as { beyondContract?: unknown }).beyondContract);
  t.same(beyond, [
    [{ path: 'eventBatch.ReportingEvent.ExtendedData.Future', xml: addedTree }],
    undefined,
    [{ path: 'eventBatch.ReportingEvent.BasicData.FutureFlag', xml: addedText }],
  ]);
});

t.test('the journal tells of every call whose it was, when, and what fault it had', async (t) => {
  const { client, world, clock } = await startServices(t);
  const cookie = await client.session({ clientId: 'pc', register: false });
  clock.advance(1000);
  await client.fault('SyncUpdates', { cookie, parameters });
  await client.fault('RefreshCache', { cookie });
  await client.fault('SyncUpdates', { parameters });
  await client.post('SyncUpdates', 'this is no XML');
  const entries = world.journal.calls();
  const start = Date.parse('2026-11-01T10:20:30.500Z');
  t.same(
    entries.map(({ operation, computerId, fault, at }) => [operation, computerId, fault?.code, at - start]),
    [
      ['GetConfig', undefined, undefined, 0],
      ['GetAuthorizationCookie', 'pc', undefined, 0],
      ['GetCookie', 'pc', undefined, 0],
      ['SyncUpdates', 'pc', 'RegistrationRequired', 1000],
      ['RefreshCache', 'pc', 'InvalidParameters', 1000],
      ['SyncUpdates', undefined, 'InvalidCookie', 1000],
      ['', undefined, 'InvalidParameters', 1000],
    ],
  );
  t.equal(entries[4]?.fault?.message, 'globalIDs');
  t.same(
    entries.map(({ sequence }) => sequence),
    [1, 2, 3, 4, 5, 6, 7],
  );
  t.equal(entries[1]?.service, 'SimpleAuth');
});

t.test('a cookie that has expired since still tells whose it was', async (t) => {
  const { client, world, clock } = await startServices(t);
  const cookie = await client.session();
  clock.advance(60 * 60 * 1000);
  t.equal(await client.fault('SyncUpdates', { cookie, parameters }), 'CookieExpired: cookie');
  t.match(world.journal.calls().at(-1), { computerId: 'client-1', fault: { code: 'CookieExpired' } });
});

t.test('what calls hold beyond the contract does not fill the memory', async (t) => {
  const { client, world } = await startServices(t);
  const cookie = await client.session();
  const huge = `<Future>${'x'.repeat(3 * 1024 * 1024)}</Future>`;
  const calls = 20;
  for (let call = 0; call < calls; call++)
    t.equal((await client.post('SyncUpdates', within(syncRequest(cookie), 'SyncUpdates', huge))).status, 200);
  const kept = world.journal.calls().flatMap(({ unknown }) => unknown);
  t.equal(kept.length, calls, 'each is told of');
  const characters = kept.reduce((sum, { xml }) => sum + xml.length, 0);
  t.ok(characters < 16 * 1024 * 1024, `${characters} characters for ${calls} calls`);
});
