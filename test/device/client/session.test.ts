import t, { type Test } from 'tap';
import { infoOf } from '../../helpers/cores.ts';
import { idOf } from '../../helpers/documents.ts';
import { openScanner, type ScanningDevice } from '../../helpers/scanning-device.ts';
import {
  answers,
  configAnswer,
  cookieOf,
  pageOf,
  type Script,
  type Scripted,
  type ScriptedWsus,
  startScriptedWsus,
} from '../../helpers/scripted-wsus.ts';
import type { OperationName } from '../../helpers/wusp-client.ts';

const CATEGORY = infoOf({ id: 1, type: 'Category', installed: 'True', leaf: false });
const UPDATE = infoOf({ id: 2, needs: [1] });
const FILE = Buffer.alloc(20, 7);
const EXTENDED = `<ExtendedProperties /><Files><File Digest="${FILE.toString('base64')}" DigestAlgorithm="SHA1" FileName="a.cab" Size="1" /></Files>`;
const UNDER_NEW_NUMBERS = { 1: 701, 2: 702 } as const;

/** A device that scanned once: it knows a category, an update that is offered, and where one file is. */
interface Primed {
  readonly wsus: ScriptedWsus;
  readonly one: ScanningDevice;
  /** The same device as a new process opens it. */
  again(options?: { readonly dnsName?: string }): ScanningDevice;
  /** Operations since the first scan. */
  asked(): readonly string[];
}

async function prime(t: Test, first: Script, then: Script): Promise<Primed> {
  const script: { -readonly [N in OperationName]?: Script[N] } = {
    SyncUpdates: [pageOf({ NewUpdates: [CATEGORY, UPDATE], NewCookie: cookieOf(9) })],
    GetExtendedUpdateInfo: answers('GetExtendedUpdateInfo', {
      GetExtendedUpdateInfoResult: {
        Updates: [1, 2].map((ID) => ({ ID, Xml: EXTENDED })),
        FileLocations: [{ FileDigest: FILE, Url: 'http://old.test/' }],
      },
    }),
    ...first,
  };
  const wsus = await startScriptedWsus(t, script as Script);
  const one = openScanner(t, wsus.url);
  t.equal(await one.outcome(), 'done');
  wsus.clear();
  delete script.SyncUpdates;
  delete script.GetExtendedUpdateInfo;
  for (const name of Object.keys(first)) delete script[name as OperationName];
  Object.assign(script, then);
  return {
    wsus,
    one,
    again: (options) => openScanner(t, wsus.url, { kept: one.kept, clock: one.clock, ...options }),
    asked: () => wsus.calls.map(({ operation }) => operation),
  };
}

const HANDSHAKE = ['GetConfig', 'GetAuthorizationCookie', 'GetCookie'] as const;
/** What a scan of nothing new asks: software, then drivers. */
const SCAN = ['SyncUpdates', 'SyncUpdates'] as const;

t.test('a device that was here before begins with SyncUpdates, its cookie and its two lists', async (t) => {
  const { wsus, again, asked } = await prime(t, {}, {});
  t.equal(await again().outcome(), 'done');
  t.same(asked(), SCAN, 'not even GetConfig is asked again');
  const [software, drivers] = wsus.asked('SyncUpdates');
  t.same(software.cookie, cookieOf(9), 'the newest one');
  t.match(software.parameters, { InstalledNonLeafUpdateIDs: [1], OtherCachedUpdateIDs: [2] });
  t.same(drivers.parameters.InstalledNonLeafUpdateIDs, [1]);
  t.notOk('OtherCachedUpdateIDs' in drivers.parameters);
});

t.test('a cookie whose end has passed is not used, and a new one asked for with it', async (t) => {
  const { one, wsus, again, asked } = await prime(t, {}, {});
  one.clock.set(Date.parse('2026-11-01T12:00:00.124Z'));
  t.equal(await again().outcome(), 'done');
  t.same(asked(), ['GetAuthorizationCookie', 'GetCookie', ...SCAN]);
  t.same(wsus.asked('GetCookie')[0].oldCookie, cookieOf(9));
});

t.test('an end in the year 28, which a real server was seen to name, ends nothing', async (t) => {
  const old = '0028-10-04T16:03:35Z';
  const { again, asked } = await prime(
    t,
    {
      GetCookie: answers('GetCookie', { GetCookieResult: cookieOf(1, old) }),
      SyncUpdates: [pageOf({ NewUpdates: [UPDATE], NewCookie: cookieOf(2, old) })],
    },
    {},
  );
  t.equal(await again().outcome(), 'done');
  t.same(asked(), SCAN);
});

t.test('a device that is another one now registers again', async (t) => {
  const { wsus, again, asked } = await prime(t, {}, {});
  t.equal(await again({ dnsName: 'renamed.test' }).outcome(), 'done');
  t.same(asked(), ['RegisterComputer', ...SCAN]);
  t.equal(wsus.asked('RegisterComputer')[0].computerInfo.DnsName, 'renamed.test');
});

