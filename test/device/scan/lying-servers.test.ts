import t from 'tap';
import { packXpressBlocks } from '../../../protocol/codecs/xpress-blocks.ts';
import { XpressCompressor } from '../../../protocol/codecs/xpress-compressor.ts';
import { type HresultName, hresultText } from '../../../protocol/hresult/hresults.ts';
import type { UpdateInfo } from '../../../protocol/wusp/sync-types.ts';
import { coreOf, infoOf } from '../../helpers/cores.ts';
import { idOf } from '../../helpers/documents.ts';
import { openScanner } from '../../helpers/scanning-device.ts';
import { answers, pageOf, type Scripted, startScriptedWsus } from '../../helpers/scripted-wsus.ts';
import type { RawAnswer } from '../../helpers/soap-stand-in.ts';

const XML = 'text/xml; charset=utf-8';
const NAMESPACE = 'http://www.microsoft.com/SoftwareDistribution/Server/ClientWebService';
const SOAP = 'http://schemas.xmlsoap.org/soap/envelope/';

/** A reply of SyncUpdates around `inner`. */
function envelope(inner: string, namespace = NAMESPACE, soap = SOAP): string {
  return `<s:Envelope xmlns:s="${soap}"><s:Body><SyncUpdatesResponse xmlns="${namespace}">${inner}</SyncUpdatesResponse></s:Body></s:Envelope>`;
}

const RESULT = '<SyncUpdatesResult><Truncated>false</Truncated></SyncUpdatesResult>';

function raw(body: string | Buffer, more: Partial<RawAnswer> = {}): Scripted {
  return { raw: { status: 200, type: XML, body, ...more } };
}

function xpress(body: Buffer): Scripted {
  return raw(body, { headers: { 'content-encoding': 'xpress' } });
}

/** Blocks that say they unpack to 130 MB. */
function bomb(): Buffer {
  const block = packXpressBlocks(Buffer.alloc(16_352), new XpressCompressor());
  return Buffer.concat(Array.from({ length: 8_400 }, () => block));
}

function damagedXpress(): Buffer {
  const packed = packXpressBlocks(Buffer.from(envelope(RESULT)), new XpressCompressor());
  return packed.subarray(0, packed.length - 3);
}

const NEW = infoOf({ id: 1 });

function added(...NewUpdates: readonly UpdateInfo[]): Scripted {
  return pageOf({ NewUpdates });
}

function withXml(Xml: string): Scripted {
  return added({ ...NEW, Xml });
}

function without(key: 'Deployment' | 'Xml'): UpdateInfo {
  const { [key]: _, ...rest } = NEW;
  return rest as UpdateInfo;
}

