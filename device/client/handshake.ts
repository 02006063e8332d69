import { isoMoment } from '../../platform/clock.ts';
import { versionNumber } from '../../protocol/soap/protocol-version.ts';
import { clientService } from '../../protocol/wusp/client.ts';
import type { Config } from '../../protocol/wusp/client-types.ts';
import type { AuthorizationCookie, Cookie } from '../../protocol/wusp/common.ts';
import { simpleAuth } from '../../protocol/wusp/simple-auth.ts';
import { failWith } from '../failure.ts';
import { checkAuthorization, checkConfigSize, checkCookie } from './cookie-limits.ts';
import { CLIENT_PROTOCOL, type DeviceIdentity } from './identity.ts';
import type { ServerCalls } from './server-calls.ts';

/** The plug-in every WSUS names: [MS-WUSP] §2.2.2.2.1. */
const PLUG_IN = 'SimpleTargeting';

/**
 * GetConfig: [MS-WUSP] §3.1.5.2. Throws WU_E_PT_CONFIG_PROP_MISSING, WU_E_PT_INVALID_CONFIG_PROP and
 * WU_E_PT_NO_AUTH_PLUGINS_REQUESTED, and WU_E_PT_INVALID_FORMAT for one too large: what no cookie can be had with must not be kept, for nobody would ask again.
 */
export async function getConfig(calls: ServerCalls): Promise<Config> {
  const { GetConfigResult: config } = await calls.call(clientService, clientService.operations.GetConfig, {
    protocolVersion: CLIENT_PROTOCOL,
  });
  if (config === undefined) failWith('WU_E_PT_INVALID_FORMAT', 'the answer to GetConfig is empty');
  const version = propertyOf(config, 'ProtocolVersion');
  if (version === undefined) failWith('WU_E_PT_CONFIG_PROP_MISSING', 'GetConfig names no ProtocolVersion');
  if (versionNumber(version) === undefined)
    failWith(
      'WU_E_PT_INVALID_CONFIG_PROP',
      `GetConfig names the ProtocolVersion ${JSON.stringify(version.slice(0, 40))}`,
    );
  if (plugInOf(config) === undefined)
    failWith('WU_E_PT_NO_AUTH_PLUGINS_REQUESTED', `GetConfig names no plug-in ${PLUG_IN}`);
  return checkConfigSize(config);
}

/** A property of the configuration. */
export function propertyOf({ Properties }: Config, name: string): string | undefined {
  return Properties?.find((one) => one.Name === name)?.Value;
}

function plugInOf({ AuthInfo }: Config): NonNullable<Config['AuthInfo']>[number] | undefined {
  return AuthInfo?.find(({ PlugInID }) => PlugInID === PLUG_IN);
}

/** GetAuthorizationCookie of the plug-in the configuration names: [MS-WUSP] §3.1.4.1. */
export async function getAuthorization(
  calls: ServerCalls,
  config: Config,
  identity: DeviceIdentity,
  targetGroups: readonly string[],
): Promise<AuthorizationCookie> {
  const { GetAuthorizationCookieResult: cookie } = await calls.call(
    simpleAuth,
    simpleAuth.operations.GetAuthorizationCookie,
    {
      clientId: identity.clientId,
      ...(targetGroups.length > 0 && { targetGroupName: targetGroups.join(';') }),
      dnsName: identity.dnsName,
    },
    servicePath(plugInOf(config)?.ServiceUrl),
  );
  if (cookie?.CookieData === undefined)
    failWith('WU_E_PT_NO_AUTH_COOKIES_CREATED', 'the answer to GetAuthorizationCookie has no cookie');
  return checkAuthorization(cookie);
}

/** The path of the authorization service: relative to the server, and never on another one (wire facts §2.4). */
function servicePath(serviceUrl: string | undefined): string {
  const path = serviceUrl?.trim().replace(/^\/+/, '') ?? '';
  return /^[A-Za-z0-9._~/-]{1,200}$/.test(path) && !path.includes('..') ? `/${path}` : simpleAuth.path;
}

/** GetCookie: [MS-WUSP] §3.1.5.4. The first time it has an old cookie that only says what time it is (capture 03). */
export async function getCookie(
  calls: ServerCalls,
  config: Config,
  authorization: AuthorizationCookie,
  old: Cookie | undefined,
  now: number,
): Promise<Cookie> {
  const currentTime = `${isoMoment(now).slice(0, 19)}Z`;
  const { GetCookieResult: cookie } = await calls.call(clientService, clientService.operations.GetCookie, {
    authCookies: [authorization],
    oldCookie: old ?? { Expiration: currentTime },
    lastChange: config.LastChange,
    currentTime,
    protocolVersion: CLIENT_PROTOCOL,
  });
  if (cookie?.EncryptedData === undefined)
    failWith('WU_E_PT_INVALID_FORMAT', 'the answer to GetCookie has no cookie');
  return checkCookie(cookie);
}
