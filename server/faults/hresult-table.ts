import { nearestName } from '../../platform/documents/nearest-name.ts';
import { fail } from '../../platform/errors/index.ts';
import { HRESULTS, type HresultName, hresultOf, hresultText } from '../../protocol/hresult/hresults.ts';
import type { Act, ActOf } from './acts.ts';
import type { FaultMatch } from './rule.ts';

/** What is done on the wire so that a client ends with a code. */
export interface HresultRecipe {
  readonly name: HresultName;
  /** `0x80244010`. */
  readonly hresult: string;
  /** What the client is about when it is raised. */
  readonly stage: 'scan' | 'download' | 'report';
  /** What happens on the wire, in one sentence. */
  readonly wire: string;
  readonly acts: readonly Act[];
  readonly match: FaultMatch;
}

type Row = Omit<HresultRecipe, 'name' | 'hresult'>;

const SCAN: FaultMatch = { service: 'Client' };
const SYNC: FaultMatch = { operation: 'SyncUpdates' };
const CONFIG: FaultMatch = { operation: 'GetConfig' };
const FILES: FaultMatch = { path: '/Content/*' };

const scan = (wire: string, acts: readonly Act[], match: FaultMatch = SCAN): Row => ({
  stage: 'scan',
  wire,
  acts,
  match,
});
const download = (wire: string, acts: readonly Act[], match: FaultMatch = FILES): Row => ({
  stage: 'download',
  wire,
  acts,
  match,
});
const page = (wire: string, edit: Omit<ActOf<'soap.edit'>, 'kind'>): Row =>
  scan(`SyncUpdates answers ${wire}`, [{ kind: 'soap.edit', ...edit }], SYNC);
const place = (url: string, wire: string): Row =>
  download(
    `GetExtendedUpdateInfo answers ${wire}`,
    [{ kind: 'soap.edit', set: { 'GetExtendedUpdateInfoResult.FileLocations[*].Url': url } }],
    { operation: 'GetExtendedUpdateInfo' },
  );
const status = (code: number): Row =>
  scan(`HTTP ${code} to every call`, [{ kind: 'http.status', status: code, body: `${code}\n` }]);
const certificate = (certificate: string, wire: string): Row =>
  scan(wire, [{ kind: 'tls.certificate', certificate }], {});

/** A Core fragment ([MS-WUSP] §2.2.2.2.6) of an update nobody needs. */
const CORE =
  '<UpdateIdentity UpdateID="5c000000-0000-4000-8000-00000000c0de" RevisionNumber="1"/>' +
  '<Properties UpdateType="Detectoid"/><ApplicabilityRules><IsInstalled><False/></IsInstalled></ApplicabilityRules>';