/** What a server answers the first SyncUpdates with, and the code a scan ends with: online service facts §5.4. */
const LIES: readonly (readonly [name: string, answers: Scripted | readonly Scripted[], code: HresultName])[] =
  [
    ['a page of HTML', raw('<html>Sign in</html>', { type: 'text/html' }), 'WU_E_PT_SOAPCLIENT_PARSE'],
    ['HTML called XML', raw('<!DOCTYPE html><html></html>'), 'WU_E_PT_SOAPCLIENT_PARSE'],
    ['nothing', raw(''), 'WU_E_PT_SOAPCLIENT_PARSE'],
    ['404', raw('Not here', { status: 404 }), 'WU_E_PT_HTTP_STATUS_NOT_FOUND'],
    [
      '500 without a fault',
      raw('Oh no', { status: 500, type: 'text/plain' }),
      'WU_E_PT_HTTP_STATUS_SERVER_ERROR',
    ],
    ['500 with half a fault', raw('<s:Envelope', { status: 500 }), 'WU_E_PT_HTTP_STATUS_SERVER_ERROR'],
    ['503', raw('Later', { status: 503 }), 'WU_E_PT_HTTP_STATUS_SERVICE_UNAVAIL'],
    ['418', raw('Tea', { status: 418 }), 'WU_E_PT_HTTP_STATUS_NOT_MAPPED'],
    [
      'a redirect',
      raw('', { status: 302, headers: { location: 'http://elsewhere.test/' } }),
      'ERROR_WINHTTP_REDIRECT_FAILED',
    ],
    // Once may be a kept connection that had its day.
    ['connections that are cut', ['cut', 'cut'], 'WU_E_PT_ENDPOINT_DISCONNECTED'],
    ['XML that has no end', raw(envelope(RESULT).slice(0, -5)), 'WU_E_PT_SOAPCLIENT_PARSE'],
    ['a DOCTYPE', raw(`<!DOCTYPE a [<!ENTITY b "c">]>${envelope(RESULT)}`), 'WU_E_PT_SOAPCLIENT_PARSE'],
    ['depth', raw(envelope('<a>'.repeat(5_000))), 'WU_E_PT_SOAPCLIENT_PARSE'],
    ['another namespace', raw(envelope(RESULT, 'urn:another')), 'WU_E_PT_INVALID_FORMAT'],
    ['another SOAP', raw(envelope(RESULT, NAMESPACE, 'urn:soap')), 'WU_E_PT_INVALID_FORMAT'],
    [
      'the answer to something else',
      raw(envelope(RESULT).replaceAll('SyncUpdatesResponse', 'GetConfigResponse')),
      'WU_E_PT_INVALID_FORMAT',
    ],
    ['no result', raw(envelope('')), 'WU_E_PT_INVALID_FORMAT'],
    [
      'a coding that was not offered',
      raw('x', { headers: { 'content-encoding': 'gzip' } }),
      'WU_E_PT_INVALID_FORMAT',
    ],
    ['an Xpress bomb', xpress(bomb()), 'WU_E_PT_SOAPCLIENT_PARSE'],
    ['Xpress cut short', xpress(damagedXpress()), 'WU_E_PT_SOAPCLIENT_PARSE'],
    ['Xpress that is none', xpress(Buffer.from(envelope(RESULT))), 'WU_E_PT_SOAPCLIENT_PARSE'],
    ['65 MB', raw(RESULT, { headers: { 'content-length': 65 * 1024 * 1024 } }), 'WU_E_PT_QUOTA_EXCEEDED'],
    ['an update without deployment', added(without('Deployment')), 'E_INVALIDARG'],
    ['a change without deployment', pageOf({ ChangedUpdates: [without('Deployment')] }), 'E_INVALIDARG'],
    ['an update without metadata', added(without('Xml')), 'WU_E_XML_MISSINGDATA'],
    ['metadata of nothing', withXml('<Properties UpdateType="Software" />'), 'WU_E_XML_INVALID'],
    ['half metadata', withXml(coreOf({ id: 1 }).slice(0, -4)), 'WU_E_XML_INVALID'],
    ['metadata with a DOCTYPE', withXml(`<!DOCTYPE a>${coreOf({ id: 1 })}`), 'WU_E_XML_INVALID'],
    ['metadata of endless depth', withXml('<a>'.repeat(100_000)), 'WU_E_XML_INVALID'],
    [
      'two revisions of one update',
      added(NEW, infoOf({ id: 1, at: 2, revision: 2 })),
      'WU_E_DS_DUPLICATEUPDATEID',
    ],
  ];

t.test('each lie ends a scan with its code and the event of it, and the next scan is well', async (t) => {
  for (const [name, lies, expected] of LIES) {
    const wsus = await startScriptedWsus(t, { SyncUpdates: [lies].flat() });
    const one = openScanner(t, wsus.url);
    const outcome = await one.outcome();
    t.match(outcome, new RegExp(`^${expected}: `), name);
    t.ok(outcome.length < 500, `${name}: ${outcome.length} characters`);
    t.match(one.events(), [{ id: 148, code: expected, replacements: [hresultText(expected)] }], name);
    t.equal(await one.outcome(), 'done', name);
    t.match(one.events().slice(1), [{ id: 147 }, { id: 156 }], name);
  }
});

