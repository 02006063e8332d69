import http, { type RequestListener, type Server } from 'node:http';
import https, { type Server as SecureServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import type { TlsOptions as SecureOptions } from 'node:tls';
import type { FastifyInstance } from 'fastify';
import { createSniCallback, type Pki } from '../pki/index.ts';
import type { Clock } from '../platform/clock.ts';
import { fail, MockWuError } from '../platform/errors/index.ts';
import type { Logger } from '../platform/logger.ts';
import { contentRoutes } from './content/routes.ts';
import type { AccessRules } from './control/access/access-rules.ts';
import { createControlApp } from './control/control-app.ts';
import { type ControlGround, controlPortsOf } from './control/control-ports.ts';
import { createDrain, type Drain } from './drain.ts';
import { createClientApp, settleServer, type TlsOptions } from './http-app.ts';
import { listen, reachable } from './listen.ts';
import type { Tenancy } from './tenants/tenancy.ts';
import type { OwnListeners } from './tenants/tenants.ts';
import { createTlsDesk } from './tls/tls-desk.ts';
import { frontTls } from './tls/tls-front.ts';

/** Where the listeners shall be; see StartOptions. */
export interface ListenerOptions {
  readonly bind?: string;
  readonly controlBind?: string;
  readonly httpPort?: number;
  readonly httpsPort?: number;
  readonly controlPort?: number;
  readonly hostsMode?: boolean;
  readonly selfUpdate?: string;
  /** Clients are asked for a certificate; one that has none is served all the same. */
  readonly clientCertificates?: boolean;
}

/** Where a running double is reached. */
export interface Urls {
  readonly http: string;
  readonly https: string;
  readonly control: string;
}

/** The listeners of one double, started in two steps. */
export interface Listeners {
  /** Takes the plain HTTP port; until `open` every request is answered 503. Returns the port. */
  startHttp(): Promise<number>;
  /** Starts the others and lets requests in; `control` says what the control API works on. */
  open(pki: Pki, control: (urls: Urls) => ControlGround): Promise<Urls>;
  /** Opens a further pair for one tenant, on the ports asked for. */
  openPair(ports: { readonly http?: number; readonly https?: number }): Promise<OwnListeners>;
  /** Port of the plain HTTP listener; 0 before there is one. */
  httpPort(): number;
  /** Finishes requests in flight and stops listening. */
  close(): Promise<void>;
}

/** What listeners are made of. */
export interface ListenerParts {
  /** Asked late: tenants need to know where the listeners are. */
  readonly tenancy: () => Tenancy;
  /** Who may use the control API. */
  readonly access: AccessRules;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly contentFolder: string;
}

/** WSUS's own ports, and the control port. */
const PORTS = { http: 8530, https: 8531, control: 8590 };
const HOSTS_PORTS = { http: 80, https: 443 };

/** Prepares the listeners of a double; nothing listens yet. */
export function createListeners(options: ListenerOptions, parts: ListenerParts): Listeners {
  const { tenancy, logger } = parts;
  const host = options.bind ?? '127.0.0.1';
  const apps: Running[] = [];
  const content = contentRoutes({ folder: parts.contentFolder, exchangeOf: (request) => request.exchange });
  let pki: Pki | undefined;
  let httpPort = 0;
  let isOpen = false;
  let client: FastifyInstance | undefined;
  // Whatever clients are let in by, the control plane stays with this machine unless it is told otherwise.
  const controlHost = options.controlBind ?? '127.0.0.1';
  const desk = createTlsDesk({ tenancy, pki: () => pki, settings: () => tlsOptions(pki as Pki) });
  const front = (server: Server): void => {
    if (isTls(server)) frontTls(server, { clock: parts.clock, ...desk });
  };
  const start = (app: FastifyInstance, port: number, option: string, at = host): Promise<number> => {
    const server = app.server as Server;
    front(server);
    apps.push({ close: () => app.close(), drain: createDrain(server) });
    tellRefusedNames(server, logger);
    return listen(app, { host: at, port, option });
  };
  const clientApp = (tls?: TlsOptions): FastifyInstance =>
    createClientApp(
      {
        begin: (request) => tenancy().exchangeOf(request),
        pki: () => pki,
        content,
        isOpen: () => isOpen,
        ...(options.selfUpdate !== undefined && { selfUpdateFolder: path.resolve(options.selfUpdate) }),
      },
      tls,
    );
  const tlsOptions = (keys: Pki): SecureOptions => ({
    ...keys.defaultSecureContext(),
    SNICallback: createSniCallback(keys, {}, (name) => tenancy().ofConnection(0, name).clock.now()),
    minVersion: 'TLSv1.2',
    ...(options.clientCertificates && { requestCert: true, rejectUnauthorized: false }),
  });
  const startHosts = async (keys: Pki, httpsPort: number): Promise<void> => {
    if (httpPort !== HOSTS_PORTS.http) await start(clientApp(), HOSTS_PORTS.http, '--hosts-mode');
    if (httpsPort !== HOSTS_PORTS.https)
      await start(clientApp(tlsOptions(keys)), HOSTS_PORTS.https, '--hosts-mode');
  };
  return {
    httpPort: () => httpPort,
    startHttp: async () => {
      client = clientApp();
      httpPort = await start(client, options.httpPort ?? PORTS.http, '--http-port');
      return httpPort;
    },
    open: async (keys, control) => {
      pki = keys;
      const httpsPort = await start(
        clientApp(tlsOptions(keys)),
        options.httpsPort ?? PORTS.https,
        '--https-port',
      );
      if (options.hostsMode) await startHosts(keys, httpsPort);
      let ground: ControlGround | undefined;
      const controlApp = createControlApp({
        access: parts.access,
        logger: logger,
        isReady: () => isOpen,
        ports: (tenant) => controlPortsOf(ground ?? fail('CONTROL_FAILED'), tenant),
      });
      const controlPort = await start(
        controlApp,
        options.controlPort ?? PORTS.control,
        '--control-port',
        controlHost,
      );
      const urls = {
        ...pairUrls(host, httpPort, httpsPort),
        control: `http://${reachable(controlHost, controlPort)}`,
      };
      ground = control(urls);
      isOpen = true;
      return urls;
    },
    openPair: async (ports) => {
      // The routes are those of the first listener: making them anew would take longer than the tenant.
      const { routing } = client as FastifyInstance;
      const plain = http.createServer(routing as RequestListener);
      const secure = https.createServer(tlsOptions(pki as Pki), routing as RequestListener);
      front(secure);
      const running = [plain, secure].map((server) => runningServer(server));
      apps.push(...running);
      const close = async (): Promise<void> => {
        await closeAll(running);
        for (const one of running) apps.splice(apps.indexOf(one), 1);
      };
      try {
        const own = await listenOn(plain, { host, port: ports.http ?? 0, option: 'ports.http' });
        const tls = await listenOn(secure, { host, port: ports.https ?? 0, option: 'ports.https' });
        return { urls: pairUrls(host, own, tls), ports: [own, tls], close };
      } catch (error) {
        await close();
        throw error;
      }
    },
    close: () => closeAll(apps.splice(0)),
  };
}

/** A server that runs, with what ends it. */
interface Running {
  readonly drain: Drain;
  close(): Promise<void>;
}

function runningServer(server: Server): Running {
  settleServer(server);
  return {
    drain: createDrain(server),
    close: () =>
      new Promise((resolve) => {
        // One that never came to listen is closed already.
        server.close(() => resolve());
      }),
  };
}

async function closeAll(running: readonly Running[]): Promise<void> {
  const closing = running.map(({ close, drain }) => {
    const closed = close();
    drain.start();
    return closed;
  });
  await Promise.all(closing);
}

async function listenOn(
  server: Server,
  { host, port, option }: { readonly host: string; readonly port: number; readonly option: string },
): Promise<number> {
  const start = ({ port: at, host: on }: { port: number; host: string }) =>
    new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(at, on, () => {
        server.removeListener('error', reject);
        resolve();
      });
    });
  await listen({ listen: start, server }, { host, port, option });
  return (server.address() as AddressInfo).port;
}