const fault = (code: string): Scripted => ({ fault: code as never });

/** What follows a fault in place of the first answer of a scan: [MS-WUSP] §2.2.2.4. */
const RECOVERIES: readonly (readonly [name: string, then: Script, asked: readonly string[]])[] = [
  ['ConfigChanged', {}, [...HANDSHAKE, ...SCAN]],
  ['CookieExpired', {}, ['GetAuthorizationCookie', 'GetCookie', ...SCAN]],
  ['RegistrationRequired', {}, ['RegisterComputer', ...SCAN]],
  ['FileLocationChanged', {}, ['GetFileLocations', ...SCAN]],
  [
    'InvalidAuthorizationCookie after CookieExpired',
    { GetCookie: [fault('InvalidAuthorizationCookie')] },
    ['GetAuthorizationCookie', 'GetCookie', 'GetAuthorizationCookie', 'GetCookie', ...SCAN],
  ],
];

for (const [name, then, expected] of RECOVERIES) {
  t.test(`${name} is recovered from as the protocol has it`, async (t) => {
    const SyncUpdates = [fault(name.split(' ').at(-1) ?? '')];
    const { again, asked } = await prime(t, {}, { SyncUpdates, ...then });
    const one = again();
    t.equal(await one.outcome(), 'done');
    t.same(asked(), ['SyncUpdates', ...expected]);
    t.equal(one.recoveries().length, name.includes(' ') ? 2 : 1);
  });
}

t.test('registration that a fault asks for is made though the configuration wants none', async (t) => {
  const GetConfig = configAnswer({ IsRegistrationRequired: false });
  const { again, asked } = await prime(t, { GetConfig }, { SyncUpdates: [fault('RegistrationRequired')] });
  t.equal(await again().outcome(), 'done');
  t.same(asked(), ['SyncUpdates', 'RegisterComputer', ...SCAN]);
});

t.test('new addresses of files take the place of the old ones', async (t) => {
  const FileLocations = [{ FileDigest: FILE, Url: 'http://new.test/' }];
  const { wsus, again } = await prime(
    t,
    {},
    {
      SyncUpdates: [fault('FileLocationChanged')],
      GetFileLocations: answers('GetFileLocations', {
        GetFileLocationsResult: { FileLocations, NewCookie: cookieOf(77) },
      }),
    },
  );
  const one = again();
  t.equal(await one.outcome(), 'done');
  t.same(wsus.asked('GetFileLocations')[0].fileDigests, [FILE]);
  t.same(one.kept.datastore().locations, [[FILE.toString('hex'), 'http://new.test/']]);
  t.same(wsus.asked('SyncUpdates')[1].cookie, cookieOf(77), 'and so does the cookie');
});

/** Answers RefreshCache with new numbers for `ids`. */
function renumbered(...ids: readonly (keyof typeof UNDER_NEW_NUMBERS)[]): Scripted {
  return answers('RefreshCache', {
    RefreshCacheResult: ids.map((id) => ({
      RevisionID: UNDER_NEW_NUMBERS[id],
      GlobalID: { UpdateID: idOf(id).toUpperCase(), RevisionNumber: 1 },
      IsLeaf: id === 2,
      Deployment: (id === 1 ? CATEGORY : UPDATE).Deployment,
    })),
  });
}

for (const name of ['InvalidCookie', 'ServerChanged']) {
  t.test(`${name} begins anew, with new numbers for all that is cached`, async (t) => {
    const { wsus, again, asked } = await prime(
      t,
      {},
      { SyncUpdates: [fault(name)], RefreshCache: renumbered(1, 2) },
    );
    const one = again();
    t.equal(await one.outcome(), 'done');
    t.same(asked(), ['SyncUpdates', ...HANDSHAKE, 'RefreshCache', ...SCAN]);
    t.notOk('EncryptedData' in wsus.asked('GetCookie')[0].oldCookie, 'the old cookie is thrown away');
    t.same(
      wsus.asked('RefreshCache')[0].globalIDs,
      [1, 2].map((id) => ({ UpdateID: idOf(id), RevisionNumber: 1 })),
      'every identity',
    );
    t.match(wsus.asked('SyncUpdates')[1].parameters, {
      InstalledNonLeafUpdateIDs: [701],
      OtherCachedUpdateIDs: [702],
    });
    t.same(
      one.kept.datastore().extended.map(([id]) => id),
      [701, 702],
      'what was known of them goes with them',
    );
  });
}

t.test('what RefreshCache does not name is let go', async (t) => {
  const { wsus, again } = await prime(
    t,
    {},
    { SyncUpdates: [fault('ServerChanged')], RefreshCache: renumbered(1) },
  );
  t.equal(await again().outcome(), 'done');
  const { parameters } = wsus.asked('SyncUpdates')[1];
  t.same(parameters.InstalledNonLeafUpdateIDs, [701]);
  t.notOk('OtherCachedUpdateIDs' in parameters);
});

