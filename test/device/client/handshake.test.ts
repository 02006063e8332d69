import t from 'tap';
import { idOf } from '../../helpers/documents.ts';
import { openScanner } from '../../helpers/scanning-device.ts';
import { answers, configAnswer, type Script, startScriptedWsus } from '../../helpers/scripted-wsus.ts';

const noPlugIn = configAnswer({ AuthInfo: [{ PlugInID: 'Another', ServiceUrl: 'x', Parameter: '' }] });
const withVersion = (Value: string) => configAnswer({ Properties: [{ Name: 'ProtocolVersion', Value }] });

/** What is wrong in a handshake, and what a device ends with: online service facts §5.5. */
const HANDSHAKES: readonly (readonly [name: string, script: Script, code: string])[] = [
  ['no plug-in', { GetConfig: [noPlugIn] }, 'WU_E_PT_NO_AUTH_PLUGINS_REQUESTED'],
  ['no ProtocolVersion', { GetConfig: [configAnswer({ Properties: [] })] }, 'WU_E_PT_CONFIG_PROP_MISSING'],
  ['a version of words', { GetConfig: [withVersion('three')] }, 'WU_E_PT_INVALID_CONFIG_PROP'],
  ['an endless version', { GetConfig: [withVersion('9'.repeat(4_000))] }, 'WU_E_PT_INVALID_CONFIG_PROP'],
  ['an empty GetConfig', { GetConfig: [answers('GetConfig', {})] }, 'WU_E_PT_INVALID_FORMAT'],
  [
    'an empty authorization',
    { GetAuthorizationCookie: [answers('GetAuthorizationCookie', {})] },
    'WU_E_PT_NO_AUTH_COOKIES_CREATED',
  ],
  [
    'a cookie without bytes',
    { GetCookie: [answers('GetCookie', { GetCookieResult: { Expiration: '2026-11-01T12:00:00Z' } })] },
    'WU_E_PT_INVALID_FORMAT',
  ],
];

t.test('a handshake that fails ends the scan, and the next one finds the server mended', async (t) => {
  for (const [name, script, expected] of HANDSHAKES) {
    const wsus = await startScriptedWsus(t, script);
    const one = openScanner(t, wsus.url);
    const outcome = await one.outcome();
    t.match(outcome, new RegExp(`^${expected}:`), name);
    t.ok(outcome.length < 300, 'whatever the server says');
    t.equal(wsus.asked('SyncUpdates').length, 0, name);
    t.equal(await one.outcome(), 'done', name);
  }
});

/** Where a server may say that its authorization service is, and the path that is called. */
const SERVICE_URLS: readonly (readonly [serviceUrl: string, path: string])[] = [
  ['SimpleAuthWebService/SimpleAuth.asmx', '/SimpleAuthWebService/SimpleAuth.asmx'],
  ['/Own/Auth.asmx', '/Own/Auth.asmx'],
  ['http://elsewhere.test/Auth.asmx', '/SimpleAuthWebService/SimpleAuth.asmx'],
  ['//elsewhere.test/Auth.asmx', '/elsewhere.test/Auth.asmx'],
  ['\\\\elsewhere.test\\Auth.asmx', '/SimpleAuthWebService/SimpleAuth.asmx'],
  ['../Admin/Auth.asmx', '/SimpleAuthWebService/SimpleAuth.asmx'],
  ['a?b', '/SimpleAuthWebService/SimpleAuth.asmx'],
  ['', '/SimpleAuthWebService/SimpleAuth.asmx'],
  ['a'.repeat(5_000), '/SimpleAuthWebService/SimpleAuth.asmx'],
];

t.test('the authorization service is on the same server, whatever that says', async (t) => {
  for (const [ServiceUrl, path] of SERVICE_URLS) {
    const AuthInfo = [{ PlugInID: 'SimpleTargeting', ServiceUrl, Parameter: '' }];
    const wsus = await startScriptedWsus(t, { GetConfig: configAnswer({ AuthInfo }) });
    t.equal(await openScanner(t, wsus.url).outcome(), 'done');
    t.equal(
      wsus.calls.find(({ operation }) => operation === 'GetAuthorizationCookie')?.path,
      path,
      ServiceUrl,
    );
  }
});

t.test('a server before 3.2 is asked for nothing it does not know', async (t) => {
  const wsus = await startScriptedWsus(t, { GetConfig: withVersion('3.1') });
  const one = openScanner(t, wsus.url);
  t.equal(await one.outcome(), 'done');
  for (const { parameters } of wsus.asked('SyncUpdates'))
    t.notOk('NeedTwoGroupOutOfScopeUpdates' in parameters);
  t.match(await one.outcome([idOf(1)]), /^WU_E_PT_CATALOG_SYNC_REQUIRED/);
  t.equal(wsus.asked('StartCategoryScan').length, 0);
});
