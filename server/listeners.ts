import type { Server } from 'node:http';
import path from 'node:path';
import type { FastifyInstance } from 'fastify';
import { createSniCallback, type Pki } from '../pki/index.ts';
import { fail, MockWuError } from '../platform/errors/index.ts';
import type { Logger } from '../platform/logger.ts';
import { contentRoutes } from './content/routes.ts';
import type { AccessRules } from './control/access/access-rules.ts';
import { createControlApp } from './control/control-app.ts';
import type { ControlPorts } from './control/control-ports.ts';
import { createDrain, type Drain } from './drain.ts';
import { createClientApp, type TlsOptions } from './http-app.ts';
import { listen, reachable } from './listen.ts';
import type { World } from './world.ts';

/** Where the listeners shall be; see StartOptions. */
export interface ListenerOptions {
  readonly bind?: string;
  readonly controlBind?: string;
  readonly httpPort?: number;
  readonly httpsPort?: number;
  readonly controlPort?: number;
  readonly hostsMode?: boolean;
  readonly selfUpdate?: string;
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
  open(pki: Pki, control: (urls: Urls) => ControlPorts): Promise<Urls>;
  /** Finishes requests in flight and stops listening. */
  close(): Promise<void>;
}

/** WSUS's own ports, and the control port. */
const PORTS = { http: 8530, https: 8531, control: 8590 };
const HOSTS_PORTS = { http: 80, https: 443 };

/** Prepares the listeners of `world`; nothing listens yet. */
export function createListeners(
  options: ListenerOptions,
  parts: { readonly world: World; readonly access: AccessRules },
  contentFolder: string,
): Listeners {
  const host = options.bind ?? '127.0.0.1';
  const apps: { readonly app: FastifyInstance; readonly drain: Drain }[] = [];
  const content = contentRoutes({ folder: contentFolder });
  let pki: Pki | undefined;
  let httpPort = 0;
  let isOpen = false;
  // Whatever clients are let in by, the control plane stays with this machine unless it is told otherwise.
  const controlHost = options.controlBind ?? '127.0.0.1';
  const start = (app: FastifyInstance, port: number, option: string, at = host): Promise<number> => {
    const server = app.server as Server;
    apps.push({ app, drain: createDrain(server) });
    tellRefusedNames(server, parts.world.logger);
    return listen(app, { host: at, port, option });
  };
  const clientApp = (tls?: TlsOptions): FastifyInstance =>
    createClientApp(
      {
        world: parts.world,
        pki: () => pki,
        content,
        httpPort: () => httpPort,
        isOpen: () => isOpen,
        ...(options.selfUpdate !== undefined && { selfUpdateFolder: path.resolve(options.selfUpdate) }),
      },
      tls,
    );
  const startHosts = async (keys: Pki, httpsPort: number): Promise<void> => {
    if (httpPort !== HOSTS_PORTS.http) await start(clientApp(), HOSTS_PORTS.http, '--hosts-mode');
    if (httpsPort !== HOSTS_PORTS.https)
      await start(clientApp(tlsOptions(keys)), HOSTS_PORTS.https, '--hosts-mode');
  };
  return {
    startHttp: async () => {
      httpPort = await start(clientApp(), options.httpPort ?? PORTS.http, '--http-port');
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
      let ports: ControlPorts | undefined;
      const controlApp = createControlApp({
        access: parts.access,
        logger: parts.world.logger,
        isReady: () => isOpen,
        ports: () => ports ?? fail('CONTROL_FAILED'),
      });
      const controlPort = await start(
        controlApp,
        options.controlPort ?? PORTS.control,
        '--control-port',
        controlHost,
      );
      const urls = {
        http: `http://${reachable(host, httpPort)}`,
        https: `https://${isLocal(host) ? `localhost:${httpsPort}` : reachable(host, httpsPort)}`,
        control: `http://${reachable(controlHost, controlPort)}`,
      };
      ports = control(urls);
      isOpen = true;
      return urls;
    },
    close: async () => {
      const closing = apps.splice(0).map(({ app, drain }) => {
        const closed = app.close();
        drain.start();
        return closed;
      });
      await Promise.all(closing);
    },
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

function tlsOptions(pki: Pki): TlsOptions {
  return { ...pki.defaultSecureContext(), SNICallback: createSniCallback(pki), minVersion: 'TLSv1.2' };
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