/** Recipes by code. The codes are those of the public `wuerror.h`; what raises them is proven by the device of this project. */
const ROWS: Partial<Record<HresultName, Row>> = {
  E_INVALIDARG: page('updates without deployment', {
    remove: ['SyncUpdatesResult.NewUpdates[*].Deployment'],
  }),
  WU_E_XML_MISSINGDATA: page('updates without metadata', { remove: ['SyncUpdatesResult.NewUpdates[*].Xml'] }),
  WU_E_XML_INVALID: page('updates whose metadata breaks off', {
    set: { 'SyncUpdatesResult.NewUpdates[*].Xml': '<UpdateIdentity UpdateID="' },
  }),
  WU_E_DS_DUPLICATEUPDATEID: page('the same metadata for every update, under the number of each', {
    set: { 'SyncUpdatesResult.NewUpdates[*].Xml': CORE },
  }),
  WU_E_TOO_MANY_RESYNC: scan(
    'CookieExpired each time, whatever cookie the client has',
    [{ kind: 'soap.fault', code: 'CookieExpired' }],
    SYNC,
  ),
  WU_E_PT_NO_AUTH_PLUGINS_REQUESTED: scan(
    'GetConfig names no way to be authorized',
    [{ kind: 'soap.edit', remove: ['GetConfigResult.AuthInfo'] }],
    CONFIG,
  ),
  WU_E_PT_NO_AUTH_COOKIES_CREATED: scan(
    'GetAuthorizationCookie answers without a cookie',
    [{ kind: 'soap.edit', remove: ['GetAuthorizationCookieResult'] }],
    { operation: 'GetAuthorizationCookie' },
  ),
  WU_E_PT_INVALID_CONFIG_PROP: scan(
    'every property of the configuration is "?", its ProtocolVersion among them',
    [{ kind: 'soap.edit', set: { 'GetConfigResult.Properties[*].Value': '?' } }],
    CONFIG,
  ),
  WU_E_PT_CONFIG_PROP_MISSING: scan(
    'a configuration without properties',
    [{ kind: 'soap.edit', remove: ['GetConfigResult.Properties'] }],
    CONFIG,
  ),
  WU_E_PT_QUOTA_EXCEEDED: scan(
    'a reply of 80 MB that goes on and on',
    [{ kind: 'http.endless', atMost: 80_000_000 }],
    CONFIG,
  ),
  WU_E_PT_SOAPCLIENT_PARSE: scan('a reply that is no XML', [{ kind: 'soap.body', body: 'this is no XML' }]),
  WU_E_PT_SOAP_VERSION: scan('a SOAP fault of the VersionMismatch side', [
    { kind: 'soap.fault', code: 'InvalidParameters', side: 'VersionMismatch' },
  ]),
  WU_E_PT_SOAP_MUST_UNDERSTAND: scan('a SOAP fault of the MustUnderstand side', [
    { kind: 'soap.fault', code: 'InvalidParameters', side: 'MustUnderstand' },
  ]),
  WU_E_PT_SOAP_CLIENT: scan('the SOAP fault InvalidParameters', [
    { kind: 'soap.fault', code: 'InvalidParameters' },
  ]),
  WU_E_PT_SOAP_SERVER: scan('the SOAP fault InternalServerError', [
    { kind: 'soap.fault', code: 'InternalServerError' },
  ]),
  WU_E_PT_EXCEEDED_MAX_SERVER_TRIPS: scan(
    'SyncUpdates says Truncated each time, so that there is always a further page',
    [{ kind: 'soap.edit', set: { 'SyncUpdatesResult.Truncated': true } }],
    SYNC,
  ),
  WU_E_PT_REFRESH_CACHE_REQUIRED: scan(
    'InvalidCookie each time, whatever cookie the client has',
    [{ kind: 'soap.fault', code: 'InvalidCookie' }],
    SYNC,
  ),
  WU_E_PT_FILE_LOCATIONS_CHANGED: scan(
    'FileLocationChanged each time',
    [{ kind: 'soap.fault', code: 'FileLocationChanged' }],
    SYNC,
  ),
  WU_E_PT_REGISTRATION_NOT_SUPPORTED: scan(
    'RegistrationNotRequired to a client that registers',
    [{ kind: 'soap.fault', code: 'RegistrationNotRequired' }],
    { operation: 'RegisterComputer' },
  ),
  WU_E_PT_INVALID_FORMAT: scan(
    'SyncUpdates answers well-formed XML that breaks its contract',
    [{ kind: 'soap.edit', remove: ['SyncUpdatesResult'] }],
    SYNC,
  ),
  WU_E_PT_HTTP_STATUS_BAD_REQUEST: status(400),
  WU_E_PT_HTTP_STATUS_DENIED: status(401),
  WU_E_PT_HTTP_STATUS_FORBIDDEN: status(403),
  WU_E_PT_HTTP_STATUS_NOT_FOUND: status(404),
  WU_E_PT_HTTP_STATUS_BAD_METHOD: status(405),
  WU_E_PT_HTTP_STATUS_PROXY_AUTH_REQ: status(407),
  WU_E_PT_HTTP_STATUS_REQUEST_TIMEOUT: status(408),
  WU_E_PT_HTTP_STATUS_CONFLICT: status(409),
  WU_E_PT_HTTP_STATUS_GONE: status(410),
  WU_E_PT_HTTP_STATUS_SERVER_ERROR: status(500),
  WU_E_PT_HTTP_STATUS_NOT_SUPPORTED: status(501),
  WU_E_PT_HTTP_STATUS_BAD_GATEWAY: status(502),
  WU_E_PT_HTTP_STATUS_SERVICE_UNAVAIL: status(503),
  WU_E_PT_HTTP_STATUS_GATEWAY_TIMEOUT: status(504),
  WU_E_PT_HTTP_STATUS_VERSION_NOT_SUP: status(505),
  WU_E_PT_HTTP_STATUS_NOT_MAPPED: scan('HTTP 418 to every call', [{ kind: 'http.status', status: 418 }]),
  WU_E_PT_LOAD_SHEDDING: scan('HTTP 503 with Retry-After', [
    { kind: 'http.status', status: 503, headers: { 'Retry-After': '3600' } },
  ]),
  WU_E_PT_ENDPOINT_DISCONNECTED: scan('the connection is reset in place of an answer', [
    { kind: 'http.reset' },
  ]),
  ERROR_WINHTTP_TIMEOUT: scan('no answer ever', [{ kind: 'http.stall' }]),
  ERROR_WINHTTP_INVALID_SERVER_RESPONSE: scan('bytes that are no HTTP', [{ kind: 'http.garbage' }]),
  ERROR_WINHTTP_REDIRECT_FAILED: scan('a redirect of a call to itself', [
    { kind: 'http.redirect', to: '{url}' },
  ]),
  ERROR_WINHTTP_SECURE_FAILURE: certificate('unknown-issuer', 'a certificate of an issuer nobody trusts'),
  ERROR_WINHTTP_SECURE_CERT_DATE_INVALID: certificate('expired', 'a certificate that has expired'),
  ERROR_WINHTTP_SECURE_CERT_CN_INVALID: certificate('wrong-name', 'a certificate for another name'),
  ERROR_WINHTTP_SECURE_INVALID_CA: certificate('unknown-issuer', 'a certificate of an issuer nobody trusts'),
  ERROR_WINHTTP_SECURE_CERT_REVOKED: certificate('revoked', 'a certificate that was revoked'),
  ERROR_WINHTTP_SECURE_CERT_WRONG_USAGE: certificate(
    'no-server-auth',
    'a certificate that is not for servers',
  ),
  ERROR_WINHTTP_CLIENT_AUTH_CERT_NEEDED: scan(
    'the TLS alert certificate_required',
    [{ kind: 'tls.alert', alert: 116 }],
    {},
  ),
  ERROR_WINHTTP_SECURE_CHANNEL_ERROR: scan('a fatal TLS alert', [{ kind: 'tls.alert', alert: 40 }], {}),
  WU_E_DM_INCORRECTFILEHASH: download('a byte of the file is another one', [
    { kind: 'content.corrupt', offset: 0 },
  ]),
  WU_E_DM_CONTENTCHANGED: download('the file is said to be another one with every answer', [
    { kind: 'content.new-version' },
  ]),
  WU_E_DM_READRANGEFAILED: download('206 that does not say which range it is', [
    { kind: 'content.no-content-range' },
  ]),
  DO_E_INVALID_RANGE: download('HTTP 416 to every range', [{ kind: 'content.refuse-range' }]),
  DO_E_INSUFFICIENT_RANGE_SUPPORT: download('the whole file for every range', [
    { kind: 'content.ignore-range' },
  ]),
  WU_E_DM_URLNOTAVAILABLE: place('', 'an empty address for every file'),
  WU_E_BAD_FILE_URL: place(
    'file:///C:/mock.cab',
    'a file on the disk of the client as the address of every file',
  ),
  WU_E_PT_ENDPOINT_UNREACHABLE: place(
    'http://127.0.0.1:9/Content/mock.cab',
    'a port nothing listens on as the address of every file',
  ),
  WU_E_PT_WINHTTP_NAME_NOT_RESOLVED: place(
    // RFC 6761 §6.4: no name below it is ever known.
    'http://content.invalid/Content/mock.cab',
    'a host nobody knows as the address of every file',
  ),
  ERROR_WINHTTP_UNRECOGNIZED_SCHEME: download(
    'a redirect of every file to a file on the disk of the client',
    [{ kind: 'http.redirect', to: 'file:///C:/mock.cab' }],
  ),
  ERROR_WINHTTP_INVALID_URL: download('a redirect of every file to what is no URL', [
    { kind: 'http.redirect', to: 'http://' },
  ]),
  WU_E_INVALID_EVENT: {
    stage: 'report',
    wire: 'the events of the client are not taken',
    acts: [{ kind: 'soap.edit', set: { ReportEventBatchResult: false } }],
    match: { operation: 'ReportEventBatch' },
  },
};

/** Every code that can be asked for, by its number. */
export const hresultRecipes: readonly HresultRecipe[] = Object.entries(ROWS)
  .map(([name, row]) => ({
    name: name as HresultName,
    hresult: hresultText(name as HresultName),
    ...(row as Row),
  }))
  .sort((a, b) => HRESULTS[a.name] - HRESULTS[b.name]);

/** The recipe for a code or its name. Throws FAULT_HRESULT_UNKNOWN. */
export function recipeFor(text: string): HresultRecipe {
  const code = hresultOf(text);
  const recipe = hresultRecipes.find(({ name }) => HRESULTS[name] === code);
  if (recipe !== undefined) return recipe;
  const near = nearestName(
    text.toUpperCase(),
    hresultRecipes.map(({ name }) => name),
  );
  const hint = near === undefined ? '' : ` Did you mean ${near}?`;
  return fail('FAULT_HRESULT_UNKNOWN', {
    hresult: text.slice(0, 64),
    repair: `\`mock-wu fault hresults\` lists the codes that can be asked for.${hint}`,
  });
}