function pairUrls(
  host: string,
  http: number,
  https: number,
): { readonly http: string; readonly https: string } {
  return {
    http: `http://${reachable(host, http)}`,
    https: `https://${isLocal(host) ? `localhost:${https}` : reachable(host, https)}`,
  };
}

/** Address of the revocation endpoints as certificates carry it: a name of ours, or where this machine listens. */
export function publicHttpUrl(
  names: readonly string[] | undefined,
  bind: string | undefined,
  httpPort: number,
): string {
  const host = bind ?? '127.0.0.1';
  const name = names?.[0] ?? (isLocal(host) ? 'localhost' : host);
  return `http://${name.includes(':') ? `[${name}]` : name}:${httpPort}`;
}

function isTls(server: Server | SecureServer): server is SecureServer {
  return 'setSecureContext' in server;
}

/** Whether a client on this machine reaches a listener on `host` as localhost. */
function isLocal(host: string): boolean {
  return ['127.0.0.1', '::1', '0.0.0.0', '::', 'localhost'].includes(host);
}

/** Refused names that are told of; a scanner may try thousands. */
const MOST_REFUSALS_TOLD = 100;

/** Says once a name that a client asked for one there can be no certificate for: the handshake just ends. */
function tellRefusedNames(server: Server, logger: Logger): void {
  const told = new Set<string>();
  server.on('tlsClientError', (error: Error) => {
    if (!(error instanceof MockWuError) || told.has(error.message) || told.size >= MOST_REFUSALS_TOLD) return;
    told.add(error.message);
    logger.warn(`${error.message} ${error.repair}`);
  });
}