t.test('a server that changes while texts are asked for is asked by the new numbers', async (t) => {
  const wsus = await startScriptedWsus(t, {
    SyncUpdates: [pageOf({ NewUpdates: [CATEGORY, UPDATE] })],
    GetExtendedUpdateInfo: [fault('ServerChanged')],
    RefreshCache: renumbered(1, 2),
  });
  const one = openScanner(t, wsus.url);
  const { offers } = await one.device.scan();
  t.same(
    wsus.asked('GetExtendedUpdateInfo').map(({ revisionIDs }) => revisionIDs),
    [
      [1, 2],
      [701, 702],
    ],
  );
  t.equal(offers[0]?.revision.revisionId, 702, 'and so is what it offers');
  t.ok(one.told.some((event) => event.kind === 'offer' && event.title === 'Revision 702'));
});

t.test('a busy server is asked again after longer and longer pauses, and then no more', async (t) => {
  const patient = await prime(t, {}, { SyncUpdates: [fault('ServerBusy'), fault('ServerBusy')] });
  const one = patient.again();
  t.equal(await one.outcome(), 'done');
  t.same(one.pauses, [1_000, 2_000]);
  t.same(patient.asked(), ['SyncUpdates', 'SyncUpdates', ...SCAN]);

  const lost = await prime(t, {}, { SyncUpdates: fault('ServerBusy') });
  const other = lost.again();
  t.match(await other.outcome(), /^WU_E_PT_SOAP_SERVER: .*ServerBusy/);
  t.same(other.pauses, [1_000, 2_000, 4_000]);
});

t.test('a server that never has enough is given up', async (t) => {
  const behind = {
    ConfigChanged: 'WU_E_PT_SOAP_CLIENT',
    ServerChanged: 'WU_E_PT_REFRESH_CACHE_REQUIRED',
    RegistrationRequired: 'WU_E_PT_SOAP_CLIENT',
    FileLocationChanged: 'WU_E_PT_FILE_LOCATIONS_CHANGED',
  };
  for (const [name, code] of Object.entries(behind)) {
    const { wsus, again } = await prime(t, {}, { SyncUpdates: fault(name) });
    const one = again();
    t.match(await one.outcome(), /^WU_E_TOO_MANY_RESYNC/, name);
    t.match(
      one.told.find(({ kind }) => kind === 'failed'),
      { failure: { extended: code } },
      'with what it is asked for behind it',
    );
    t.equal(wsus.asked('SyncUpdates').length, 6, name);
  }
});

/** A fault as servers of all kinds write it. */
function rawFault(faultcode: string, detail: string): Scripted {
  const body = `<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body><s:Fault><faultcode>${faultcode}</faultcode><faultstring>No</faultstring>${detail}</s:Fault></s:Body></s:Envelope>`;
  return { raw: { status: 500, type: 'text/xml; charset=utf-8', body } };
}

const code = (name: string): string => `<detail><ErrorCode>${name}</ErrorCode></detail>`;

const ENDS: readonly (readonly [name: string, answer: Scripted, code: string])[] = [
  ['InternalServerError', fault('InternalServerError'), 'WU_E_PT_SOAP_SERVER'],
  ['InvalidParameters', fault('InvalidParameters'), 'WU_E_PT_SOAP_CLIENT'],
  ['RegistrationNotRequired', fault('RegistrationNotRequired'), 'WU_E_PT_REGISTRATION_NOT_SUPPORTED'],
  ['a code of nobody, by the server', rawFault('s:Server', code('Surprise')), 'WU_E_PT_SOAP_SERVER'],
  ['a code of nobody, by the client', rawFault('s:Client', code('Surprise')), 'WU_E_PT_SOAP_CLIENT'],
  ['a code every object knows', rawFault('s:Server', code('constructor')), 'WU_E_PT_SOAP_SERVER'],
  ['another', rawFault('s:Client', code('__proto__')), 'WU_E_PT_SOAP_CLIENT'],
  ['no code', rawFault('s:Server', ''), 'WU_E_PT_SOAP_SERVER'],
  ['a wrong version', rawFault('s:VersionMismatch', ''), 'WU_E_PT_SOAP_VERSION'],
  ['a header not understood', rawFault('s:MustUnderstand', ''), 'WU_E_PT_SOAP_MUST_UNDERSTAND'],
  ['a more specific faultcode', rawFault('s:Server.Busy', ''), 'WU_E_PT_SOAP_SERVER'],
];

t.test('other faults end a scan, each with its code', async (t) => {
  for (const [name, answer, expected] of ENDS) {
    const { wsus, again, asked } = await prime(t, {}, { SyncUpdates: answer });
    const outcome = await again().outcome();
    t.match(outcome, new RegExp(`^${expected}:`), name);
    t.same(asked(), ['SyncUpdates'], name);
    t.equal(wsus.calls.length, 1);
  }
});