t.test('a server whose pages have no end is asked 200 times', async (t) => {
  const wsus = await startScriptedWsus(t, {
    SyncUpdates: ({ n }) => pageOf({ Truncated: true, NewUpdates: [infoOf({ id: n })] }),
  });
  const one = openScanner(t, wsus.url);
  t.match(await one.outcome(), /^WU_E_PT_EXCEEDED_MAX_SERVER_TRIPS/);
  t.equal(wsus.asked('SyncUpdates').length, 200);
  t.equal(one.kept.datastore().software.length, 200, 'what came is kept, for the next scan to go on');
});

t.test('a server that sheds load is left alone as long as it says, and a day at most', async (t) => {
  const minute = 60_000;
  const cases = [
    ['120', 2 * minute],
    ['0', minute],
    ['-5', minute],
    ['soon', minute],
    ['Sun, 01 Nov 2026 10:30:30 GMT', 10 * minute - 500],
    ['Sun, 01 Nov 2020 10:30:30 GMT', minute],
    ['9'.repeat(90), 24 * 60 * minute],
  ] as const;
  for (const [retryAfter, quiet] of cases) {
    const wsus = await startScriptedWsus(t, {
      SyncUpdates: [raw('', { status: 503, headers: { 'retry-after': retryAfter } })],
    });
    const one = openScanner(t, wsus.url);
    t.match(await one.outcome(), /^WU_E_PT_LOAD_SHEDDING/, retryAfter);
    const { length } = wsus.calls;
    one.clock.advance(quiet - 1);
    t.match(await one.outcome(), /^WU_E_PT_CLIENT_ENFORCED_LOAD_SHEDDING/, retryAfter);
    t.equal(wsus.calls.length, length, 'nothing is sent meanwhile');
    t.match(one.events(), [
      { id: 148, code: 'WU_E_PT_LOAD_SHEDDING' },
      { id: 148, code: 'WU_E_PT_CLIENT_ENFORCED_LOAD_SHEDDING' },
    ]);
    one.clock.advance(1);
    t.equal(await one.outcome(), 'done', `after ${quiet} ms`);
  }
});

t.test('what RefreshCache invents is not believed', async (t) => {
  const known = infoOf({ id: 1 });
  const result = (RevisionID: number, id: number, RevisionNumber = 1, more: object = {}) => ({
    RevisionID,
    GlobalID: { UpdateID: idOf(id), RevisionNumber },
    IsLeaf: true,
    Deployment: known.Deployment,
    ...more,
  });
  const wsus = await startScriptedWsus(t, {
    SyncUpdates: [added(known, infoOf({ id: 2 }), infoOf({ id: 3 })), pageOf(), { fault: 'ServerChanged' }],
    RefreshCache: answers('RefreshCache', {
      RefreshCacheResult: [
        result(900, 77),
        result(901, 1, 8),
        { RevisionID: 902, IsLeaf: true, Deployment: known.Deployment },
        result(903, 2, 1, { Deployment: undefined }),
        result(904, 1),
        result(905, 1),
        result(904, 3),
      ],
    }),
  });
  const one = openScanner(t, wsus.url);
  t.equal(await one.outcome(), 'done');
  t.equal(await one.outcome(), 'done');
  t.same(
    one.kept
      .datastore()
      .software.map(({ revisionId, xml }) => [revisionId, /UpdateID="([^"]*)/.exec(xml)?.[1]]),
    [[904, idOf(3)]],
    'each identity once, each number for one',
  );
});

t.test('a number that is given to another update is taken from the first', async (t) => {
  const wsus = await startScriptedWsus(t, {
    SyncUpdates: [added(infoOf({ id: 1, at: 5 }), infoOf({ id: 2, at: 5 })), pageOf()],
  });
  const one = openScanner(t, wsus.url);
  const { offers } = await one.device.scan();
  t.same(
    offers.map(({ revision }) => revision.core.updateId),
    [idOf(2)],
  );
  wsus.clear();
  const again = openScanner(t, wsus.url, { kept: one.kept });
  t.equal(await again.outcome(), 'done', 'and what is kept can be read');
});
