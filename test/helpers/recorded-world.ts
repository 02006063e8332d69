import { readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import type { Test } from 'tap';
import { openCatalog } from '../../catalog/catalog.ts';
import { importDocuments } from '../../catalog/import/import-documents.ts';
import { createVirtualClock } from '../../platform/clock.ts';
import { silentLogger } from '../../platform/logger.ts';
import { createSeededRandomness } from '../../platform/randomness.ts';
import { sealAuthorization } from '../../server/cookies/authorization-cookie.ts';
import { expiryFrom, sealSession } from '../../server/cookies/session-cookie.ts';
import { createApp } from '../../server/http-app.ts';
import { servedServices } from '../../server/services.ts';
import { soapRoutes } from '../../server/soap/soap-routes.ts';
import { createWorld, type World } from '../../server/world.ts';
import { inWorld } from './in-world.ts';
import { type HttpReply, wuspClient } from './wusp-client.ts';

/** Time of the recording. */
const RECORDED_AT = '2026-10-04T15:03:36Z';

/** The client of the recording. */
export const RECORDED_CLIENT = 'e1da06a3-5601-43c9-bac3-52d5db701494';

/** A world as the recorded server was when it was recorded, holding `documents`. */
export function recordedWorld(t: Test, documents: readonly string[]): World {
  const clock = createVirtualClock(RECORDED_AT);
  const randomness = createSeededRandomness('captures');
  const catalog = openCatalog({ file: ':memory:', clock, randomness });
  t.teardown(() => catalog.close());
  catalog.write(() =>
    importDocuments(
      catalog,
      documents.map((xml) => ({ xml, source: 'export' })),
    ),
  );
  const cookieKey = Buffer.alloc(32, 7);
  const world = createWorld({ catalog, clock, randomness, logger: silentLogger, cookieKey });
  catalog.write(() => {
    catalog.settings.set('config_last_change', '2026-10-04T13:17:07.59Z');
    catalog.computers.introduce(RECORDED_CLIENT, 'REDACTED3', '', clock.now());
    catalog.computers.register(RECORDED_CLIENT, '{}', clock.now());
  });
  return world;
}

/** The session cookie and the authorization of the recorded client in `world`, as they are sent. */
export function recordedCookies(world: World): { readonly session: string; readonly authorization: string } {
  const view = world.catalog.view();
  const session = sealSession(world, {
    serverId: world.catalog.serverId,
    computerId: RECORDED_CLIENT,
    protocolVersion: '2.90',
    configLastChange: view.configLastChange,
    ...expiryFrom(world.clock.now()),
    seen: 0,
    locations: view.locations,
  });
  return {
    session: session.EncryptedData?.toString('base64') ?? '',
    authorization: sealAuthorization(world, RECORDED_CLIENT).CookieData?.toString('base64') ?? '',
  };
}

/** A message as it was recorded. */
export interface Recorded {
  /** What stands before the headers: the request line or the status line. */
  readonly line: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** The recorded message `name`, such as `01-getconfig.request`, of the folder `captures`. */
export function recorded(captures: string, name: string): Recorded {
  const text = readFileSync(path.join(captures, `${name}.headers`), 'latin1');
  const [line = '', ...lines] = text.trim().split('\r\n');
  const fields = lines.map((one) => /^(.*?): (.*)$/.exec(one) ?? []);
  const headers = Object.fromEntries(fields.map(([, key = '', value = '']) => [key.toLowerCase(), value]));
  return { line, headers, body: readFileSync(path.join(captures, `${name}.xml`), 'utf8') };
}

/** Sends requests to `world` over HTTP; it ends with the test. */
export async function serveRecorded(
  t: Test,
  world: World,
): Promise<(request: Recorded, host: string) => Promise<HttpReply>> {
  const app = createApp();
  soapRoutes(app, {
    exchangeOf: inWorld(world),
    services: servedServices,

    isOpen: () => true,
  });
  await app.listen({ port: 0, host: '127.0.0.1' });
  const client = wuspClient(`http://127.0.0.1:${(app.server.address() as AddressInfo).port}`);
  t.teardown(async () => {
    client.close();
    await app.close();
  });
  return ({ line, headers, body }, host) => {
    const [method = '', url = ''] = line.split(' ');
    const { connection: _connection, 'content-length': _length, ...sent } = headers;
    return client.http(method, url, { ...sent, host, 'content-length': Buffer.byteLength(body) }, body);
  };
}
